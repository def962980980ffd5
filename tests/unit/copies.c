/* Copies: shingles and keys, alignment against a slow twin, directions, and pairs in sets with copies, disclaimers and common quotations. */
#include "unit.h"

#include "trace/copies.h"
#include "view.h"

/* ---- Texts ------------------------------------------------------------------------------------------------------------------ */

/* n words of a vocabulary, in paragraphs of 20, behind what stands in `text`. */
static void write_words(char *text, uint64_t *d, uint32_t n, uint32_t vocabulary)
{
    char *end = text + strlen(text);
    for (uint32_t i = 0; i < n; i++) end += sprintf(end, "w%u%s", unit_roll(d, vocabulary), i % 20 == 19 ? ".\n\n" : " ");
}

static hearsay_document *page_as(const char *text, const char *outlet, const char *published)
{
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    hearsay_error err;
    opts.outlet = outlet;
    opts.published = published;
    hearsay_document *doc = hearsay_page_text(text, strlen(text), &opts, &err);
    if (!doc) fail_msg("%s", err.msg);
    return doc;
}

static void add(hearsay_copies *set, const char *text, const char *outlet, const char *published)
{
    hearsay_document *doc = page_as(text, outlet, published);
    assert_int_equal(hearsay_copies_add(set, doc, NULL), HEARSAY_OK);
    hearsay_document_free(doc);
}

static hearsay_copies *new_set(void)
{
    hearsay_copies *set = hearsay_copies_new(NULL);
    assert_non_null(set);
    return set;
}

#define HEAD "The harbour board met on Tuesday\n\n"
#define FIRST                                                                                                                                   \
    "The board of the harbour voted late on Tuesday to close the old northern basin to freight and to move its cranes across the river, after " \
    "two years of argument with the shipping lines over who should pay for dredging.\n\n"
#define SECOND                                                                                                                             \
    "Work on the new quay is to begin next spring and will take about three years, according to a plan that the board published with its " \
    "accounts, and some forty families who live beside the basin will be offered other homes.\n\n"
#define THIRD                                                                                                                               \
    "Fishermen who land their catch there were not asked, and a small crowd of them stood in the rain outside the customs house until the " \
    "vote was over, holding lamps and a painted sail.\n\n"
#define OTHER                                                                                                                                \
    "In the hills above the town the snow came early this year and shut three schools for most of a week, while ploughs that had been sold " \
    "the summer before had to be borrowed back from the next county.\n\n"

/* ---- Shingles --------------------------------------------------------------------------------------------------------------- */

static void test_words(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *a, *b;
        bool same;
    } rows[] = {
        { __LINE__, "The dam\xe2\x80\x99s owner knew it was too late.", "the dam's OWNER knew, it was - too late", true },
        { __LINE__, "He met Jos\xc3\xa9 at a caf\xc3\xa9 here.", "He met Jose at a cafe\xcc\x81 here.", true },
        { __LINE__, "It is co\xc2\xadoperation that they want there.", "It is cooperation that they want there.", true },
        { __LINE__, "Five men were seen near there.", "Six men were seen near there.", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_document *a = page_as(rows[i].a, NULL, NULL), *b = page_as(rows[i].b, NULL, NULL);
        struct shingled x, y;
        /* A single line may be taken for a headline, which is not looked at. */
        a->blocks[0].kind = b->blocks[0].kind = BLOCK_PARAGRAPH;
        assert_true(shingles_make(&x, a, a->arena) && shingles_make(&y, b, b->arena));
        bool same = x.n_words == y.n_words;
        for (uint32_t k = 0; same && k < x.n_words; k++) same = x.words[k].hash == y.words[k].hash;
        if (same != rows[i].same) fail_msg("line %d: %u words, %u words", rows[i].line, x.n_words, y.n_words);
        hearsay_document_free(a);
        hearsay_document_free(b);
    }
}

