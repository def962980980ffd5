/* read.c: `hearsay read`: its options, and an engine for them. */
#include "read.h"

#include <unistd.h>

#include "options.h"

#define AT(field) offsetof(struct read_values, field)

/* clang-format off */
const struct option_spec read_options[READ_OPTIONS] = {
    { 'f', "format", "text|json|csv|brat|conllu|html|webanno|prov|plover|schema-org|svg|dot", OPTION_CHOICE, AT(format), 0,
      "what to print: a view for people, JSON Lines, a table of attributions for spreadsheets, brat's stand-off files, CoNLL-U, a web page for "
      "each article, W3C web annotations, the chains as PROV-JSON, event data in the columns of POLECAT, schema.org's Claim, a drawing of "
      "each article's voices and claims, the same for Graphviz" },
    { 'o', "output", "FILE|DIR", OPTION_TEXT, AT(common.output), 0,
      "where to write; into a folder, each article as a file of its own (brat needs one)" },
    OPTION_FROM(struct read_values),
    OPTION_OUTLET(struct read_values),
    OPTION_PUBLISHED(struct read_values),
    OPTION_URL(struct read_values),
    OPTION_CHARSET(struct read_values),
    OPTION_ANY_LANGUAGE(struct read_values),
    OPTION_THREADS(struct read_values),
    { 0, "min-score", "P", OPTION_FRACTION, AT(min_score), 0, "leave out attributions that are less likely than this to be right, 0 to 1" },
    { 0, "outermost", NULL, OPTION_FLAG, AT(outermost), 0, "leave out what is said inside what is said: the outermost attributions only" },
    OPTION_MAX_BYTES(struct read_values),
    OPTION_MAX_UNPACKED(struct read_values),
    OPTION_STRICT(struct read_values),
    OPTION_PRETTY(struct read_values),
    OPTION_COLOR(struct read_values),
    OPTION_QUIET(struct read_values),
    OPTION_MODEL(struct read_values),
    OPTION_LEXICON(struct read_values),
    OPTION_COMPUTE(struct read_values),
};

static const struct {
    struct articles_file files[2];
    unsigned n;
} files_of[] = {
    [READ_TEXT] = { { { HEARSAY_TEXT, ".txt" } }, 1 },
    [READ_JSON] = { { { HEARSAY_JSON, ".json" } }, 1 },
    [READ_CSV] = { { { HEARSAY_CSV, ".csv" } }, 1 },
    [READ_BRAT] = { { { HEARSAY_BRAT_TEXT, ".txt" }, { HEARSAY_BRAT_ANN, ".ann" } }, 2 },
    [READ_CONLLU] = { { { HEARSAY_CONLLU, ".conllu" } }, 1 },
    [READ_WEBANNO] = { { { HEARSAY_WEBANNO, ".jsonld" } }, 1 },
    [READ_PROV] = { { { HEARSAY_PROV, ".prov.json" } }, 1 },
    [READ_PLOVER] = { { { HEARSAY_PLOVER, ".csv" } }, 1 },
    [READ_SCHEMA_ORG] = { { { HEARSAY_SCHEMA_ORG, ".schema.jsonld" } }, 1 },
    [READ_SVG] = { { { HEARSAY_SVG, ".svg" } }, 1 },
    [READ_DOT] = { { { HEARSAY_DOT, ".dot" } }, 1 },
    [READ_HTML] = { { { HEARSAY_HTML, ".html" } }, 1 },
};
/* clang-format on */

const struct read_values read_defaults = { .common = ARTICLES_DEFAULTS };

enum exit_code run_read(const struct command *self, int argc, char **argv)
{
    struct read_values v = read_defaults;
    struct parsed p;
    char why[400], standard_input[] = "-", *only_stdin[] = { standard_input };
    if (!options_parse(self, &v, argc, argv, &p)) return articles_misuse(self, p.message);
    if (p.help) {
        help_command(stdout, self);
        return printed();
    }
    struct articles_job job = {
        .values = &v.common,
        .min_score = v.min_score,
        .outermost = v.outermost,
        .files = { files_of[v.format].files[0], files_of[v.format].files[1] },
        .n_files = files_of[v.format].n,
        .for_people = v.format == READ_TEXT,
        .needs_folder = v.format == READ_BRAT,
        .alone = v.format == READ_HTML || v.format == READ_SVG,
    };
    char **paths = p.n ? argv + 1 : only_stdin;
    size_t n = p.n ? (size_t)p.n : 1;
    if (v.format == READ_BRAT && !v.common.output)
        return articles_misuse(self, "--format brat writes two files an article and needs a folder for them: -o DIR");
    if (!articles_make_sense(&job, paths, n, why, sizeof why)) return articles_misuse(self, why);

    hearsay_engine *engine = engine_open(&v.engine);
    if (!engine) return EXIT_ENGINE;
    job.engine = engine;
    if (!p.n && isatty(STDIN_FILENO) && !v.common.quiet) complain("reading an article from the terminal; Ctrl-D ends it");
    enum exit_code code = articles_run(&job, paths, n);
    hearsay_engine_close(engine);
    return code;
}
