/* Times: the cases of tests/cases/times, in text that is read without a model; context that a model adds; random words; memory that runs out. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "discourse/times.h"
#include "page/page.h"
#include "text/text.h"

static struct hearsay_document *read_text(const char *text, const char *published)
{
    struct arena *a = arena_new(0), *scratch = arena_new(0);
    struct hearsay_document *doc = ARENA_ZARRAY(a, struct hearsay_document, 1);
    doc->arena = a;
    doc->text = arena_strdup(a, text, strlen(text));
    doc->len = (uint32_t)strlen(text);
    doc->published = published;
    assert_int_equal(blocks_of_text(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_sentences(doc, NULL, NULL), HEARSAY_OK);
    assert_int_equal(times_find(doc, scratch, NULL), HEARSAY_OK);
    arena_free(scratch);
    return doc;
}

/* ---- Cases --------------------------------------------------------------------------------------------------------------- */

enum { LINE_MOST = 2000 };

struct text_case {
    const char *file;
    int line;  /* of the text; 0: none is open */
    bool none; /* no time is expected */
    char text[LINE_MOST], published[40], wanted[LINE_MOST];
};

struct tally {
    int cases, failed;
};

static void found_times(const struct hearsay_document *doc, char out[LINE_MOST])
{
    size_t n = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < doc->n_times && n < LINE_MOST; i++) {
        const struct time_expression *t = &doc->times[i];
        n += (size_t)snprintf(out + n, LINE_MOST - n, "%.*s = %s %s\n", (int)(t->span.end - t->span.start), doc->text + t->span.start,
                              time_type_names[t->type], t->value);
    }
}

static void close_case(struct text_case *c, struct tally *tally)
{
    if (!c->line) return;
    char found[LINE_MOST];
    struct hearsay_document *doc = read_text(c->text, strcmp(c->published, "none") ? c->published : NULL);
    found_times(doc, found);
    tally->cases++;
    if (strcmp(found, c->wanted)) {
        tally->failed++;
        print_error("%s:%d: %s\n  found:\n%s  expected:\n%s", c->file, c->line, c->text, found, c->wanted);
    }
    if (!c->none && !c->wanted[0]) fail_msg("%s:%d: a text without expectations", c->file, c->line);
    arena_free(doc->arena);
    c->line = 0;
}

static void read_cases(const char *path, struct tally *tally)
{
    static struct text_case c;
    char line[LINE_MOST];
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    c = (struct text_case){ .file = path, .published = "none" };
    for (int n = 1; fgets(line, sizeof line, f); n++) {
        size_t len = strcspn(line, "\n");
        line[len] = '\0';
        if (!line[0] || line[0] == '#') continue;
        if (strncmp(line, "published: ", 11) == 0 || line[0] == '>') close_case(&c, tally);
        if (strncmp(line, "published: ", 11) == 0) {
            snprintf(c.published, sizeof c.published, "%.39s", line + 11);
        } else if (line[0] == '>') {
            c.none = line[1] == ' ' && line[2] == '*';
            snprintf(c.text, sizeof c.text, "%s", line + (c.none ? 4 : 2));
            c.line = n;
            c.wanted[0] = '\0';
        } else {
            size_t at = strlen(c.wanted);
            assert_true(c.line && !c.none && at + len + 2 < sizeof c.wanted);
            memcpy(c.wanted + at, line, len);
            memcpy(c.wanted + at + len, "\n", 2);
        }
    }
    close_case(&c, tally);
    fclose(f);
}

static void test_cases(void **state)
{
    (void)state;
    static const char folder[] = "tests/cases/times";
    struct tally tally = { 0, 0 };
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (const struct dirent *e; (e = readdir(d));) {
        char path[400];
        if (!strstr(e->d_name, ".txt")) continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        read_cases(path, &tally);
    }
    closedir(d);
    assert_true(tally.cases > 100);
    if (tally.failed) fail_msg("%d of %d cases failed", tally.failed, tally.cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
