/* Events: the cases of tests/claims/events, parsed by the shipped model: code and mode, actor, target, contexts; half of them say what must not be
 * coded. And those of tests/claims/fresh, written after the code and unmended: a share of them is known to fail. */
#include "shipped.h"

#include "claims/events.h"

enum { FRESH = 100, FRESH_FLOOR = 82 };

static struct event_words *words;

/* Whether somebody is called that: a part of his name or of a mention of his; "-": nobody. */
static bool is_called(const struct hearsay_document *doc, uint32_t actor, const char *name)
{
    if (actor == HS_NONE) return !strcmp(name, "-");
    const struct actor *a = &doc->actors[actor];
    return shipped_named(doc, a, name) || (a->of != HS_NONE && a->of != actor && is_called(doc, a->of, name));
}

static bool has_code(const struct event *e, const char *code)
{
    size_t n = strcspn(code, "/");
    if (strlen(event_code_names[e->code]) != n || strncmp(event_code_names[e->code], code, n)) return false;
    return !code[n] || (e->mode && !strcmp(e->mode, code + n + 1)) || !strcmp(e->cameo, code + n + 1);
}

/* "ACCUSE/disapprove: France > Syria" or "ACCUSE: France > - +future -military" */
static bool fits(const struct hearsay_document *doc, const struct event *e, const char *value)
{
    char actor[128] = "", target[128] = "", rest[128] = "";
    if (sscanf(value, "%127[^>]> %127[^\n]", actor, target) < 2) return false;
    char *contexts = strstr(target, " +");
    if (contexts) {
        snprintf(rest, sizeof rest, "%s", contexts);
        *contexts = '\0';
    }
    while (*actor && actor[strlen(actor) - 1] == ' ') actor[strlen(actor) - 1] = '\0';
    while (*target && target[strlen(target) - 1] == ' ') target[strlen(target) - 1] = '\0';
    for (char *t = strtok(rest, " "); t; t = strtok(NULL, " ")) {
        bool found = false;
        for (unsigned i = 0; i < EVENT_CONTEXTS; i++) found |= !strcmp(event_context_names[i], t + 1) && (e->contexts >> i & 1);
        if (!found) return false;
    }
    return (!strcmp(actor, "*") || is_called(doc, e->actor, actor)) && (!strcmp(target, "*") || is_called(doc, e->target, target));
}

static void describe(const struct hearsay_document *doc, const struct event *e, unsigned n, char *out, size_t room)
{
    *out = '\0';
    for (unsigned i = 0; i < n; i++) {
        size_t used = strlen(out);
        snprintf(out + used, room - used, "%s%s/%s: %s > %s", i ? "; " : "", event_code_names[e[i].code], e[i].mode ? e[i].mode : e[i].cameo,
                 e[i].actor == HS_NONE ? "-" : doc->actors[e[i].actor].name, e[i].target == HS_NONE ? "-" : doc->actors[e[i].target].name);
    }
}

static void check(const struct test_case *c)
{
    hearsay_document *doc = shipped_read(c, NULL);
    struct arena *scratch = arena_new(0);
    struct event_reader r;
    struct event events[32];
    unsigned n = 0;
    char got[2048];
    assert_true(event_reader_begin(&r, doc, words, engine_lexicon(engine), scratch));
    for (uint32_t w = 0; w < doc->n_words && n < 32; w++)
        if (event_within(&r, w) == HS_NONE && event_of(&r, w, &events[n])) n++;
    describe(doc, events, n, got, sizeof got);
    bool good = true;
    for (unsigned i = 0; i < c->n_rows; i++) {
        const char *key = c->rows[i].key, *value = c->rows[i].value;
        bool found = false, wrong = false;
        if (!strcmp(key, "not") && !strcmp(value, "any")) {
            wrong = n > 0;
        } else if (!strcmp(key, "not")) {
            for (unsigned k = 0; k < n; k++) wrong |= has_code(&events[k], value);
        } else {
            for (unsigned k = 0; k < n; k++) found |= has_code(&events[k], key) && fits(doc, &events[k], value);
            wrong = !found;
        }
        if (wrong) print_error("%s:%d: expected %s: %s; got %s\n", c->file, c->rows[i].line, key, value, *got ? got : "nothing");
        good &= !wrong;
    }
    passed += good;
    failed += !good;
    arena_free(scratch);
    hearsay_document_free(doc);
}

static int begin(void **state)
{
    if (shipped_open(state)) return -1;
    hearsay_error err;
    words = event_words_open(&err);
    if (!words) print_error("%s\n", err.msg);
    return words ? 0 : -1;
}

static int end(void **state)
{
    event_words_close(words);
    return shipped_close(state);
}

static void test_cases(void **state)
{
    (void)state;
    static const char *const files[] = { "codes", "frames", "parties", "not" };
    shipped_files("tests/claims/events", files, sizeof files / sizeof *files, 150, check);
}

static void test_fresh(void **state)
{
    (void)state;
    shipped_fresh("tests/claims/fresh/events.txt", FRESH, FRESH_FLOOR, check);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_fresh) };
    return cmocka_run_group_tests(tests, begin, end);
}
