/* trace.c: a trace in the formats of docs/trace.md: JSON (hearsay-trace/1), a view for people, a row a report.
 *
 *   k12  Iran delivered drones to Russia                                     AID
 *        41 reports, 38 articles, 20 outlets, 2 independent origins; since 2023-01-29
 *        origins
 *          Kwon Jong Gun (North Korea)   denies    31 articles, 25 of them copies; first 2023-01-29; by way of KCNA
 *        positions
 *          denies    Kwon Jong Gun       2023-01-29 to 2023-02-08, 31 reports
 *            2023-01-29 KCNA | Spokesman on the drones
 *              Kwon Jong Gun said that ...
 *            and 30 copies */
#include "trace/trace.h"

#include <stdio.h>
#include <string.h>

#include "write/flow.h"
#include "write/json_tree.h"
#include "write/write.h"

/* ---- JSON ------------------------------------------------------------------------------------------------------------------------------ */

static void nullable(struct json_tree *t, const char *key, const char *s)
{
    if (s)
        json_string(t, key, s);
    else
        json_literal(t, key, "null");
}

const char *trace_actor_id(const struct trace *t, uint32_t actor, char id[TRACE_ACTOR_ID])
{
    if (actor == HS_NONE) return NULL;
    if (actor == HS_OUTLET) return "outlet";
    const int64_t identity = t->actors[actor].identity;
    if (identity > 0)
        snprintf(id, TRACE_ACTOR_ID, "s%lld", (long long)identity);
    else
        snprintf(id, TRACE_ACTOR_ID, "s0%u", actor + 1);
    return id;
}

static void json_actor(struct json_tree *j, const struct trace *t, const char *key, uint32_t actor)
{
    char id[TRACE_ACTOR_ID];
    nullable(j, key, trace_actor_id(t, actor, id));
}

static void claim_id(struct json_tree *j, const char *key, int64_t linked)
{
    char id[24];
    snprintf(id, sizeof id, "k%lld", (long long)linked);
    json_string(j, key, id);
}

static void attribution_id(struct json_tree *j, uint32_t attribution)
{
    char id[16];
    snprintf(id, sizeof id, "t%u", attribution);
    nullable(j, "attribution", attribution ? id : NULL);
}

