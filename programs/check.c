/* check.c: `hearsay check`: what articles make of a claim. */
#include "check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "options.h"

#define AT(field) offsetof(struct check_values, field)

/* clang-format off */
const struct option_spec check_options[CHECK_OPTIONS] = {
    { 'f', "format", "text|json", OPTION_CHOICE, AT(format), 0, "what to print: a list for people, or a JSON object a line" },
    { 'o', "output", "FILE", OPTION_TEXT, AT(common.output), 0, "where to write" },
    { 0, "pairs", "FILE", OPTION_TEXT, AT(pairs), 0, "many pairs at once: JSON Lines with headline and body_id; needs --bodies" },
    { 0, "bodies", "FILE", OPTION_TEXT, AT(bodies), 0, "the texts of --pairs: JSON Lines with body_id and text" },
    OPTION_FROM(struct check_values),
    OPTION_OUTLET(struct check_values),
    OPTION_PUBLISHED(struct check_values),
    OPTION_CHARSET(struct check_values),
    OPTION_ANY_LANGUAGE(struct check_values),
    OPTION_THREADS(struct check_values),
    OPTION_MAX_BYTES(struct check_values),
    OPTION_MAX_UNPACKED(struct check_values),
    OPTION_STRICT(struct check_values),
    OPTION_COLOR(struct check_values),
    OPTION_QUIET(struct check_values),
    OPTION_MODEL(struct check_values),
    OPTION_LEXICON(struct check_values),
    OPTION_COMPUTE(struct check_values),
};
/* clang-format on */

const struct check_values check_defaults = { .common = ARTICLES_DEFAULTS };

/* ---- A claim and articles ---------------------------------------------------------------------------------------------------- */

struct verdicts {
    const hearsay_engine *engine;
    hearsay_document *claim;
    hearsay_verdict **at;
    size_t n, room;
};

static enum gathered gather(void *context, hearsay_document *doc, void *made, hearsay_error *err)
{
    struct verdicts *v = context;
    (void)made;
    if (v->n == v->room) {
        hearsay_verdict **more = realloc(v->at, (v->room = v->room ? 2 * v->room : 64) * sizeof *more);
        if (!more) {
            hearsay_document_free(doc);
            err->code = HEARSAY_E_NOMEM;
            strcpy(err->msg, "out of memory for the verdicts");
            return GATHERED_STOP;
        }
        v->at = more;
    }
    v->at[v->n] = hearsay_check(v->engine, v->claim, doc, err);
    hearsay_document_free(doc);
    if (!v->at[v->n]) return err->code == HEARSAY_E_NOMEM ? GATHERED_STOP : GATHERED_NOT;
    v->n++;
    return GATHERED;
}

/* One text after the other; the first failure ends it. */
static bool finish(void *context, hearsay_format format, const hearsay_write_options *view, char **out, size_t *len, hearsay_error *err)
{
    struct verdicts *v = context;
    char *all = calloc(1, 1);
    size_t used = 0;
    for (size_t i = 0; all && i < v->n; i++) {
        char *one;
        size_t n;
        if (hearsay_verdict_write(v->at[i], format, view, &one, &n, err) != HEARSAY_OK) {
            free(all);
            return false;
        }
        char *more = realloc(all, used + n + 1);
        if (more) memcpy(more + used, one, n + 1);
        hearsay_string_free(one);
        if (!more) free(all);
        all = more;
        used += n;
    }
    if (!all) {
        err->code = HEARSAY_E_NOMEM;
        strcpy(err->msg, "out of memory for the verdicts");
        return false;
    }
    *out = all;
    *len = used;
    return true;
}

static enum exit_code check_articles(const struct command *self, const struct check_values *v, const hearsay_engine *engine, const char *claim,
                                     char **paths, size_t n)
{
    static const hearsay_format formats[] = { [CHECK_TEXT] = HEARSAY_TEXT, [CHECK_JSON] = HEARSAY_JSON };
    hearsay_error err;
    hearsay_options any = HEARSAY_OPTIONS_INIT;
    any.any_language = true;
    struct verdicts verdicts = { .engine = engine, .claim = hearsay_read(engine, claim, strlen(claim), &any, &err) };
    if (!verdicts.claim) {
        complain("the claim: %s", err.msg);
        return EXIT_ENGINE;
    }
    /* A claim without words is told once, and not of each article: none is read. */
    hearsay_verdict *itself = hearsay_check(engine, verdicts.claim, verdicts.claim, &err);
    if (!itself) {
        hearsay_document_free(verdicts.claim);
        if (err.code == HEARSAY_E_ARGUMENT) return articles_misuse(self, err.msg);
        complain("the claim: %s", err.msg);
        return EXIT_ENGINE;
    }
    hearsay_verdict_free(itself);
    const struct articles_gather gathering = { .context = &verdicts, .add = gather, .finish = finish, .failure = EXIT_ARTICLES };
    const struct articles_job job = {
        .values = &v->common, .engine = engine, .files = { { formats[v->format], "" } }, .n_files = 1, .gather = &gathering
    };
    const enum exit_code code = articles_run(&job, paths, n);
    for (size_t i = 0; i < verdicts.n; i++) hearsay_verdict_free(verdicts.at[i]);
    free(verdicts.at);
    hearsay_document_free(verdicts.claim);
    return code;
}

