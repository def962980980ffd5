/* read.c: one article through all stages: page, text, model, discourse, and the view that the getters lend from. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "base/versioned.h"
#include "discourse/attributions.h"
#include "discourse/times.h"
#include "document.h"
#include "engine.h"
#include "page/page.h"
#include "text/text.h"
#include "view.h"

enum { MAX_BYTES_MOST = 1 << 30 };

static hearsay_code check_options(hearsay_options *known, const hearsay_options *opts, hearsay_error *err)
{
    if (!versioned_copy(known, sizeof *known, opts))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the options give their own size as %zu: start from HEARSAY_OPTIONS_INIT", opts->size);
    if (known->max_bytes > MAX_BYTES_MOST)
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "max_bytes is %zu, at most %d is allowed", known->max_bytes, MAX_BYTES_MOST);
    if (!(known->min_score >= 0 && known->min_score <= 1))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "min_score is %g, 0 to 1 expected", known->min_score);
    if (known->published && !hearsay_date_valid(known->published))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "published is \"%.40s\", a day such as 2023-02-07 expected, or RFC 3339", known->published);
    return HEARSAY_OK;
}

/* A copy in the arena, mended where it is not UTF-8; NULL stays NULL. */
static bool copy_string(struct arena *a, const char *s, const char **out)
{
    size_t len;
    uint32_t repairs = 0;
    *out = s ? utf8_repair(a, s, strlen(s), &len, &repairs) : NULL;
    return !s || *out;
}

static hearsay_code read_stages(const hearsay_engine *eng, struct worker *w, hearsay_document *doc, const char *text, size_t len,
                                const hearsay_options *opts, hearsay_error *err)
{
    struct reading reading;
    struct arena *scratch = worker_scratch(w);
    hearsay_code code = page_from_text(doc, text ? text : "", len, opts, err);
    if (code == HEARSAY_OK) code = text_words(doc, err);
    if (code == HEARSAY_OK) code = model_run(w, doc, &reading, err);
    if (code == HEARSAY_OK) code = attributions_build(doc, &reading, &model_config(engine_model(eng))->calibration, opts->min_score, scratch, err);
    if (code == HEARSAY_OK) code = times_find(doc, scratch, err);
    if (code == HEARSAY_OK) code = view_make(doc, err);
    if (code == HEARSAY_OK && arena_failed(doc->arena)) code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article of %zu bytes", len);
    return code;
}

hearsay_document *hearsay_read(const hearsay_engine *eng, const char *text, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    hearsay_options known = HEARSAY_OPTIONS_INIT;
    if (check_options(&known, opts, err) != HEARSAY_OK) return NULL;
    struct arena *arena = arena_new(0);
    struct hearsay_document *doc = arena ? ARENA_ZARRAY(arena, struct hearsay_document, 1) : NULL;
    if (!doc || !copy_string(arena, known.uri, &doc->uri) || !copy_string(arena, known.outlet, &doc->outlet) ||
        !copy_string(arena, known.title, &doc->title) || !copy_string(arena, known.published, &doc->published)) {
        arena_free(arena);
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article");
        return NULL;
    }
    doc->arena = arena;
    hearsay_code code = HEARSAY_E_NOMEM;
    struct worker *w = engine_worker(eng, err);
    if (w) {
        struct arena_mark mark = arena_mark(worker_scratch(w));
        code = read_stages(eng, w, doc, text, len, &known, err);
        arena_release(worker_scratch(w), mark);
        if (arena_failed(worker_scratch(w)))
            worker_free(w);
        else
            engine_give_back(eng, w);
    }
    if (code == HEARSAY_OK) return doc;
    arena_free(arena);
    return NULL;
}

void hearsay_document_free(hearsay_document *doc)
{
    if (doc) arena_free(doc->arena);
}
