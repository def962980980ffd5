/* The lexicon: the cases of tests/cases/lexicon, that the tables know every state and contradict themselves nowhere, rows that make no sense, a
 * user's rows, an oracle for the longest match, and how soon it is ready. */
#include "unit.h"

#include <time.h>

#include "cases.h"
#include "lexicon/index.h"
#include "textual.h"

static struct lexicon *lx;

static int open_tables(void **state)
{
    (void)state;
    hearsay_error err;
    lx = lexicon_open(NULL, 0, &err);
    if (!lx) print_error("%s\n", err.msg);
    return lx ? 0 : -1;
}

static int close_tables(void **state)
{
    (void)state;
    lexicon_close(lx);
    return 0;
}

/* ---- Cases --------------------------------------------------------------------------------------------------------------- */

static int failed;

__attribute__((format(printf, 3, 4))) static void add(char *out, size_t size, const char *format, ...)
{
    size_t n = strlen(out);
    va_list args;
    va_start(args, format);
    vsnprintf(out + n, size - n, format, args);
    va_end(args);
}

static void add_sense(char *out, size_t size, const struct lexicon_sense *s)
{
    static const struct {
        uint16_t flag;
        const char *name;
    } flags[] = {
        { LEXICON_ADJECTIVE, "adjective" }, { LEXICON_NOUN, "noun" },           { LEXICON_PLURAL, "plural" },
        { LEXICON_MALE, "male" },           { LEXICON_FEMALE, "female" },       { LEXICON_BEFORE, "before" },
        { LEXICON_ACRONYM, "acronym" },     { LEXICON_FORMER, "former" },       { LEXICON_STATE_MEDIA, "state-media" },
        { LEXICON_WORD_TOO, "~" },          { LEXICON_STATE_FUNDED, "funded" }, { LEXICON_AMBIGUOUS, "?" },
        { LEXICON_USER, "user" },
    };
    add(out, size, "%s", lexicon_kind_names[s->kind]);
    if (s->code[0]) add(out, size, " %s", s->code);
    if (s->type) add(out, size, " %s", lexicon_type_names[s->type]);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (s->flags & flags[i].flag) add(out, size, " %s", flags[i].name);
    if (s->of) add(out, size, " of %s", s->of);
}

/* All forms of a text from left to right, none inside another. */
static void find_all(const struct lexicon *in, const char *text, char *out, size_t size)
{
    struct hearsay_document *doc = textual_new(text, strlen(text));
    textual_lines(doc);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_sentences(doc, NULL, NULL), HEARSAY_OK);
    for (uint32_t i = 0; i < doc->n_words;) {
        const struct sentence *s = &doc->sentences[doc->words[i].sentence];
        struct lexicon_match m;
        if (!lexicon_match(in, doc->text, doc->words + i, s->first_word + s->words - i, &m)) {
            assert_int_equal(m.words, 0);
            i++;
            continue;
        }
        uint32_t from = doc->words[i].span.start, to = doc->words[i + m.words - 1].span.end;
        add(out, size, "  %.*s = ", (int)(to - from), doc->text + from);
        for (uint32_t k = 0; k < m.n; k++) {
            if (k) add(out, size, " / ");
            add_sense(out, size, m.senses[k]);
        }
        add(out, size, "\n");
        i += m.words;
    }
    textual_free(doc);
}

static void check(const struct test_case *c)
{
    char wanted[8000] = "", found[8000] = "";
    for (unsigned i = 0; i < c->n_rows; i++) {
        if (!strcmp(c->rows[i].key, "found"))
            add(wanted, sizeof wanted, "  %s\n", c->rows[i].value);
        else if (strcmp(c->rows[i].key, "nothing") != 0)
            fail_msg("%s:%d: no key %s", c->file, c->rows[i].line, c->rows[i].key);
    }
    find_all(lx, c->input, found, sizeof found);
    if (!strcmp(wanted, found)) return;
    failed++;
    print_error("%s:%d: %s\nwanted\n%sfound\n%s", c->file, c->line, c->input, wanted, found);
}

static void test_cases(void **state)
{
    (void)state;
    static const char *const files[] = { "tests/cases/lexicon/states.txt", "tests/cases/lexicon/voices.txt", "tests/cases/lexicon/writing.txt" };
    int n = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        int ran = cases_run(files[i], check);
        assert_true(ran > 0);
        n += ran;
    }
    print_message("%d cases\n", n);
    assert_int_equal(failed, 0);
}

/* ---- The tables ---------------------------------------------------------------------------------------------------------- */

