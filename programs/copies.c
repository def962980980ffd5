/* copies.c: `hearsay copies`: which articles share text, and who has it from whom. */
#include "copies.h"

#include <sys/stat.h>
#include <unistd.h>

#include "options.h"

/* clang-format off */
const struct option_spec copies_options[COPIES_OPTIONS] = {
    { 'f', "format", "text|json|csv", OPTION_CHOICE, offsetof(struct copies_values, format), 0,
      "what to print: a list for people; one JSON object with articles, pairs and passages; pairs as a table" },
    { 'o', "output", "FILE", OPTION_TEXT, offsetof(struct copies_values, common.output), 0, "where to write" },
    OPTION_FROM(struct copies_values),
    OPTION_OUTLET(struct copies_values),
    OPTION_PUBLISHED(struct copies_values),
    OPTION_CHARSET(struct copies_values),
    { 0, "any-language", NULL, OPTION_FLAG, offsetof(struct copies_values, common.any_language), 0, "say nothing of texts that are not English" },
    OPTION_THREADS(struct copies_values),
    OPTION_MAX_BYTES(struct copies_values),
    OPTION_MAX_UNPACKED(struct copies_values),
    OPTION_STRICT(struct copies_values),
    OPTION_PRETTY(struct copies_values),
    OPTION_COLOR(struct copies_values),
    OPTION_QUIET(struct copies_values),
};
/* clang-format on */

const struct copies_values copies_defaults = { .common = ARTICLES_DEFAULTS };

static enum gathered gather(void *set, hearsay_document *doc, void *made, hearsay_error *err)
{
    (void)made;
    const hearsay_code code = hearsay_copies_add(set, doc, err);
    hearsay_document_free(doc);
    return code == HEARSAY_OK ? GATHERED : GATHERED_NOT;
}

static bool finish(void *set, hearsay_format format, const hearsay_write_options *view, char **out, size_t *len, hearsay_error *err)
{
    return hearsay_copies_find(set, err) == HEARSAY_OK && hearsay_copies_write(set, format, view, out, len, err) == HEARSAY_OK;
}

enum exit_code run_copies(const struct command *self, int argc, char **argv)
{
    struct copies_values v = copies_defaults;
    struct parsed p;
    hearsay_error err;
    char why[400], standard_input[] = "-", *only_stdin[] = { standard_input };
    static const hearsay_format formats[] = { [COPIES_TEXT] = HEARSAY_TEXT, [COPIES_JSON] = HEARSAY_JSON, [COPIES_CSV] = HEARSAY_CSV };
    if (!options_parse(self, &v, argc, argv, &p)) return articles_misuse(self, p.message);
    if (p.help) {
        help_command(stdout, self);
        return printed();
    }
    struct articles_gather gathering = { .add = gather, .finish = finish, .failure = EXIT_ARTICLES };
    const struct articles_job job = {
        .values = &v.common,
        .files = { { formats[v.format], "" } },
        .n_files = 1,
        .gather = &gathering,
    };
    char **paths = p.n ? argv + 1 : only_stdin;
    size_t n = p.n ? (size_t)p.n : 1;
    if (!articles_make_sense(&job, paths, n, why, sizeof why)) return articles_misuse(self, why);
    struct stat is;
    if (v.common.output && !stat(v.common.output, &is) && S_ISDIR(is.st_mode))
        return articles_misuse(self, "-o is for one file, and a folder is given");
    if (!p.n && isatty(STDIN_FILENO) && !v.common.quiet) complain("reading from the terminal; Ctrl-D ends it");
    hearsay_copies *set = hearsay_copies_new(&err);
    if (!set) {
        complain("%s", err.msg);
        return EXIT_ENGINE;
    }
    gathering.context = set;
    const enum exit_code code = articles_run(&job, paths, n);
    hearsay_copies_free(set);
    return code;
}
