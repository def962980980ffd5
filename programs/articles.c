/* articles.c: articles in, documents out, in the order of the input.
 *
 *   input ──▶ one article ──▶ library and writer, on any thread ──▶ output
 *             (in turn)        (all at once)                         (in order, with the messages)
 *
 * An article that fails is a message and a number in the exit status; an output that fails ends everything. */
#include "articles.h"

#include <limits.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "output.h"
#include "pool.h"
#include "progress.h"

struct job {
    struct article article;
    struct piece_out pieces[PIECES];
    unsigned n_pieces;
    hearsay_document *doc; /* where documents are gathered */
    void *made;
    char why[300];     /* it failed; "" if it did not */
    char warning[100]; /* it did not, but somebody should know; "" if not */
};

struct reading {
    const struct articles_job *what;
    struct article_source *input;
    struct output output;
    struct progress progress;
    hearsay_write_options view;
    size_t articles, failed;
    bool cut_short;   /* the rest of the input is not read */
    bool stopped;     /* by what gathers */
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

static void write_pieces(const struct reading *r, struct job *job, const hearsay_document *doc)
{
    for (unsigned i = 0; i < r->what->n_files; i++) {
        hearsay_format format = r->what->files[i].format;
        struct piece_out *piece = &job->pieces[job->n_pieces];
        hearsay_error err;
        if (hearsay_document_write(doc, format, &r->view, &piece->bytes, &piece->len, &err) != HEARSAY_OK) {
            snprintf(job->why, sizeof job->why, "%s", err.msg);
            return;
        }
        piece->extension = r->what->files[i].extension;
        job->n_pieces++;
    }
}

static hearsay_document *read_one(const hearsay_engine *engine, const struct article *a, const hearsay_options *opts, hearsay_error *err)
{
    switch (a->kind) {
    case ARTICLE_RECORD: return engine ? hearsay_read_record(engine, a->bytes, a->len, opts, err) : hearsay_page_record(a->bytes, a->len, opts, err);
    case ARTICLE_HTML: return engine ? hearsay_read_html(engine, a->bytes, a->len, opts, err) : hearsay_page_html(a->bytes, a->len, opts, err);
    default: return engine ? hearsay_read(engine, a->bytes, a->len, opts, err) : hearsay_page_text(a->bytes, a->len, opts, err);
    }
}

/* The page first: a text that is known need not be read. */
static hearsay_document *read_unless_known(const struct articles_job *what, const struct article *a, const hearsay_options *opts, hearsay_error *err)
{
    const struct articles_gather *g = what->gather;
    if (!g || !g->known) return read_one(what->engine, a, opts, err);
    hearsay_document *doc = read_one(NULL, a, opts, err);
    size_t len = 0;
    if (doc) hearsay_document_text(doc, &len);
    if (!len || g->known(g->context, doc) || hearsay_document_read(doc, what->engine, opts, err) == HEARSAY_OK) return doc;
    hearsay_document_free(doc);
    return NULL;
}

/* "/full/path", of an archive's member "/full/path!member"; NULL: it has none, or memory ran out. */
static char *full_name(const struct article *a)
{
    char *path = strcmp(a->path, "-") ? realpath(a->path, NULL) : NULL, *name = NULL;
    if (!path || !a->member) return path;
    if (asprintf(&name, "%s!%s", path, a->member) < 0) name = NULL;
    free(path);
    return name;
}

static bool is_address(const char *url) { return url && (!strncmp(url, "http://", 7) || !strncmp(url, "https://", 8)); }

/* Who asked for any language is told what it is where the text is read for what it says, and not where its page is shown. */
static void warn_of_language(struct job *job, const hearsay_document *doc, bool page_only, bool any_language)
{
    const char *code = hearsay_document_language(doc), *name = code ? hearsay_language_name(code) : NULL;
    if (!name || !strcmp(code, "en") || (page_only && any_language)) return;
    snprintf(job->warning, sizeof job->warning, "the text seems to be %s (%s); %s", name, code,
             page_only ? "hearsay read would refuse it" : "what is found in it means little");
}

/* What was mended in a text is told even where the format has no place for it. A web page's repairs are its own affair: most have some. */
static void warn_of_repairs(struct job *job, const hearsay_document *doc)
{
    const size_t n = hearsay_document_repairs(doc);
    if (!n || job->article.kind == ARTICLE_HTML || *job->warning) return;
    snprintf(job->warning, sizeof job->warning, "%zu invalid byte sequence%s became U+FFFD (--strict refuses the article)", n, n == 1 ? "" : "s");
}

/* What give() will hand over. */
static void keep(const struct articles_gather *g, struct job *job, hearsay_document *doc, const char *full_path)
{
    hearsay_error err;
    job->doc = doc;
    if (!g->make) return;
    job->made = g->make(g->context, &job->article, full_path, doc, &err);
    if (job->made) return;
    snprintf(job->why, sizeof job->why, "%s", err.msg);
    hearsay_document_free(doc);
    job->doc = NULL;
}

static void work(void *context, void *a_job)
{
    const struct reading *r = context;
    struct job *job = a_job;
    const struct article *a = &job->article;
    if (a->note) return;
    if (a->error || !a->path) {
        snprintf(job->why, sizeof job->why, "%s", a->error ? a->error : "out of memory");
        return;
    }
    const struct articles_values *v = r->what->values;
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.max_bytes = v->max_bytes;
    opts.strict = v->strict;
    opts.any_language = v->any_language;
    opts.min_score = r->what->min_score;
    opts.outermost = r->what->outermost;
    /* A record's own name is its url or id; the path of its file is that of many. */
    opts.uri = a->url ? a->url : v->url ? v->url : a->kind != ARTICLE_RECORD && strcmp(a->path, "-") ? a->path : NULL;
    char *full = r->what->gather && r->what->gather->full_paths ? full_name(a) : NULL;
    if (full && opts.uri && !v->url && !is_address(a->url)) opts.uri = full;
    opts.charset = v->charset ? v->charset : a->charset;
    opts.outlet = v->outlet;
    opts.published = v->published;
    hearsay_error err;
    hearsay_document *doc = read_unless_known(r->what, a, &opts, &err);
    size_t len = 0;
    if (doc) hearsay_document_text(doc, &len);
    if (!doc)
        snprintf(job->why, sizeof job->why, "%s%s", err.msg, err.code == HEARSAY_E_LANGUAGE ? " (--any-language reads it all the same)" : "");
    else if (!len)
        snprintf(job->why, sizeof job->why, a->kind == ARTICLE_HTML ? "no article was found on this page" : "there is no text in it");
    else if (!r->what->gather)
        write_pieces(r, job, doc);
    if (doc && len) {
        warn_of_language(job, doc, !r->what->engine, v->any_language);
        if (r->what->engine) warn_of_repairs(job, doc);
    }
    if (r->what->gather && !*job->why)
        keep(r->what->gather, job, doc, full);
    else
        hearsay_document_free(doc);
    free(full);
}

static void say_of(const struct article *a, const char *what)
{
    const char *path = !a->path ? "?" : strcmp(a->path, "-") ? a->path : "standard input";
    const char *mark = a->member ? "!" : "", *member = a->member ? a->member : "";
    if (a->line)
        complain("%s%s%s:%zu: %s", path, mark, member, a->line, what);
    else
        complain("%s%s%s: %s", path, mark, member, what);
}

/* The line of names of a format that is a table; NULL: it is none. */
static const char *table_header(hearsay_format format)
{
    return format == HEARSAY_CSV ? hearsay_csv_header() : format == HEARSAY_PLOVER ? hearsay_plover_header() : NULL;
}

/* Documents for people stand apart; rows of a table stand below its header, in a stream of them once. */
static bool separate(struct reading *r, const struct article *a)
{
    if (r->view.no_header && r->articles == r->failed) {
        char header[1000];
        const int n = snprintf(header, sizeof header, "%s", table_header(r->what->files[0].format));
        const struct piece_out piece = { header, (size_t)n, "" };
        if (!output_write(&r->output, a, &piece, 1)) return false;
    }
    char line_feed[] = "\n";
    const struct piece_out empty_line = { line_feed, 1, "" };
    if (!r->what->for_people || r->output.folder || r->articles == r->failed) return true;
    return output_write(&r->output, a, &empty_line, 1);
}

/* Hands the document over. False: nothing more can be. */
static bool gather(struct reading *r, struct job *job)
{
    hearsay_error err;
    const struct articles_gather *g = r->what->gather;
    if (!job->doc) return true;
    const enum gathered how = g->add(g->context, job->doc, job->made, &err);
    job->doc = NULL;
    if (how == GATHERED_NOT) snprintf(job->why, sizeof job->why, "%s", err.msg);
    if (how != GATHERED_STOP) return true;
    snprintf(r->output.message, sizeof r->output.message, "%s", err.msg);
    r->stopped = true;
    return false;
}

static bool give(void *context, void *a_job)
{
    struct reading *r = context;
    struct job *job = a_job;
    bool good = true, note = job->article.note;
    if (r->what->gather && !gather(r, job)) good = false;
    if (note) {
        if (!r->what->values->quiet) {
            progress_hide(&r->progress);
            say_of(&job->article, job->article.note);
        }
        r->progress.bytes += job->article.taken;
    } else if (*job->why) {
        progress_hide(&r->progress);
        say_of(&job->article, job->why);
        r->failed++;
    } else {
        if (*job->warning && !r->what->values->quiet) {
            progress_hide(&r->progress);
            say_of(&job->article, job->warning);
        }
        good = good && (r->what->gather || (separate(r, &job->article) && output_write(&r->output, &job->article, job->pieces, job->n_pieces)));
    }
    if (!note) {
        r->articles++;
        progress_add(&r->progress, job->article.taken);
    }
    for (unsigned i = 0; i < job->n_pieces; i++) hearsay_string_free(job->pieces[i].bytes);
    article_clear(&job->article);
    free(job);
    return good;
}

/* ---- Around them --------------------------------------------------------------------------------------------------------- */

unsigned articles_cores(void)
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

static bool wants_color(unsigned color, bool on_terminal)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (color != COLOR_AUTO) return color == COLOR_ALWAYS;
    return on_terminal && !(no && *no) && !(term && !strcmp(term, "dumb"));
}

