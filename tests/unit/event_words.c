/* event_words.c: the table of events: it reads, it holds together, and what is wrong in one is named by line and reason. */
#include "unit.h"

#include <time.h>

#include "lexicon/event_words.h"

static const struct event_sense *find(const struct event_words *w, enum event_part part, const char *form)
{
    return event_words_find(w, part, form, strlen(form));
}

static void opens(void **state)
{
    (void)state;
    hearsay_error err = { 0 };
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    struct event_words *w = event_words_open(&err);
    clock_gettime(CLOCK_MONOTONIC, &b);
    if (!w) fail_msg("%s", err.msg);
    printf("opened in %.2f ms\n", (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6);
    assert_non_null(find(w, EVENT_VERB, "Attacked"));
    assert_null(find(w, EVENT_VERB, "contemplate"));
    assert_non_null(find(w, EVENT_NOUN, "invasions"));
    assert_true(event_words_class(w, "weapon") >= 0);
    assert_int_equal(event_words_class(w, "nothing"), -1);
    assert_true(event_term_in(event_words_term(w, "rockets", 7), (unsigned)event_words_class(w, "weapon")));
    event_words_close(w);
}

static void reads_rows(void **state)
{
    (void)state;
    hearsay_error err = { 0 };
    const char text[] = "class\tthing\tgun|knife\ncontext\tlegal\tcourt\n"
                        "verb\thit(hit) out|call off\tat/against:@thing,spoon=target? !obj\tACCUSE\tdisapprove\t111\tlegal military\n"
                        "noun\thunger strike\t-\tPROTEST\tstrike-hun\t142\r\n";
    struct event_words *w = event_words_read("t", text, strlen(text), &err);
    if (!w) fail_msg("%s", err.msg);
    const struct event_sense *s = find(w, EVENT_VERB, "hitting");
    assert_non_null(s);
    assert_null(find(w, EVENT_VERB, "hitted"));
    assert_string_equal(s->extras[0], "out");
    assert_int_equal(s->row->act, EVENT_ACCUSE);
    assert_string_equal(s->row->cameo, "111");
    assert_int_equal(s->row->contexts, CONTEXT_BIT(CONTEXT_LEGAL) | CONTEXT_BIT(CONTEXT_MILITARY));
    assert_int_equal(s->row->n_slots, 2);
    assert_int_equal(s->row->slots[0].kind, SLOT_PREPOSITION);
    assert_int_equal(s->row->slots[0].role, EVENT_ROLE_TARGET);
    assert_true(s->row->slots[0].optional && !s->row->slots[0].absent && s->row->slots[1].absent);
    assert_int_equal(s->row->slots[0].n_classes, 2);
    assert_true(event_term_in(event_words_term(w, "SPOONS", 6), s->row->slots[0].classes[1]));
    assert_string_equal(find(w, EVENT_NOUN, "strikes")->extras[0], "hunger");
    assert_int_equal(event_words_term(w, "courts", 6)->contexts, CONTEXT_BIT(CONTEXT_LEGAL));
    event_words_close(w);
}

static const struct {
    int line;
    const char *text, *why;
    size_t at;
} bad[] = {
    { __LINE__, "verb\thit\t-\tHUG\n", "t, line 1: a code that is none", 0 },
    { __LINE__, "# x\nverb\thit\t-\tASSAULT\tdemo\n", "t, line 2: a mode", 4 },
    { __LINE__, "verb\thit\t-\tASSAULT\t-\t290\n", "a CAMEO code", 0 },
    { __LINE__, "verb\thit\t-\tASSAULT\t-\t19x\n", "a CAMEO code", 0 },
    { __LINE__, "verb\thit\t-\tASSAULT\t-\t190\tmartial\n", "a context", 0 },
    { __LINE__, "verb\thit\tobj:@gun\tASSAULT\n", "a class that there is not", 0 },
    { __LINE__, "verb\thit\tobj=victim\tASSAULT\n", "a role", 0 },
    { __LINE__, "verb\thit\tob_j\tASSAULT\n", "a slot that is neither", 0 },
    { __LINE__, "verb\thit\tobj:a,,b\tASSAULT\n", "an empty word in a filter", 0 },
    { __LINE__, "verb\tx\t-\tASSAULT\n", "a form of one letter", 0 },
    { __LINE__, "verb\t\t-\tASSAULT\n", "a row without forms", 0 },
    { __LINE__, "verb\tsay(said\t-\tASSAULT\n", "a bracket", 0 },
    { __LINE__, "verb\ta-form-that-has-more-than-thirty-two-bytes\t-\tASSAULT\n", "too long", 0 },
    { __LINE__, "verb\tto be or not to be\t-\tASSAULT\n", "too many words", 0 },
    { __LINE__, "adverb\thit\t-\tASSAULT\n", "a kind that is none", 0 },
    { __LINE__, "class\tgun\n", "a class without words", 0 },
    { __LINE__, "class\tgun\tgun\nclass\tgun\trifle\n", "a class that there is already", 14 },
    { __LINE__, "verb\thit\t-\tASSAULT\t-\t-\t-\tx\n", "more columns", 0 },
    { __LINE__, "verb\thit\tobj obj obj obj obj obj obj obj obj\tASSAULT\n", "too many slots", 0 },
};

static void refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        hearsay_error err = { 0 };
        struct event_words *w = event_words_read("t", bad[i].text, strlen(bad[i].text), &err);
        if (w || err.code != HEARSAY_E_LEXICON || !strstr(err.msg, bad[i].why) || err.at != bad[i].at)
            fail_msg("row of line %d: %s (%zu)", bad[i].line, w ? "read" : err.msg, err.at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(opens), cmocka_unit_test(reads_rows), cmocka_unit_test(refuses) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
