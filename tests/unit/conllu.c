/* CoNLL-U: comments, rows, multi-word tokens, MISC. */
#include "handmade.h"

#include "write/write.h"

static const char *const relations[] = { "root", "nsubj", "aux" };

static char *conllu(const struct hearsay_document *doc)
{
    char *out = NULL;
    assert_int_equal(hearsay_document_write(doc, HEARSAY_CONLLU, NULL, &out, NULL, NULL), HEARSAY_OK);
    return out;
}

static void expect(const struct hearsay_document *doc, const char *want)
{
    char *out = conllu(doc);
    if (strcmp(out, want)) fail_msg("\n%s\nnot\n%s", out, want);
    hearsay_string_free(out);
}

static void test_document(void **state)
{
    (void)state;
    static const struct saying sayings[] = { { "Ada Lind", "said", "Ships | sank", QUOTE_INDIRECT, 0.5f } };
    struct hearsay_document *doc = handmade("News\n\nShips, Ada Lind  said, sank.", sayings, 1);
    doc->deprel_names = relations;
    doc->words[1].head = 7; /* Ships <- sank */
    doc->words[1].deprel = 1;
    doc->words[4].head = 0; /* a head in another sentence is no head */
    doc->entities = ARENA_ZARRAY(doc->arena, struct entity, 2);
    doc->entities[doc->n_entities++] = (struct entity){ .type = ENTITY_OTHER, .first_word = 0, .words = 1 };
    doc->entities[doc->n_entities++] = (struct entity){ .type = ENTITY_PERSON, .first_word = 3, .words = 2 };
    expect(doc, "# newdoc id = 9f2c41d0b7e35a68\n# global.Entity = eid-etype\n# newpar\n# block = headline\n# sent_id = 9f2c41d0b7e35a68-1\n"
                "# text = News\n"
                "1\tNews\t_\tX\t_\t_\t0\troot\t_\tEntity=(e1-other)|SpacesAfter=\\n\\n\n\n"
                "# newpar\n# block = paragraph\n# sent_id = 9f2c41d0b7e35a68-2\n# text = Ships, Ada Lind said, sank.\n"
                "1\tShips\t_\tX\t_\t_\t7\tnsubj\t_\tAttribution=t1:content|SpaceAfter=No\n"
                "2\t,\t_\tX\t_\t_\t0\troot\t_\t_\n"
                "3\tAda\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:source|Entity=(e2-person\n"
                "4\tLind\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:source|Entity=e2)|SpacesAfter=\\s\\s\n"
                "5\tsaid\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:cue|SpaceAfter=No\n"
                "6\t,\t_\tX\t_\t_\t0\troot\t_\t_\n"
                "7\tsank\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:content|SpaceAfter=No\n"
                "8\t.\t_\tX\t_\t_\t0\troot\t_\t_\n\n");
    arena_free(doc->arena);
}

/* The words of an event and its theme; a claim without an event marks nothing. */
static void test_claims(void **state)
{
    (void)state;
    static const struct saying sayings[] = { { "Ada Lind", "said", "They sank old ships", QUOTE_INDIRECT, 0.5f } };
    struct hearsay_document *doc = handmade("They sank old ships, Ada Lind said", sayings, 1);
    doc->deprel_names = relations;
    handmade_claim(doc, NULL, 0, 0, "old ships", 0, NULL, 0);
    struct claim *c = handmade_claim(doc, "ASSAULT", HS_NONE, HS_NONE, "They sank old ships", 0, NULL, 0);
    c->event->cue = handmade_spans(doc, "sank");
    c->event->theme = handmade_spans(doc, "old ships");
    c = handmade_claim(doc, "COERCE", HS_NONE, HS_NONE, "sank", 0, NULL, 0);
    c->event->cue = handmade_spans(doc, "sank");
    handmade_done(doc);
    expect(doc, "# newdoc id = 9f2c41d0b7e35a68\n# global.Entity = eid-etype\n# newpar\n# block = paragraph\n# sent_id = 9f2c41d0b7e35a68-1\n"
                "# text = They sank old ships, Ada Lind said\n"
                "1\tThey\t_\tPRON\t_\t_\t0\troot\t_\tAttribution=t1:content\n"
                "2\tsank\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:content|Claim=c2:cue,c3:cue\n"
                "3\told\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:content|Claim=c2:theme\n"
                "4\tships\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:content|Claim=c2:theme|SpaceAfter=No\n"
                "5\t,\t_\tX\t_\t_\t0\troot\t_\t_\n"
                "6\tAda\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:source\n"
                "7\tLind\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:source\n"
                "8\tsaid\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:cue\n\n");
    arena_free(doc->arena);
}

