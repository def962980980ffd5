/* read.c: one article through all stages: page, text, model, discourse, claims, and the view that the getters lend from. */
#include "read.h"

#include <math.h>
#include <string.h>

#include "base/character.h"
#include "base/error.h"
#include "base/stages.h"
#include "base/utf8.h"
#include "base/versioned.h"
#include "claims/claims.h"
#include "discourse/according.h"
#include "discourse/actors.h"
#include "discourse/attitudes.h"
#include "discourse/attributions.h"
#include "discourse/chains.h"
#include "discourse/citing.h"
#include "discourse/documents.h"
#include "discourse/loaded.h"
#include "discourse/source_type.h"
#include "discourse/stance.h"
#include "discourse/times.h"
#include "discourse/voiceless.h"
#include "engine.h"
#include "page/html.h"
#include "page/page.h"
#include "text/text.h"
#include "trace/claim_sighting.h"
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

/* ---- The page ------------------------------------------------------------------------------------------------------------ */

/* A field of the document that is still empty gets a copy of s: mended where it is not UTF-8, without white space at its ends. */
static bool fill(struct arena *a, const char **field, const char *s)
{
    size_t len, white;
    uint32_t repairs = 0;
    if (*field || !s) return true;
    char *copy = utf8_repair(a, s, strlen(s), &len, &repairs);
    if (!copy) return false;
    white = char_white_prefix(copy, len);
    len -= white + char_white_suffix(copy + white, len - white);
    copy[white + len] = '\0';
    *field = len ? copy + white : NULL;
    return true;
}

static hearsay_code read_page(struct hearsay_document *doc, const struct article_input *in, const hearsay_options *opts, hearsay_error *err)
{
    struct arena *a = doc->arena;
    const char *bytes = in->bytes ? in->bytes : "", *charset = in->charset ? in->charset : opts->charset;
    bool good = fill(a, &doc->uri, in->uri) && fill(a, &doc->uri, opts->uri) && fill(a, &doc->outlet, in->outlet) &&
                fill(a, &doc->title, in->title) && fill(a, &doc->published, in->published);
    /* A plain text says nothing of itself, but a title helps to know its headline. */
    if (good && !in->html) good = fill(a, &doc->title, opts->title);
    hearsay_code code = !good      ? error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article")
                        : in->html ? page_from_html(doc, bytes, in->len, charset, opts, err)
                                   : page_from_text(doc, bytes, in->len, opts, err);
    if (code != HEARSAY_OK) return code;
    doc->repairs += in->repairs;
    if (!fill(a, &doc->outlet, opts->outlet) || !fill(a, &doc->title, opts->title) || !fill(a, &doc->published, opts->published))
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article");
    return page_check_language(doc, in->page_only || opts->any_language, err);
}

/* ---- All stages ---------------------------------------------------------------------------------------------------------- */

static hearsay_code read_stages(const hearsay_engine *eng, struct worker *w, hearsay_document *doc, const hearsay_options *opts, hearsay_error *err)
{
    struct reading reading;
    struct arena *scratch = worker_scratch(w);
    const enum stage before = stage_begin(STAGE_WORDS);
    hearsay_code code = text_words(doc, err);
    stage_end(before);
    if (code == HEARSAY_OK) code = model_run(w, doc, !opts->outermost, &reading, err);
    stage_begin(STAGE_DISCOURSE);
    if (code == HEARSAY_OK) code = attributions_build(doc, &reading, &model_config(engine_model(eng))->calibration, opts->min_score, scratch, err);
    if (code == HEARSAY_OK && (!according_add(doc, opts->outermost, opts->min_score, scratch) || !documents_speak(doc, engine_lexicon(eng)) ||
                               !voiceless_drop(doc, engine_cues(eng), scratch) ||
                               (!opts->outermost && !attitudes_add(doc, &reading, engine_cues(eng), engine_lexicon(eng), opts->min_score, scratch)) ||
                               (!opts->outermost && !citing_add(doc, &reading, engine_lexicon(eng), scratch))))
        code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the sources of an article");
    stage_begin(STAGE_ACTORS);
    if (code == HEARSAY_OK) code = actors_build(doc, &reading, engine_lexicon(eng), scratch, err);
    if (code == HEARSAY_OK) code = chains_build(doc, scratch, err);
    stage_begin(STAGE_TIMES);
    if (code == HEARSAY_OK) code = times_find(doc, scratch, err);
    stage_begin(STAGE_DISCOURSE);
    if (code == HEARSAY_OK) {
        source_types_find(doc, engine_lexicon(eng));
        stances_find(doc, engine_cues(eng));
        code = loaded_find(doc, engine_loaded_words(eng), engine_cues(eng), scratch, err);
    }
    stage_begin(STAGE_CLAIMS);
    if (code == HEARSAY_OK) code = claims_build(doc, engine_event_words(eng), engine_lexicon(eng), engine_cues(eng), scratch, err);
    if (code == HEARSAY_OK && !sightings_make(doc, engine_lexicon(eng), engine_similarity(eng), engine_cues(eng), scratch))
        code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the claims of an article");
    stage_end(before);
    if (code == HEARSAY_OK && !(doc->engine = arena_strdup(doc->arena, hearsay_engine_id(eng), strlen(hearsay_engine_id(eng)))))
        code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article");
    return code;
}

