/* claims.c: the claims of a store as a list: an object a line, a row each, or for people:
 *
 *   k12 Iran delivered drones to Russia AID
 *       38 articles, 20 outlets, 41 reports; 2023-01-29 to 2023-02-08
 *       asserts 30: Ada Lind (PRK), Bo Strand and 4 more; denies 3: Cai Dahl */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/versioned.h"
#include "write/flow.h"
#include "write/json_tree.h"
#include "write/write.h"

struct writing {
    hearsay_format format;
    hearsay_write_options view;
    struct buffer out;
    bool failed, headed;
    bool (*write)(void *context, const char *bytes, size_t len);
    void *context;
};

static const struct side {
    const char *position, *key, *by; /* as docs/format.md names it; of the count and the list */
} sides[] = {
    { "asserts", "asserts", "asserted_by" },
    { "denies", "denies", "denied_by" },
    { "doubts", "doubts", "doubted_by" },
    { "no-evidence", "no_evidence", "no_evidence_by" },
};
enum { SIDES = sizeof sides / sizeof *sides };

static size_t count_of(const hearsay_linked_claim *c, unsigned side)
{
    const size_t counts[SIDES] = { c->asserts, c->denies, c->doubts, c->no_evidence };
    return counts[side];
}

/* Of several that go by one name ("officials" of several texts are several actors) people see the first. */
static bool is_shown(const hearsay_linked_claim *c, size_t k, unsigned side)
{
    const hearsay_stand *s = &c->stands[k];
    bool shown = !strcmp(s->position, sides[side].position);
    for (size_t i = 0; i < k && shown; i++) shown = strcmp(c->stands[i].position, s->position) != 0 || strcmp(c->stands[i].name, s->name) != 0;
    return shown;
}

/* ---- JSON ------------------------------------------------------------------------------------------------------------------------------ */

static void nullable(struct json_tree *t, const char *key, const char *s)
{
    if (s)
        json_string(t, key, s);
    else
        json_literal(t, key, "null");
}

static void write_json_claim(struct buffer *out, const hearsay_linked_claim *c)
{
    struct json_tree t = { .out = out };
    json_open(&t, NULL, '{');
    json_string(&t, "id", c->id);
    json_string(&t, "text", c->text);
    nullable(&t, "code", c->code);
    nullable(&t, "mode", c->mode);
    nullable(&t, "cameo", c->cameo);
    nullable(&t, "when", c->when);
    nullable(&t, "actor", c->actor);
    nullable(&t, "actor_id", c->actor_id);
    nullable(&t, "target", c->target);
    nullable(&t, "target_id", c->target_id);
    json_integer(&t, "reports", c->reports);
    json_integer(&t, "articles", c->articles);
    json_integer(&t, "outlets", c->outlets);
    json_string(&t, "first", c->first);
    json_string(&t, "last", c->last);
    for (unsigned i = 0; i < SIDES; i++) json_integer(&t, sides[i].key, count_of(c, i));
    for (unsigned i = 0; i < SIDES; i++) {
        json_open(&t, sides[i].by, '[');
        for (size_t k = 0; k < c->n_stands; k++) {
            const hearsay_stand *s = &c->stands[k];
            if (strcmp(s->position, sides[i].position) != 0) continue;
            json_open(&t, NULL, '{');
            json_string(&t, "id", s->actor);
            json_string(&t, "name", s->name);
            nullable(&t, "code", s->code);
            json_integer(&t, "reports", s->reports);
            json_close(&t, '}');
        }
        json_close(&t, ']');
    }
    json_close(&t, '}');
    buffer_char(out, '\n');
}

/* ---- A row each ------------------------------------------------------------------------------------------------------------------------ */

static const char header[] = "\"id\",\"text\",\"code\",\"mode\",\"cameo\",\"when\",\"actor\",\"actor_id\",\"target\",\"target_id\",\"reports\","
                             "\"articles\",\"outlets\",\"first\",\"last\",\"asserts\",\"denies\",\"doubts\",\"no_evidence\",\"asserted_by\","
                             "\"denied_by\",\"doubted_by\",\"no_evidence_by\"\r\n";

static void number_cell(struct buffer *out, size_t n)
{
    buffer_number(out, n);
    buffer_char(out, ',');
}

static bool write_csv_claim(struct buffer *out, const hearsay_linked_claim *c)
{
    const char *const words[] = { c->id, c->text, c->code, c->mode, c->cameo, c->when, c->actor, c->actor_id, c->target, c->target_id };
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++) write_csv_text(out, words[i]);
    number_cell(out, c->reports);
    number_cell(out, c->articles);
    number_cell(out, c->outlets);
    write_csv_text(out, c->first);
    write_csv_text(out, c->last);
    for (unsigned i = 0; i < SIDES; i++) number_cell(out, count_of(c, i));
    for (unsigned i = 0; i < SIDES; i++) {
        struct buffer names = { 0 };
        for (size_t k = 0; k < c->n_stands; k++) {
            if (!is_shown(c, k, i)) continue;
            if (names.len) buffer_string(&names, "; ");
            buffer_string(&names, c->stands[k].name);
        }
        buffer_char(&names, '\0');
        if (names.failed) return false;
        write_csv_text(out, names.at);
        buffer_free(&names);
    }
    out->len--; /* the last comma */
    buffer_string(out, "\r\n");
    return true;
}

