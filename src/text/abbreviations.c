/* abbreviations.c: the table, sorted, and a binary search in it.
 * What is in it: titles and ranks, states, months and days, company forms, Latin and scholarly shorthand, streets and measures, as they are
 * met in English news. Initials ("J."), initialisms ("U.S.", "a.m.") and degrees ("Ph.D.") are patterns, not entries: see words.c. */
#include "text/abbreviations.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/character.h"

#define LONGEST 8

static const struct {
    char word[LONGEST];
    uint8_t kind;
} table[] = {
    { "abp", ABBREVIATION_TITLE },   { "adj", ABBREVIATION_FINAL },   { "adm", ABBREVIATION_TITLE },    { "adv", ABBREVIATION_FINAL },
    { "al", ABBREVIATION_FINAL },    { "ala", ABBREVIATION_PLACE },   { "amb", ABBREVIATION_TITLE },    { "approx", ABBREVIATION_INNER },
    { "apr", ABBREVIATION_MONTH },   { "apt", ABBREVIATION_NUMBER },  { "ariz", ABBREVIATION_FINAL },   { "ark", ABBREVIATION_PLACE },
    { "art", ABBREVIATION_NUMBER },  { "assn", ABBREVIATION_FINAL },  { "asst", ABBREVIATION_TITLE },   { "attn", ABBREVIATION_INNER },
    { "atty", ABBREVIATION_TITLE },  { "aug", ABBREVIATION_MONTH },   { "ave", ABBREVIATION_FINAL },    { "bldg", ABBREVIATION_FINAL },
    { "blvd", ABBREVIATION_FINAL },  { "brig", ABBREVIATION_TITLE },  { "bros", ABBREVIATION_FINAL },   { "ca", ABBREVIATION_NUMBER },
    { "calif", ABBREVIATION_FINAL }, { "capt", ABBREVIATION_TITLE },  { "cf", ABBREVIATION_INNER },     { "ch", ABBREVIATION_NUMBER },
    { "cmdr", ABBREVIATION_TITLE },  { "co", ABBREVIATION_FINAL },    { "col", ABBREVIATION_TITLE },    { "colo", ABBREVIATION_FINAL },
    { "comdr", ABBREVIATION_TITLE }, { "conn", ABBREVIATION_FINAL },  { "corp", ABBREVIATION_FINAL },   { "cpl", ABBREVIATION_TITLE },
    { "dec", ABBREVIATION_MONTH },   { "del", ABBREVIATION_PLACE },   { "dept", ABBREVIATION_FINAL },   { "det", ABBREVIATION_TITLE },
    { "dist", ABBREVIATION_FINAL },  { "dr", ABBREVIATION_TITLE },    { "ed", ABBREVIATION_NUMBER },    { "eds", ABBREVIATION_FINAL },
    { "eg", ABBREVIATION_INNER },    { "eq", ABBREVIATION_NUMBER },   { "esp", ABBREVIATION_INNER },    { "esq", ABBREVIATION_FINAL },
    { "est", ABBREVIATION_FINAL },   { "etc", ABBREVIATION_FINAL },   { "ext", ABBREVIATION_NUMBER },   { "feb", ABBREVIATION_MONTH },
    { "fig", ABBREVIATION_NUMBER },  { "figs", ABBREVIATION_NUMBER }, { "fla", ABBREVIATION_FINAL },    { "fr", ABBREVIATION_TITLE },
    { "fri", ABBREVIATION_MONTH },   { "ft", ABBREVIATION_TITLE },    { "ga", ABBREVIATION_PLACE },     { "gen", ABBREVIATION_TITLE },
    { "gov", ABBREVIATION_TITLE },   { "govs", ABBREVIATION_TITLE },  { "hon", ABBREVIATION_TITLE },    { "hr", ABBREVIATION_NUMBER },
    { "hrs", ABBREVIATION_FINAL },   { "ie", ABBREVIATION_INNER },    { "ill", ABBREVIATION_PLACE },    { "inc", ABBREVIATION_FINAL },
    { "ind", ABBREVIATION_PLACE },   { "insp", ABBREVIATION_TITLE },  { "intl", ABBREVIATION_FINAL },   { "jan", ABBREVIATION_MONTH },
    { "jr", ABBREVIATION_FINAL },    { "jul", ABBREVIATION_MONTH },   { "jun", ABBREVIATION_MONTH },    { "kan", ABBREVIATION_PLACE },
    { "ky", ABBREVIATION_PLACE },    { "la", ABBREVIATION_PLACE },    { "lb", ABBREVIATION_FINAL },     { "lbs", ABBREVIATION_FINAL },
    { "lt", ABBREVIATION_TITLE },    { "ltd", ABBREVIATION_FINAL },   { "maj", ABBREVIATION_TITLE },    { "mar", ABBREVIATION_MONTH },
    { "mass", ABBREVIATION_PLACE },  { "md", ABBREVIATION_PLACE },    { "messrs", ABBREVIATION_TITLE }, { "mfg", ABBREVIATION_FINAL },
    { "mgr", ABBREVIATION_TITLE },   { "mich", ABBREVIATION_FINAL },  { "mins", ABBREVIATION_FINAL },   { "minn", ABBREVIATION_FINAL },
    { "miss", ABBREVIATION_PLACE },  { "mlle", ABBREVIATION_TITLE },  { "mme", ABBREVIATION_TITLE },    { "mo", ABBREVIATION_PLACE },
    { "mon", ABBREVIATION_MONTH },   { "mont", ABBREVIATION_PLACE },  { "mr", ABBREVIATION_TITLE },     { "mrs", ABBREVIATION_TITLE },
    { "ms", ABBREVIATION_TITLE },    { "msgr", ABBREVIATION_TITLE },  { "mt", ABBREVIATION_TITLE },     { "mx", ABBREVIATION_TITLE },
    { "neb", ABBREVIATION_FINAL },   { "nev", ABBREVIATION_FINAL },   { "no", ABBREVIATION_NUMBER },    { "nos", ABBREVIATION_NUMBER },
    { "nov", ABBREVIATION_MONTH },   { "oct", ABBREVIATION_MONTH },   { "okla", ABBREVIATION_FINAL },   { "op", ABBREVIATION_NUMBER },
    { "ore", ABBREVIATION_PLACE },   { "oz", ABBREVIATION_FINAL },    { "pa", ABBREVIATION_PLACE },     { "para", ABBREVIATION_NUMBER },
    { "penn", ABBREVIATION_PLACE },  { "pg", ABBREVIATION_NUMBER },   { "pgs", ABBREVIATION_NUMBER },   { "pls", ABBREVIATION_INNER },
    { "pp", ABBREVIATION_NUMBER },   { "pres", ABBREVIATION_TITLE },  { "prof", ABBREVIATION_TITLE },   { "profs", ABBREVIATION_TITLE },
    { "pt", ABBREVIATION_NUMBER },   { "pte", ABBREVIATION_TITLE },   { "pvt", ABBREVIATION_TITLE },    { "rd", ABBREVIATION_FINAL },
    { "rep", ABBREVIATION_TITLE },   { "reps", ABBREVIATION_TITLE },  { "ret", ABBREVIATION_FINAL },    { "rev", ABBREVIATION_TITLE },
    { "sec", ABBREVIATION_NUMBER },  { "sen", ABBREVIATION_TITLE },   { "sens", ABBREVIATION_TITLE },   { "sep", ABBREVIATION_MONTH },
    { "sept", ABBREVIATION_MONTH },  { "sgt", ABBREVIATION_TITLE },   { "sr", ABBREVIATION_FINAL },     { "sra", ABBREVIATION_TITLE },
    { "st", ABBREVIATION_TITLE },    { "ste", ABBREVIATION_TITLE },   { "supt", ABBREVIATION_TITLE },   { "tel", ABBREVIATION_INNER },
    { "tenn", ABBREVIATION_FINAL },  { "tex", ABBREVIATION_PLACE },   { "thu", ABBREVIATION_MONTH },    { "thur", ABBREVIATION_MONTH },
    { "thurs", ABBREVIATION_MONTH }, { "tue", ABBREVIATION_MONTH },   { "tues", ABBREVIATION_MONTH },   { "univ", ABBREVIATION_FINAL },
    { "va", ABBREVIATION_PLACE },    { "viz", ABBREVIATION_INNER },   { "vol", ABBREVIATION_NUMBER },   { "vols", ABBREVIATION_NUMBER },
    { "vs", ABBREVIATION_INNER },    { "vt", ABBREVIATION_PLACE },    { "wash", ABBREVIATION_PLACE },   { "wed", ABBREVIATION_MONTH },
    { "weds", ABBREVIATION_MONTH },  { "wis", ABBREVIATION_PLACE },   { "wyo", ABBREVIATION_FINAL },    { "yr", ABBREVIATION_FINAL },
    { "yrs", ABBREVIATION_FINAL },
};

enum abbreviation abbreviation_find(const char *s, size_t len)
{
    if (len < 2 || len >= LONGEST) return ABBREVIATION_NONE;
    char key[LONGEST] = { 0 };
    for (size_t i = 0; i < len; i++) key[i] = ascii_lower(s[i]);
    size_t low = 0, high = sizeof table / sizeof *table;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(key, table[mid].word);
        if (order > 0)
            low = mid + 1;
        else if (order < 0)
            high = mid;
        else {
            enum abbreviation kind = table[mid].kind;
            bool capital = s[0] >= 'A' && s[0] <= 'Z';
            return (kind == ABBREVIATION_PLACE || kind == ABBREVIATION_MONTH) && !capital ? ABBREVIATION_NONE : kind;
        }
    }
    return ABBREVIATION_NONE;
}
