/* Actors across articles: a row is two sightings and whether they are one, both ways round; then corrections, which go before all else. */
#include "handmade.h"

#include <stdio.h>

#include "trace/people.h"

/* "name; kind; code; role; others, with commas": made into a document whose first actor it is. */
static struct sighting seen(const char *row)
{
    char copy[300], *field[5], *rest = copy;
    struct sighting s;
    snprintf(copy, sizeof copy, "%s", row);
    for (int i = 0; i < 5; i++) {
        field[i] = strsep(&rest, ";");
        assert_non_null(field[i]);
        field[i] += strspn(field[i], " ");
    }
    struct hearsay_document *doc = handmade("Nothing.", NULL, 0);
    doc->actors = ARENA_ZARRAY(doc->arena, struct actor, 10);
    struct actor *a = &doc->actors[doc->n_actors++];
    *a = (struct actor){ .name = field[0], .role = *field[3] ? field[3] : NULL, .of = HS_NONE };
    memcpy(a->code, field[2], strlen(field[2]));
    while (strcmp(actor_kind_names[a->kind], field[1])) a->kind++;
    /* All are mentioned by their names; an article of its own each. */
    static uint64_t article;
    static uint32_t first;
    doc->id = ++article;
    doc->mentions = ARENA_ZARRAY(doc->arena, struct actor_mention, 1);
    doc->mentions[0].form = strncmp(field[0], "his ", 4) ? FORM_NAME : FORM_NOMINAL;
    a->mentions = &first;
    a->n_mentions = 1;
    for (char *other; (other = strsep(&field[4], ",")) && *other;)
        doc->actors[doc->n_actors++] =
            (struct actor){ .name = other + strspn(other, " "), .kind = ACTOR_PERSON, .of = HS_NONE, .mentions = &first, .n_mentions = 1 };
    struct companions others;
    companions_of(&others, doc);
    sighting_of(&s, doc, 0, &others);
    arena_free(doc->arena);
    return s;
}

static void test_agreement(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *a, *b;
        bool same;
    } rows[] = {
        /* a full name and a reason */
        { __LINE__, "Kwon Jong Gun; person; PRK; official;", "Kwon Jong-gun; person; PRK; diplomat;", true },
        { __LINE__, "Kwon Jong Gun; person; ; ;", "Kwon Jong Gun; person; PRK; ;", true },
        { __LINE__, "Ada Lind; person; ; harbour master;", "Ada Lind; person; ; master of the harbour;", true },
        { __LINE__, "Ada Lind; person; ; ; Bo Strand", "Ada Lind; person; ; ; Bo Strand", true },
        { __LINE__, "Mr. Ada M. Lind; person; DNK; ;", "Ada Lind; person; DNK; ;", true },
        { __LINE__, "Zo\xc3\xab Lind; person; DNK; ;", "Zoe LIND; person; DNK; ;", true },
        /* no reason, or one against it */
        { __LINE__, "John Smith; person; ; baker;", "John Smith; person; ; pilot;", false },
        { __LINE__, "John Smith; person; GBR; ;", "John Smith; person; USA; ;", false },
        { __LINE__, "Ada Lind; person; DNK; minister;", "Ada Lund; person; DNK; minister;", false },
        { __LINE__, "Ada Lind; organisation; DNK; ;", "Ada Lind; person; DNK; ;", false },
        /* a bare surname, a title before it */
        { __LINE__, "Lind; person; DNK; minister; Bo Strand", "Lind; person; DNK; minister; Bo Strand", false },
        { __LINE__, "Lind; person; DNK; minister; Bo Strand", "Ada Lind; person; DNK; minister; Bo Strand", false },
        { __LINE__, "President Lind; person; DNK; president; Bo Strand", "President Lind; person; DNK; president; Bo Strand", false },
        { __LINE__, "his wife Ada; person; DNK; minister; Bo Strand", "his wife Ada; person; DNK; minister; Bo Strand", false },
        { __LINE__, "Lind-Strand; person; DNK; minister; Bo Strand", "Lind-Strand; person; DNK; minister; Bo Strand", false },
        { __LINE__, "Liberal nominee; person; DNK; minister; Bo Strand", "Liberal nominee; person; DNK; minister; Bo Strand", false },
        /* initials and ways of writing want two reasons */
        { __LINE__, "A. Lind; person; DNK; minister;", "Ada Lind; person; DNK; minister;", true },
        { __LINE__, "A. Lind; person; DNK; ;", "Ada Lind; person; DNK; ;", false },
        { __LINE__, "B. Lind; person; DNK; minister;", "Ada Lind; person; DNK; minister;", false },
        { __LINE__, "Sergey Petrenko; person; UKR; mayor;", "Sergei Petrenko; person; UKR; mayor;", true },
        { __LINE__, "Sergey Petrenko; person; UKR; ;", "Sergei Petrenko; person; UKR; ;", false },
        { __LINE__, "Mohammed al-Haidari; person; IRQ; general;", "Muhammad al Haidari; person; IRQ; general;", true },
        { __LINE__, "Ada M. Lind; person; DNK; ;", "Ada K. Lind; person; DNK; ;", false },
        /* states, bodies, the rest */
        { __LINE__, "Denmark; country; DNK; ;", "Copenhagen; country; DNK; ;", true },
        { __LINE__, "Georgia; country; GEO; ;", "Georgia; country; ; ;", false },
        { __LINE__, "Foreign Ministry; organisation; DNK; ;", "Foreign Ministry; organisation; DNK; ;", true },
        { __LINE__, "Foreign Ministry; organisation; DNK; ;", "Foreign Ministry; organisation; NOR; ;", false },
        { __LINE__, "Foreign Ministry; organisation; ; ;", "Foreign Ministry; organisation; NOR; ;", false },
        { __LINE__, "Reuters; agency; GBR; ;", "REUTERS; agency; GBR; ;", true },
        { __LINE__, "officials; group; DNK; ; Bo Strand", "officials; group; DNK; ; Bo Strand", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sighting a = seen(rows[i].a), b = seen(rows[i].b);
        if (sightings_agree(&a, &b) != rows[i].same || sightings_agree(&b, &a) != rows[i].same) fail_msg("line %d", rows[i].line);
    }
}

