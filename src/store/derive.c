/* derive.c: from a document to rows; a function for each table. Numbers of actors and attributions begin with 1, as their ids in the document do. */
#include "store/derive.h"

#include "store/claim_counts.h"
#include "store/identities.h"
#include "store/link.h"
#include "store/pairs.h"
#include "view.h"
#include "write/buffer.h"

/* A number as the tables have it. */
static uint32_t row_of(size_t index) { return index >= HS_NONE ? HS_NONE : (uint32_t)index + 1; }

/* The number of an engine, by its id; one that is new gets one. */
static int64_t engine_number(hearsay_store *s, const char *id)
{
    const int64_t known = store_number(s, 0, "SELECT engine FROM engine WHERE id = ?", "t", id);
    if (known) return known;
    store_do(s, "INSERT INTO engine (id) VALUES (?)", "t", id);
    return sqlite3_last_insert_rowid(s->db);
}

/* [[0,19],[30,41]]; the buffer is emptied before. */
static const char *spans_json(hearsay_store *s, struct buffer *b, hearsay_spans spans)
{
    b->len = 0;
    buffer_char(b, '[');
    for (size_t i = 0; i < spans.n; i++) {
        buffer_string(b, i ? ",[" : "[");
        buffer_number(b, spans.at[i].start);
        buffer_char(b, ',');
        buffer_number(b, spans.at[i].end);
        buffer_char(b, ']');
    }
    buffer_bytes(b, "]", 2);
    if (!b->failed) return b->at;
    store_fail(s, SQLITE_NOMEM, "out of memory");
    return "";
}

static const char *chain_json(hearsay_store *s, struct buffer *b, const hearsay_attribution *a)
{
    b->len = 0;
    buffer_char(b, '[');
    for (size_t i = 0; i < a->n_voices; i++) {
        if (i) buffer_char(b, ',');
        if (a->voices[i].actor == HEARSAY_NO_ACTOR)
            buffer_string(b, "null");
        else
            buffer_number(b, (uint64_t)a->voices[i].actor + 1);
    }
    buffer_bytes(b, "]", 2);
    if (!b->failed) return b->at;
    store_fail(s, SQLITE_NOMEM, "out of memory");
    return "";
}

/* In the order of their key, so that each goes behind the one before. */
static bool mentions(hearsay_store *s, int64_t text, const struct hearsay_document *doc)
{
    for (uint32_t i = 0; i < doc->n_mentions; i++) {
        const struct actor_mention *m = &doc->mentions[i];
        const hearsay_span span = codepoints_span(&doc->view->codepoints, m->span);
        if (m->actor == HS_NONE) continue;
        store_do(s, "INSERT INTO mention (text, start, end, actor, form) VALUES (?, ?, ?, ?, ?)", "iiiit", text, (int64_t)span.start,
                 (int64_t)span.end, (int64_t)m->actor + 1, mention_form_names[m->form]);
    }
    return !s->failed;
}

static bool attributions(hearsay_store *s, int64_t text, const struct hearsay_document *doc)
{
    struct buffer chain = { 0 }, source = { 0 }, cue = { 0 }, content = { 0 };
    for (size_t i = 0; i < hearsay_attribution_count(doc); i++) {
        const hearsay_attribution a = hearsay_attribution_at(doc, i);
        const char *const of_chain = chain_json(s, &chain, &a), *const of_source = spans_json(s, &source, a.source),
                          *const of_cue = spans_json(s, &cue, a.cue), *const of_content = spans_json(s, &content, a.content);
        store_do(s,
                 "INSERT INTO attribution (text, n, actor, stance, source_type, quote, score, within, chain, source, cue, content) "
                 "VALUES (?, ?, ?, ?, ?, ?, round(?, 4), ?, ?, ?, ?, ?)",
                 "iiutttdutttt", text, (int64_t)i + 1, row_of(a.actor), a.stance, a.source_type, a.quote, a.score, row_of(a.within), of_chain,
                 of_source, of_cue, of_content);
    }
    buffer_free(&chain);
    buffer_free(&source);
    buffer_free(&cue);
    buffer_free(&content);
    return !s->failed;
}

static bool times(hearsay_store *s, int64_t text, const struct hearsay_document *doc)
{
    for (size_t i = 0; i < hearsay_time_count(doc); i++) {
        const hearsay_time t = hearsay_time_at(doc, i);
        store_do(s, "INSERT INTO time (text, start, end, type, value) VALUES (?, ?, ?, ?, ?)", "iiitt", text, (int64_t)t.span.start,
                 (int64_t)t.span.end, t.type, t.value);
    }
    return !s->failed;
}

