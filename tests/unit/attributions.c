/* Spans and links as the model would give them, marked in a text, and the attributions that must come of them.
 *
 * Marks:  <s1 words>  a source;  <c1:s1 words>  a cue that points to it (c1: alone points to none);  <x1:c1:s1 words>  a content that points to a
 * cue and a source. Marks do not nest. Words come from the engine's own tokeniser; a word behind `^` is a verb, behind `@` a person, behind `%` a
 * proper noun. */
#include "unit.h"

#include "discourse/attributions.h"
#include "page/page.h"
#include "text/text.h"

enum { MARKS_MAX = 16, TEXT_MAX = 1200 };

struct mark {
    char role;
    int id, cue, source;
    uint32_t start, end;
};
struct marked {
    char text[TEXT_MAX];
    uint32_t len;
    struct mark at[MARKS_MAX];
    uint32_t n;
    uint32_t verbs[32], n_verbs, persons[32], n_persons, names[32], n_names;
};

static int number_behind(const char **s, char letter)
{
    if (**s == ':') ++*s;
    if (**s != letter) return 0;
    return (int)strtol(*s + 1, (char **)s, 10);
}

static void read_marks(const char *s, struct marked *m)
{
    memset(m, 0, sizeof *m);
    struct mark *open = NULL;
    while (*s) {
        if (*s == '<') {
            open = &m->at[m->n++];
            open->role = s[1];
            s++;
            open->id = number_behind(&s, open->role);
            open->cue = open->role == 'x' ? number_behind(&s, 'c') : 0;
            open->source = open->role != 's' ? number_behind(&s, 's') : 0;
            while (*s == ':' || *s == ' ') s++;
            open->start = m->len;
        } else if (*s == '>') {
            open->end = m->len;
            s++;
        } else if (*s == '^') {
            m->verbs[m->n_verbs++] = m->len;
            s++;
        } else if (*s == '@') {
            m->persons[m->n_persons++] = m->len;
            s++;
        } else if (*s == '%') {
            m->names[m->n_names++] = m->len;
            s++;
        } else {
            m->text[m->len++] = *s++;
        }
    }
}

static uint32_t marked_word(const struct hearsay_document *doc, uint32_t off_b)
{
    for (uint32_t i = 0; i < doc->n_words; i++)
        if (doc->words[i].span.start <= off_b && off_b < doc->words[i].span.end) return i;
    fail_msg("no word at byte %u of: %s", off_b, doc->text);
    return 0;
}

/* Near certain of the target, nearly impossible for the rest. */
static struct pointer pointing(struct arena *a, const struct marked *m, char role, int id)
{
    float *score = ARENA_ARRAY(a, float, MARKS_MAX + 1);
    uint32_t n = 1;
    score[0] = id ? -6.0f : -0.01f;
    for (uint32_t k = 0; k < m->n; k++)
        if (m->at[k].role == role) score[n++] = m->at[k].id == id ? -0.01f : -6.0f;
    return (struct pointer){ .score = score, .best_word = HS_NONE };
}

/* A tree for the text's words: of each the number of its head (0: the root) and the relation, as in CoNLL-U. */
static void set_parse(struct hearsay_document *doc, const char *parse)
{
    static const char *names[] = { "root", "nsubj", "nsubj:pass", "advcl", "conj", "obj", "xcomp", "punct", "dep", "cc", "compound", "csubj" };
    doc->deprel_names = names;
    doc->n_deprels = sizeof names / sizeof *names;
    for (uint32_t i = 0; i < doc->n_words; i++) {
        char relation[16] = "";
        unsigned head = 0;
        int n = 0;
        assert_int_equal(sscanf(parse, " %u %15s%n", &head, relation, &n), 2);
        parse += n;
        doc->words[i].head = head ? head - 1 : HS_NONE;
        for (uint8_t k = 0; k < doc->n_deprels; k++)
            if (!strcmp(names[k], relation)) doc->words[i].deprel = k;
    }
}

