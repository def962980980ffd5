/* rebuild.c: `hearsay rebuild`: texts out of the store, through the engine on all threads, back in batches. */
#include "rebuild.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "articles.h"
#include "db.h"
#include "pool.h"
#include "progress.h"

#define BATCH_SECONDS 0.5
enum { BATCH_MOST = 256, ASKED_AT_ONCE = 64 };

/* clang-format off */
const struct option_spec rebuild_options[REBUILD_OPTIONS] = {
    OPTION_DB(struct rebuild_values),
    { 0, "all", NULL, OPTION_FLAG, offsetof(struct rebuild_values, all), 0, "read everything anew, what this engine has read too" },
    { 'j', "threads", "N", OPTION_COUNT, offsetof(struct rebuild_values, threads), 512,
      "how many articles to read at once (default: one for each core)" },
    { 'q', "quiet", NULL, OPTION_FLAG, offsetof(struct rebuild_values, quiet), 0, "no progress bar" },
    OPTION_MODEL(struct rebuild_values),
    OPTION_LEXICON(struct rebuild_values),
    OPTION_COMPUTE(struct rebuild_values),
};
/* clang-format on */

const struct rebuild_values rebuild_defaults = { .db = DB_DEFAULT };

struct job {
    hearsay_outdated which;
    hearsay_document *doc;
    hearsay_entry *entry;
    hearsay_error err;
    bool failed;
};

struct rebuilding {
    hearsay_store *from, *to;
    const hearsay_engine *engine;
    bool all, stop;
    hearsay_outdated next[ASKED_AT_ONCE];
    size_t at, n;
    char after[HEARSAY_ID];
    struct job *batch[BATCH_MOST];
    size_t n_batch, done, failed;
    double written;
    hearsay_error err;
    struct progress progress;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void *take(void *context)
{
    struct rebuilding *r = context;
    struct job *job = calloc(1, sizeof *job);
    if (!job) return NULL;
    if (r->at == r->n) {
        r->at = 0;
        if (hearsay_store_outdated(r->from, r->all ? NULL : hearsay_engine_id(r->engine), *r->after ? r->after : NULL, ASKED_AT_ONCE, r->next, &r->n,
                                   &job->err) != HEARSAY_OK) {
            r->n = 0;
            job->failed = true;
            return job;
        }
    }
    if (r->at == r->n) {
        free(job);
        return NULL;
    }
    job->which = r->next[r->at++];
    memcpy(r->after, job->which.id, sizeof r->after);
    job->doc =
        job->which.tables_only ? hearsay_store_document(r->from, job->which.id, &job->err) : hearsay_store_page(r->from, job->which.id, &job->err);
    job->failed = !job->doc;
    return job;
}

static void work(void *context, void *a_job)
{
    const struct rebuilding *r = context;
    struct job *job = a_job;
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.any_language = true; /* it was asked for when the text was added */
    if (job->failed) return;
    if (!job->which.tables_only) job->failed = hearsay_document_read(job->doc, r->engine, &opts, &job->err) != HEARSAY_OK;
    if (!job->failed) job->entry = hearsay_entry_new(job->doc, NULL, &job->err);
    job->failed = job->failed || !job->entry;
}

static void job_free(struct job *job)
{
    hearsay_entry_free(job->entry);
    hearsay_document_free(job->doc);
    free(job);
}

static bool write_batch(struct rebuilding *r)
{
    hearsay_entry *entries[BATCH_MOST];
    for (size_t i = 0; i < r->n_batch; i++) entries[i] = r->batch[i]->entry;
    const bool good = hearsay_store_renew(r->to, entries, r->n_batch, &r->err) == HEARSAY_OK;
    if (good) r->done += r->n_batch;
    for (size_t i = 0; i < r->n_batch; i++) job_free(r->batch[i]);
    r->n_batch = 0;
    r->written = now();
    return good;
}

static bool give(void *context, void *a_job)
{
    struct rebuilding *r = context;
    struct job *job = a_job;
    if (job->failed) {
        progress_hide(&r->progress);
        complain("%s%s%s", job->which.id, *job->which.id ? ": " : "", job->err.msg);
        r->failed++;
        const bool whole_store = !*job->which.id;
        job_free(job);
        if (whole_store) r->err = (hearsay_error){ HEARSAY_E_STORE, 0, "the rest was not rebuilt" };
        return !whole_store;
    }
    r->batch[r->n_batch++] = job;
    progress_add(&r->progress, 1);
    return r->n_batch < BATCH_MOST && now() - r->written < BATCH_SECONDS ? true : write_batch(r);
}

/* How many there are, for the bar. */
static size_t outdated(struct rebuilding *r)
{
    hearsay_outdated *some = malloc(1024 * sizeof *some);
    char after[HEARSAY_ID] = "";
    size_t n = 0, found = some ? 1024 : 0;
    while (found == 1024) {
        if (hearsay_store_outdated(r->from, r->all ? NULL : hearsay_engine_id(r->engine), *after ? after : NULL, 1024, some, &found, NULL) !=
            HEARSAY_OK)
            break;
        if (found) memcpy(after, some[found - 1].id, sizeof after);
        n += found;
    }
    free(some);
    return n;
}

static enum exit_code rebuild_all(struct rebuilding *r, const struct rebuild_values *v)
{
    static const struct pool_steps steps = { take, work, give };
    const bool bar = isatty(STDERR_FILENO) && !v->quiet;
    const unsigned threads = v->threads ? v->threads : articles_cores();
    progress_start(&r->progress, bar, bar ? outdated(r) : 0);
    r->written = now();
    const bool whole = pool_run(&steps, r, threads, 4 * threads) && (!r->n_batch || write_batch(r));
    progress_hide(&r->progress);
    if (!whole) {
        complain("%s", r->err.msg);
        fflush(stderr);
        _exit(EXIT_STORE); /* other threads may be at work still */
    }
    printf("%zu text%s read anew\n", r->done, r->done == 1 ? "" : "s");
    const enum exit_code code = printed();
    return code != EXIT_OK ? code : r->failed ? EXIT_ARTICLES : EXIT_OK;
}

enum exit_code run_rebuild(const struct command *self, int argc, char **argv)
{
    struct rebuild_values v = rebuild_defaults;
    struct parsed p;
    enum exit_code code;
    if (!db_begin(self, &v, argc, argv, 0, 0, &p, &code)) return code;
    struct rebuilding *r = calloc(1, sizeof *r);
    if (!r) {
        complain("out of memory");
        return EXIT_STORE;
    }
    r->all = v.all;
    r->to = db_open(v.db, HEARSAY_STORE_EXISTING);
    r->from = r->to ? db_open(v.db, HEARSAY_STORE_READ_ONLY) : NULL;
    hearsay_engine *engine = r->from ? engine_open(&v.engine) : NULL;
    r->engine = engine;
    code = engine ? rebuild_all(r, &v) : r->from ? EXIT_ENGINE : EXIT_STORE;
    hearsay_engine_close(engine);
    hearsay_store_close(r->from);
    hearsay_store_close(r->to);
    free(r);
    return code;
}
