/* read.c: `hearsay read`: articles in, documents out, in the order of the input.
 *
 *   input ──▶ one article ──▶ engine and writer, on any thread ──▶ output
 *             (in turn)        (all at once)                        (in order, with the messages)
 *
 * An article that fails is a message and a number in the exit status; an output that fails ends everything. */
#include "read.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "hearsay.h"
#include "input.h"
#include "options.h"
#include "output.h"
#include "pool.h"
#include "progress.h"

#define AT(field) offsetof(struct read_values, field)

/* clang-format off */
const struct option_spec read_options[READ_OPTIONS] = {
    { 'f', "format", "text|json|brat|conllu", OPTION_CHOICE, AT(format), 0,
      "what to print: a view for people, JSON Lines, brat's stand-off files, CoNLL-U" },
    { 'o', "output", "FILE|DIR", OPTION_TEXT, AT(output), 0, "where to write; into a folder, each article as a file of its own (brat needs one)" },
    { 0, "from", "auto|text|jsonl", OPTION_CHOICE, AT(from), 0, "what the input is; auto goes by the file's name, else by its first character" },
    { 0, "outlet", "NAME", OPTION_TEXT, AT(outlet), 0, "who published the articles that do not say so themselves" },
    { 0, "published", "DATE", OPTION_DATE, AT(published), 0, "when, likewise: 2023-02-07 or 2023-02-07T18:30:00Z" },
    { 'j', "threads", "N", OPTION_COUNT, AT(threads), 512, "how many articles to read at once (default: one for each core)" },
    { 0, "min-score", "P", OPTION_FRACTION, AT(min_score), 0, "leave out attributions that are less likely than this to be right, 0 to 1" },
    { 0, "max-bytes", "SIZE", OPTION_SIZE, AT(max_bytes), (uint64_t)1 << 30, "refuse an article, or a line of JSON Lines, that is longer" },
    { 0, "strict", NULL, OPTION_FLAG, AT(strict), 0, "refuse invalid UTF-8 instead of putting U+FFFD in its place" },
    { 0, "pretty", NULL, OPTION_FLAG, AT(pretty), 0, "indent the JSON" },
    { 0, "color", "auto|always|never", OPTION_CHOICE, AT(color), 0, "colours in the view for people; auto: on a terminal, unless NO_COLOR is set" },
    { 'q', "quiet", NULL, OPTION_FLAG, AT(quiet), 0, "no progress bar and no closing count; articles that fail are still named" },
    { 'm', "model", "FILE", OPTION_TEXT, AT(model), 0, "the weights (default: $HEARSAY_MODEL, else those that came with hearsay)" },
    { 0, "compute", "auto|int8|bf16|fp32", OPTION_CHOICE, AT(compute), 0,
      "the arithmetic of the encoder; auto: int8 where the CPU has AVX-512 VNNI, else fp32" },
};
/* clang-format on */

const struct read_values read_defaults = { .max_bytes = HEARSAY_MAX_BYTES };

struct job {
    struct article article;
    struct piece_out pieces[PIECES];
    unsigned n_pieces;
    char why[300]; /* it failed; "" if it did not */
};

struct reading {
    const struct read_values *values;
    const hearsay_engine *engine;
    struct article_source *input;
    struct output output;
    struct progress progress;
    hearsay_write_options view;
    size_t articles, failed;
    bool cut_short;   /* the rest of the input is not read */
    bool on_terminal; /* the output is what the user looks at */
};

/* ---- The three steps of an article --------------------------------------------------------------------------------------- */

static void *take(void *context)
{
    struct reading *r = context;
    struct job *job = calloc(1, sizeof *job);
    if (!job) {
        complain("out of memory: the rest of the input is not read");
        r->cut_short = true;
        return NULL;
    }
    if (r->input->next(r->input, &job->article)) return job;
    free(job);
    return NULL;
}

static const struct {
    hearsay_format format;
    const char *extension;
} files_of[][PIECES] = {
    [READ_TEXT] = { { HEARSAY_TEXT, ".txt" } },
    [READ_JSON] = { { HEARSAY_JSON, ".json" } },
    [READ_BRAT] = { { HEARSAY_BRAT_TEXT, ".txt" }, { HEARSAY_BRAT_ANN, ".ann" } },
    [READ_CONLLU] = { { HEARSAY_CONLLU, ".conllu" } },
};