static const char *build_parsed(const char *marks, const char *parse, struct hearsay_document **out_doc)
{
    static char shown[2000];
    struct marked m;
    read_marks(marks, &m);
    struct arena *a = arena_new(0), *scratch = arena_new(0);
    struct hearsay_document *doc = ARENA_ZARRAY(a, struct hearsay_document, 1);
    doc->arena = a;
    doc->text = arena_strdup(a, m.text, m.len);
    doc->len = m.len;
    assert_int_equal(blocks_of_text(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_sentences(doc, NULL, NULL), HEARSAY_OK);
    uint8_t *mention = ARENA_ZARRAY(a, uint8_t, doc->n_words + 1);
    for (uint32_t i = 0; i < doc->n_words; i++)
        doc->words[i].upos =
            strchr("\".,:;!?-'", doc->text[doc->words[i].span.start]) || (doc->text[doc->words[i].span.start] & 0x80) ? UPOS_PUNCT : UPOS_NOUN;
    for (uint32_t k = 0; k < m.n_verbs; k++) doc->words[marked_word(doc, m.verbs[k])].upos = UPOS_VERB;
    for (uint32_t k = 0; k < m.n_names; k++) doc->words[marked_word(doc, m.names[k])].upos = UPOS_PROPN;
    for (uint32_t k = 0; k < m.n_persons; k++) mention[marked_word(doc, m.persons[k])] = MENTION_PERSON;

    if (parse) set_parse(doc, parse);

    struct role_span spans[MARKS_MAX];
    uint32_t by_role[ROLES][MARKS_MAX];
    struct window_reading window = { .words = doc->n_words, .spans = m.n };
    for (uint32_t k = 0; k < m.n; k++) {
        enum role role = m.at[k].role == 's' ? ROLE_SOURCE : m.at[k].role == 'c' ? ROLE_CUE : ROLE_CONTENT;
        spans[k] = (struct role_span){ .role = role,
                                       .first = marked_word(doc, m.at[k].start),
                                       .last = marked_word(doc, m.at[k].end - 1),
                                       .rank = window.n_role[role],
                                       .log_probability = -0.05f };
        by_role[role][window.n_role[role]++] = k;
        if (role != ROLE_SOURCE) spans[k].source = pointing(a, &m, 's', m.at[k].source);
        if (role == ROLE_CONTENT) spans[k].cue = pointing(a, &m, 'c', m.at[k].cue);
    }
    for (int role = 0; role < ROLES; role++) window.by_role[role] = by_role[role];
    struct reading reading = { .windows = &window, .n_windows = 1, .spans = spans, .n_spans = m.n, .mention = mention };
    struct calibration none = { .n = 0 };
    assert_int_equal(attributions_build(doc, &reading, &none, 0.0, scratch, NULL), HEARSAY_OK);
    arena_free(scratch);

    size_t len = 0;
    shown[0] = '\0';
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        const struct attribution *t = &doc->attributions[i];
        const struct span_list *lists[] = { &t->source, &t->cue, &t->content };
        for (int role = 0; role < 3; role++) {
            for (uint32_t k = 0; k < lists[role]->n; k++)
                len += (size_t)snprintf(shown + len, sizeof shown - len, "%s%.*s", k ? " + " : "",
                                        (int)(lists[role]->at[k].end - lists[role]->at[k].start), doc->text + lists[role]->at[k].start);
            len += (size_t)snprintf(shown + len, sizeof shown - len, role < 2 ? " | " : "");
        }
        len += (size_t)snprintf(shown + len, sizeof shown - len, " (%s)\n", quote_kind_names[t->quote]);
        assert_true(t->score > 0.0f && t->score <= 1.0f);
        assert_true(t->sentence < doc->n_sentences);
    }
    *out_doc = doc;
    return shown;
}

static const char *build(const char *marks, struct hearsay_document **out_doc) { return build_parsed(marks, NULL, out_doc); }

