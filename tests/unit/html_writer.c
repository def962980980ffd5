/* The page for people: what a browser makes of it, by gumbo, is the article; nothing that comes from an article becomes markup. */
#include <gumbo.h>
#include <stdio.h>

#include "handmade.h"
#include "write/write.h"

struct found {
    char text[4000]; /* of the article's elements, a line each */
    size_t len;
    unsigned scripts, cards, unsure, labels, words, handlers, marked, claims, sides, folded;
};

static void add(struct found *f, const char *s)
{
    size_t n = strlen(s);
    assert_true(f->len + n + 1 < sizeof f->text);
    memcpy(f->text + f->len, s, n + 1);
    f->len += n;
}

static void look(const GumboNode *node, bool in_article, struct found *f)
{
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
        if (in_article && node->parent->v.element.tag != GUMBO_TAG_ARTICLE) add(f, node->v.text.text);
        return;
    }
    if (node->type != GUMBO_NODE_ELEMENT) return;
    const GumboElement *e = &node->v.element;
    f->scripts += e->tag == GUMBO_TAG_SCRIPT;
    const GumboAttribute *class = gumbo_get_attribute(&e->attributes, "class");
    f->claims += e->tag == GUMBO_TAG_LI && class && !strcmp(class->value, "claim");
    f->sides += e->tag == GUMBO_TAG_DIV && class && !strncmp(class->value, "side ", 5);
    f->folded += e->tag == GUMBO_TAG_DETAILS;
    f->cards += e->tag == GUMBO_TAG_LI && class && !strncmp(class->value, "card", 4);
    f->unsure += class && strstr(class->value, "unsure");
    f->labels += e->tag == GUMBO_TAG_SMALL && !in_article;
    f->words += e->tag == GUMBO_TAG_LI && !class;
    f->marked += gumbo_get_attribute(&e->attributes, "data-t") != NULL;
    for (unsigned i = 0; i < e->attributes.length; i++) {
        const GumboAttribute *a = e->attributes.data[i];
        f->handlers += !strncmp(a->name, "on", 2) || !strcmp(a->name, "src") || (!strcmp(a->name, "href") && *a->value != '#');
    }
    for (unsigned i = 0; i < e->children.length; i++) look(e->children.data[i], in_article || e->tag == GUMBO_TAG_ARTICLE, f);
    if (in_article && e->tag != GUMBO_TAG_SPAN && e->tag != GUMBO_TAG_SMALL && e->tag != GUMBO_TAG_EM) add(f, "\n");
}

static void read_page(const struct hearsay_document *doc, struct found *f)
{
    struct buffer out = { 0 };
    write_html(&out, doc);
    assert_false(out.failed);
    *f = (struct found){ .len = 0 };
    GumboOutput *tree = gumbo_parse_with_options(&kGumboDefaultOptions, out.at, out.len);
    assert_int_equal(tree->errors.length, 0);
    look(tree->root, false, f);
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
    buffer_free(&out);
}

static void test_overlapping(void **state)
{
    (void)state;
    static const struct saying sayings[] = {
        { "officials", "said", "The union | had claimed that it was over", QUOTE_INDIRECT, 0.93f },
        { "The union", "had claimed", "that it was over", QUOTE_INDIRECT, 0.5f },
        { NULL, NULL, "it was over and", QUOTE_INDIRECT, 0.1f },
    };
    const char *text = "Dispute ends\nThe union, officials said, had claimed that it was over and done.\n";
    struct hearsay_document *doc = handmade(text, sayings, 3);
    struct found f;
    doc->attributions[1].within = 0;
    read_page(doc, &f);
    assert_string_equal(f.text, text);
    assert_int_equal(f.cards, 3);
    assert_int_equal(f.scripts, 1);
    assert_int_equal(f.handlers, 0);
    assert_int_equal(f.unsure, 1);
    assert_int_equal(f.labels + f.words, 0);
    assert_true(f.marked > 3 + 5);
    arena_free(doc->arena);
}

