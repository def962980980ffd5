/* verdict.c: check.c for those outside: hearsay_check() and hearsay_check_pairs(). */
#include <stdlib.h>
#include <string.h>

#include "base/bisect.h"
#include "base/error.h"
#include "base/json.h"
#include "base/numbering.h"
#include "engine.h"
#include "trace/check.h"
#include "view.h"
#include "write/write.h"

/* What the caller sees, and the arena in which it lies. */
struct verdict {
    hearsay_verdict seen;
    struct arena *arena;
};

static struct check_tools tools_of(const hearsay_engine *eng)
{
    return (struct check_tools){ engine_lexicon(eng), engine_similarity(eng), engine_stands(eng), engine_cues(eng) };
}

static char *copy(struct arena *a, const char *s) { return s ? arena_strdup(a, s, strlen(s)) : NULL; }

/* The names of a chain's voices, outermost first, " > " between them. */
static const char *voices(struct arena *a, const struct hearsay_document *doc, uint32_t attribution)
{
    if (attribution == HS_NONE) return NULL;
    const struct attribution *t = &doc->attributions[attribution];
    struct buffer b = { 0 };
    for (uint32_t i = 0; i < t->n_voices; i++) {
        if (i) buffer_string(&b, " > ");
        buffer_string(&b, write_voice(doc, t->voices[i].actor));
    }
    const char *out = b.failed ? NULL : arena_strdup(a, b.at ? b.at : "", b.len);
    buffer_free(&b);
    return out;
}

static enum check_stance stance_of_sentence(const struct check_sentence *s, bool claim_against)
{
    if (s->refuted >= 0.6F) return claim_against ? CHECK_AGREE : CHECK_DISAGREE;
    if (s->attribution != HS_NONE || s->hedged >= 0.6F) return CHECK_DISCUSS;
    return claim_against ? CHECK_DISAGREE : CHECK_AGREE;
}

static bool fill(struct verdict *v, const struct hearsay_document *claim, const struct hearsay_document *doc, const struct checked *checked)
{
    struct arena *a = v->arena;
    float sure, related;
    const enum check_stance stance = check_decide(&checked->features, &sure, &related);
    const bool against = checked->features.claim_refutes || checked->features.claim_denies;
    const uint32_t n = stance == CHECK_UNRELATED ? 0 : checked->n_sentences;
    hearsay_check_sentence *sentences = ARENA_ZARRAY(a, hearsay_check_sentence, n + 1);
    if (!sentences) return false;
    for (uint32_t i = 0; i < n; i++) {
        const struct check_sentence *s = &checked->sentences[i];
        const struct span span = doc->sentences[s->sentence].span;
        sentences[i] = (hearsay_check_sentence){ s->sentence,
                                                 codepoints_span(&doc->view->codepoints, span),
                                                 arena_strdup(a, doc->text + span.start, span.end - span.start),
                                                 check_stance_names[stance_of_sentence(s, against)],
                                                 voices(a, doc, s->attribution),
                                                 (double)s->covered };
    }
    v->seen = (hearsay_verdict){ check_stance_names[stance],
                                 (double)sure,
                                 (double)related,
                                 copy(a, claim->text),
                                 copy(a, doc->view->id),
                                 copy(a, doc->uri),
                                 copy(a, doc->outlet),
                                 copy(a, doc->title),
                                 copy(a, doc->published),
                                 sentences,
                                 n };
    return !arena_failed(a);
}

static hearsay_code check_arguments(const hearsay_engine *eng, const struct hearsay_document *claim, const struct hearsay_document *doc,
                                    hearsay_error *err)
{
    if (!eng || !claim || !doc) return error_set(err, HEARSAY_E_ARGUMENT, 0, "an engine, a claim and an article are needed, and one of them is NULL");
    if ((claim->len && !claim->n_sentences) || (doc->len && !doc->n_sentences))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "a document of which only the page was read cannot be checked: it has no sentences");
    return HEARSAY_OK;
}

