/* Whose quotation it is that fills its paragraph: the last speaker's, though his attribution has no content; nobody's behind one without any word. */
#include "handmade.h"

#include "discourse/carried.h"

static struct hearsay_document *article(const struct saying *sayings)
{
    struct hearsay_document *doc = handmade("Pier\nThe council was never asked, Ms Lind complained.\n\"Nobody called.\"\n", sayings, 2);
    for (uint32_t b = 0; b < doc->n_blocks; b++) {
        doc->blocks[b].first_word = doc->sentences[b].first_word;
        doc->blocks[b].words = doc->sentences[b].words;
    }
    return doc;
}

static void test_without_content(void **state)
{
    (void)state;
    static const struct saying with[] = { { "Ms Lind", "complained", "The council was never asked", QUOTE_INDIRECT, 0.9f },
                                          { NULL, NULL, "\"Nobody called.\"", QUOTE_DIRECT, 0.9f } };
    static const struct saying without[] = { { "Ms Lind", "complained", NULL, QUOTE_INDIRECT, 0.9f },
                                             { NULL, NULL, "\"Nobody called.\"", QUOTE_DIRECT, 0.9f } };
    static const struct saying nothing[] = { { NULL, NULL, NULL, QUOTE_DIRECT, 0.9f }, { NULL, NULL, "\"Nobody called.\"", QUOTE_DIRECT, 0.9f } };
    const struct {
        int line;
        const struct saying *sayings;
        uint32_t speaker;
    } rows[] = { { __LINE__, with, 0 }, { __LINE__, without, 0 }, { __LINE__, nothing, HS_NONE } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hearsay_document *doc = article(rows[i].sayings);
        const uint32_t *carried = carried_find(doc, doc->arena);
        assert_non_null(carried);
        if (carried[0] != HS_NONE || carried[1] != rows[i].speaker) fail_msg("line %d: carried on from %u", rows[i].line, carried[1]);
        arena_free(doc->arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_without_content) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
