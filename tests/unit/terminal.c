/* The view for a terminal: what it says, how it breaks, and what it keeps from the terminal. */
#include "handmade.h"

#include <stdio.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "write/write.h"

static const struct saying sayings[] = {
    { "Ada Lind, who runs the ferries", "told", "“We were never asked,” | “and we will not go quietly.”", QUOTE_DIRECT, 0.876f },
    { "the mayor's office", "says", "Harbour to close a pier", QUOTE_INDIRECT, 0.91f },
    { "She", "added", "that it was late", QUOTE_INDIRECT, 1.0f },
    { NULL, "was said", "it", QUOTE_MIXED, 0.005f },
    { "ada lind, who runs the ferries", NULL, "late", QUOTE_INDIRECT, 0.5f },
};
static const char text[] =
    "Harbour to close a pier, says the mayor's office\n“We were never asked,” Ada Lind, who runs the ferries, told us, “and we will not go "
    "quietly.” She added that it was late.\nMuch was said of it. ada lind, who runs the ferries: late";

static char *view(const struct hearsay_document *doc, unsigned columns, bool color)
{
    hearsay_write_options opts = HEARSAY_WRITE_OPTIONS_INIT;
    opts.columns = columns;
    opts.color = color;
    char *out = NULL;
    assert_int_equal(hearsay_document_write(doc, HEARSAY_TEXT, &opts, &out, NULL, NULL), HEARSAY_OK);
    return out;
}

static void expect(const struct hearsay_document *doc, unsigned columns, bool color, const char *want)
{
    char *out = view(doc, columns, color);
    if (strcmp(out, want)) fail_msg("\n%s\nnot\n%s", out, want);
    hearsay_string_free(out);
}

/* Claims lead: the denied one first, each with its sides and its sentence; who passes it on stands before who holds it. */
static void test_claims(void **state)
{
    (void)state;
    static const struct saying said[] = {
        { "A diplomat", "told", "the cable was cut", QUOTE_INDIRECT, 0.9f },
        { "Denmark", "denied", "it", QUOTE_INDIRECT, 0.8f },
    };
    struct hearsay_document *doc = handmade("Cables\nRain fell.\nA diplomat told Reuters on Friday, before the ministers met in the old town "
                                            "hall for talks that nobody had announced or expected, that the cable was cut.\nDenmark denied it.",
                                            said, 2);
    doc->outlet = "The Post\x1b[2J";
    handmade_actor(doc, "Denmark", ACTOR_COUNTRY, "DNK");
    handmade_actor(doc, "Reuters", ACTOR_AGENCY, "");
    handmade_actor(doc, "A diplomat", ACTOR_PERSON, "");
    const struct voice diplomat[] = { { 1, VOICE_HEARD }, { 2, VOICE_SAID } }, denmark[] = { { 0, VOICE_SAID } };
    handmade_voices(doc, 0, diplomat, 2);
    handmade_voices(doc, 1, denmark, 1);
    const struct position own[] = { { HS_OUTLET, POSITION_ASSERTS, HS_NONE, 1 } }, held[] = {
        { 1, POSITION_REPORTS, 0, 0.9f },    { 2, POSITION_ASSERTS, 0, 0.9f }, { HS_OUTLET, POSITION_ASSERTS, HS_NONE, 1 },
        { 2, POSITION_ASSERTS, 0, 0.9f },    { 0, POSITION_DENIES, 1, 0.8f },  { HS_NONE, POSITION_DOUBTS, 1, 0.8f },
        { 0, POSITION_NO_EVIDENCE, 1, 0.8f }
    };
    handmade_claim(doc, "AID", HS_NONE, HS_NONE, "Rain fell", HS_NONE, own, 1);
    handmade_claim(doc, "ASSAULT", HS_NONE, HS_NONE, "the cable was cut", 0, held, 7)->event->mode = "heavy-weapons";
    handmade_claim(doc, NULL, HS_NONE, HS_NONE, "it", 1, own, 0);
    handmade_done(doc);
    char *out = view(doc, 100, false);
    char *end = strstr(out, "  Attributions\n");
    assert_non_null(end);
    *end = '\0';
    if (strcmp(out, "Cables\n"
                    "The Post\xef\xbf\xbd[2J\n\n"
                    "  Claims\n"
                    "  the cable was cut                                                         ASSAULT heavy-weapons\n"
                    "      asserts      Reuters › A diplomat · The Post\xef\xbf\xbd[2J\n"
                    "      denies       Denmark\n"
                    "      no evidence  Denmark\n"
                    "      doubts       (nobody named)\n"
                    "      … before the ministers met in the old town hall for talks that\n"
                    "      nobody had announced or expected, that the cable was cut.\n"
                    "  Rain fell                                                                 AID\n"
                    "      asserts      The Post\xef\xbf\xbd[2J\n"
                    "  and 1 more claim\n\n"))
        fail_msg("%s", out);
    hearsay_string_free(out);
    out = view(doc, 70, false);
    if (!strstr(out, "  the cable was cut                                    ASSAULT\n")) fail_msg("%s", out);
    hearsay_string_free(out);
    arena_free(doc->arena);
}