static const struct {
    int line;
    const char *marks, *want;
} rows[] = {
    /* a content broken by its cue is one attribution */
    { __LINE__, "<x1:c1:s1 The shipments,> <s1 officials> <c1:s1 said>, <x2:c1:s1 had stopped>.",
      "officials | said | The shipments, + had stopped (indirect)\n" },
    /* two cues, one source */
    { __LINE__, "<s1 Lee> <c1:s1 said> <x1:c1:s1 it was over>, <c2:s1 adding> <x2:c2:s1 that all went home>.",
      "Lee | said | it was over (indirect)\nLee | adding | that all went home (indirect)\n" },
    /* the contents outvote a cue that points astray */
    { __LINE__, "<s1 Lee> met <s2 Kim>, who <c1:s1 said> <x1:c1:s2 yes> <x2:c1:s2 and no>.", "Lee | said | yes + and no (indirect)\n" },
    /* a cue ends at its block, but for a colon */
    { __LINE__, "<s1 She> <c1:s1 wrote>:\n\n<x1:c1:s1 All is well>.", "She | wrote | All is well (indirect)\n" },
    { __LINE__, "<s1 She> <c1:s1 wrote> it.\n\n<x1:c1:s1 All is well>.", "" },
    /* a tag alone is no attribution; a quotation is */
    { __LINE__, "<x1:: All is well>.", "" },
    { __LINE__, "<x1:: \"All is well.\">", " |  | \"All is well.\" (direct)\n" },
    /* another sentence than the cue's must be a quotation */
    { __LINE__, "<s1 Lee> <c1:s1 said> <x1:c1:s1 it was over>. <x2:c1: The rain fell>.", "Lee | said | it was over (indirect)\n" },
    { __LINE__, "<s1 Lee> <c1:s1 said> <x1:c1:s1 \"it was over.\"> <x2:c1:s1 \"The rain fell.\">",
      "Lee | said | \"it was over.\" + \"The rain fell.\" (direct)\n" },
    /* nobody named */
    { __LINE__, "It was <c1: reported> <x1:c1: that the bridge fell>.", " | reported | that the bridge fell (indirect)\n" },
    /* a cue that got no content says nothing */
    { __LINE__, "<s1 Lee> <c1:s1 said> little.", "" },
    { __LINE__, "<s1 Lee> was there.\n\nIt was <c1: reported> <x1:c1: that the bridge fell>.", " | reported | that the bridge fell (indirect)\n" },
    /* a content that is joined stands where it stands in the text */
    { __LINE__, "<x1:c1:s1 \"We won,\"> <s1 she> <c1:s1 said>. <x2:: \"It was hard.\"> <x3:c1:s1 \"And long.\">",
      "she | said | \"We won,\" + \"It was hard.\" + \"And long.\" (direct)\n" },
    /* quotation kinds */
    { __LINE__, "<x1:c1:s1 \"It is done,\"> <s1 she> <c1:s1 said>.", "she | said | \"It is done,\" (direct)\n" },
    { __LINE__, "<s1 She> <c1:s1 called> <x1:c1:s1 the plan \"a very bad joke\" indeed>.",
      "She | called | the plan \"a very bad joke\" indeed (mixed)\n" },
    /* the second quotation of a paragraph runs on with the first one's speaker, whether the model saw it or not */
    { __LINE__, "<x1:c1:s1 \"We won,\"> <s1 she> <c1:s1 said>. <x2:: \"It was hard.\">", "she | said | \"We won,\" + \"It was hard.\" (direct)\n" },
    { __LINE__, "<x1:c1:s1 \"We won,\"> <s1 she> <c1:s1 said>. \"It ^was so very hard for all.\"",
      "she | said | \"We won,\" + \"It was so very hard for all.\" (direct)\n" },
    /* speech over two paragraphs: the first one does not close */
    { __LINE__, "<s1 She> <c1:s1 said>: <x1:c1:s1 \"We won.>\n\n<x2:: \"It was hard.\">", "She | said | \"We won. + \"It was hard.\" (direct)\n" },
    /* a new paragraph after a closed quotation is nobody's yet */
    { __LINE__, "<s1 She> <c1:s1 said>: <x1:c1:s1 \"We won.\">\n\n<x2:: \"It was hard.\">",
      "She | said | \"We won.\" (direct)\n |  | \"It was hard.\" (direct)\n" },
    /* a bare quotation; titles and scraps are none */
    { __LINE__, "The hall was dark.\n\n\"Nobody ^told us that the train would not come.\"",
      " |  | \"Nobody told us that the train would not come.\" (direct)\n" },
    { __LINE__, "He hosts \"The Late Hour of the Long Night\" on Sundays.", "" },
    { __LINE__, "The \"^stop it\" button was red.", "" },
    /* the source at a headline's end */
    { __LINE__, "Allies ^weigh new sanctions on exports - @envoy\n\nThe talks went on.",
      "envoy |  | Allies weigh new sanctions on exports (indirect)\n" },
    { __LINE__, "Bank to ^cut 2,000 jobs: sources\n\nThe talks went on.", "sources |  | Bank to cut 2,000 jobs (indirect)\n" },
    { __LINE__, "<c1: No evidence> <x1:c1: that films ^were pulled> - @envoy\n\nThe talks went on.",
      "envoy | No evidence | that films were pulled (indirect)\n" },
    { __LINE__, "@Hackers: film must ^be pulled at once\n\nThe talks went on.", "Hackers |  | film must be pulled at once (indirect)\n" },
    { __LINE__, "Exclusive: film ^is pulled at once\n\nThe talks went on.", "" },
    { __LINE__, "Bank to ^cut 2,000 jobs - twice\n\nThe talks went on.", "" },
    /* signatures */
    { __LINE__, "The town waits.\n\n\"Nobody ever ^asked any of us here.\" — %Jane %Doe, a nurse",
      "Jane Doe | — | \"Nobody ever asked any of us here.\" (direct)\n" },
    { __LINE__, "The town waits.\n\n<x1:: \"Nobody ever ^asked any of us here.\"> -- %Jane %Doe",
      "Jane Doe | -- | \"Nobody ever asked any of us here.\" (direct)\n" },
    { __LINE__, "The town waits.\n\nNobody ever ^asked any of us. — %Jane %Doe (@jane) May 5, 2015",
      "Jane Doe | — | Nobody ever asked any of us. (indirect)\n" },
    { __LINE__, "The town waits.\n\nNobody ever ^asked any of us here.\n\n— %Jane %Doe",
      "Jane Doe | — | Nobody ever asked any of us here. (indirect)\n" },
    { __LINE__, "The town waits.\n\n<x1:: \"Nobody ever ^asked any of us here.\" — %Jane %Doe>",
      "Jane Doe | — | \"Nobody ever asked any of us here.\" (direct)\n" },
    { __LINE__, "The town waits.\n\nNobody ever ^asked any of us. — %Jane %Doe ^left at noon", "" },
    { __LINE__, "The town waits.\n\nNobody ever ^asked any of us — %Jane %Doe", "" },
    { __LINE__, "The town waits.\n\nNobody ever ^asked any of us. — a nurse", "" },
    /* transcripts */
    { __LINE__, "The talk.\n\nWALLIS: Did you ^go?\n\nMAYOR O'LIND: Never.\n\nWALLIS: And why?",
      "WALLIS | : | Did you go? (indirect)\nMAYOR O'LIND | : | Never. (indirect)\nWALLIS | : | And why? (indirect)\n" },
    { __LINE__, "The talk.\n\n<x1:: \"WALLIS: Did you ^go?\n\n\"LIND: Never.\n\n\"WALLIS: And why?\">",
      "WALLIS | : | Did you go? (direct)\nLIND | : | Never. (direct)\nWALLIS | : | And why?\" (direct)\n" },
    { __LINE__, "The talk.\n\nWALLIS: Did you ^go?\n\nLIND: Never.", "" },
    { __LINE__, "The day.\n\nLONDON: It ^rained.\n\nPARIS: It ^snowed.\n\nROME: The sun ^shone.", "" },
    { __LINE__, "The talk.\n\nWallis: Did you ^go?\n\nLind: Never.\n\nWallis: And why?", "" },
    { __LINE__, "Ship ^lost at sea - then ^found again by @sailors\n\nThe talks went on.", "" },
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hearsay_document *doc;
        const char *got = build(rows[i].marks, &doc);
        if (strcmp(got, rows[i].want) != 0) fail_msg("%s:%d: got\n%swanted\n%s", __FILE__, rows[i].line, got, rows[i].want);
        arena_free(doc->arena);
    }
}