/* ---- Pairs ------------------------------------------------------------------------------------------------------------------- */

/* A whole file; NULL: it was complained of. */
static char *slurp(const char *path, size_t *len)
{
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    size_t room = 1 << 16;
    char *bytes = f ? malloc(room) : NULL;
    *len = 0;
    while (bytes && !feof(f) && !ferror(f)) {
        if (*len == room) {
            char *more = realloc(bytes, room *= 2);
            if (!more) free(bytes);
            bytes = more;
        }
        if (bytes) *len += fread(bytes + *len, 1, room - *len, f);
    }
    if (!f || !bytes || ferror(f)) {
        complain("%s: cannot be read: %s", path, strerror(errno));
        free(bytes);
        bytes = NULL;
    }
    if (f && f != stdin) fclose(f);
    return bytes;
}

static void report(void *quiet, const hearsay_error *why)
{
    (void)quiet;
    complain("%s", why->msg);
}

static enum exit_code write_text(const char *path, const char *text, size_t len)
{
    FILE *f = path ? fopen(path, "wb") : stdout;
    bool good = f && fwrite(text, 1, len, f) == len;
    if (f && !path) return printed();
    if (f) good = !fclose(f) && good;
    if (good) return EXIT_OK;
    complain("%s: cannot be written: %s", path, strerror(errno));
    return EXIT_OUTPUT;
}

static enum exit_code check_pairs(const struct check_values *v, const hearsay_engine *engine)
{
    size_t n_pairs = 0, n_bodies = 0, len = 0, failed = 0;
    char *out = NULL, *pairs = slurp(v->pairs, &n_pairs), *bodies = pairs ? slurp(v->bodies, &n_bodies) : NULL;
    enum exit_code code = EXIT_ARTICLES;
    hearsay_error err;
    if (pairs && bodies) {
        if (hearsay_check_pairs(engine, pairs, n_pairs, bodies, n_bodies, report, NULL, &out, &len, &failed, &err) != HEARSAY_OK) {
            complain("%s", err.msg);
            code = EXIT_ENGINE;
        } else {
            code = write_text(v->common.output, out, len);
            if (code == EXIT_OK && failed) code = EXIT_ARTICLES;
        }
    }
    hearsay_string_free(out);
    free(pairs);
    free(bodies);
    return code;
}

/* ---- The command ------------------------------------------------------------------------------------------------------------- */

enum exit_code run_check(const struct command *self, int argc, char **argv)
{
    struct check_values v = check_defaults;
    struct parsed p;
    char why[400], standard_input[] = "-", *only_stdin[] = { standard_input };
    if (!options_parse(self, &v, argc, argv, &p)) return articles_misuse(self, p.message);
    if (p.help) {
        help_command(stdout, self);
        return printed();
    }
    const bool many = v.pairs || v.bodies;
    if (many && (!v.pairs || !v.bodies)) return articles_misuse(self, "--pairs and --bodies go together");
    if (many && p.n) return articles_misuse(self, "--pairs has its claims and texts in its files, and operands are given");
    if (many && !strcmp(v.pairs, "-") && !strcmp(v.bodies, "-")) return articles_misuse(self, "--pairs and --bodies cannot both be standard input");
    if (!many && !p.n) return articles_misuse(self, "a claim is missing");
    char **paths = p.n > 1 ? argv + 2 : only_stdin;
    const size_t n = p.n > 1 ? (size_t)p.n - 1 : 1;
    const struct articles_job shape = { .values = &v.common, .n_files = 1 };
    if (!many && !articles_make_sense(&shape, paths, n, why, sizeof why)) return articles_misuse(self, why);
    struct stat is;
    if (v.common.output && !stat(v.common.output, &is) && S_ISDIR(is.st_mode))
        return articles_misuse(self, "-o is for one file, and a folder is given");
    hearsay_engine *engine = engine_open(&v.engine);
    if (!engine) return EXIT_ENGINE;
    if (!many && p.n == 1 && isatty(STDIN_FILENO) && !v.common.quiet) complain("reading an article from the terminal; Ctrl-D ends it");
    const enum exit_code code = many ? check_pairs(&v, engine) : check_articles(self, &v, engine, argv[1], paths, n);
    hearsay_engine_close(engine);
    return code;
}