/* "do" and "n't" are words of one token, which carries the space; the token stands in two attributions. */
static void test_joined_words(void **state)
{
    (void)state;
    static const struct saying sayings[] = { { "They", "don't", NULL, QUOTE_INDIRECT, 0.5f }, { NULL, NULL, "don't | know", QUOTE_INDIRECT, 0.5f } };
    struct hearsay_document *doc = handmade("They don't know", sayings, 2);
    doc->deprel_names = relations;
    /* handmade() makes "don", "'" and "t" of it. */
    doc->words[1].span = (struct span){ 5, 7 };
    doc->words[1].flags = WORD_JOINED;
    doc->words[2].span = (struct span){ 7, 10 };
    doc->words[3] = doc->words[4];
    doc->n_words--;
    doc->sentences[0].words--;
    expect(doc, "# newdoc id = 9f2c41d0b7e35a68\n# global.Entity = eid-etype\n# newpar\n# block = paragraph\n# sent_id = 9f2c41d0b7e35a68-1\n"
                "# text = They don't know\n"
                "1\tThey\t_\tPRON\t_\t_\t0\troot\t_\tAttribution=t1:source\n"
                "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                "2\tdo\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:cue,t2:content\n"
                "3\tn't\t_\tX\t_\t_\t0\troot\t_\tAttribution=t1:cue,t2:content\n"
                "4\tknow\t_\tX\t_\t_\t0\troot\t_\tAttribution=t2:content\n\n");
    arena_free(doc->arena);
}

/* A tokenizer may take "10 000" for one word, and a file may break its lines inside a sentence. */
static void test_white_space_inside(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade("10 000 men\tand\xc2\xa0so", NULL, 0);
    char *text = arena_strdup(doc->arena, "10\n000 men\tand\xc2\xa0so", strlen(doc->text));
    doc->text = text;
    doc->deprel_names = relations;
    doc->words[0].span.end = 6;
    for (uint32_t i = 1; i + 1 < doc->n_words; i++) doc->words[i] = doc->words[i + 1];
    doc->n_words--;
    doc->sentences[0].words--;
    doc->words[2].span.end = 14; /* handmade() takes the no-break space for a letter */
    doc->words[3] = doc->words[2];
    doc->words[3].span = (struct span){ 16, 18 };
    doc->n_words++;
    doc->sentences[0].words++;
    expect(doc, "# newdoc id = 9f2c41d0b7e35a68\n# global.Entity = eid-etype\n# newpar\n# block = paragraph\n# sent_id = 9f2c41d0b7e35a68-1\n"
                "# text = 10 000 men and so\n"
                "1\t10 000\t_\tX\t_\t_\t0\troot\t_\t_\n"
                "2\tmen\t_\tX\t_\t_\t0\troot\t_\tSpacesAfter=\\t\n"
                "3\tand\t_\tX\t_\t_\t0\troot\t_\tSpacesAfter=\xc2\xa0\n"
                "4\tso\t_\tX\t_\t_\t0\troot\t_\t_\n\n");
    arena_free(doc->arena);
}

static void test_empty(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade("", NULL, 0);
    expect(doc, "");
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_document), cmocka_unit_test(test_claims), cmocka_unit_test(test_joined_words),
                                        cmocka_unit_test(test_white_space_inside), cmocka_unit_test(test_empty) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