/* Who is subject of the cue's verb, where no pointer and no tag has a source. */
static void test_grammar(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *marks, *parse, *want;
    } parsed[] = {
        { __LINE__, "%Ada %Lind ^hoped and <c1: ^asked> <x1:c1: all> .", "2 compound 3 nsubj 0 root 5 cc 3 conj 5 obj 3 punct",
          "Ada Lind | asked | all (indirect)\n" },
        { __LINE__, "<s1 Ada> ^left , <c1: ^saying> <x1:c1: little> .", "2 nsubj 0 root 4 punct 2 advcl 4 obj 2 punct",
          "Ada | saying | little (indirect)\n" },
        { __LINE__, "Ada ^fined , <c1: ^saying> <x1:c1: little> .", "2 nsubj:pass 0 root 4 punct 2 advcl 4 obj 2 punct",
          "Ada | saying | little (indirect)\n" },
        { __LINE__, "Ada <c1: ^accused> <x1:c1: of much> .", "2 nsubj:pass 0 root 4 dep 2 obj 2 punct", " | accused | of much (indirect)\n" },
        { __LINE__, "To ^go <c1: ^shows> <x1:c1: it all> .", "2 dep 3 csubj 0 root 5 dep 3 obj 3 punct", " | shows | it all (indirect)\n" },
    };
    for (size_t i = 0; i < sizeof parsed / sizeof *parsed; i++) {
        struct hearsay_document *doc;
        const char *got = build_parsed(parsed[i].marks, parsed[i].parse, &doc);
        if (strcmp(got, parsed[i].want) != 0) fail_msg("%s:%d: got\n%swanted\n%s", __FILE__, parsed[i].line, got, parsed[i].want);
        arena_free(doc->arena);
    }
}

static void test_min_score(void **state)
{
    (void)state;
    struct hearsay_document *doc;
    build("<s1 Lee> <c1:s1 said> <x1:c1:s1 yes>.", &doc);
    assert_int_equal(doc->n_attributions, 1);
    /* without a calibration: exp of the worst log-probability */
    assert_float_equal(doc->attributions[0].score, 0.951, 0.001);
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_grammar), cmocka_unit_test(test_min_score) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