static const char states[] =
    "AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV KHM CMR CAN CAF TCD CHL "
    "CHN COL COM COG CRI CIV HRV CUB CYP CZE PRK COD DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM "
    "GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV "
    "MLI MLT MHL MRT MUS MEX FSM MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT KOR "
    "MDA ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TLS TGO TON "
    "TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE VAT PSE TWN XKX";
static const char territories[] =
    "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT JEY MAC MAF MNP MSR MTQ MYT "
    "NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF";

static bool has_sense(const char *code, enum lexicon_kind kind, uint16_t flags)
{
    for (uint32_t i = 0; i < lx->n_senses; i++)
        if (lx->senses[i].kind == kind && !strcmp(lx->senses[i].code, code) && (lx->senses[i].flags & flags) == flags) return true;
    return false;
}

static void test_every_state(void **state)
{
    (void)state;
    uint32_t n = 0;
    for (const char *at = states; *at; at += at[3] ? 4 : 3, n++) {
        char code[4] = { at[0], at[1], at[2], '\0' };
        const struct lexicon_sense *s = lexicon_state(lx, code);
        if (!s || s->kind != LEXICON_COUNTRY) fail_msg("%s is no state", code);
        if (!has_sense(code, LEXICON_CAPITAL, LEXICON_NAME)) fail_msg("%s has no capital", code);
        if (!has_sense(code, LEXICON_DEMONYM, LEXICON_ADJECTIVE)) fail_msg("%s has no adjective", code);
        if (strcmp(code, "VAT") != 0 && !has_sense(code, LEXICON_DEMONYM, LEXICON_NOUN | LEXICON_PLURAL)) fail_msg("%s has no people", code);
    }
    for (const char *at = territories; *at; at += at[3] ? 4 : 3, n++) {
        char code[4] = { at[0], at[1], at[2], '\0' };
        const struct lexicon_sense *s = lexicon_state(lx, code);
        if (!s || s->kind != LEXICON_TERRITORY) fail_msg("%s is no territory", code);
    }
    for (uint32_t i = 0; i < lx->n_states; i++) {
        const char *code = lx->states[i]->code;
        if (!(lx->states[i]->flags & LEXICON_FORMER) && !strstr(states, code) && !strstr(territories, code)) fail_msg("%s is in no list", code);
        n -= !(lx->states[i]->flags & LEXICON_FORMER);
    }
    assert_int_equal(n, 0);
    assert_null(lexicon_state(lx, "ZZZ"));
    assert_null(lexicon_state(lx, ""));
    assert_string_equal(lexicon_state(lx, "PRK")->name, "North Korea");
}

static void test_no_two_states(void **state)
{
    (void)state;
    for (uint32_t i = 0; i <= lx->mask; i++) {
        const struct node *node = &lx->nodes[i];
        for (uint32_t j = 0; node->len && j < node->n; j++) {
            for (uint32_t k = 0; k < j; k++) {
                const struct lexicon_sense *p = &lx->senses[node->first + j], *q = &lx->senses[node->first + k];
                bool differ = p->code[0] && q->code[0] && strcmp(p->code, q->code) != 0;
                if (differ && !(p->flags & q->flags & LEXICON_AMBIGUOUS))
                    fail_msg("%.*s: %s and %s", node->len, lx->keys + node->key, p->code, q->code);
            }
        }
    }
    static const struct {
        int line;
        const char *form;
        unsigned states;
    } rows[] = {
        { __LINE__, "Congo", 2 },      { __LINE__, "Korea", 2 }, { __LINE__, "Dominican", 2 }, { __LINE__, "Georgia", 2 },
        { __LINE__, "Congolese", 2 },  { __LINE__, "PTI", 2 },   { __LINE__, "Kashmir", 2 },   { __LINE__, "Jordan", 1 },
        { __LINE__, "Washington", 1 }, { __LINE__, "Chad", 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lexicon_match m;
        assert_true(lexicon_find(lx, rows[i].form, strlen(rows[i].form), &m));
        unsigned n = 0, ambiguous = 0;
        for (uint32_t k = 0; k < m.n; k++) {
            bool seen = !m.senses[k]->code[0];
            for (uint32_t l = 0; l < k; l++) seen = seen || !strcmp(m.senses[k]->code, m.senses[l]->code);
            n += !seen;
            ambiguous += m.senses[k]->code[0] && m.senses[k]->flags & LEXICON_AMBIGUOUS;
        }
        if (n != rows[i].states || !ambiguous) fail_msg("row of line %d: %u states, %u marked", rows[i].line, n, ambiguous);
    }
}

/* An organ that is named of must be there itself, or a chain of bodies would end nowhere. */
static void test_bodies(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < lx->n_senses; i++) {
        const struct lexicon_sense *s = &lx->senses[i];
        struct lexicon_match m;
        if (s->of && (!lexicon_find(lx, s->of, strlen(s->of), &m) || strcmp(lexicon_sense_of(&m, LEXICON_ORGANISATION)->name, s->of) != 0))
            fail_msg("%s is of %s, which is no name", s->name, s->of);
    }
}