hearsay_verdict *hearsay_check(const hearsay_engine *eng, const hearsay_document *claim, const hearsay_document *article, hearsay_error *err)
{
    if (check_arguments(eng, claim, article, err) != HEARSAY_OK) return NULL;
    const struct check_tools tools = tools_of(eng);
    struct arena *arena = arena_new(0), *scratch = arena_new(0);
    struct verdict *v = arena && scratch ? ARENA_ZARRAY(arena, struct verdict, 1) : NULL;
    struct checked checked;
    bool good = v != NULL;
    if (good) {
        v->arena = arena;
        good = check_read(&checked, claim, article, &tools, scratch);
        if (good && !checked.n_terms) {
            error_set(err, HEARSAY_E_ARGUMENT, 0, "the claim \"%.80s\" has no word that says anything", claim->text);
            arena_free(scratch);
            arena_free(arena);
            return NULL;
        }
        good = good && fill(v, claim, article, &checked);
    }
    arena_free(scratch);
    if (good) return &v->seen;
    arena_free(arena);
    error_set(err, HEARSAY_E_NOMEM, 0, "out of memory while checking a claim");
    return NULL;
}

void hearsay_verdict_free(hearsay_verdict *v)
{
    if (v) arena_free(((struct verdict *)v)->arena);
}

/* ---- Pairs ------------------------------------------------------------------------------------------------------------------- */

struct pair {
    json_t *record;
    size_t line;
    json_int_t body;
    enum check_stance stance;
    float sure;
    bool good;
};

struct pairs {
    const hearsay_engine *eng;
    void (*report)(void *context, const hearsay_error *why);
    void *context;
    size_t failed;
    struct pair *at;
    size_t n, room;
    hearsay_document **headlines; /* [n] by order of first use; shared by equal headlines */
};

static void complain(struct pairs *p, const hearsay_error *why)
{
    p->failed++;
    if (p->report) p->report(p->context, why);
}

/* The next line of text that is not empty; false: no more. */
static bool next_line(const char **at, const char *end, const char **line, size_t *len, size_t *number)
{
    while (*at < end) {
        const char *stop = memchr(*at, '\n', (size_t)(end - *at));
        *line = *at;
        *len = (size_t)((stop ? stop : end) - *at);
        *at = stop ? stop + 1 : end;
        ++*number;
        for (size_t i = 0; i < *len; i++)
            if (!strchr(" \t\r", (*line)[i])) return true;
    }
    return false;
}

/* A line as an object with a whole number "body_id" and a string `text`; NULL: it was complained of, or (*no_memory) memory ran out. */
static json_t *parse_line(struct pairs *p, const char *what, const char *text, const char *line, size_t len, size_t number, bool *no_memory)
{
    json_error_t fault;
    hearsay_error why;
    json_t *record = json_parse(line, len, 0, &fault, no_memory);
    if (*no_memory) return NULL;
    if (record && json_is_object(record) && json_is_integer(json_object_get(record, "body_id")) && json_is_string(json_object_get(record, text)))
        return record;
    if (record)
        error_set(&why, HEARSAY_E_JSON, 0, "%s, line %zu: no object with a whole number \"body_id\" and a string \"%s\"", what, number, text);
    else
        error_set(&why, HEARSAY_E_JSON, (size_t)fault.position, "%s, line %zu: broken JSON at byte %d: %.120s", what, number, fault.position,
                  fault.text);
    json_decref(record);
    complain(p, &why);
    return NULL;
}

static hearsay_code read_pairs(struct pairs *p, const char *text, size_t len, hearsay_error *err)
{
    const char *at = text, *line;
    size_t n, number = 0;
    while (next_line(&at, text + len, &line, &n, &number)) {
        bool no_memory;
        json_t *record = parse_line(p, "pairs", "headline", line, n, number, &no_memory);
        if (no_memory) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the pairs");
        if (!record) continue;
        if (p->n == p->room) {
            struct pair *more = realloc(p->at, (p->room = p->room ? 2 * p->room : 1024) * sizeof *more);
            if (!more) {
                json_decref(record);
                return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the pairs");
            }
            p->at = more;
        }
        p->at[p->n++] = (struct pair){ .record = record, .line = number, .body = json_integer_value(json_object_get(record, "body_id")) };
    }
    return HEARSAY_OK;
}