/* What an article tells apart stays apart. */
static void test_one_article(void **state)
{
    (void)state;
    const struct sighting a = seen("Ada Lind; person; DNK; mayor;");
    struct sighting b = seen("Ada Lind; person; DNK; mayor;");
    assert_true(sightings_agree(&a, &b));
    b.article = a.article;
    assert_false(sightings_agree(&a, &b));
}

static void test_corrections(void **state)
{
    (void)state;
    const struct sighting s[] = {
        seen("Ada Lind; person; ; mayor;"),   seen("Ada Lind; person; DNK; mayor;"), seen("Ada Lind; person; SWE; mayor;"),
        seen("John Smith; person; ; baker;"), seen("John Smith; person; ; pilot;"),
    };
    static const struct {
        int line;
        struct people_correction said[3];
        uint32_t n, want[5];
    } rows[] = {
        { __LINE__, { { 0 } }, 0, { 0, 0, 2, 3, 4 } }, /* the third lives in another state than the second, though the first agrees with both */
        { __LINE__, { { 3, 4, true } }, 1, { 0, 0, 2, 3, 3 } },
        { __LINE__, { { 1, 0, false } }, 1, { 0, 1, 0, 3, 4 } },
        { __LINE__, { { 3, 4, true }, { 4, 3, false } }, 2, { 0, 0, 2, 3, 4 } },
        { __LINE__, { { 0, 1, false }, { 1, 0, true } }, 2, { 0, 0, 2, 3, 4 } },
        { __LINE__, { { 1, 3, true }, { 0, 3, false } }, 2, { 0, 1, 0, 1, 4 } }, /* kept apart by way of a third, too */
    };
    struct arena *scratch = arena_new(0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t identity[5];
        assert_true(people_link(identity, s, 5, rows[i].said, rows[i].n, scratch));
        for (int k = 0; k < 5; k++)
            if (identity[k] != rows[i].want[k]) fail_msg("line %d: sighting %d is %u", rows[i].line, k, identity[k]);
    }
    uint32_t none;
    assert_true(people_link(&none, NULL, 0, NULL, 0, scratch));
    arena_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_agreement), cmocka_unit_test(test_one_article), cmocka_unit_test(test_corrections) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
