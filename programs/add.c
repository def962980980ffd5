/* add.c: `hearsay add`: articles into a store.
 *
 *   page ──▶ known? ──no──▶ read ──▶ entry ──▶ batch ──▶ store        on any thread up to the entry; a batch is one transaction
 *              └─yes──────────────────^
 *
 * Readers ask a connection of their own whether a text is known; the store's lock is taken only while a batch is written, every half second. */
#include "add.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "db.h"

#define BATCH_SECONDS 0.5
enum { BATCH_MOST = 256 };

/* clang-format off */
const struct option_spec add_options[ADD_OPTIONS] = {
    OPTION_DB(struct add_values),
    OPTION_FROM(struct add_values),
    OPTION_OUTLET(struct add_values),
    OPTION_PUBLISHED(struct add_values),
    OPTION_URL(struct add_values),
    OPTION_CHARSET(struct add_values),
    OPTION_ANY_LANGUAGE(struct add_values),
    OPTION_THREADS(struct add_values),
    OPTION_MAX_BYTES(struct add_values),
    OPTION_MAX_UNPACKED(struct add_values),
    OPTION_STRICT(struct add_values),
    OPTION_QUIET(struct add_values),
    OPTION_MODEL(struct add_values),
    OPTION_LEXICON(struct add_values),
    OPTION_COMPUTE(struct add_values),
};
/* clang-format on */

const struct add_values add_defaults = { .common = ARTICLES_DEFAULTS, .db = DB_DEFAULT };