static void test_hostile(void **state)
{
    (void)state;
    static const struct saying sayings[] = { { "<b onclick=\"x()\">Eve</b>", "said</script>", "\"<img src=x onerror='alert(1)'>\" & so on",
                                               QUOTE_MIXED, 0.9f } };
    const char *text =
        "<script>alert(1)</script>\n<b onclick=\"x()\">Eve</b> said</script>: \"<img src=x onerror='alert(1)'>\" & so on --> ]]> <!-- <style>\n";
    struct hearsay_document *doc = handmade(text, sayings, 1);
    struct found f;
    doc->outlet = "\"><script>alert(2)</script>";
    doc->title = "</title><script>alert(3)</script>";
    doc->uri = "javascript:alert(4)\"'>";
    doc->author = "<svg/onload=alert(5)>";
    read_page(doc, &f);
    assert_string_equal(f.text, text);
    assert_int_equal(f.scripts, 1);
    assert_int_equal(f.handlers, 0);
    arena_free(doc->arena);
}

/* The card says how a voice comes in that does not speak itself; loaded words are listed with their kind. */
static void test_chain_and_loaded(void **state)
{
    (void)state;
    static const struct saying sayings[] = { { "an aide", "said", "it was over", QUOTE_INDIRECT, 0.9f } };
    struct hearsay_document *doc = handmade("The so-called truce: it was over, an aide said to Reuters, she heard.\n", sayings, 1);
    struct actor actors[] = { { .name = "Reuters" }, { .name = "</span><b>an aide" }, { .name = "she" } };
    struct voice voices[] = { { 2, VOICE_INHERITED }, { 0, VOICE_HEARD }, { 1, VOICE_SAID } };
    struct loaded loaded[] = { { .span = { 4, 13 }, .kind = LOADED_DOUBTING, .attribution = HS_NONE } };
    doc->actors = actors;
    doc->n_actors = 3;
    doc->attributions[0].voices = voices;
    doc->attributions[0].n_voices = 3;
    doc->loaded = loaded;
    doc->n_loaded = 1;
    struct found f;
    read_page(doc, &f);
    assert_string_equal(f.text, doc->text);
    assert_int_equal(f.cards, 1);
    assert_int_equal(f.unsure, 0);
    assert_int_equal(f.labels, 2);
    assert_int_equal(f.words, 1);
    arena_free(doc->arena);
}

/* Each claim with its sides; nothing of an article becomes markup here either; the seventh and further ones are folded. */
static void test_claims(void **state)
{
    (void)state;
    static const struct saying said[] = { { "<b>Eve</b>", "denied", "it & more", QUOTE_INDIRECT, 0.9f } };
    struct hearsay_document *doc = handmade("</p><script>Cables</script>\n<b>Eve</b> denied it & more.\n", said, 1);
    struct found f;
    handmade_actor(doc, "<i onclick=x>Eve", ACTOR_PERSON, "");
    const struct voice eve[] = { { 0, VOICE_SAID } };
    handmade_voices(doc, 0, eve, 1);
    doc->outlet = "<img src=x>";
    const struct position held[] = { { 0, POSITION_DENIES, 0, 0.9f }, { HS_OUTLET, POSITION_ASSERTS, HS_NONE, 1 }, { 0, POSITION_REPORTS, 0, 0.9f } };
    for (int i = 0; i < 8; i++) handmade_claim(doc, i % 2 ? "AID" : NULL, HS_NONE, HS_NONE, "it & more", 0, held, i ? 2 : 3);
    doc->claims[0].text = "</h3><script>alert(1)</script>";
    doc->claims[1].event->when = "<b>";
    handmade_done(doc);
    read_page(doc, &f);
    assert_string_equal(f.text, doc->text);
    assert_int_equal(f.scripts, 1);
    assert_int_equal(f.handlers, 0);
    assert_int_equal(f.claims, 8);
    assert_int_equal(f.sides, 16);
    assert_int_equal(f.folded, 1);
    assert_int_equal(f.cards, 1);
    arena_free(doc->arena);
}

static void test_nothing(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade("Rain.", NULL, 0);
    struct found f;
    read_page(doc, &f);
    assert_string_equal(f.text, "Rain.\n");
    assert_int_equal(f.cards, 0);
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_overlapping), cmocka_unit_test(test_hostile), cmocka_unit_test(test_chain_and_loaded),
                                        cmocka_unit_test(test_claims), cmocka_unit_test(test_nothing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