static void test_quoted(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *marks; /* a word each: q for quoted */
    } rows[] = {
        { __LINE__, "He said \xe2\x80\x9cleave it now\xe2\x80\x9d and left.", "..qqq.." },
        { __LINE__, "\"Leave it now,\" he said.", "qqq.." },
        { __LINE__, "He said: 'Leave it now.' They did.", "..qqq.." },
        { __LINE__, "\xe2\x80\x98It isn\xe2\x80\x99t the owners\xe2\x80\x99 plan,\xe2\x80\x99 he said.", "qqqqq.." },
        { __LINE__, "It is the 'owners' plan of 'old' now.", "...q..q." },
        { __LINE__, "The owners' plan isn't the dogs' now.", "......." },
        { __LINE__, "\xe2\x80\x9cHe said \xe2\x80\x98no\xe2\x80\x99 to me,\xe2\x80\x9d she said.", "qqqqq.." },
        { __LINE__, "In the '90s it was rock 'n' roll.", "......q." },
        { __LINE__, "A 6\" pipe and an 8\" pipe were laid.", "........." },
        { __LINE__, "He said \"it never ends and went away.", "........" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_document *doc = page_as(rows[i].text, NULL, NULL);
        struct shingled s;
        doc->blocks[0].kind = BLOCK_PARAGRAPH;
        assert_true(shingles_make(&s, doc, doc->arena));
        char marks[32] = "";
        for (uint32_t k = 0; k < s.n_words; k++) marks[k] = s.words[k].quoted ? 'q' : '.';
        if (strcmp(marks, rows[i].marks)) fail_msg("line %d: %s", rows[i].line, marks);
        hearsay_document_free(doc);
    }
}

/* The promise of winnowing: two texts that share 20 words in a row share a key. */
static void test_keys(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        uint64_t d = seed;
        char *common = calloc(1, 1 << 12), *text[2] = { calloc(1, 1 << 14), calloc(1, 1 << 14) };
        uint64_t *keys[2];
        size_t n[2];
        write_words(common, &d, 20, 100000);
        for (int k = 0; k < 2; k++) {
            strcpy(text[k], "Head\n\n");
            write_words(text[k], &d, 20 * unit_roll(&d, 8), 100000);
            strcat(text[k], common);
            write_words(text[k], &d, 20 * unit_roll(&d, 8), 100000);
            hearsay_document *doc = page_as(text[k], NULL, NULL);
            for (uint32_t i = 0; i < doc->n_blocks; i++) doc->blocks[i].kind = BLOCK_PARAGRAPH;
            assert_int_equal(hearsay_document_keys(doc, &keys[k], &n[k], NULL), HEARSAY_OK);
            hearsay_document_free(doc);
        }
        bool shared = false;
        for (size_t i = 0; i < n[0]; i++)
            for (size_t j = 0; j < n[1]; j++) shared = shared || keys[0][i] == keys[1][j];
        if (!shared) fail_msg("seed %d: no key in common", (int)seed);
        for (int k = 0; k < 2; k++) {
            hearsay_keys_free(keys[k]);
            free(text[k]);
        }
        free(common);
    }
    assert_int_equal(hearsay_document_keys(NULL, NULL, NULL, NULL), HEARSAY_E_ARGUMENT);
}

/* ---- Alignment -------------------------------------------------------------------------------------------------------------- */

/* Words of b that lie in a run of SHINGLE_WORDS that stands in a, word by word: what no alignment can exceed but by words of a gap. */
static uint32_t coverable(const struct shingled *a, const struct shingled *b)
{
    uint32_t n = 0, covered = 0;
    for (uint32_t j = 0; j + SHINGLE_WORDS <= b->n_words; j++) {
        bool found = false;
        for (uint32_t i = 0; !found && i + SHINGLE_WORDS <= a->n_words; i++) {
            uint32_t k = 0;
            while (k < SHINGLE_WORDS && a->words[i + k].hash == b->words[j + k].hash) k++;
            found = k == SHINGLE_WORDS;
        }
        const uint32_t from = j > covered ? j : covered;
        if (!found) continue;
        n += j + SHINGLE_WORDS - from;
        covered = j + SHINGLE_WORDS;
    }
    return n;
}

static struct shingled random_words(struct arena *arena, uint64_t *d, uint32_t n, uint32_t vocabulary)
{
    struct shingled s = { ARENA_ZARRAY(arena, struct shingle_word, n), n, 0, NULL, 0 };
    for (uint32_t i = 0; i < n; i++) s.words[i] = (struct shingle_word){ .hash = unit_roll(d, vocabulary), .block = i / 25 };
    return s;
}