static const char *headline_of(const struct pair *p) { return json_string_value(json_object_get(p->record, "headline")); }

static int by_headline(const void *a, const void *b)
{
    return strcmp(headline_of(*(const struct pair *const *)a), headline_of(*(const struct pair *const *)b));
}

static int by_body(const void *a, const void *b)
{
    const struct pair *x = *(const struct pair *const *)a, *y = *(const struct pair *const *)b;
    return (x->body > y->body) - (x->body < y->body);
}

static hearsay_document *read_any(const struct pairs *p, const char *s, size_t len, hearsay_error *err)
{
    hearsay_options o = HEARSAY_OPTIONS_INIT;
    o.any_language = true;
    return hearsay_read(p->eng, s, len, &o, err);
}

/* What would be lost with the whole, rather than with one line. */
static bool is_fatal(hearsay_code code) { return code == HEARSAY_E_NOMEM || code == HEARSAY_E_COMPUTE; }

/* Each headline once: pairs that share it share the document. */
static hearsay_code read_headlines(struct pairs *p, struct pair **order, hearsay_error *err)
{
    qsort(order, p->n, sizeof *order, by_headline);
    for (size_t i = 0; i < p->n; i++) {
        const size_t k = (size_t)(order[i] - p->at);
        if (i && !by_headline(&order[i - 1], &order[i])) {
            p->headlines[k] = p->headlines[order[i - 1] - p->at];
            continue;
        }
        hearsay_error why;
        const char *s = headline_of(order[i]);
        if ((p->headlines[k] = read_any(p, s, strlen(s), &why))) continue;
        if (is_fatal(why.code)) {
            if (err) *err = why;
            return why.code;
        }
        complain(p, &why);
    }
    return HEARSAY_OK;
}

static hearsay_code check_body(struct pairs *p, json_t *body, struct pair **first, size_t n, hearsay_error *err)
{
    hearsay_error why;
    const struct check_tools tools = tools_of(p->eng);
    const json_t *text = json_object_get(body, "text");
    hearsay_document *doc = read_any(p, json_string_value(text), json_string_length(text), &why);
    if (!doc && is_fatal(why.code)) {
        if (err) *err = why;
        return why.code;
    }
    if (!doc) {
        complain(p, &why);
        return HEARSAY_OK;
    }
    hearsay_code code = HEARSAY_OK;
    for (size_t i = 0; i < n && code == HEARSAY_OK; i++) {
        struct pair *pair = first[i];
        const hearsay_document *headline = p->headlines[pair - p->at];
        struct arena *scratch = arena_new(0);
        struct checked checked;
        float related;
        if (!scratch || (headline && !check_read(&checked, headline, doc, &tools, scratch)))
            code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory while checking a pair");
        else if (headline) {
            pair->stance = check_decide(&checked.features, &pair->sure, &related);
            pair->good = true;
        }
        arena_free(scratch);
    }
    hearsay_document_free(doc);
    return code;
}

/* Bodies of one number would answer for each other: the first counts, the others are complained of. */
static bool is_first(struct pairs *p, struct numbering *lines, json_int_t id, size_t line)
{
    const uint32_t before = numbering_get(lines, (uint64_t)id);
    hearsay_error why;
    if (before == NUMBERING_NONE) return true;
    error_set(&why, HEARSAY_E_ARGUMENT, 0, "bodies, line %zu: body_id %lld is that of line %u, which counts", line, (long long)id, before);
    complain(p, &why);
    return false;
}