/* ---- Rows ---------------------------------------------------------------------------------------------------------------- */

static void test_bad_rows(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text;
        size_t at;
        const char *message;
    } rows[] = {
        { __LINE__, "country", 0,
          "t.tsv, line 1: 1 column, separated by tabs; expected are kind, forms and, where there are any, code and attributes" },
        { __LINE__, "# x\n\ncountry\tA\tAAA\t\t", 5,
          "t.tsv, line 3: 5 columns, separated by tabs; expected are kind, forms and, where there are any, code and attributes" },
        { __LINE__, "land\tA\tAAA", 0, "t.tsv, line 1: \"land\" is no kind of row" },
        { __LINE__, "\tA\tAAA", 0, "t.tsv, line 1: \"\" is no kind of row" },
        { __LINE__, "country\t\tAAA", 0, "t.tsv, line 1: no form" },
        { __LINE__, "country\tA\t", 0, "t.tsv, line 1: a row of kind country needs the state's code" },
        { __LINE__, "country\tA\taaa", 0, "t.tsv, line 1: \"aaa\" is no code of three capital letters" },
        { __LINE__, "country\tA\tAB", 0, "t.tsv, line 1: \"AB\" is no code of three capital letters" },
        { __LINE__, "group\ta|\n", 0, "t.tsv, line 1: a form is empty" },
        { __LINE__, "group\ta||b\n", 0, "t.tsv, line 1: a form is empty" },
        { __LINE__, "group\t+\n", 0, "t.tsv, line 1: a form is empty" },
        { __LINE__, "group\t+...\n", 0, "t.tsv, line 1: \"...\" has neither letter nor digit" },
        { __LINE__, "group\ta a a a a a a a a a a a a a a a a\n", 0,
          "t.tsv, line 1: \"a a a a a a a a a a a a a a a a a\" is too long for a form (120 bytes or 16 words)" },
        { __LINE__, "agency\tA\t\tstate-run", 0, "t.tsv, line 1: \"state-run\" is no attribute of a row of kind agency" },
        { __LINE__, "group\tA\t\tstate-media", 0, "t.tsv, line 1: \"state-media\" is no attribute of a row of kind group" },
        { __LINE__, "organ\tA\tAAA\tcity", 0, "t.tsv, line 1: \"city\" is no attribute of a row of kind organ" },
        { __LINE__, "title\tA\t\toffice; ; male", 0, "t.tsv, line 1: an attribute is empty" },
        { __LINE__, "title\tA\t\tcameo=gov", 0, "t.tsv, line 1: \"cameo=gov\": a CAMEO code has three or six capital letters" },
        { __LINE__, "group\ta\ngroup\tb\xff\n", 8, "t.tsv, line 2: byte 8 of the line is no UTF-8" },
        { __LINE__, "group\ta\x01\n", 0, "t.tsv, line 1: a control character" },
        { __LINE__, "country\tA\tAAA\n\ncountry\tB|A\tBBB\n", 15,
          "t.tsv, line 3: \"A\" belongs to another state in t.tsv, line 1 (mark it with ? in both if it means both)" },
        { __LINE__, "country\t?A\tAAA\ncapital\tA\tBBB\n", 15,
          "t.tsv, line 2: \"A\" belongs to another state in t.tsv, line 1 (mark it with ? in both if it means both)" },
        { __LINE__, "agency\tA Post\tAAA\nagency\ta-post\tAAA\tstate-media\n", 18,
          "t.tsv, line 2: \"a-post\" says something else in t.tsv, line 1 (mark it with ? in both if it means both)" },
        { __LINE__, "given-name\tA\t\tmale\ngiven-name\tA\t\tfemale\n", 19,
          "t.tsv, line 2: \"A\" says something else in t.tsv, line 1 (mark it with ? in both if it means both)" },
        { __LINE__,
          "country\t?A\tAAA\ncountry\t?A\tBBB\ncountry\t?A\tCCC\ncountry\t?A\tDDD\ncountry\t?A\tEEE\n"
          "country\t?A\tFFF\ncountry\t?A\tGGG\ncountry\t?A\tHHH\ncountry\t?A\tIII\n",
          120, "t.tsv, line 9: \"A\" has too many senses" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct table t = { "t.tsv", rows[i].text, strlen(rows[i].text), true };
        hearsay_error err = { 0 };
        struct lexicon *made = index_make(&t, 1, &err);
        if (made || err.code != HEARSAY_E_LEXICON || err.at != rows[i].at || strcmp(err.msg, rows[i].message) != 0)
            fail_msg("row of line %d: at %zu: %s", rows[i].line, err.at, made ? "no error" : err.msg);
    }
}