static void write_pieces(const struct reading *r, struct job *job, const hearsay_document *doc)
{
    unsigned n = r->values->format == READ_BRAT ? 2 : 1;
    for (unsigned i = 0; i < n; i++) {
        hearsay_format format = files_of[r->values->format][i].format;
        if (format == HEARSAY_JSON && r->values->pretty) format = HEARSAY_JSON_PRETTY;
        struct piece_out *piece = &job->pieces[job->n_pieces];
        hearsay_error err;
        if (hearsay_document_write(doc, format, &r->view, &piece->bytes, &piece->len, &err) != HEARSAY_OK) {
            snprintf(job->why, sizeof job->why, "%s", err.msg);
            return;
        }
        piece->extension = files_of[r->values->format][i].extension;
        job->n_pieces++;
    }
}

static void work(void *context, void *a_job)
{
    const struct reading *r = context;
    struct job *job = a_job;
    const struct article *a = &job->article;
    if (a->error || !a->path) {
        snprintf(job->why, sizeof job->why, "%s", a->error ? a->error : "out of memory");
        return;
    }
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.max_bytes = r->values->max_bytes;
    opts.strict = r->values->strict;
    opts.min_score = r->values->min_score;
    /* A record's own name is its url or id; the path of its file is that of many. */
    opts.uri = a->kind == ARTICLE_TEXT && strcmp(a->path, "-") ? a->path : NULL;
    opts.outlet = r->values->outlet;
    opts.published = r->values->published;
    hearsay_error err;
    hearsay_document *doc = a->kind == ARTICLE_RECORD ? hearsay_read_record(r->engine, a->bytes, a->len, &opts, &err)
                                                      : hearsay_read(r->engine, a->bytes, a->len, &opts, &err);
    size_t len = 0;
    if (doc) hearsay_document_text(doc, &len);
    if (!doc)
        snprintf(job->why, sizeof job->why, "%s", err.msg);
    else if (!len)
        snprintf(job->why, sizeof job->why, "there is no text in it");
    else
        write_pieces(r, job, doc);
    hearsay_document_free(doc);
}

static void name_failure(const struct job *job)
{
    const char *path = !job->article.path ? "?" : strcmp(job->article.path, "-") ? job->article.path : "standard input";
    if (job->article.line)
        complain("%s:%zu: %s", path, job->article.line, job->why);
    else
        complain("%s: %s", path, job->why);
}

/* Documents for people stand apart. */
static bool separate(struct reading *r, const struct article *a)
{
    char line_feed[] = "\n";
    const struct piece_out empty_line = { line_feed, 1, "" };
    if (r->values->format != READ_TEXT || r->output.folder || r->articles == r->failed) return true;
    return output_write(&r->output, a, &empty_line, 1);
}

static bool give(void *context, void *a_job)
{
    struct reading *r = context;
    struct job *job = a_job;
    bool good = true;
    if (*job->why) {
        progress_hide(&r->progress);
        name_failure(job);
        r->failed++;
    } else {
        good = separate(r, &job->article) && output_write(&r->output, &job->article, job->pieces, job->n_pieces);
    }
    r->articles++;
    progress_add(&r->progress, job->article.taken);
    for (unsigned i = 0; i < job->n_pieces; i++) hearsay_string_free(job->pieces[i].bytes);
    article_clear(&job->article);
    free(job);
    return good;
}

/* ---- Around them --------------------------------------------------------------------------------------------------------- */

static unsigned cores(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) ? 1 : CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}

/* The width of what the user looks at; 0: nobody knows. */
static unsigned columns(void)
{
    struct winsize size;
    if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col) return size.ws_col;
    const char *said = getenv("COLUMNS");
    unsigned long n = said ? strtoul(said, NULL, 10) : 0;
    return n < 10000 ? (unsigned)n : 0;
}

static bool wants_color(const struct read_values *v, bool on_terminal)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (v->color != COLOR_AUTO) return v->color == COLOR_ALWAYS;
    return on_terminal && !(no && *no) && !(term && !strcmp(term, "dumb"));
}