static void test_wide(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade(text, sayings, 5);
    doc->outlet = "The Bay Post";
    doc->published = "2024-03-01";
    doc->attributions[4].sentence = 1; /* "late" stands there first */
    doc->attributions[1].stance = STANCE_DENIES;
    expect(doc, 80, false,
           "Harbour to close a pier, says the mayor's office\n"
           "The Bay Post · 2024-03-01\n"
           "\n"
           "  the mayor's office → says → Harbour to close a pier            denies     0.91\n"
           "  Ada Lind, who runs the ferries → told → “We were never         states     0.88\n"
           "      asked,” … “and we will not go quietly.”\n"
           "  She → added → that it was late                                 states     1.00\n"
           "  ada lind, who runs the ferries → late                          states     0.50\n"
           "  (nobody named) → was said → it                                 states     0.01\n"
           "\n"
           "  5 attributions, 2 sources\n");
    expect(doc, 90, false,
           "Harbour to close a pier, says the mayor's office\n"
           "The Bay Post · 2024-03-01\n"
           "\n"
           "  the mayor's office → says → Harbour to close a pier             denies     indirect 0.91\n"
           "  Ada Lind, who runs the ferries → told → “We were never asked,”  states     direct   0.88\n"
           "      … “and we will not go quietly.”\n"
           "  She → added → that it was late                                  states     indirect 1.00\n"
           "  ada lind, who runs the ferries → late                           states     indirect 0.50\n"
           "  (nobody named) → was said → it                                  states     mixed    0.01\n"
           "\n"
           "  5 attributions, 2 sources\n");
    arena_free(doc->arena);
}

/* Loaded words have their colour, with what is written on to them, and a line at the end, once each. */
static void test_loaded(void **state)
{
    (void)state;
    static const struct saying rows[] = { { "Lind", "falsely said", "the regime, she knew", QUOTE_INDIRECT, 0.9f } };
    struct hearsay_document *doc = handmade("Lind falsely said the regime, she knew. Regime and junta.", rows, 1);
    struct loaded loaded[] = { { { 5, 12 }, LOADED_EVALUATIVE, 0 },
                               { { 22, 28 }, LOADED_SIDE_TERM, 0 },
                               { { 40, 46 }, LOADED_SIDE_TERM, HS_NONE },
                               { { 51, 56 }, LOADED_SIDE_TERM, HS_NONE } };
    doc->loaded = loaded;
    doc->n_loaded = 4;
    expect(doc, 70, false,
           "(no headline)\n\n"
           "  Lind → falsely said → the regime, she knew           states     0.90\n\n"
           "  1 attribution, 1 source\n"
           "  Loaded: falsely (evaluative) · regime (side-term)\n"
           "      · junta (side-term)\n");
    char *out = view(doc, 100, true);
    assert_non_null(strstr(out, "\x1b[4;33mregime,"));
    hearsay_string_free(out);
    arena_free(doc->arena);
}

static void test_narrow(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade(text, sayings, 2);
    expect(doc, 30, false,
           "Harbour to close a pier, says\n"
           "the mayor's office\n"
           "\n"
           "  the mayor's office → says\n"
           "      → Harbour to close a\n"
           "      pier\n"
           "  Ada Lind, who runs the\n"
           "      ferries → told → “We\n"
           "      were never asked,”\n"
           "      … “and we will not go\n"
           "      quietly.”\n"
           "\n"
           "  2 attributions, 2 sources\n");
    arena_free(doc->arena);
}

static void test_color(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade(text, sayings + 1, 1);
    expect(doc, 40, true,
           "\x1b[1mHarbour to close a pier, says the\x1b[0m\n"
           "\x1b[1mmayor's office\x1b[0m\n"
           "\n"
           "  \x1b[1;36mthe mayor's office\x1b[0m \x1b[2m→\x1b[0m \x1b[35msays\x1b[0m \x1b[2m→\x1b[0m \x1b[32mHarbour to\x1b[0m\n"
           "      \x1b[32mclose a pier\x1b[0m\n"
           "\n"
           "  \x1b[2m1 attribution, 1 source\x1b[0m\n");
    arena_free(doc->arena);
}