/* ---- For people ------------------------------------------------------------------------------------------------------------------------ */

enum { NAMES_MOST = 3 };

static void counted(struct flow *f, size_t n, const char *one, const char *many)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", n);
    flow_string(f, STYLE_PLAIN, number);
    flow_string(f, STYLE_DIM, n == 1 ? one : many);
}

/* How many take it, and who: those with most reports. Behind `more` another side follows. */
static void side_text(struct flow *f, const hearsay_linked_claim *c, unsigned side, bool more)
{
    char word[300];
    size_t total = 0, shown = 0;
    for (size_t k = 0; k < c->n_stands; k++) total += is_shown(c, k, side);
    flow_string(f, STYLE_CUE, sides[side].position);
    snprintf(word, sizeof word, "%zu%s", count_of(c, side), total ? ":" : more ? ";" : "");
    flow_string(f, STYLE_PLAIN, word);
    for (size_t k = 0; k < c->n_stands && shown < NAMES_MOST; k++) {
        const hearsay_stand *s = &c->stands[k];
        if (!is_shown(c, k, side)) continue;
        shown++;
        const bool last = shown == total || shown == NAMES_MOST;
        const char *end = !last ? "," : total > NAMES_MOST ? "" : more ? ";" : "";
        snprintf(word, sizeof word, "%.250s%s%.3s%s%s", s->name, s->code ? " (" : "", s->code ? s->code : "", s->code ? ")" : "", end);
        flow_string(f, STYLE_SOURCE, word);
    }
    if (total <= NAMES_MOST) return;
    snprintf(word, sizeof word, "and %zu more%s", total - NAMES_MOST, more ? ";" : "");
    flow_string(f, STYLE_DIM, word);
}

static void write_text_claim(struct buffer *out, const hearsay_linked_claim *c, unsigned columns, bool color)
{
    struct flow f = { .out = out, .color = color, .columns = write_columns(columns), .indent = 4 };
    unsigned last = SIDES;
    flow_string(&f, STYLE_DIM, c->id);
    flow_string(&f, STYLE_TITLE, c->text);
    if (c->code) flow_string(&f, STYLE_DIM, c->code);
    flow_end(&f);
    flow_start(&f, 4);
    counted(&f, c->articles, "article,", "articles,");
    counted(&f, c->outlets, "outlet,", "outlets,");
    counted(&f, c->reports, "report;", "reports;");
    flow_string(&f, STYLE_PLAIN, c->first);
    if (strcmp(c->first, c->last) != 0) {
        flow_string(&f, STYLE_DIM, "to");
        flow_string(&f, STYLE_PLAIN, c->last);
    }
    flow_end(&f);
    for (unsigned i = 0; i < SIDES; i++)
        if (count_of(c, i)) last = i;
    if (last == SIDES) return;
    flow_start(&f, 4);
    for (unsigned i = 0; i <= last; i++)
        if (count_of(c, i)) side_text(&f, c, i, i < last);
    flow_end(&f);
}

/* ---- All ------------------------------------------------------------------------------------------------------------------------------- */

/* Only when the query is known to be sound. */
static bool write_header(struct writing *w)
{
    if (w->headed || w->format != HEARSAY_CSV || w->view.no_header) return true;
    w->headed = true;
    return w->write(w->context, header, strlen(header));
}

static bool write_claim(void *context, const hearsay_linked_claim *c)
{
    struct writing *w = context;
    struct buffer *out = &w->out;
    bool good = true;
    out->len = 0;
    switch (w->format) {
    case HEARSAY_JSON: write_json_claim(out, c); break;
    case HEARSAY_CSV: good = write_csv_claim(out, c); break;
    default: write_text_claim(out, c, w->view.columns, w->view.color); break;
    }
    w->failed = !good || out->failed;
    return !w->failed && write_header(w) && w->write(w->context, out->at, out->len);
}

hearsay_code hearsay_store_claims_write(hearsay_store *store, const hearsay_claim_query *query, hearsay_format format,
                                        const hearsay_write_options *opts, bool (*write)(void *context, const char *bytes, size_t len), void *context,
                                        hearsay_error *err)
{
    struct writing w = { .format = format, .view = HEARSAY_WRITE_OPTIONS_INIT, .write = write, .context = context };
    if (!write || !versioned_copy(&w.view, sizeof w.view, opts))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the function is NULL, or the options give a size that cannot be");
    if (format != HEARSAY_JSON && format != HEARSAY_CSV && format != HEARSAY_TEXT)
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "claims are not listed in format %d", (int)format);
    if (!store) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store is NULL");
    const hearsay_code code = hearsay_store_claims(store, query, write_claim, &w, err);
    buffer_free(&w.out);
    if (code == HEARSAY_OK && !w.failed) write_header(&w);
    return code == HEARSAY_OK && w.failed ? error_set(err, HEARSAY_E_NOMEM, 0, "out of memory while listing claims") : code;
}