struct adding {
    hearsay_store *store, *known; /* known: to ask, one thread at a time */
    hearsay_engine *engine;
    pthread_mutex_t asking;
    hearsay_document *documents[BATCH_MOST];
    hearsay_entry *entries[BATCH_MOST];
    size_t n;
    double written;   /* when, in seconds */
    size_t counts[4]; /* by hearsay_stored */
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* What cannot be known is read; if the store is at fault, writing to it will say so. */
static bool known(void *context, const hearsay_document *page)
{
    struct adding *a = context;
    bool has = false;
    pthread_mutex_lock(&a->asking);
    if (hearsay_store_has(a->known, hearsay_document_id(page), &has, NULL) != HEARSAY_OK) has = false;
    pthread_mutex_unlock(&a->asking);
    return has;
}

static void *make(void *context, const struct article *a, const char *full_path, const hearsay_document *doc, hearsay_error *err)
{
    (void)context;
    hearsay_place place = HEARSAY_PLACE_INIT;
    char *file = full_path ? strdup(full_path) : NULL;
    if (file && a->member) file[strlen(file) - strlen(a->member) - 1] = '\0';
    place.file = file ? file : a->path;
    place.member = a->member;
    place.line = a->line;
    place.fetched = a->fetched;
    hearsay_entry *entry = hearsay_entry_new(doc, &place, err);
    free(file);
    return entry;
}

static bool write_batch(struct adding *a, hearsay_error *err)
{
    hearsay_stored stored[BATCH_MOST];
    const bool good = hearsay_store_put(a->store, a->entries, a->n, stored, err) == HEARSAY_OK;
    for (size_t i = 0; i < a->n; i++) {
        if (good) a->counts[stored[i]]++;
        hearsay_entry_free(a->entries[i]);
        hearsay_document_free(a->documents[i]);
    }
    a->n = 0;
    a->written = now();
    return good;
}

static enum gathered add(void *context, hearsay_document *doc, void *made, hearsay_error *err)
{
    struct adding *a = context;
    a->documents[a->n] = doc;
    a->entries[a->n++] = made;
    if (a->n < BATCH_MOST && now() - a->written < BATCH_SECONDS) return GATHERED;
    return write_batch(a, err) ? GATHERED : GATHERED_STOP;
}

/* "12 articles added, 1 new version, 3 more places, 2 known already" */
static bool finish(void *context, hearsay_format format, const hearsay_write_options *view, char **out, size_t *len, hearsay_error *err)
{
    (void)format;
    (void)view;
    struct adding *a = context;
    if (!write_batch(a, err)) return false;
    char *line = malloc(200);
    if (!line) {
        *err = (hearsay_error){ HEARSAY_E_NOMEM, 0, "out of memory" };
        return false;
    }
    const size_t *n = a->counts;
    int at = snprintf(line, 200, "%zu article%s added", n[HEARSAY_STORED_ARTICLE], n[HEARSAY_STORED_ARTICLE] == 1 ? "" : "s");
    if (n[HEARSAY_STORED_VERSION])
        at += snprintf(line + at, 200 - (size_t)at, ", %zu new version%s", n[HEARSAY_STORED_VERSION], n[HEARSAY_STORED_VERSION] == 1 ? "" : "s");
    if (n[HEARSAY_STORED_PLACE])
        at += snprintf(line + at, 200 - (size_t)at, ", %zu more place%s", n[HEARSAY_STORED_PLACE], n[HEARSAY_STORED_PLACE] == 1 ? "" : "s");
    if (n[HEARSAY_STORED_NOTHING]) at += snprintf(line + at, 200 - (size_t)at, ", %zu known already", n[HEARSAY_STORED_NOTHING]);
    at += snprintf(line + at, 200 - (size_t)at, "\n");
    *out = line;
    *len = (size_t)at;
    return true;
}

void add_close(struct adding *a)
{
    if (!a) return;
    hearsay_engine_close(a->engine);
    hearsay_store_close(a->known);
    hearsay_store_close(a->store);
    pthread_mutex_destroy(&a->asking);
    free(a);
}

struct adding *add_open(const struct add_values *v, enum exit_code *code)
{
    struct adding *a = calloc(1, sizeof *a);
    *code = EXIT_STORE;
    if (!a || pthread_mutex_init(&a->asking, NULL)) {
        complain("out of memory");
        free(a);
        return NULL;
    }
    a->store = db_open(v->db, 0);
    a->known = a->store ? db_open(v->db, HEARSAY_STORE_READ_ONLY) : NULL;
    if (a->known) *code = EXIT_ENGINE;
    a->engine = a->known ? engine_open(&v->engine) : NULL;
    if (a->engine) return a;
    add_close(a);
    return NULL;
}

static struct articles_job job_of(const struct add_values *v, const struct articles_gather *gather)
{
    return (struct articles_job){ .values = &v->common, .files = { { HEARSAY_TEXT, "" } }, .n_files = 1, .gather = gather };
}

enum exit_code add_paths(const struct add_values *v, struct adding *a, char *const *paths, size_t n)
{
    const struct articles_gather gather = {
        .context = a, .known = known, .make = make, .add = add, .finish = finish, .failure = EXIT_STORE, .full_paths = true
    };
    struct articles_job job = job_of(v, &gather);
    job.engine = a->engine;
    job.again = true;
    a->written = now();
    memset(a->counts, 0, sizeof a->counts);
    const enum exit_code code = articles_run(&job, paths, n);
    return code;
}

enum exit_code run_add(const struct command *self, int argc, char **argv)
{
    struct add_values v = add_defaults;
    struct parsed p;
    char why[400], standard_input[] = "-", *only_stdin[] = { standard_input };
    enum exit_code code;
    if (!db_begin(self, &v, argc, argv, 0, -1, &p, &code)) return code;
    const struct articles_job job = job_of(&v, NULL);
    char **paths = p.n ? argv + 1 : only_stdin;
    const size_t n = p.n ? (size_t)p.n : 1;
    if (!articles_make_sense(&job, paths, n, why, sizeof why)) return articles_misuse(self, why);
    if (!p.n && isatty(STDIN_FILENO) && !v.common.quiet) complain("reading an article from the terminal; Ctrl-D ends it");
    struct adding *a = add_open(&v, &code);
    if (a) code = add_paths(&v, a, paths, n);
    add_close(a);
    return code;
}
