/* Who is who: the cases of tests/cases/actors, whose syntax and names are written into them, so that no weights are needed; any words at all; memory
 * that runs out. */
#include "unit.h"

#include "cases.h"
#include "discourse/actors.h"

/* ---- Documents from words with their syntax: FORM/UPOS/HEAD/RELATION[/MARK] ------------------------------------------------ */

enum { WORDS_MOST = 400 };

static const char *const relations[] = { "root",      "nsubj", "nsubj:pass", "obj",  "iobj",   "obl", "obl:agent", "nmod", "nmod:poss",
                                         "nmod:desc", "appos", "compound",   "flat", "amod",   "det", "case",      "cop",  "conj",
                                         "cc",        "punct", "ccomp",      "mark", "nummod", "aux", "advmod",    "acl",  "dep" };

struct made {
    struct hearsay_document *doc;
    struct reading reading;
    struct arena *scratch;
};

static uint8_t index_in(const char *const *names, size_t n, const char *name, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(names[i]) == len && !strncmp(names[i], name, len)) return (uint8_t)i;
    fail_msg("no such name: %.*s", (int)len, name);
    return 0;
}

/* A mark: P O L X begin a person's, organisation's, place's or other name, p o l x go on with it; 1 2 3 head a person's, organisation's, place's
 * mention without a name; q stands between quotation marks. */
static void mark_word(struct made *m, uint32_t i, char mark)
{
    static const char begins[] = "POLX", goes_on[] = "polx";
    struct hearsay_document *doc = m->doc;
    const char *b = strchr(begins, mark), *g = strchr(goes_on, mark);
    if (mark >= '1' && mark <= '3') {
        ((uint8_t *)(uintptr_t)m->reading.mention)[i] = (uint8_t)(mark - '1' + MENTION_PERSON);
        m->reading.actor_probability[i] = 1;
    } else if (mark == 'q') {
        doc->words[i].flags |= WORD_IN_QUOTE;
    } else if (b) {
        doc->entities[doc->n_entities++] = (struct entity){ doc->words[i].span, (enum entity_type)(b - begins), i, 1 };
    } else if (g && doc->n_entities) {
        doc->entities[doc->n_entities - 1].words++;
        doc->entities[doc->n_entities - 1].span.end = doc->words[i].span.end;
    } else {
        fail_msg("no such mark: %c", mark);
    }
}

/* A line is a sentence and a block. */
static struct made make(const char *input)
{
    struct arena *a = arena_new(0);
    struct made m = { ARENA_ZARRAY(a, struct hearsay_document, 1),
                      { .mention = ARENA_ZARRAY(a, uint8_t, WORDS_MOST), .actor_probability = ARENA_ZARRAY(a, float, WORDS_MOST) },
                      arena_new(0) };
    struct hearsay_document *doc = m.doc;
    char *text = arena_alloc(a, strlen(input) + 1, 1);
    *doc = (struct hearsay_document){ .arena = a,
                                      .text = text,
                                      .deprel_names = relations,
                                      .n_deprels = sizeof relations / sizeof *relations,
                                      .blocks = ARENA_ZARRAY(a, struct block, WORDS_MOST),
                                      .words = ARENA_ZARRAY(a, struct word, WORDS_MOST),
                                      .sentences = ARENA_ZARRAY(a, struct sentence, WORDS_MOST),
                                      .entities = ARENA_ZARRAY(a, struct entity, WORDS_MOST),
                                      .attributions = ARENA_ZARRAY(a, struct attribution, 16) };
    for (const char *line = input; *line;) {
        const uint32_t base = doc->n_words;
        struct sentence *s = &doc->sentences[doc->n_sentences];
        *s = (struct sentence){ { doc->len, 0 }, doc->n_blocks, base, 0 };
        const char *end = line + strcspn(line, "\n");
        for (const char *p = line; p < end;) {
            char form[64], upos[16], relation[16], marks[8] = "";
            unsigned head;
            const size_t n = strcspn(p, " \n");
            if (sscanf(p, "%63[^/]/%15[A-Z]/%u/%15[a-z:]/%7[^ \n]", form, upos, &head, relation, marks) < 4) fail_msg("no word: %.*s", (int)n, p);
            struct word *w = &doc->words[doc->n_words];
            if (doc->len && !strchr("'’,.", form[0]) && doc->n_words > base) text[doc->len++] = ' ';
            *w = (struct word){ { doc->len, doc->len + (uint32_t)strlen(form) },
                                WORD_SPACE_AFTER,
                                index_in(upos_names, UPOS_COUNT, upos, strlen(upos)),
                                index_in(relations, sizeof relations / sizeof *relations, relation, strlen(relation)),
                                head ? base + head - 1 : HS_NONE,
                                doc->n_sentences };
            memcpy(text + doc->len, form, strlen(form));
            doc->len = w->span.end;
            for (const char *k = marks; *k; k++) mark_word(&m, doc->n_words, *k);
            doc->n_words++;
            p += n;
            while (p < end && *p == ' ') p++;
        }
        s->words = doc->n_words - base;
        s->span.end = doc->len;
        doc->blocks[doc->n_blocks++] = (struct block){ s->span, BLOCK_PARAGRAPH, base, s->words };
        doc->n_sentences++;
        text[doc->len] = '\0';
        line = end + (*end == '\n');
        if (*line) text[doc->len++] = '\n';
    }
    return m;
}