static hearsay_code check_bodies(struct pairs *p, struct pair **order, const char *text, size_t len, struct arena *scratch, hearsay_error *err)
{
    const char *at = text, *line;
    size_t n, number = 0;
    hearsay_code code = HEARSAY_OK;
    struct numbering lines = { .arena = scratch };
    qsort(order, p->n, sizeof *order, by_body);
    while (code == HEARSAY_OK && next_line(&at, text + len, &line, &n, &number)) {
        bool no_memory;
        json_t *body = parse_line(p, "bodies", "text", line, n, number, &no_memory);
        if (no_memory) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the bodies");
        if (!body) continue;
        const json_int_t id = json_integer_value(json_object_get(body, "body_id"));
        size_t first;
        BISECT(first, p->n, order[first]->body < id);
        size_t beyond = first;
        while (beyond < p->n && order[beyond]->body == id) beyond++;
        if (is_first(p, &lines, id, number)) {
            if (!numbering_set(&lines, (uint64_t)id, (uint32_t)number))
                code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the bodies");
            else if (first < beyond)
                code = check_body(p, body, order + first, beyond - first, err);
        }
        json_decref(body);
    }
    return code;
}

static void write_pairs(struct pairs *p, struct buffer *out)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct pair *pair = &p->at[i];
        const char *headline = headline_of(pair);
        if (!pair->good) {
            hearsay_error why;
            error_set(&why, HEARSAY_E_ARGUMENT, 0, "pairs, line %zu: there is no body %lld that could be read", pair->line, (long long)pair->body);
            if (p->headlines[i]) complain(p, &why);
            continue;
        }
        buffer_string(out, "{\"headline\": ");
        write_json_string(out, headline, strlen(headline));
        buffer_string(out, ", \"body_id\": ");
        if (pair->body < 0) buffer_char(out, '-');
        buffer_number(out, pair->body < 0 ? 0 - (uint64_t)pair->body : (uint64_t)pair->body);
        buffer_string(out, ", \"stance\": \"");
        buffer_string(out, check_stance_names[pair->stance]);
        buffer_string(out, "\", \"score\": ");
        write_score(out, (double)pair->sure);
        buffer_string(out, "}\n");
    }
}

static void free_pairs(struct pairs *p, struct pair **order)
{
    /* Equal headlines stand together, so that each document is met once. */
    if (order && p->headlines) qsort(order, p->n, sizeof *order, by_headline);
    for (size_t i = 0; order && p->headlines && i < p->n; i++) {
        hearsay_document *doc = p->headlines[order[i] - p->at];
        if (!i || doc != p->headlines[order[i - 1] - p->at]) hearsay_document_free(doc);
    }
    for (size_t i = 0; i < p->n; i++) json_decref(p->at[i].record);
    free(p->headlines);
    free(p->at);
    free(order);
}

hearsay_code hearsay_check_pairs(const hearsay_engine *eng, const char *pairs, size_t pairs_len, const char *bodies, size_t bodies_len,
                                 void (*report)(void *context, const hearsay_error *why), void *context, char **out, size_t *out_len, size_t *failed,
                                 hearsay_error *err)
{
    if (!eng || (!pairs && pairs_len) || (!bodies && bodies_len) || !out)
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "an engine, pairs and bodies are needed, and one of them is NULL");
    struct pairs p = { .eng = eng, .report = report, .context = context };
    struct pair **order = NULL;
    struct buffer b = { 0 };
    hearsay_code code = read_pairs(&p, pairs ? pairs : "", pairs_len, err);
    if (code == HEARSAY_OK) {
        order = calloc(p.n + 1, sizeof(struct pair *));
        p.headlines = calloc(p.n + 1, sizeof(hearsay_document *));
        if (!order || !p.headlines) code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %zu pairs", p.n);
        for (size_t i = 0; order && i < p.n; i++) order[i] = &p.at[i];
    }
    if (code == HEARSAY_OK) code = read_headlines(&p, order, err);
    if (code == HEARSAY_OK) {
        struct arena *scratch = arena_new(0);
        code = scratch ? check_bodies(&p, order, bodies ? bodies : "", bodies_len, scratch, err)
                       : error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the bodies");
        arena_free(scratch);
    }
    if (code == HEARSAY_OK) write_pairs(&p, &b);
    const size_t len = b.len;
    buffer_char(&b, '\0');
    if (code == HEARSAY_OK && b.failed) code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the answers");
    free_pairs(&p, order);
    if (code != HEARSAY_OK) {
        buffer_free(&b);
        return code;
    }
    *out = b.at;
    if (out_len) *out_len = len;
    if (failed) *failed = p.failed;
    return HEARSAY_OK;
}