static void test_alignment(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0), *scratch = arena_new(0);
    for (uint64_t seed = 1; seed <= 300; seed++) {
        uint64_t d = seed;
        const uint32_t vocabulary = seed % 3 ? 1000000 : 3; /* three words: everything repeats */
        struct shingled a = random_words(arena, &d, 10 + unit_roll(&d, 200), vocabulary),
                        b = random_words(arena, &d, 10 + unit_roll(&d, 200), vocabulary);
        for (uint32_t times = unit_roll(&d, 4); times; times--) {
            const uint32_t n = 1 + unit_roll(&d, a.n_words < b.n_words ? a.n_words : b.n_words);
            const uint32_t from = unit_roll(&d, a.n_words - n + 1), to = unit_roll(&d, b.n_words - n + 1);
            for (uint32_t i = 0; i < n; i++) b.words[to + i].hash = a.words[from + i].hash;
        }
        struct alignment shared;
        assert_true(alignment_make(&shared, &a, &b, arena, scratch));
        uint32_t equal = 0;
        bool *used = ARENA_ZARRAY(arena, bool, a.n_words);
        for (uint32_t i = 0; i < shared.n; i++) {
            const struct passage *p = &shared.passages[i];
            equal += p->equal;
            bool good = p->n_a && p->n_b && p->a + p->n_a <= a.n_words && p->b + p->n_b <= b.n_words && p->equal <= p->n_a && p->equal <= p->n_b;
            good = good && a.words[p->a].hash == b.words[p->b].hash && a.words[p->a + p->n_a - 1].hash == b.words[p->b + p->n_b - 1].hash;
            good = good && a.words[p->a].block == a.words[p->a + p->n_a - 1].block && b.words[p->b].block == b.words[p->b + p->n_b - 1].block;
            if (i) good = good && p->b >= p[-1].b + p[-1].n_b;
            for (uint32_t k = 0; good && p->equal == p->n_a && k < p->n_a; k++) {
                good = !used[p->a + k];
                used[p->a + k] = true;
            }
            if (!good) fail_msg("seed %d: passage %u of %u is wrong", (int)seed, i, shared.n);
        }
        const uint32_t most = coverable(&a, &b);
        if (equal != shared.equal || equal > most) fail_msg("seed %d: %u words, at most %u", (int)seed, equal, most);
        /* Where nothing repeats by chance, nothing is lost but short runs and what was copied twice from one place. */
        if (vocabulary > 3 && most >= 40 && !equal) fail_msg("seed %d: nothing found of %u words", (int)seed, most);
    }
    arena_free(arena);
    arena_free(scratch);
}

/* ---- Direction -------------------------------------------------------------------------------------------------------------- */

static void test_direction(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *head_a, *foot_a, *outlet_a, *date_a, *head_b, *foot_b, *outlet_b, *date_b, *want; /* from, by, origin */
    } rows[] = {
        { __LINE__, "", "", NULL, "2024-03-01", "", "", NULL, "2024-03-02", "a date -" },
        { __LINE__, "", "", NULL, "2024-03-02", "", "", NULL, "2024-03-01", "b date -" },
        { __LINE__, "", "", NULL, "2024-03-01", "", "", NULL, "2024-03-01", "- - -" },
        { __LINE__, "", "", NULL, NULL, "", "", NULL, "2024-03-01", "- - -" },
        { __LINE__, "", "", NULL, "2024-03-01T10:00:00+02:00", "", "", NULL, "2024-03-01T09:00:00Z", "a date -" },
        { __LINE__, "", "", NULL, "2024-03-01T10:00:00Z", "", "", NULL, "2024-03-01", "- - -" },
        { __LINE__, "", "", NULL, "2024-03-01T10:00:00Z", "", "", NULL, "2024-03-03", "a date -" },
        { __LINE__, "", "", "Reuters", "2024-03-02", "LONDON (Reuters) - ", "", "The Bay Post", "2024-03-01", "a credit Reuters" },
        { __LINE__, "LONDON (Reuters) - ", "", "The Bay Post", NULL, "", "", "Reuters", NULL, "b credit Reuters" },
        { __LINE__, "", "\xe2\x80\x94 Associated Press\n", "The Bay Post", NULL, "", "(AP)\n", "The Hill Post", NULL, "- - AP" },
        { __LINE__, "", "The Associated Press contributed to this report.\n", "The Bay Post", NULL, "", "", "AP", NULL, "b credit AP" },
        { __LINE__, "", "The Reuters building stands across the road from it, and was shut.\n", "The Bay Post", NULL, "", "", "Reuters", NULL,
          "- - -" },
    };
    struct lexicon *lx = lexicon_open(NULL, 0, NULL);
    struct lexicon_match match;
    assert_true(lexicon_find(lx, "AP", 2, &match));
    const char *ap = lexicon_sense_of(&match, LEXICON_AGENCY)->name;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[2][2000], found[200];
        snprintf(text[0], sizeof text[0], "%s%s%s%s%s", HEAD, rows[i].head_a, FIRST, SECOND, rows[i].foot_a);
        snprintf(text[1], sizeof text[1], "%s%s%s%s%s", HEAD, rows[i].head_b, FIRST, SECOND, rows[i].foot_b);
        hearsay_document *a = page_as(text[0], rows[i].outlet_a, rows[i].date_a), *b = page_as(text[1], rows[i].outlet_b, rows[i].date_b);
        struct provenance x, y;
        provenance_of(&x, a, lx);
        provenance_of(&y, b, lx);
        const struct direction d = direction_between(&x, &y), back = direction_between(&y, &x);
        const char *origin = d.origin && !strcmp(d.origin, ap) ? "AP" : d.origin;
        snprintf(found, sizeof found, "%s %s %s",
                 !d.by      ? "-"
                 : d.from_b ? "b"
                            : "a",
                 !d.by                    ? "-"
                 : d.by == DIRECTION_DATE ? "date"
                                          : "credit",
                 origin ? origin : "-");
        if (strcmp(found, rows[i].want)) fail_msg("line %d: %s", rows[i].line, found);
        if (d.by != back.by || (d.by && d.from_b == back.from_b)) fail_msg("line %d: another answer the other way round", rows[i].line);
        hearsay_document_free(a);
        hearsay_document_free(b);
    }
    lexicon_close(lx);
}