static void drop(struct made *m)
{
    arena_free(m->scratch);
    arena_free(m->doc->arena);
}

static struct span span_of(const struct made *m, const char *words)
{
    const char *at = strstr(m->doc->text, words);
    if (!at) fail_msg("\"%s\" is not in: %s", words, m->doc->text);
    return (struct span){ (uint32_t)(at - m->doc->text), (uint32_t)(at - m->doc->text + (long)strlen(words)) };
}

/* ---- Cases --------------------------------------------------------------------------------------------------------------- */

static struct lexicon *lexicon;
static int failed;

/* "North Korea = country PRK = DPRK; it" */
static void describe(const struct hearsay_document *doc, const struct actor *a, char *out, size_t room)
{
    int n = snprintf(out, room, "%s = %s%s%s", a->name, actor_kind_names[a->kind], a->code[0] ? " " : "", a->code);
    if (a->role) n += snprintf(out + n, room - (size_t)n, ", %s", a->role);
    if (a->of != HS_NONE) n += snprintf(out + n, room - (size_t)n, ", of %s", doc->actors[a->of].name);
    for (uint32_t i = 0; i < a->n_members; i++) n += snprintf(out + n, room - (size_t)n, "%s%s", i ? " + " : ", ", doc->actors[a->members[i]].name);
    for (uint32_t i = 0; i < a->n_mentions; i++) {
        const struct span s = doc->mentions[a->mentions[i]].span;
        n += snprintf(out + n, room - (size_t)n, "%s%.*s", i ? "; " : " = ", (int)(s.end - s.start), doc->text + s.start);
    }
}

static bool has_actor(const struct hearsay_document *doc, const char *wanted, bool exactly)
{
    char found[2000];
    for (uint32_t i = 0; i < doc->n_actors; i++) {
        describe(doc, &doc->actors[i], found, sizeof found);
        if (exactly ? !strcmp(found, wanted) : strstr(found, wanted) != NULL) return true;
    }
    return false;
}

