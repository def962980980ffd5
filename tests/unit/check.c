/* Checking a claim: stems; the table of stands, well and badly written; the two columns of unlike words. */
#include "unit.h"

#include "bad_tables.h"
#include "engine.h"
#include "trace/check.h"

static void test_stems(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *a, *b;
        bool same;
    } rows[] = {
        { __LINE__, "recalled", "recalls", true },  { __LINE__, "Recalling", "recall", true },
        { __LINE__, "cars", "car", true },          { __LINE__, "armies", "army", true },
        { __LINE__, "supplied", "supplies", true }, { __LINE__, "supply", "supplied", true },
        { __LINE__, "signed", "sign", true },       { __LINE__, "closes", "closed", true },
        { __LINE__, "banned", "ban", true },        { __LINE__, "cancelled", "canceled", true },
        { __LINE__, "buses", "bus", true },         { __LINE__, "glasses", "glass", true },
        { __LINE__, "Zürich", "zurich", true },     { __LINE__, "U.S.", "US", true },
        { __LINE__, "thing", "th", false },         { __LINE__, "red", "r", false },
        { __LINE__, "news", "new", true },          { __LINE__, "Iran", "Iraq", false },
        { __LINE__, "freed", "free", false },       { __LINE__, "shell", "sell", false },
        { __LINE__, "2018", "2022", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if ((stem_hash(rows[i].a, strlen(rows[i].a)) == stem_hash(rows[i].b, strlen(rows[i].b))) != rows[i].same)
            fail_msg("row of line %d: %s, %s", rows[i].line, rows[i].a, rows[i].b);
    assert_int_equal(stem_hash("", 0), 0);
}

static void test_bad_tables(void **state)
{
    (void)state;
    static const struct bad_table rows[] = {
        { __LINE__, "refutes\t3\ta hoax\nhedges\tmaybe\n", "t, line 2: expected are kind, weight and forms, separated by tabs", 17 },
        { __LINE__, "doubts\t3\ta hoax\n", "t, line 1: expected are kind, weight and forms, separated by tabs", 0 },
        { __LINE__, "hedges\t4\tmaybe\n", "t, line 1: expected are kind, weight and forms, separated by tabs", 0 },
        { __LINE__, "hedges\t1\tMaybe\n", "t, line 1: a form with a capital", 0 },
        { __LINE__, "hedges\t1\tmaybe|\n", "t, line 1: an empty form, or one with a space at its end", 0 },
        { __LINE__, "hedges\t1\ta b c d e f g\n", "t, line 1: a form of too many words, or too many forms", 0 },
        { __LINE__, "# what\nhedges\t1\tmaybe|maybe\n", "t, line 2: a form that stands there twice", 7 },
    };
    BAD_TABLES_CHECK(rows, stands_read);
    struct stands *s = stands_open(NULL);
    assert_non_null(s);
    stands_close(s);
}

/* What the distilled vectors are for: words of one meaning are nearer than words of one topic. */
static void test_near_words(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *word, *nearer, *farther;
    } rows[] = {
        { __LINE__, "arrested", "detained", "elected" }, { __LINE__, "army", "soldiers", "farmers" },   { __LINE__, "supplied", "gave", "closed" },
        { __LINE__, "president", "minister", "onion" },  { __LINE__, "fired", "dismissed", "married" }, { __LINE__, "missile", "rocket", "carpet" },
    };
    hearsay_error err;
    hearsay_engine *eng = hearsay_engine_open("models/hearsay-en.safetensors", NULL, &err);
    assert_non_null(eng);
    assert_non_null(engine_similarity(eng));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct meaning word, nearer, farther;
        similarity_word(engine_similarity(eng), rows[i].word, strlen(rows[i].word), &word);
        similarity_word(engine_similarity(eng), rows[i].nearer, strlen(rows[i].nearer), &nearer);
        similarity_word(engine_similarity(eng), rows[i].farther, strlen(rows[i].farther), &farther);
        if (meaning_cosine(word.vector, nearer.vector) < 0.15F + meaning_cosine(word.vector, farther.vector))
            fail_msg("row of line %d: %s", rows[i].line, rows[i].word);
    }
    struct meaning rare, common, of_the_table;
    similarity_word(engine_similarity(eng), "the", 3, &common);
    similarity_word(engine_similarity(eng), "herring", 7, &rare);
    assert_true(rare.weight > common.weight + 3);
    similarity_word(NULL, "herring", 7, &of_the_table);
    assert_true(of_the_table.weight > 0);
    assert_true(meaning_cosine(of_the_table.vector, rare.vector) == 0);
    hearsay_engine_close(eng);
}

