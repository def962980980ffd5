/* page.c: `hearsay page`: the blocks of an article as they are found, for people to check. */
#include "page.h"

#include <unistd.h>

#include "options.h"

/* clang-format off */
const struct option_spec page_options[PAGE_OPTIONS] = {
    { 'f', "format", "text|json", OPTION_CHOICE, offsetof(struct page_values, format), 0,
      "what to print: a view for people; the documents of `hearsay read --format json` without what only the weights tell" },
    { 'o', "output", "FILE|DIR", OPTION_TEXT, offsetof(struct page_values, common.output), 0,
      "where to write; into a folder, each article as a file of its own" },
    OPTION_FROM(struct page_values),
    OPTION_OUTLET(struct page_values),
    OPTION_PUBLISHED(struct page_values),
    OPTION_URL(struct page_values),
    OPTION_CHARSET(struct page_values),
    { 0, "any-language", NULL, OPTION_FLAG, offsetof(struct page_values, common.any_language), 0, "say nothing of texts that are not English" },
    OPTION_THREADS(struct page_values),
    OPTION_MAX_BYTES(struct page_values),
    OPTION_MAX_UNPACKED(struct page_values),
    OPTION_STRICT(struct page_values),
    OPTION_PRETTY(struct page_values),
    OPTION_COLOR(struct page_values),
    OPTION_QUIET(struct page_values),
};
/* clang-format on */

const struct page_values page_defaults = { .common = ARTICLES_DEFAULTS };

enum exit_code run_page(const struct command *self, int argc, char **argv)
{
    struct page_values v = page_defaults;
    struct parsed p;
    char why[400], standard_input[] = "-", *only_stdin[] = { standard_input };
    if (!options_parse(self, &v, argc, argv, &p)) return articles_misuse(self, p.message);
    if (p.help) {
        help_command(stdout, self);
        return printed();
    }
    const struct articles_job job = {
        .values = &v.common,
        .files = { v.format == PAGE_JSON ? (struct articles_file){ HEARSAY_JSON, ".json" } : (struct articles_file){ HEARSAY_BLOCKS, ".txt" } },
        .n_files = 1,
        .for_people = v.format == PAGE_TEXT,
    };
    char **paths = p.n ? argv + 1 : only_stdin;
    size_t n = p.n ? (size_t)p.n : 1;
    if (!articles_make_sense(&job, paths, n, why, sizeof why)) return articles_misuse(self, why);
    if (!p.n && isatty(STDIN_FILENO) && !v.common.quiet) complain("reading a page from the terminal; Ctrl-D ends it");
    return articles_run(&job, paths, n);
}