/* ---- Claims ------------------------------------------------------------------------------------------------------------------ */

static bool claim(hearsay_store *s, int64_t text, int64_t n, const hearsay_claim *c, struct buffer *b)
{
    const hearsay_event *e = c->event;
    struct buffer contexts = { 0 };
    buffer_char(&contexts, '[');
    for (size_t i = 0; e && i < e->n_contexts; i++) {
        buffer_string(&contexts, i ? ",\"" : "\"");
        buffer_string(&contexts, e->contexts[i]); /* names of our own, without a character to escape */
        buffer_char(&contexts, '"');
    }
    buffer_bytes(&contexts, "]", 2);
    if (contexts.failed) store_fail(s, SQLITE_NOMEM, "out of memory");
    store_do(
        s,
        "INSERT INTO claim (text, n, wording, code, mode, cameo, contexts, actor, target, location, date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "iittttt"
        "uuut",
        text, n, c->text, e ? e->code : NULL, e ? e->mode : NULL, e ? e->cameo : NULL, e ? contexts.at : NULL, e ? row_of(e->actor) : HS_NONE,
        e ? row_of(e->target) : HS_NONE, e ? row_of(e->where) : HS_NONE, e ? e->when : NULL);
    buffer_free(&contexts);
    for (size_t i = 0; i < c->n_mentions; i++)
        store_do(s, "INSERT INTO claim_mention (text, claim, n, attribution, spans, negated) VALUES (?, ?, ?, ?, ?, ?)", "iiiuti", text, n,
                 (int64_t)i + 1, row_of(c->mentions[i].attribution), spans_json(s, b, c->mentions[i].spans), (int64_t)c->mentions[i].negated);
    for (size_t i = 0; i < c->n_positions; i++) {
        const hearsay_position *p = &c->positions[i];
        store_do(s, "INSERT INTO position (text, claim, n, actor, position, attribution, score) VALUES (?, ?, ?, ?, ?, ?, round(?, 4))", "iiiutud",
                 text, n, (int64_t)i + 1, p->actor == HEARSAY_OUTLET ? 0u : row_of(p->actor), p->position, row_of(p->attribution), p->score);
    }
    return !s->failed;
}

static bool claims(hearsay_store *s, int64_t text, const struct hearsay_document *doc)
{
    struct buffer b = { 0 };
    for (size_t i = 0; i < hearsay_claim_count(doc); i++) {
        const hearsay_claim c = hearsay_claim_at(doc, i);
        claim(s, text, (int64_t)i + 1, &c, &b);
    }
    buffer_free(&b);
    return !s->failed;
}

/* ---- All --------------------------------------------------------------------------------------------------------------------- */

static bool rows(hearsay_store *s, int64_t text, const hearsay_entry *e)
{
    const struct hearsay_document *doc = e->doc;
    const int64_t engine = engine_number(s, doc->engine);
    store_do(s, "INSERT INTO reading (text, engine, tables, words, keys, document) VALUES (?, ?, ?, ?, ?, ?)", "iiiiib", text, engine,
             (int64_t)TABLES_VERSION, e->words, (int64_t)e->shingled.n_keys, e->packed, e->packed_len);
    return mentions(s, text, doc) && identities_add(s, text, doc, e->identities) && attributions(s, text, doc) && times(s, text, doc) &&
           claims(s, text, doc) && link_claims(s, text, doc, e->linked) && link_words(s, text);
}

bool derive_rows(hearsay_store *s, int64_t text, const hearsay_entry *e) { return rows(s, text, e) && pairs_add(s, text, e->doc, &e->shingled); }

bool derive_again(hearsay_store *s, int64_t text, const hearsay_entry *e)
{
    static const char *const deletions[] = {
        "DELETE FROM reading WHERE text = ?",  "DELETE FROM mention WHERE text = ?", "DELETE FROM attribution WHERE text = ?",
        "DELETE FROM time WHERE text = ?",     "DELETE FROM claim WHERE text = ?",   "DELETE FROM claim_mention WHERE text = ?",
        "DELETE FROM position WHERE text = ?",
    };
    const bool paired = store_number(s, 0, "SELECT tables FROM reading WHERE text = ?", "i", text) == TABLES_VERSION;
    link_words_forget(s, text);
    identities_clear(s, text);
    for (size_t i = 0; i < sizeof deletions / sizeof *deletions; i++) store_do(s, deletions[i], "i", text);
    if (!paired) pairs_clear(s, text, &e->shingled);
    return rows(s, text, e) && (paired || pairs_add(s, text, e->doc, &e->shingled)) && claim_counts_text(s, text) && identities_sweep(s);
}