static hearsay_code read_with_worker(const hearsay_engine *eng, hearsay_document *doc, const hearsay_options *opts, hearsay_error *err)
{
    struct worker *w = engine_worker(eng, err);
    if (!w) return HEARSAY_E_NOMEM;
    struct arena_mark mark = arena_mark(worker_scratch(w));
    hearsay_code code = read_stages(eng, w, doc, opts, err);
    arena_release(worker_scratch(w), mark);
    if (arena_failed(worker_scratch(w)))
        worker_free(w);
    else
        engine_give_back(eng, w);
    return code;
}

hearsay_document *read_article(const hearsay_engine *eng, const struct article_input *in, const hearsay_options *opts, hearsay_error *err)
{
    hearsay_options known = HEARSAY_OPTIONS_INIT;
    if (check_options(&known, opts, err) != HEARSAY_OK) return NULL;
    if (!eng && !in->page_only) {
        error_set(err, HEARSAY_E_ARGUMENT, 0, "the engine is NULL: did hearsay_engine_open() fail?");
        return NULL;
    }
    struct arena *arena = arena_new(0);
    struct hearsay_document *doc = arena ? ARENA_ZARRAY(arena, struct hearsay_document, 1) : NULL;
    if (!doc) {
        arena_free(arena);
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article");
        return NULL;
    }
    doc->arena = arena;
    const enum stage before = stage_begin(STAGE_PAGE);
    hearsay_code code = read_page(doc, in, &known, err);
    stage_end(before);
    if (code == HEARSAY_OK && !in->page_only) code = read_with_worker(eng, doc, &known, err);
    stage_begin(STAGE_VIEW);
    if (code == HEARSAY_OK) code = view_make(doc, err);
    stage_end(before);
    if (code == HEARSAY_OK && arena_failed(arena)) code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article of %zu bytes", in->len);
    if (code == HEARSAY_OK) return doc;
    arena_free(arena);
    return NULL;
}

hearsay_code hearsay_document_read(hearsay_document *doc, const hearsay_engine *eng, const hearsay_options *opts, hearsay_error *err)
{
    hearsay_options known = HEARSAY_OPTIONS_INIT;
    hearsay_code code = check_options(&known, opts, err);
    if (code != HEARSAY_OK) return code;
    if (!doc || !eng) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the document or the engine is NULL");
    if (doc->engine) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the document has been read");
    code = page_check_language(doc, known.any_language, err);
    if (code == HEARSAY_OK) code = read_with_worker(eng, doc, &known, err);
    const enum stage before = stage_begin(STAGE_VIEW);
    if (code == HEARSAY_OK) code = view_make(doc, err);
    stage_end(before);
    if (code == HEARSAY_OK && arena_failed(doc->arena))
        code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article of %u bytes", doc->len);
    return code;
}

hearsay_document *hearsay_read(const hearsay_engine *eng, const char *text, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    return read_article(eng, &(struct article_input){ .bytes = text, .len = len }, opts, err);
}

hearsay_document *hearsay_read_html(const hearsay_engine *eng, const char *html, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    return read_article(eng, &(struct article_input){ .html = true, .bytes = html, .len = len }, opts, err);
}

hearsay_document *hearsay_page_text(const char *text, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    return read_article(NULL, &(struct article_input){ .page_only = true, .bytes = text, .len = len }, opts, err);
}

hearsay_document *hearsay_page_html(const char *html, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    return read_article(NULL, &(struct article_input){ .page_only = true, .html = true, .bytes = html, .len = len }, opts, err);
}

void hearsay_document_free(hearsay_document *doc)
{
    if (doc) arena_free(doc->arena);
}
