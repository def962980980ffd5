/* Claims: the cases of tests/claims/positions, read by the shipped model: which claims there are, and who takes which position.
 * tests/claims/README.md says how a case is written. Those of tests/claims/fresh/positions.txt were written after the code and are unmended: a share
 * of them is known to fail. */
#include "shipped.h"

enum { FRESH = 100, FRESH_FLOOR = 84 };

/* Whether somebody is called that: a part of his name or of a mention of his, or his state's code. */
static bool is_called(const struct hearsay_document *doc, uint32_t actor, const char *name)
{
    if (actor == HS_OUTLET) return !strcmp(name, "outlet");
    if (actor == HS_NONE) return !strcmp(name, "nobody") || !strcmp(name, "-");
    const struct actor *a = &doc->actors[actor];
    for (uint32_t i = 0; i < a->n_members; i++)
        if (is_called(doc, a->members[i], name)) return true;
    return shipped_named(doc, a, name);
}

static bool has_code(const struct claim_event *e, const char *code)
{
    size_t n = strcspn(code, "/");
    if (!e || strlen(e->code) != n || strncmp(e->code, code, n)) return false;
    return !code[n] || (e->mode && !strcmp(e->mode, code + n + 1)) || !strcmp(e->cameo, code + n + 1);
}

static char *trim(char *s)
{
    while (*s == ' ') s++;
    for (size_t n = strlen(s); n && s[n - 1] == ' '; n--) s[n - 1] = '\0';
    return s;
}

/* "AID/military: PRK > RUS +future", "AID", "~a part of the text"; "null": any claim without an event. */
static bool fits(const struct hearsay_document *doc, const struct claim *c, const char *pattern)
{
    char copy[1024];
    snprintf(copy, sizeof copy, "%s", pattern);
    char *p = trim(copy), *parties = strstr(p, ": "), *plus;
    if (*p == '~') return strstr(c->text, p + 1) != NULL;
    if (!strcmp(p, "null")) return !c->event;
    if (!strcmp(p, "any")) return true;
    if (!parties) return has_code(c->event, p);
    *parties = '\0';
    parties += 2;
    if (!has_code(c->event, p)) return false;
    if ((plus = strstr(parties, " +"))) {
        char *rest = plus + 1;
        *plus = '\0';
        for (char *t = strtok(rest, " "); t; t = strtok(NULL, " ")) {
            bool found = false;
            for (uint32_t i = 0; i < c->event->n_contexts; i++) found |= !strcmp(c->event->contexts[i], t + 1);
            if (!found) return false;
        }
    }
    char *target = strstr(parties, ">");
    if (!target) return false;
    *target++ = '\0';
    char *actor = trim(parties);
    target = trim(target);
    return (!strcmp(actor, "*") || is_called(doc, c->event->actor, actor)) && (!strcmp(target, "*") || is_called(doc, c->event->target, target));
}

/* "outlet asserts", "Kwon denies", "outlet -" (has none), "mentions 2", "negated". */
static bool holds(const struct hearsay_document *doc, const struct claim *c, char *what)
{
    what = trim(what);
    char *position = strrchr(what, ' ');
    if (!strcmp(what, "negated")) {
        for (uint32_t i = 0; i < c->n_mentions; i++)
            if (c->mentions[i].negated) return true;
        return false;
    }
    if (!position) return false;
    *position++ = '\0';
    if (!strcmp(what, "mentions")) return c->n_mentions == (uint32_t)atoi(position);
    for (uint32_t i = 0; i < c->n_positions; i++) {
        const struct position *p = &c->positions[i];
        if (!is_called(doc, p->actor, what)) continue;
        if (!strcmp(position, "-")) return false;
        if (!strcmp(position_kind_names[p->kind], position)) return true;
    }
    return !strcmp(position, "-");
}

/* Whether a claim has the pattern and all that stands behind its semicolons. */
static bool claim_fits(const struct hearsay_document *doc, const struct claim *c, const char *value)
{
    char copy[1024];
    snprintf(copy, sizeof copy, "%s", value);
    char *rest = strchr(copy, ';');
    if (rest) *rest++ = '\0';
    if (!fits(doc, c, copy)) return false;
    while (rest) {
        char *next = strchr(rest, ';');
        if (next) *next++ = '\0';
        if (!holds(doc, c, rest)) return false;
        rest = next;
    }
    return true;
}

static const char *name_of(const struct hearsay_document *doc, uint32_t actor)
{
    return actor == HS_OUTLET ? "outlet" : actor == HS_NONE ? "-" : doc->actors[actor].name;
}

static void describe(const struct hearsay_document *doc)
{
    for (uint32_t i = 0; i < doc->n_claims; i++) {
        const struct claim *c = &doc->claims[i];
        print_error("    got");
        if (c->event)
            print_error(" %s/%s: %s > %s", c->event->code, c->event->mode ? c->event->mode : c->event->cameo, name_of(doc, c->event->actor),
                        name_of(doc, c->event->target));
        print_error(" ~%s", c->text);
        for (uint32_t k = 0; k < c->n_positions; k++)
            print_error("; %s %s", name_of(doc, c->positions[k].actor), position_kind_names[c->positions[k].kind]);
        print_error("\n");
    }
}

static void check(const struct test_case *c)
{
    hearsay_document *doc = shipped_read(c, "The Gazette");
    bool good = true;
    for (unsigned i = 0; i < c->n_rows; i++) {
        const char *key = c->rows[i].key, *value = c->rows[i].value;
        bool found = false;
        for (uint32_t k = 0; k < doc->n_claims; k++) found |= claim_fits(doc, &doc->claims[k], value);
        if (!strcmp(key, "claims")) found = doc->n_claims == (uint32_t)atoi(value);
        if (found == !strcmp(key, "not")) {
            print_error("%s:%d: %s: %s\n", c->file, c->rows[i].line, key, value);
            good = false;
        }
    }
    if (!good) describe(doc);
    passed += good;
    failed += !good;
    hearsay_document_free(doc);
}

static void test_cases(void **state)
{
    (void)state;
    static const char *const files[] = { "positions", "outlet", "codes", "merging", "contents" };
    shipped_files("tests/claims/positions", files, sizeof files / sizeof *files, 1, check);
}

static void test_fresh(void **state)
{
    (void)state;
    shipped_fresh("tests/claims/fresh/positions.txt", FRESH, FRESH_FLOOR, check);
}

/* A text that is too long ends in an ellipsis; no word is left out before it. */
static void test_long_text(void **state)
{
    (void)state;
    enum { WORD = 300, WORDS = 8 };
    char text[WORD * WORDS + 200] = "Ada Lind said that the harbour was closed by the ";
    const size_t begins = strlen("Ada Lind said that ");
    for (size_t i = 0; i < WORDS; i++) {
        memset(text + strlen(text), 'x', WORD - 1);
        strcat(text, " ");
    }
    strcat(text, "and was slow.");
    hearsay_error err;
    hearsay_document *doc = hearsay_read(engine, text, strlen(text), NULL, &err);
    if (!doc) fail_msg("%s", err.msg);
    assert_true(doc->n_claims > 0);
    const char *claim = doc->claims[0].text;
    const size_t n = strlen(claim);
    assert_true(n > 800 && n <= 1200);
    assert_string_equal(claim + n - 4, " \xe2\x80\xa6");
    assert_memory_equal(claim, text + begins, n - 4);
    hearsay_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_fresh), cmocka_unit_test(test_long_text) };
    return cmocka_run_group_tests(tests, shipped_open, shipped_close);
}