static void test_good_rows(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *form, *senses;
    } rows[] = {
        { __LINE__, "\xEF\xBB\xBF# head\r\ncountry\tRuritania|RUR\tRUR\r\n", "RUR", "country RUR acronym user" },
        { __LINE__, " country \t Ruritania | RUR \t RUR \t former ", "ruritania", "" },
        { __LINE__, " country \t Ruritania | RUR \t RUR \t former ", "RURITANIA", "country RUR former user" },
        { __LINE__, "country\tA\tAAA\ncountry\tA|B\tAAA\n", "A", "country AAA user" },
        { __LINE__, "country\t?A\tAAA\ncountry\t?A\tBBB\n", "A", "country AAA ? user / country BBB ? user" },
        { __LINE__, "organisation\tNATO\t\tinternational\norganisation\tNato\t\tinternational", "Nato", "" },
        { __LINE__, "organisation\tNATO|Nato\t\tinternational", "Nato", "organisation international acronym user" },
        { __LINE__, "organisation\tNATO|Nato\t\tinternational", "nato", "" },
        { __LINE__, "title\tGen|General\t\trank; before\ntitle\tgeneral\t\trank", "General", "title rank before user / title rank user" },
        { __LINE__, "title\tGen|General\t\trank; before\ntitle\tgeneral\t\trank", "general", "title rank user" },
        { __LINE__, "demonym\tX|+X\tAAA\tadjective; noun", "X", "demonym AAA adjective noun plural user" },
        { __LINE__, "", "X", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct table t = { "t.tsv", rows[i].text, strlen(rows[i].text), true };
        hearsay_error err = { 0 };
        char found[400] = "";
        struct lexicon *made = index_make(&t, 1, &err);
        struct lexicon_match m;
        if (!made) {
            if (rows[i].senses[0]) fail_msg("row of line %d: %s", rows[i].line, err.msg);
            continue;
        }
        lexicon_find(made, rows[i].form, strlen(rows[i].form), &m);
        for (uint32_t k = 0; k < m.n; k++) {
            if (k) add(found, sizeof found, " / ");
            add_sense(found, sizeof found, m.senses[k]);
        }
        if (strcmp(found, rows[i].senses) != 0) fail_msg("row of line %d: %s", rows[i].line, found);
        lexicon_close(made);
    }
}

/* ---- A user's rows ------------------------------------------------------------------------------------------------------- */

static void write_file(char *path, const char *text)
{
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
}

static void test_user(void **state)
{
    (void)state;
    char a[] = "/tmp/lexicon-a-XXXXXX", b[] = "/tmp/lexicon-b-XXXXXX";
    write_file(a, "country\tRuritania|RUR\tRUR\nagency\tReuters\tRUR\tnews-agency; state-media\n");
    write_file(b, "capital\tStrelsau\tRUR\nagency\tReuters\tRUR\tnews-agency; state-media\n");
    const char *paths[] = { a, b };
    hearsay_error err;
    struct lexicon *mine = lexicon_open(paths, 2, &err);
    assert_non_null(mine);
    char found[2000] = "";
    find_all(mine, "Strelsau told Reuters and TASS that RUR stood.", found, sizeof found);
    assert_string_equal(found, "  Strelsau = capital RUR user\n  Reuters = agency RUR news-agency state-media user\n"
                               "  TASS = agency RUS news-agency acronym state-media\n  RUR = country RUR acronym user\n");
    assert_string_equal(lexicon_state(mine, "RUR")->name, "Ruritania");
    lexicon_close(mine);

    /* Two files of the user's that contradict each other: the second is told of the first. */
    char c[] = "/tmp/lexicon-c-XXXXXX";
    write_file(c, "agency\tReuters\tGBR\tnews-agency\n");
    const char *both[] = { a, c };
    assert_null(lexicon_open(both, 2, &err));
    assert_int_equal(err.code, HEARSAY_E_LEXICON);
    assert_non_null(strstr(err.msg, "line 1: \"Reuters\" belongs to another state in /tmp/lexicon-a-"));
    const char *missing[] = { "/no/such/file", "/" };
    assert_null(lexicon_open(missing, 1, &err));
    assert_int_equal(err.code, HEARSAY_E_IO);
    assert_null(lexicon_open(missing + 1, 1, &err));
    assert_int_equal(err.code, HEARSAY_E_IO);
    unlink(a);
    unlink(b);
    unlink(c);
}