static void json_origin(struct json_tree *j, const struct trace *t, const struct trace_claim *c, uint32_t index)
{
    const struct trace_origin *o = &c->origins[index];
    json_open(j, NULL, '{');
    json_actor(j, t, "actor", o->actor);
    json_string(j, "first", o->first);
    json_integer(j, "articles", o->articles);
    json_open(j, "via", '[');
    for (uint32_t i = 0; i < o->n_via; i++) json_actor(j, t, NULL, o->via[i]);
    json_close(j, ']');
    json_integer(j, "copies", o->copies);
    json_string(j, "position", trace_position_names[o->position]);
    nullable(j, "outlet", o->outlet);
    json_open(j, "related", '[');
    for (uint32_t i = 0; i < o->n_related; i++) json_integer(j, NULL, o->related[i]);
    json_close(j, ']');
    json_open(j, "reports", '[');
    for (uint32_t i = o->report; i != HS_NONE; i = c->reports[i].fellow) {
        const struct trace_report *r = &c->reports[i];
        json_open(j, NULL, '{');
        json_string(j, "article", r->id);
        nullable(j, "uri", *r->uri ? r->uri : NULL);
        attribution_id(j, r->attribution);
        nullable(j, "because", r->because);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static uint32_t next_of(const struct trace_claim *c, uint32_t report) { return c->reports[report].next; }

static const char *last_date(const struct trace_claim *c, uint32_t first)
{
    const char *last = NULL;
    for (uint32_t i = first; i != HS_NONE; i = next_of(c, i)) last = c->reports[i].date;
    return last;
}

static void json_evidence(struct json_tree *j, const struct trace *t, const struct trace_report *x)
{
    json_open(j, NULL, '{');
    json_string(j, "article", x->id);
    attribution_id(j, x->attribution);
    json_open(j, "chain", '[');
    json_string(j, NULL, "outlet");
    for (uint32_t k = 0; k < x->n_chain; k++) json_actor(j, t, NULL, x->chain[k]);
    json_close(j, ']');
    nullable(j, "outlet", x->outlet);
    nullable(j, "uri", *x->uri ? x->uri : NULL);
    nullable(j, "title", x->title);
    json_string(j, "date", x->date);
    json_string(j, "text", x->wording);
    nullable(j, "sentence", x->words);
    json_close(j, '}');
}

static void json_position(struct json_tree *j, const struct trace *t, const struct trace_claim *c, uint32_t first)
{
    const struct trace_report *r = &c->reports[first];
    json_open(j, NULL, '{');
    json_actor(j, t, "actor", r->actor);
    json_string(j, "position", trace_position_names[r->position]);
    json_string(j, "first", r->date);
    json_string(j, "last", last_date(c, first));
    json_open(j, "evidence", '[');
    for (uint32_t i = first; i != HS_NONE; i = next_of(c, i)) json_evidence(j, t, &c->reports[i]);
    json_close(j, ']');
    json_close(j, '}');
}

static void json_claim(struct json_tree *j, const struct trace *t, const struct trace_claim *c)
{
    json_open(j, NULL, '{');
    claim_id(j, "id", c->linked);
    json_string(j, "text", c->text);
    if (c->code) {
        json_open(j, "event", '{');
        json_string(j, "code", c->code);
        nullable(j, "mode", c->mode);
        nullable(j, "cameo", c->cameo);
        json_actor(j, t, "actor", c->event_actor);
        json_actor(j, t, "target", c->event_target);
        nullable(j, "when", c->when);
        json_close(j, '}');
    } else {
        json_literal(j, "event", "null");
    }
    json_integer(j, "reports", c->n_mentions);
    json_integer(j, "articles", c->n_articles);
    json_integer(j, "outlets", c->n_outlets);
    json_integer(j, "independent_origins", c->independent);
    json_open(j, "origins", '[');
    for (uint32_t i = 0; i < c->n_origins; i++) json_origin(j, t, c, i);
    json_close(j, ']');
    json_open(j, "positions", '[');
    for (uint32_t i = 0; i < c->n_reports; i++)
        if (c->reports[i].stand == i) json_position(j, t, c, i);
    json_close(j, ']');
    json_close(j, '}');
}

/* All reports of all claims by date: claims are few, and each has its own in order. */
static void json_timeline(struct json_tree *j, const struct trace *t)
{
    uint32_t *at = ARENA_ZARRAY(t->arena, uint32_t, t->n_claims + 1);
    json_open(j, "timeline", '[');
    while (at) {
        uint32_t best = HS_NONE;
        for (uint32_t i = 0; i < t->n_claims; i++)
            if (at[i] < t->claims[i].n_reports &&
                (best == HS_NONE || strcmp(t->claims[i].reports[at[i]].date, t->claims[best].reports[at[best]].date) < 0))
                best = i;
        if (best == HS_NONE) break;
        const struct trace_report *r = &t->claims[best].reports[at[best]++];
        json_open(j, NULL, '{');
        json_string(j, "date", r->date);
        claim_id(j, "claim", t->claims[best].linked);
        json_actor(j, t, "actor", r->actor);
        json_string(j, "position", trace_position_names[r->position]);
        json_string(j, "article", r->id);
        json_close(j, '}');
    }
    json_close(j, ']');
    if (!at) j->out->failed = true;
}

void write_trace_json(struct buffer *out, const struct trace *t, bool pretty)
{
    struct json_tree j = { .out = out, .pretty = pretty };
    json_open(&j, NULL, '{');
    json_string(&j, "schema", "hearsay-trace/1");
    json_string(&j, "query", t->query);
    json_open(&j, "actors", '[');
    for (uint32_t i = 0; i < t->n_actors; i++) {
        json_open(&j, NULL, '{');
        json_actor(&j, t, "id", i);
        json_string(&j, "name", t->actors[i].name);
        json_string(&j, "kind", t->actors[i].kind);
        nullable(&j, "code", t->actors[i].code);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "claims", '[');
    for (uint32_t i = 0; i < t->n_claims; i++) json_claim(&j, t, &t->claims[i]);
    json_close(&j, ']');
    json_timeline(&j, t);
    json_close(&j, '}');
    buffer_char(out, '\n');
}

/* ---- For people ------------------------------------------------------------------------------------------------------------------------- */

static void number(struct flow *f, uint32_t n, const char *one, const char *many)
{
    char s[64];
    snprintf(s, sizeof s, "%u %s", n, n == 1 ? one : many);
    flow_string(f, STYLE_PLAIN, s);
}

static void text_origin(struct flow *f, const struct trace *t, const struct trace_claim *c, const struct trace_origin *o)
{
    flow_start(f, 6);
    flow_string(f, STYLE_SOURCE, trace_actor_name(t, o->actor, o->outlet));
    if (o->actor < HS_OUTLET && t->actors[o->actor].code && strcmp(t->actors[o->actor].kind, "country"))
        flow_string(f, STYLE_DIM, t->actors[o->actor].code);
    flow_string(f, STYLE_CUE, trace_position_names[o->position]);
    flow_string(f, STYLE_DIM, "since");
    flow_string(f, STYLE_PLAIN, o->first);
    flow_string(f, STYLE_DIM, "in");
    number(f, o->articles, "article", "articles");
    if (o->copies) {
        flow_string(f, STYLE_DIM, "of which copies:");
        number(f, o->copies, "", "");
    }
    for (uint32_t i = 0; i < o->n_via; i++) {
        flow_string(f, STYLE_DIM, i ? "and" : "by way of");
        flow_string(f, STYLE_SOURCE, t->actors[o->via[i]].name);
    }
    for (uint32_t i = 0; i < o->n_related; i++) {
        flow_string(f, STYLE_DIM, i ? "and" : "of one state with");
        flow_string(f, STYLE_SOURCE, trace_actor_name(t, c->origins[o->related[i]].actor, c->origins[o->related[i]].outlet));
    }
    flow_end(f);
}

static bool is_copy(const struct trace_report *r) { return r->because && !strcmp(r->because, "same text"); }

/* One article that shows it: when, where, in which words. */
static void text_evidence(struct flow *f, const struct trace_report *r)
{
    flow_start(f, 8);
    flow_string(f, STYLE_DIM, r->date);
    if (r->outlet) flow_string(f, STYLE_PLAIN, r->outlet);
    if (r->title) {
        flow_string(f, STYLE_DIM, "|");
        flow_string(f, STYLE_TITLE, r->title);
    }
    if (!r->outlet && !r->title) flow_string(f, STYLE_PLAIN, *r->uri ? r->uri : r->id);
    flow_end(f);
    flow_start(f, 10);
    flow_string(f, STYLE_CONTENT, r->words ? r->words : r->wording);
    flow_end(f);
}

enum { EVIDENCE_MOST = 3 }; /* of one stand; JSON, CSV and HTML have all */

/* Who holds what, with the first articles that show it in words of their own; copies are counted. */
static void text_position(struct flow *f, const struct trace *t, const struct trace_claim *c, uint32_t first)
{
    const struct trace_report *r = &c->reports[first];
    const char *last = last_date(c, first);
    uint32_t n = 0, copies = 0, shown = 0;
    for (uint32_t i = first; i != HS_NONE; i = next_of(c, i), n++) copies += is_copy(&c->reports[i]);
    flow_start(f, 6);
    flow_string(f, STYLE_CUE, trace_position_names[r->position]);
    flow_space(f, (unsigned)(12 - strlen(trace_position_names[r->position])));
    flow_string(f, STYLE_SOURCE, trace_actor_name(t, r->actor, r->outlet));
    flow_string(f, STYLE_DIM, r->date);
    if (strcmp(r->date, last)) {
        flow_string(f, STYLE_DIM, "to");
        flow_string(f, STYLE_DIM, last);
    }
    if (n > 1) number(f, n, "report", "reports");
    flow_end(f);
    if (r->position == TRACE_REPORTS) return;
    for (uint32_t i = first; i != HS_NONE && shown < EVIDENCE_MOST; i = next_of(c, i)) {
        /* A stand of copies alone, whose first text another voice has, still shows one. */
        if (is_copy(&c->reports[i]) && (copies < n || shown)) continue;
        text_evidence(f, &c->reports[i]);
        shown++;
    }
    if (copies == n) copies = n - shown;
    const uint32_t more = n - copies - shown;
    if (!more && !copies) return;
    flow_start(f, 8);
    flow_string(f, STYLE_DIM, "and");
    if (more) number(f, more, "more", "more");
    if (more && copies) flow_string(f, STYLE_DIM, "and");
    if (copies) number(f, copies, "copy", "copies");
    flow_end(f);
}

void write_trace_text(struct buffer *out, const struct trace *t, unsigned columns, bool color)
{
    struct flow f = { .out = out, .color = color, .columns = write_columns(columns), .indent = 10 };
    char id[24];
    if (!t->n_claims) {
        flow_string(&f, STYLE_DIM, "no claim is found");
        flow_end(&f);
    }
    for (uint32_t i = 0; i < t->n_claims; i++) {
        const struct trace_claim *c = &t->claims[i];
        if (i) buffer_char(out, '\n');
        snprintf(id, sizeof id, "k%lld", (long long)c->linked);
        flow_string(&f, STYLE_DIM, id);
        flow_string(&f, STYLE_TITLE, c->text);
        if (c->code) flow_string(&f, STYLE_DIM, c->code);
        flow_end(&f);
        flow_start(&f, 4);
        number(&f, c->n_mentions, "report,", "reports,");
        number(&f, c->n_articles, "article,", "articles,");
        number(&f, c->n_outlets, "outlet,", "outlets,");
        number(&f, c->independent, "independent origin;", "independent origins;");
        flow_string(&f, STYLE_DIM, "since");
        flow_string(&f, STYLE_PLAIN, c->reports[0].date);
        flow_end(&f);
        flow_start(&f, 4);
        flow_string(&f, STYLE_DIM, "origins");
        flow_end(&f);
        for (uint32_t k = 0; k < c->n_origins; k++) text_origin(&f, t, c, &c->origins[k]);
        flow_start(&f, 4);
        flow_string(&f, STYLE_DIM, "positions");
        flow_end(&f);
        for (uint32_t k = 0; k < c->n_reports; k++)
            if (c->reports[k].stand == k) text_position(&f, t, c, k);
    }
}

/* ---- A row a report --------------------------------------------------------------------------------------------------------------------- */

void write_trace_csv(struct buffer *out, const struct trace *t, bool header)
{
    char cell[32];
    if (header)
        buffer_string(out,
                      "claim,text,date,article,uri,outlet,attribution,actor,actor_code,position,origin,because,chain,title,sentence,actor_id\r\n");
    for (uint32_t i = 0; i < t->n_claims; i++) {
        const struct trace_claim *c = &t->claims[i];
        for (uint32_t k = 0; k < c->n_reports; k++) {
            const struct trace_report *r = &c->reports[k];
            snprintf(cell, sizeof cell, "k%lld", (long long)c->linked);
            write_csv_text(out, cell);
            write_csv_text(out, r->wording);
            write_csv_text(out, r->date);
            write_csv_text(out, r->id);
            write_csv_text(out, r->uri);
            write_csv_text(out, r->outlet);
            snprintf(cell, sizeof cell, "t%u", r->attribution);
            write_csv_text(out, r->attribution ? cell : NULL);
            write_csv_text(out, trace_actor_name(t, r->actor, r->outlet));
            write_csv_text(out, r->actor < HS_OUTLET ? t->actors[r->actor].code : NULL);
            write_csv_text(out, trace_position_names[r->position]);
            snprintf(cell, sizeof cell, "%u", r->origin + 1);
            write_csv_text(out, r->origin == HS_NONE ? NULL : cell);
            write_csv_text(out, r->because);
            struct buffer chain = { 0 };
            buffer_string(&chain, "outlet");
            for (uint32_t v = 0; v < r->n_chain; v++) {
                buffer_string(&chain, " > ");
                buffer_string(&chain, trace_actor_name(t, r->chain[v], NULL));
            }
            buffer_char(&chain, '\0');
            write_csv_text(out, chain.failed ? NULL : chain.at);
            out->failed |= chain.failed;
            buffer_free(&chain);
            write_csv_text(out, r->title);
            write_csv_text(out, r->words);
            write_csv_text(out, trace_actor_id(t, r->actor, cell));
            /* write_csv_text() leaves a comma behind each cell. */
            if (out->len) out->len--;
            buffer_string(out, "\r\n");
        }
    }
}