void articles_view(hearsay_write_options *view, unsigned color, bool pretty)
{
    view->columns = columns();
    view->color = wants_color(color, isatty(STDOUT_FILENO));
    view->pretty = pretty;
}

bool articles_make_sense(const struct articles_job *job, char *const *paths, size_t n, char *why, size_t room)
{
    const struct articles_values *v = job->values;
    const hearsay_format format = job->files[0].format;
    if (v->pretty && format != HEARSAY_JSON && format != HEARSAY_WEBANNO && format != HEARSAY_PROV && format != HEARSAY_SCHEMA_ORG) {
        snprintf(why, room, "--pretty is for formats that are JSON");
        return false;
    }
    if (v->charset && !hearsay_charset_valid(v->charset)) {
        snprintf(why, room, "--charset: \"%s\" is no encoding that is known, such as utf-8 or windows-1252", v->charset);
        return false;
    }
    if (v->url && n > 1) {
        snprintf(why, room, "--url is for one article, and there are %zu operands", n);
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

/* The one text of what was gathered. */
static enum exit_code write_gathered(struct reading *r)
{
    const struct articles_gather *g = r->what->gather;
    hearsay_format format = r->what->files[0].format;
    if (format == HEARSAY_JSON && r->what->values->pretty) format = HEARSAY_JSON_PRETTY;
    struct piece_out piece = { NULL, 0, "" };
    hearsay_error err;
    hearsay_write_options view = r->view;
    view.no_header = false;
    if (!g->finish(g->context, format, &view, &piece.bytes, &piece.len, &err)) {
        complain("%s", err.msg);
        return g->failure;
    }
    const struct article all = { .path = NULL };
    const bool good = output_write(&r->output, &all, &piece, 1);
    hearsay_string_free(piece.bytes);
    return good ? EXIT_OK : EXIT_OUTPUT;
}

static enum exit_code read_all(struct reading *r, char *const *paths, size_t n)
{
    const struct articles_values *v = r->what->values;
    struct input_options in = { (enum input_from)v->from, v->max_bytes, r->output.is.st_dev, r->output.is.st_ino, v->max_unpacked };
    r->on_terminal = !r->output.path && isatty(STDOUT_FILENO);
    r->view.columns = columns();
    r->view.pretty = v->pretty;
    r->view.no_header = table_header(r->what->files[0].format) && !r->output.folder;
    r->view.color = wants_color(v->color, r->on_terminal);
    r->input = input_open(paths, n, &in);
    if (!r->input) {
        complain("out of memory");
        return EXIT_ARTICLES;
    }
    bool bar = isatty(STDERR_FILENO) && (!r->on_terminal || r->what->gather) && !v->quiet;
    progress_start(&r->progress, bar, bar ? input_size(paths, n, &in) : 0);

    static const struct pool_steps steps = { take, work, give };
    unsigned threads = v->threads ? v->threads : articles_cores();
    bool whole = pool_run(&steps, r, threads, 4 * threads);
    progress_hide(&r->progress);
    if (!whole) {
        complain("%s", r->output.message);
        /* Other threads may be at work still, or wait for input that never comes. */
        fflush(stderr);
        _exit(r->stopped ? r->what->gather->failure : EXIT_OUTPUT);
    }
    r->input->close(r->input);
    if (r->failed && r->articles > 1 && !v->quiet) complain("%zu of %zu articles could not be read", r->failed, r->articles);
    return r->failed || r->cut_short ? EXIT_ARTICLES : EXIT_OK;
}

enum exit_code articles_misuse(const struct command *self, const char *why)
{
    complain("%s: %s", self->name, why);
    complain("try hearsay %s --help", self->name);
    return EXIT_MISUSE;
}

enum exit_code articles_run(const struct articles_job *job, char *const *paths, size_t n)
{
    struct reading r = { .what = job, .view = HEARSAY_WRITE_OPTIONS_INIT };
    enum exit_code code = EXIT_OUTPUT;
    if (output_open(&r.output, job->values->output, job->needs_folder)) {
        r.output.alone = job->alone;
        code = read_all(&r, paths, n);
        const enum exit_code whole = job->gather ? write_gathered(&r) : EXIT_OK;
        if (whole != EXIT_OK) code = whole;
        if (job->again && !r.output.path ? fflush(stdout) != 0 : !output_close(&r.output)) code = EXIT_OUTPUT;
    }
    if (code == EXIT_OUTPUT) complain("%s", r.output.message);
    return code;
}