/* ---- Sets ------------------------------------------------------------------------------------------------------------------- */

static void test_pair(void **state)
{
    (void)state;
    hearsay_copies *set = new_set();
    add(set, HEAD FIRST SECOND THIRD, "Reuters", "2024-03-02");
    add(set, "Cranes cross the river\n\nPORT TOWN (Reuters) - " FIRST SECOND, "The Bay Post", "2024-03-03");
    add(set, "Snow came early\n\n" OTHER OTHER, "The Bay Post", "2024-03-03");
    assert_int_equal(hearsay_copy_count(set), 0);
    assert_int_equal(hearsay_copies_find(set, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_copies_articles(set), 3);
    assert_int_equal(hearsay_copy_count(set), 1);
    const hearsay_copy c = hearsay_copy_at(set, 0);
    assert_int_equal(c.a, 0);
    assert_int_equal(c.b, 1);
    assert_string_equal(c.kind, "contained");
    assert_int_equal(c.from, 0);
    assert_string_equal(c.by, "credit");
    assert_string_equal(c.origin, "Reuters");
    assert_true(c.coverage_b > 0.9 && c.coverage_a < 0.8);
    const size_t head = strlen(HEAD);
    assert_int_equal(c.passages[0].a.start, head);
    for (size_t i = 0; i < c.n_passages; i++)
        assert_int_equal(c.passages[i].a.end - c.passages[i].a.start, c.passages[i].b.end - c.passages[i].b.start);
    assert_int_equal(hearsay_copies_add(set, NULL, NULL), HEARSAY_E_ARGUMENT);
    hearsay_copies_free(set);
}

/* Sixty stories with one disclaimer are sixty stories; sixty papers with one story are one. */
static void test_boilerplate(void **state)
{
    (void)state;
    hearsay_copies *set = new_set();
    uint64_t d = 5;
    char *text = malloc(1 << 16);
    for (int i = 0; i < 60; i++) {
        strcpy(text, "Head\n\n");
        write_words(text, &d, 300, 100000);
        strcat(text, OTHER THIRD);
        add(set, text, NULL, NULL);
    }
    assert_int_equal(hearsay_copies_find(set, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_copy_count(set), 0);
    for (int i = 0; i < 60; i++) {
        strcpy(text, "Head\n\n" FIRST SECOND);
        uint64_t of_each = 100 + (uint64_t)i;
        write_words(text, &of_each, 40, 100000);
        add(set, text, NULL, NULL);
    }
    assert_int_equal(hearsay_copies_find(set, NULL), HEARSAY_OK);
    /* Each but the first is a copy of one before it. */
    bool linked[120] = { false };
    for (size_t i = 0; i < hearsay_copy_count(set); i++) {
        const hearsay_copy c = hearsay_copy_at(set, i);
        assert_true(c.a >= 60 && c.b > c.a);
        linked[c.b] = true;
    }
    for (int i = 61; i < 120; i++) assert_true(linked[i]);
    free(text);
    hearsay_copies_free(set);
}

/* Keys that are boilerplate elsewhere are so here, told before or after; a set that is cleared knows nothing of what was. */
static void test_stopped(void **state)
{
    (void)state;
    hearsay_copies *set = new_set();
    hearsay_document *all = page_as("Head\n\n" SECOND THIRD OTHER, NULL, NULL);
    uint64_t *keys;
    size_t n;
    assert_int_equal(hearsay_document_keys(all, &keys, &n, NULL), HEARSAY_OK);
    assert_true(n > 2);
    for (int round = 0; round < 4; round++) {
        const bool stopped = round % 2, before = round == 1;
        if (stopped && before) assert_int_equal(hearsay_copies_stop(set, keys, n, NULL), HEARSAY_OK);
        add(set, "Head\n\n" SECOND THIRD FIRST, NULL, NULL);
        add(set, "Head\n\n" SECOND THIRD OTHER, NULL, NULL);
        if (stopped && !before) assert_int_equal(hearsay_copies_stop(set, keys, n, NULL), HEARSAY_OK);
        assert_int_equal(hearsay_copies_find(set, NULL), HEARSAY_OK);
        assert_int_equal(hearsay_copy_count(set), !stopped);
        hearsay_copies_clear(set);
        assert_int_equal(hearsay_copies_articles(set), 0);
        assert_int_equal(hearsay_copy_count(set), 0);
    }
    assert_int_equal(hearsay_copies_stop(set, NULL, 1, NULL), HEARSAY_E_ARGUMENT);
    assert_int_equal(hearsay_copies_stop(NULL, keys, n, NULL), HEARSAY_E_ARGUMENT);
    assert_int_equal(hearsay_copies_stop(set, NULL, 0, NULL), HEARSAY_OK);
    hearsay_keys_free(keys);
    hearsay_document_free(all);
    hearsay_copies_free(set);
    hearsay_copies_clear(NULL);
}

static void test_quotations(void **state)
{
    (void)state;
    static const char said[] =
        "\xe2\x80\x9cWe have looked at every bolt in that bridge and at every plate, and I can tell the people of this town that there is not one "
        "among them that I would not trust with the lives of my own children,\xe2\x80\x9d ";
    hearsay_copies *set = new_set();
    char text[4000];
    snprintf(text, sizeof text, "Head\n\n%s%sthe engineer said.\n\n", FIRST, said);
    add(set, text, NULL, NULL);
    snprintf(text, sizeof text, "Head\n\n%s%ssaid the man who built it.\n\n", OTHER, said);
    add(set, text, NULL, NULL);
    assert_int_equal(hearsay_copies_find(set, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_copy_count(set), 0);
    hearsay_copies_free(set);
}

static void test_nothing(void **state)
{
    (void)state;
    hearsay_copies *set = new_set();
    char *out = NULL;
    add(set, "", NULL, NULL);
    add(set, "Head", NULL, NULL);
    add(set, "", NULL, NULL);
    assert_int_equal(hearsay_copies_find(set, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_copy_count(set), 0);
    assert_int_equal(hearsay_copies_write(set, HEARSAY_HTML, NULL, &out, NULL, NULL), HEARSAY_E_ARGUMENT);
    assert_int_equal(hearsay_copies_write(set, HEARSAY_TEXT, NULL, &out, NULL, NULL), HEARSAY_OK);
    assert_string_equal(out, "3 articles, 0 pairs that share text\n");
    hearsay_string_free(out);
    hearsay_copies_free(set);
    hearsay_copies_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),      cmocka_unit_test(test_quoted),  cmocka_unit_test(test_keys),        cmocka_unit_test(test_alignment),
        cmocka_unit_test(test_direction),  cmocka_unit_test(test_pair),    cmocka_unit_test(test_boilerplate), cmocka_unit_test(test_stopped),
        cmocka_unit_test(test_quotations), cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
