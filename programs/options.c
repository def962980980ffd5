/* options.c: a command line read by its table.
 *
 * "Did you mean" counts what it takes to turn one word into the other: a letter more, less or other, or two neighbours exchanged, the four slips that
 * make up most misspellings (F. J. Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964), by the
 * recurrence of optimal string alignment. One slip for every three letters is still near. */
#include "options.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "hearsay.h"

/* ---- Near words ---------------------------------------------------------------------------------------------------------- */

#define WORD_MAX 32u

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* d[i][j]: the distance of the first i letters of a and the first j of b. */
static unsigned distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n > WORD_MAX || m > WORD_MAX) return WORD_MAX;
    unsigned d[WORD_MAX + 1][WORD_MAX + 1];
    for (size_t i = 0; i <= n; i++) {
        for (size_t j = 0; j <= m; j++) {
            if (!i || !j) {
                d[i][j] = (unsigned)(i + j);
                continue;
            }
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[n][m];
}

size_t nearest(const char *word, const char *(*candidate)(const void *context, size_t i), const void *context, size_t n)
{
    size_t len = strlen(word);
    size_t best = n;
    unsigned best_distance = (unsigned)(len / 3 ? len / 3 : 1) + 1;
    for (size_t i = 0; i < n; i++) {
        const char *c = candidate(context, i);
        /* The beginning of a word is meant to be the word: "--comp". */
        unsigned d = len > 1 && !strncmp(c, word, len) ? 0 : distance(word, c);
        if (d < best_distance) {
            best = i;
            best_distance = d;
        }
    }
    return best;
}

/* ---- Values -------------------------------------------------------------------------------------------------------------- */

size_t choice_name(const char *names, unsigned i, const char **name)
{
    for (; i && *names; i--) {
        names += strcspn(names, "|");
        names += *names == '|';
    }
    *name = names;
    return strcspn(names, "|");
}

__attribute__((format(printf, 2, 3))) static bool wrong(struct parsed *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(out->message, sizeof out->message, format, args);
    va_end(args);
    return false;
}

static const char *choice_candidate(const void *context, size_t i)
{
    static _Thread_local char name[WORD_MAX + 1];
    const char *at;
    size_t len = choice_name(context, (unsigned)i, &at);
    snprintf(name, sizeof name, "%.*s", (int)len, at);
    return name;
}

static bool choice_value(const struct option_spec *o, const char *text, unsigned *value, struct parsed *out)
{
    const char *name;
    unsigned n = 0;
    for (size_t len; (len = choice_name(o->value, n, &name)); n++) {
        if (len == strlen(text) && !strncmp(name, text, len)) {
            *value = n;
            return true;
        }
    }
    size_t near = nearest(text, choice_candidate, o->value, n);
    char hint[WORD_MAX + 24] = "";
    if (near < n) snprintf(hint, sizeof hint, "; did you mean %s?", choice_candidate(o->value, near));
    return wrong(out, "--%s: \"%s\" is none of %s%s", o->name, text, o->value, hint);
}

/* A whole number of 1 to most, times a unit. */
static bool number_value(const struct option_spec *o, const char *text, uint64_t *value, struct parsed *out)
{
    static const char units[] = "kKmMgG";
    char *end = (char *)text;
    errno = 0;
    bool digits = *text >= '0' && *text <= '9';
    uintmax_t n = digits ? strtoumax(text, &end, 10) : 0;
    const char *unit = o->kind == OPTION_SIZE && *end ? strchr(units, *end) : NULL;
    unsigned shift = unit ? ((unsigned)(unit - units) / 2 + 1) * 10 : 0;
    end += unit != NULL;
    if (!digits || *end)
        return wrong(out, "--%s: \"%s\" is no %s", o->name, text, o->kind == OPTION_SIZE ? "size, such as 500000, 64K or 8M" : "whole number");
    if (errno || !n || n > o->most >> shift) return wrong(out, "--%s: %s is not between 1 and %" PRIu64, o->name, text, o->most);
    *value = (uint64_t)n << shift;
    return true;
}

/* Digits and a point: strtod() alone would take "nan", "0x1p-1" and " 1". */
static bool fraction_value(const struct option_spec *o, const char *text, double *value, struct parsed *out)
{
    char *end;
    *value = strtod(text, &end);
    if (!*text || strspn(text, "0123456789.") != strlen(text) || *end || !(*value <= 1))
        return wrong(out, "--%s: \"%s\" is no number between 0 and 1", o->name, text);
    return true;
}

static bool set(const struct option_spec *o, void *values, const char *text, struct parsed *out)
{
    void *place = (char *)values + o->at;
    uint64_t number;
    switch (o->kind) {
    case OPTION_FLAG: *(bool *)place = true; return true;
    case OPTION_TEXT: *(const char **)place = text; return true;
    case OPTION_TEXTS: {
        struct texts *list = place;
        if (list->n == TEXTS_MAX) return wrong(out, "--%s is given more than %d times", o->name, TEXTS_MAX);
        list->at[list->n++] = text;
        return true;
    }
    case OPTION_DATE:
        if (!hearsay_date_valid(text)) return wrong(out, "--%s: \"%s\" is no date such as 2023-02-07 or 2023-02-07T18:30:00Z", o->name, text);
        *(const char **)place = text;
        return true;
    case OPTION_CHOICE: return choice_value(o, text, place, out);
    case OPTION_COUNT:
        if (!number_value(o, text, &number, out)) return false;
        *(unsigned *)place = (unsigned)number;
        return true;
    case OPTION_PORT:
        number = 0;
        if (strcmp(text, "0") && !number_value(o, text, &number, out)) return false;
        *(unsigned *)place = (unsigned)number;
        return true;
    case OPTION_SIZE:
        if (!number_value(o, text, &number, out)) return false;
        *(size_t *)place = (size_t)number;
        return true;
    case OPTION_FRACTION: return fraction_value(o, text, place, out);
    }
    return wrong(out, "--%s has no kind", o->name);
}

/* ---- Words --------------------------------------------------------------------------------------------------------------- */

static const char *option_candidate(const void *context, size_t i)
{
    const struct command *cmd = context;
    return i < cmd->n_options ? cmd->options[i].name : "help";
}

static bool unknown_long(const struct command *cmd, const char *name, size_t len, struct parsed *out)
{
    char word[WORD_MAX + 1];
    snprintf(word, sizeof word, "%.*s", (int)(len < WORD_MAX ? len : WORD_MAX), name);
    size_t n = cmd->n_options + 1, near = nearest(word, option_candidate, cmd, n);
    char hint[WORD_MAX + 24] = "";
    if (near < n) snprintf(hint, sizeof hint, "; did you mean --%s?", option_candidate(cmd, near));
    return wrong(out, "there is no option --%.*s%s", (int)(len < 200 ? len : 200), name, hint);
}

/* The words still to come, for an option whose value is the next one. */
struct words {
    int at, argc;
    char **argv;
};

static bool set_with_value(const struct option_spec *o, void *values, const char *attached, struct words *w, struct parsed *out)
{
    if (o->kind == OPTION_FLAG) return attached ? wrong(out, "--%s takes no value", o->name) : set(o, values, NULL, out);
    if (!attached) {
        if (w->at == w->argc) return wrong(out, "--%s needs a value: %s", o->name, o->value);
        attached = w->argv[w->at++];
    }
    return set(o, values, attached, out);
}

static bool long_option(const struct command *cmd, void *values, const char *word, struct words *w, struct parsed *out)
{
    size_t len = strcspn(word, "=");
    const char *attached = word[len] ? word + len + 1 : NULL;
    if (len == 4 && !strncmp(word, "help", 4)) return out->help = true;
    for (size_t i = 0; i < cmd->n_options; i++)
        if (strlen(cmd->options[i].name) == len && !strncmp(cmd->options[i].name, word, len))
            return set_with_value(&cmd->options[i], values, attached, w, out);
    return unknown_long(cmd, word, len, out);
}

static const struct option_spec *by_letter(const struct command *cmd, char letter)
{
    for (size_t i = 0; i < cmd->n_options; i++)
        if (cmd->options[i].letter == letter) return &cmd->options[i];
    return NULL;
}

static bool short_options(const struct command *cmd, void *values, const char *letters, struct words *w, struct parsed *out)
{
    for (; *letters; letters++) {
        if (*letters == 'h') return out->help = true;
        const struct option_spec *o = by_letter(cmd, *letters);
        if (!o) return wrong(out, "there is no option -%c", *letters);
        if (o->kind != OPTION_FLAG) return set_with_value(o, values, letters[1] ? letters + 1 : NULL, w, out);
        set(o, values, NULL, out);
    }
    return true;
}

bool options_parse(const struct command *cmd, void *values, int argc, char **argv, struct parsed *out)
{
    *out = (struct parsed){ 0 };
    struct words w = { 1, argc, argv };
    bool options_end = false;
    while (w.at < argc) {
        char *word = argv[w.at++];
        bool good = true;
        if (options_end || word[0] != '-' || !word[1])
            argv[1 + out->n++] = word;
        else if (!strcmp(word, "--"))
            options_end = true;
        else if (word[1] == '-')
            good = long_option(cmd, values, word + 2, &w, out);
        else
            good = short_options(cmd, values, word + 1, &w, out);
        if (!good) return false;
        if (out->help) return true;
    }
    return true;
}