static void test_arguments(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_engine *eng = hearsay_engine_open("models/hearsay-en.safetensors", NULL, &err);
    hearsay_document *page = hearsay_page_text("The market closed.", 18, NULL, &err), *claim = hearsay_read(eng, "It is.", 6, NULL, &err),
                     *article = hearsay_read(eng, "The market closed.", 18, NULL, &err), *empty = hearsay_read(eng, "", 0, NULL, &err);
    assert_null(hearsay_check(eng, page, article, &err));
    assert_int_equal(err.code, HEARSAY_E_ARGUMENT);
    assert_null(hearsay_check(eng, NULL, article, &err));
    assert_null(hearsay_check(eng, claim, article, &err));
    assert_non_null(strstr(err.msg, "no word that says anything"));
    hearsay_verdict *v = hearsay_check(eng, article, empty, &err);
    assert_non_null(v);
    assert_string_equal(v->stance, "unrelated");
    assert_int_equal(v->n_sentences, 0);
    hearsay_verdict_free(v);
    hearsay_verdict_free(NULL);
    hearsay_document_free(page);
    hearsay_document_free(claim);
    hearsay_document_free(article);
    hearsay_document_free(empty);
    hearsay_engine_close(eng);
}

/* A claim that denies is borne out by what refutes or denies the same, as a whole and in its sentence, and not by what affirms it. */
static void test_denials(void **state)
{
    (void)state;
    static const char not [] = "The harbour will not close its northern pier", will[] = "The harbour will close its northern pier";
    static const struct {
        int line;
        const char *claim, *article, *stance, *of_sentence;
    } rows[] = {
        { __LINE__, not, "It is not true that the harbour will close its northern pier, the mayor said on Sunday.", "agree", "agree" },
        { __LINE__, not, "The mayor denied that the harbour will close its northern pier.", "agree", "agree" },
        { __LINE__, not, "The harbour will close its northern pier, a letter said. It is a hoax, the mayor said.", "agree", "agree" },
        { __LINE__, not, "The harbour will not close its northern pier. Boats will come in May.", "agree", "agree" },
        { __LINE__, not, "The harbour will close its northern pier. Work begins in May.", "disagree", "disagree" },
        { __LINE__, will, "It is not true that the harbour will close its northern pier, the mayor said on Sunday.", "disagree", "disagree" },
        { __LINE__, will, "The harbour will close its northern pier. Work begins in May.", "agree", "agree" },
        /* Denied is that it is a hoax; and what hangs on the negation is not what is claimed. */
        { __LINE__, "The plan for the northern pier is not a hoax", "The plan for the northern pier is a hoax.", "disagree", "disagree" },
        { __LINE__, "The harbour will close its pier so that it will not collapse", "It is not true that the harbour will close its pier.",
          "disagree", "disagree" },
    };
    hearsay_error err;
    hearsay_engine *eng = hearsay_engine_open("models/hearsay-en.safetensors", NULL, &err);
    assert_non_null(eng);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_document *claim = hearsay_read(eng, rows[i].claim, strlen(rows[i].claim), NULL, &err),
                         *article = hearsay_read(eng, rows[i].article, strlen(rows[i].article), NULL, &err);
        hearsay_verdict *v = hearsay_check(eng, claim, article, &err);
        assert_non_null(v);
        if (strcmp(v->stance, rows[i].stance) || !v->n_sentences || strcmp(v->sentences[0].stance, rows[i].of_sentence))
            fail_msg("row of line %d: %s, its first sentence %s", rows[i].line, v->stance, v->n_sentences ? v->sentences[0].stance : "is not there");
        hearsay_verdict_free(v);
        hearsay_document_free(claim);
        hearsay_document_free(article);
    }
    hearsay_engine_close(eng);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_stems), cmocka_unit_test(test_bad_tables), cmocka_unit_test(test_near_words),
                                        cmocka_unit_test(test_arguments), cmocka_unit_test(test_denials) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