/* What the table of options cannot say. */
static bool makes_sense(const struct read_values *v, char *const *paths, size_t n, char *why, size_t room)
{
    if (v->format == READ_BRAT && !v->output) {
        snprintf(why, room, "--format brat writes two files an article and needs a folder for them: -o DIR");
        return false;
    }
    if (v->pretty && v->format != READ_JSON) {
        snprintf(why, room, "--pretty is for --format json");
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!output_is_input(v->output, paths[i])) continue;
        const char *path = strcmp(paths[i], "-") ? paths[i] : "standard input";
        if (v->output)
            snprintf(why, room, "%s is to be read, and would be overwritten: -o %s", path, v->output);
        else
            snprintf(why, room, "%s is to be read, and is standard output too", path);
        return false;
    }
    return true;
}

static enum exit_code read_all(struct reading *r, char *const *paths, size_t n)
{
    const struct read_values *v = r->values;
    struct input_options in = { (enum input_from)v->from, v->max_bytes, r->output.is.st_dev, r->output.is.st_ino };
    r->on_terminal = !r->output.path && isatty(STDOUT_FILENO);
    r->view.columns = columns();
    r->view.color = wants_color(v, r->on_terminal);
    r->input = input_open(paths, n, &in);
    if (!r->input) {
        complain("out of memory");
        return EXIT_ARTICLES;
    }
    bool bar = isatty(STDERR_FILENO) && !r->on_terminal && !v->quiet;
    progress_start(&r->progress, bar, bar ? input_size(paths, n, &in) : 0);

    static const struct pool_steps steps = { take, work, give };
    unsigned threads = v->threads ? v->threads : cores();
    bool whole = pool_run(&steps, r, threads, 4 * threads);
    progress_hide(&r->progress);
    if (!whole) {
        complain("%s", r->output.message);
        /* Other threads may be at work still, or wait for input that never comes. */
        fflush(stderr);
        _exit(EXIT_OUTPUT);
    }
    r->input->close(r->input);
    if (r->failed && r->articles > 1 && !v->quiet) complain("%zu of %zu articles could not be read", r->failed, r->articles);
    return r->failed || r->cut_short ? EXIT_ARTICLES : EXIT_OK;
}

static enum exit_code misuse(const struct command *self, const char *why)
{
    complain("%s: %s", self->name, why);
    complain("try hearsay %s --help", self->name);
    return EXIT_MISUSE;
}

enum exit_code run_read(const struct command *self, int argc, char **argv)
{
    struct read_values v = read_defaults;
    struct parsed p;
    char why[400], standard_input[] = "-", *only_stdin[] = { standard_input };
    if (!options_parse(self, &v, argc, argv, &p)) return misuse(self, p.message);
    struct reading r = { .values = &v, .view = HEARSAY_WRITE_OPTIONS_INIT };
    if (p.help) {
        help_command(stdout, self);
        return printed();
    }
    char **paths = p.n ? argv + 1 : only_stdin;
    size_t n = p.n ? (size_t)p.n : 1;
    if (!makes_sense(&v, paths, n, why, sizeof why)) return misuse(self, why);

    hearsay_engine_options engine_options = HEARSAY_ENGINE_OPTIONS_INIT;
    engine_options.compute = (hearsay_compute)v.compute;
    hearsay_error err;
    hearsay_engine *engine = hearsay_engine_open(v.model, &engine_options, &err);
    if (!engine) {
        complain("%s", err.msg);
        return EXIT_ENGINE;
    }
    r.engine = engine;
    if (!p.n && isatty(STDIN_FILENO) && !v.quiet) complain("reading an article from the terminal; Ctrl-D ends it");
    enum exit_code code = EXIT_OUTPUT;
    if (output_open(&r.output, v.output, v.format == READ_BRAT)) {
        code = read_all(&r, paths, n);
        if (!output_close(&r.output)) code = EXIT_OUTPUT;
    }
    if (code == EXIT_OUTPUT) complain("%s", r.output.message);
    hearsay_engine_close(engine);
    return code;
}