static void check(const struct test_case *c)
{
    struct made m = make(c->input);
    struct hearsay_document *doc = m.doc;
    for (unsigned i = 0; i < c->n_rows; i++) {
        const bool source = !strcmp(c->rows[i].key, "source"), content = !strcmp(c->rows[i].key, "content");
        if (!source && !content) continue;
        if (source) doc->attributions[doc->n_attributions++] = (struct attribution){ .actor = HS_NONE };
        struct span_list *list = source ? &doc->attributions[doc->n_attributions - 1].source : &doc->attributions[doc->n_attributions - 1].content;
        *list = (struct span_list){ ARENA_ARRAY(doc->arena, struct span, 1), 1 };
        list->at[0] = span_of(&m, c->rows[i].value);
    }
    assert_int_equal(actors_build(doc, &m.reading, lexicon, m.scratch, NULL), HEARSAY_OK);
    unsigned speaker = 0;
    for (unsigned i = 0; i < c->n_rows; i++) {
        const char *key = c->rows[i].key, *value = c->rows[i].value;
        bool good = true;
        if (!strcmp(key, "actor"))
            good = has_actor(doc, value, true);
        else if (!strcmp(key, "not"))
            good = !has_actor(doc, value, false);
        else if (!strcmp(key, "says")) {
            const uint32_t actor = doc->attributions[speaker++].actor;
            good = !strcmp(actor == HS_NONE ? "nobody" : doc->actors[actor].name, value);
        } else if (!strcmp(key, "actors"))
            good = !strcmp(value, "none") && !doc->n_actors;
        else if (strcmp(key, "source") && strcmp(key, "content"))
            fail_msg("%s:%d: nobody knows \"%s\"", c->file, c->rows[i].line, key);
        if (good) continue;
        failed++;
        print_error("%s:%d: %s: %s\n of: %s\n found:\n", c->file, c->rows[i].line, key, value, doc->text);
        for (uint32_t k = 0; k < doc->n_actors; k++) {
            char found[2000];
            describe(doc, &doc->actors[k], found, sizeof found);
            print_error("   %s\n", found);
        }
    }
    drop(&m);
}

static void test_cases(void **state)
{
    (void)state;
    static const char *const files[] = { "names", "states", "roles", "pronouns", "voices" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[200];
        snprintf(path, sizeof path, "tests/cases/actors/%s.txt", files[i]);
        if (cases_run(path, check) < 4) fail_msg("%s: missing, or cases are", path);
    }
    if (failed) fail_msg("%d rows failed", failed);
}

/* ---- Any words at all ---------------------------------------------------------------------------------------------------- */

static uint64_t dice;

static void random_input(char *out, size_t room)
{
    static const char *const forms[] = { "the",  "a",    "Moscow", "Russia", "Kwon",    "Jong", "official", "he",    "it", "its",
                                         "they", "I",    "said",   "in",     "of",      "and",  ",",        "'s",    ".",  "president",
                                         "Mr.",  "DPRK", "Times",  "report", "experts", "we",   "you",      "Smith", "US", "(" };
    static const char *const tags[] = { "NOUN", "PROPN", "PRON", "VERB", "ADP", "DET", "PUNCT", "PART", "ADJ", "NUM", "CCONJ" };
    static const char marks[] = "PpOoLlXx123q";
    size_t n = 0;
    const uint32_t lines = 1 + unit_roll(&dice, 4);
    for (uint32_t l = 0; l < lines; l++) {
        const uint32_t words = 1 + unit_roll(&dice, 20);
        bool open = false;
        for (uint32_t w = 0; w < words; w++) {
            uint32_t head = unit_roll(&dice, words + 1);
            if (head == w + 1) head = 0;
            char mark[3] = "";
            if (unit_roll(&dice, 2)) mark[0] = marks[unit_roll(&dice, 12)];
            if (strchr("polx", mark[0]) && mark[0] && !open) mark[0] = 'P';
            open = mark[0] && strchr("POLXpolx", mark[0]);
            n += (size_t)snprintf(out + n, room - n, "%s%s/%s/%u/%s%s%s", w ? " " : "", forms[unit_roll(&dice, 30)], tags[unit_roll(&dice, 11)], head,
                                  relations[unit_roll(&dice, 27)], mark[0] ? "/" : "", mark);
        }
        n += (size_t)snprintf(out + n, room - n, "\n");
    }
}