/* ---- The longest match --------------------------------------------------------------------------------------------------- */

static uint64_t seed = 20230614;

/* The oracle: every number of words, as a string of its own, from the longest. */
static void test_longest(void **state)
{
    (void)state;
    static const char *const parts[] = { "New",      "York",   "Times",  "The",        "the",      "UN",    "U.N.",       "Security",
                                         "Council",  "Human",  "Rights", "South",      "North",    "Korea", "Korean",     "Guinea",
                                         "-",        "Bissau", "People", "'s",         "Republic", "of",    "China",      "Democratic",
                                         "Congo",    ",",      "D.C.",   "Washington", "post",     "State", "Department", "foreign",
                                         "minister", "deputy", "US",     "us",         "WHO",      "who" };
    for (int round = 0; round < 20000; round++) {
        char text[200] = "";
        struct word words[8] = { 0 };
        uint32_t n = 1 + unit_roll(&seed, 8);
        for (uint32_t i = 0; i < n; i++) {
            const char *part = parts[unit_roll(&seed, sizeof parts / sizeof *parts)];
            if (i && unit_roll(&seed, 4)) strcat(text, " ");
            words[i].span.start = (uint32_t)strlen(text);
            strcat(text, part);
            words[i].span.end = (uint32_t)strlen(text);
        }
        struct lexicon_match m, whole = { .n = 0 };
        lexicon_match(lx, text, words, n, &m);
        /* Words that run into each other may hide a beginning that the walk needs; such a text is none of ours. */
        bool apart = true;
        for (uint32_t i = 1; i < n; i++) apart = apart && words[i].span.start > words[i - 1].span.end;
        uint32_t want = 0;
        for (uint32_t k = n; k && !want; k--) {
            uint32_t last = words[k - 1].span.end;
            bool adds = strcmp(text + last - 1, "-") != 0 && text[last - 1] != '-';
            if (adds && text[words[0].span.start] != '-' && text[words[0].span.start] != '\'' && lexicon_find(lx, text, last, &whole)) want = k;
        }
        if (apart && want != m.words) fail_msg("seed %lu, \"%s\": %u words, not %u", (unsigned long)seed, text, m.words, want);
        if (m.words && m.words == want && memcmp(m.senses, whole.senses, m.n * sizeof *m.senses) != 0) fail_msg("\"%s\": other senses", text);
    }
}

/* ---- Time ---------------------------------------------------------------------------------------------------------------- */

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void test_time(void **state)
{
    (void)state;
    double best = 1e9;
    for (int i = 0; i < 30; i++) {
        double begin = now_ms();
        struct lexicon *one = lexicon_open(NULL, 0, NULL);
        double took = now_ms() - begin;
        assert_non_null(one);
        lexicon_close(one);
        if (took < best) best = took;
    }
    print_message("ready in %.2f ms, the best of 30; %u senses\n", best, lx->n_senses);
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(HEARSAY_COVERAGE)
    assert_true(best < 10.0); /* of 5 that it may take where nothing else runs */
#endif
}

/* What a word of running text costs; the best of some rounds over an article of ours. */
static void test_lookup_time(void **state)
{
    (void)state;
    char text[20000];
    FILE *in = fopen("examples/dam.txt", "r");
    assert_non_null(in);
    size_t len = fread(text, 1, sizeof text, in);
    fclose(in);
    struct hearsay_document *doc = textual_new(text, len);
    textual_lines(doc);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    double best = 1e9;
    uint32_t found = 0;
    for (int round = 0; round < 50; round++) {
        double begin = now_ms();
        struct lexicon_match m;
        for (uint32_t i = 0; i < doc->n_words; i++) found += lexicon_match(lx, doc->text, doc->words + i, doc->n_words - i, &m);
        double took = now_ms() - begin;
        if (took < best) best = took;
    }
    double ns = best * 1e6 / doc->n_words;
    print_message("%.0f ns a word\n", ns);
    assert_true(found > 0);
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    assert_true(ns < 1000);
#endif
    textual_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),    cmocka_unit_test(test_every_state), cmocka_unit_test(test_no_two_states), cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_bad_rows), cmocka_unit_test(test_good_rows),   cmocka_unit_test(test_user),          cmocka_unit_test(test_longest),
        cmocka_unit_test(test_time),     cmocka_unit_test(test_lookup_time),
    };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