static void test_nothing(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade("", NULL, 0);
    doc->repairs = 1;
    expect(doc, 0, false, "(no headline)\n\n  No attributions · 1 invalid byte sequence replaced\n");
    arena_free(doc->arena);
}

/* What an article may send to a terminal. */
static void test_neutral(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in, *want;
    } rows[] = {
        { __LINE__, "a\x1b[31mred", "a\xef\xbf\xbd[31mred" },
        { __LINE__, "a\x1b]0;title\x07z", "a\xef\xbf\xbd]0;title\xef\xbf\xbdz" },
        { __LINE__,
          "a\xc2\x9b"
          "31mz",
          "a\xef\xbf\xbd"
          "31mz" }, /* CSI as one character */
        { __LINE__, "a\x7fz", "a\xef\xbf\xbdz" },
        { __LINE__, "a\bz", "a\xef\xbf\xbdz" },
        { __LINE__, "a\r\t\v\f z", "a z" },
        { __LINE__, "a\xc2\x85\xe2\x80\xa8\xc2\xa0z", "a z" }, /* NEL, LINE SEPARATOR, NO-BREAK SPACE */
        { __LINE__, "a\xe2\x80\xaez", "az" },                  /* RIGHT-TO-LEFT OVERRIDE */
        { __LINE__, "a\xe2\x81\xa6z\xe2\x81\xa9", "az" },      /* isolates */
        { __LINE__, "a\xc2\xadz\xef\xbb\xbf", "az" },          /* soft hyphen, byte order mark */
        { __LINE__, "a\xf3\xa0\x81\x81z", "az" },              /* TAG LATIN CAPITAL LETTER A */
        { __LINE__, "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80" }, /* joined emoji */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hearsay_document *doc = handmade("x", NULL, 0);
        doc->title = rows[i].in;
        char *out = view(doc, 80, false), want[200];
        snprintf(want, sizeof want, "%s\n\n  No attributions\n", rows[i].want);
        if (strcmp(out, want)) fail_msg("row of line %d: %s, not %s", rows[i].line, out, want);
        hearsay_string_free(out);
        arena_free(doc->arena);
    }
}

/* No line is wider than the terminal, whatever the words: wide characters, combining marks, words longer than a line. */
static void test_never_too_wide(void **state)
{
    (void)state;
    static const char wide[] = "记者会上说了很多话\n港口委员会主席 said that "
                               "港口将在三月关闭并且不会再开放给任何船只使用，这是委员会的决定 "
                               "andwordsthatgoonandonwithoutanybreakatallforsomeverylongtimeindeedastheydo "
                               "e\xcc\x81\xcc\x81\xcc\x81te\xcc\x81 a b c d e f g h i j k l m n o p q r s t u v w x y z";
    static const struct saying said = { "港口委员会主席", "said",
                                        "港口将在三月关闭并且不会再开放给任何船只使用，这是委员会的决定 "
                                        "andwordsthatgoonandonwithoutanybreakatallforsomeverylongtimeindeedastheydo "
                                        "e\xcc\x81\xcc\x81\xcc\x81te\xcc\x81 a b c d e f g h i j k l m n o p q r s t u v w x y z",
                                        QUOTE_INDIRECT, 0.5f };
    struct hearsay_document *doc = handmade(wide, &said, 1);
    for (unsigned columns = 24; columns < 130; columns++) {
        char *out = view(doc, columns, false), *rest = out;
        for (char *line; (line = strsep(&rest, "\n"));) {
            unsigned width = 0;
            for (size_t i = 0, len = strlen(line); i < len;) {
                uint32_t cp;
                i += utf8_decode(line + i, len - i, &cp);
                width += (unsigned)utf8proc_charwidth((utf8proc_int32_t)cp);
            }
            if (width > columns) fail_msg("%u columns: a line of %u: %s", columns, width, line);
        }
        hearsay_string_free(out);
    }
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_claims), cmocka_unit_test(test_wide),    cmocka_unit_test(test_loaded),  cmocka_unit_test(test_narrow),
        cmocka_unit_test(test_color),  cmocka_unit_test(test_nothing), cmocka_unit_test(test_neutral), cmocka_unit_test(test_never_too_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