static void check_document(const struct hearsay_document *doc, const char *input)
{
    for (uint32_t i = 0; i < doc->n_mentions; i++) {
        const struct actor_mention *m = &doc->mentions[i];
        bool good = m->words && m->first_word + m->words <= doc->n_words && m->span.start < m->span.end && m->span.end <= doc->len &&
                    m->head >= m->first_word && m->head < m->first_word + m->words && m->actor < doc->n_actors;
        if (i) good = good && (m[-1].first_word < m->first_word || (m[-1].first_word == m->first_word && m[-1].words > m->words));
        if (!good) fail_msg("mention %u of: %s", i, input);
    }
    uint32_t listed = 0;
    for (uint32_t i = 0; i < doc->n_actors; i++) {
        const struct actor *a = &doc->actors[i];
        bool good = a->name && *a->name && a->kind < ACTOR_KINDS && (a->of == HS_NONE || (a->of < doc->n_actors && a->of != i)) && a->n_members != 1;
        for (uint32_t k = 0; k < a->n_members; k++)
            good = good && a->members[k] < doc->n_actors && a->members[k] != i && (!k || a->members[k - 1] < a->members[k]);
        for (uint32_t k = 0; k < a->n_mentions; k++) good = good && a->mentions[k] < doc->n_mentions && doc->mentions[a->mentions[k]].actor == i;
        listed += a->n_mentions;
        if (!good) fail_msg("actor %u of: %s", i, input);
    }
    if (listed != doc->n_mentions) fail_msg("%u mentions of %u belong to an actor: %s", listed, doc->n_mentions, input);
    for (uint32_t i = 0; i < doc->n_attributions; i++)
        if (doc->attributions[i].actor != HS_NONE && doc->attributions[i].actor >= doc->n_actors) fail_msg("attribution %u of: %s", i, input);
}

static void test_random(void **state)
{
    (void)state;
    char input[8000];
    for (uint32_t seed = 1; seed <= 3000; seed++) {
        dice = seed;
        random_input(input, sizeof input);
        struct made m = make(input);
        for (uint32_t i = unit_roll(&dice, 4); i-- > 0;) {
            const uint32_t first = unit_roll(&dice, m.doc->n_words),
                           last = first + unit_roll(&dice, 4) < m.doc->n_words ? first + unit_roll(&dice, 4) : first;
            struct attribution *a = &m.doc->attributions[m.doc->n_attributions++];
            *a = (struct attribution){ .source = { ARENA_ARRAY(m.doc->arena, struct span, 1), 1 }, .actor = HS_NONE };
            a->source.at[0] = (struct span){ m.doc->words[first].span.start, m.doc->words[last < m.doc->n_words ? last : first].span.end };
        }
        assert_int_equal(actors_build(m.doc, &m.reading, lexicon, m.scratch, NULL), HEARSAY_OK);
        check_document(m.doc, input);
        drop(&m);
    }
}

static void test_nothing(void **state)
{
    (void)state;
    struct made m = make("");
    assert_int_equal(actors_build(m.doc, &m.reading, lexicon, m.scratch, NULL), HEARSAY_OK);
    assert_int_equal(m.doc->n_actors, 0);
    assert_int_equal(m.doc->n_mentions, 0);
    drop(&m);
    /* Without a lexicon names and pronouns are told apart all the same. */
    m = make("Kwon/PROPN/2/nsubj/P said/VERB/0/root he/PRON/4/nsubj left/VERB/2/ccomp");
    assert_int_equal(actors_build(m.doc, &m.reading, NULL, m.scratch, NULL), HEARSAY_OK);
    assert_int_equal(m.doc->n_actors, 1);
    drop(&m);
}

int main(void)
{
    hearsay_error err;
    lexicon = lexicon_open(NULL, 0, &err);
    if (!lexicon) {
        print_error("%s\n", err.msg);
        return 1;
    }
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_random), cmocka_unit_test(test_nothing) };
    const int code = cmocka_run_group_tests(tests, NULL, NULL);
    lexicon_close(lexicon);
    return code;
}
