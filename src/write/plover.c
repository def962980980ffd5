/* plover.c: claims as event data, one event a row: the columns of POLECAT (the global data set in PLOVER), as far as an article tells them, so that
 * code written for it reads this; then those that no other coder has: who asserts the event, who denies it, through whom the outlet has it.
 *
 *   Position Holders   United States; experts                          lists whose n-th entries belong together, "; " between them as in POLECAT,
 *   Positions          asserts; no-evidence                            where an entry has no semicolon
 *   Chains             The Post > Reuters > United States; The Post > experts
 *
 * A ROW AN EVENT  so that counting rows counts events; what several voices hold of it stands in its lists. Whoever only passes it on is a voice of
 *                 the chains and no holder. Rows that the outlet does not assert are what somebody says, and no more.
 * DATE            An event without a date is lost to every analysis over time, so "Event Date" is the day that the text gives, else the day of
 *                 publication, as in POLECAT; "When" says what the text gives. */
#include <string.h>

#include "lexicon/event_words.h"
#include "write/write.h"

static const char separator[] = "; ";

/* PLOVER's two-by-two. */
static const char *quad_of(const char *code)
{
    static const char *const quads[] = { "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT" };
    static const unsigned char quad[EVENT_CODES] = {
        [EVENT_AGREE] = 0,    [EVENT_CONSULT] = 0,  [EVENT_SUPPORT] = 0, [EVENT_CONCEDE] = 0, [EVENT_COOPERATE] = 1, [EVENT_AID] = 1,
        [EVENT_RETREAT] = 1,  [EVENT_REQUEST] = 2,  [EVENT_ACCUSE] = 2,  [EVENT_REJECT] = 2,  [EVENT_THREATEN] = 2,  [EVENT_PROTEST] = 3,
        [EVENT_SANCTION] = 3, [EVENT_MOBILIZE] = 3, [EVENT_COERCE] = 3,  [EVENT_ASSAULT] = 3,
    };
    for (unsigned i = 0; i < EVENT_CODES; i++)
        if (!strcmp(event_code_names[i], code)) return quads[quad[i]];
    return NULL;
}

/* ---- Cells that are lists ------------------------------------------------------------------------------------------------- */

/* One cell in the making, in a buffer of its own that serves all of them. */
struct list {
    struct buffer *out, text;
    bool any;
};

/* A part of an entry, without what separates entries and voices. */
static void part(struct list *l, const char *s)
{
    for (; *s; s++) {
        if (*s == ';')
            buffer_char(&l->text, ',');
        else if (*s == '>')
            buffer_string(&l->text, "›");
        else
            buffer_char(&l->text, *s);
    }
}

static void entry(struct list *l)
{
    if (l->any) buffer_string(&l->text, separator);
    l->any = true;
}

static void one(struct list *l, const char *s)
{
    entry(l);
    part(l, s);
}

static void cell(struct list *l)
{
    buffer_char(&l->text, '\0');
    l->out->failed = l->out->failed || l->text.failed;
    write_csv_text(l->out, l->text.failed ? NULL : l->text.at);
    l->text.len = 0;
    l->any = false;
}

/* Who holds it: each once. */
static void holders(struct list *l, const struct hearsay_document *doc, const struct claim *c, unsigned kinds)
{
    for (uint32_t i = 0; i < c->n_positions; i++) {
        const struct position *p = &c->positions[i];
        bool again = false;
        if (!(kinds >> p->kind & 1)) continue;
        for (uint32_t k = 0; k < i && !again; k++)
            again = kinds >> c->positions[k].kind & 1 && c->positions[k].actor == p->actor && p->actor != HS_NONE;
        if (!again) one(l, write_voice(doc, p->actor));
    }
    cell(l);
}

static void chain(struct list *l, const struct hearsay_document *doc, const struct position *p)
{
    one(l, write_voice(doc, HS_OUTLET));
    if (p->attribution == HS_NONE) return;
    const struct attribution *a = &doc->attributions[p->attribution];
    for (uint32_t i = 0; i < a->n_voices; i++) {
        buffer_string(&l->text, " > ");
        part(l, write_voice(doc, a->voices[i].actor));
    }
}

static void positions(struct list *l, const struct hearsay_document *doc, const struct claim *c)
{
    enum { HOLDER, POSITION, CHAIN, ATTRIBUTION, SCORE, COLUMNS };
    for (unsigned column = HOLDER; column < COLUMNS; column++) {
        for (uint32_t i = 0; i < c->n_positions; i++) {
            const struct position *p = &c->positions[i];
            if (p->kind == POSITION_REPORTS) continue;
            switch (column) {
            case HOLDER: one(l, write_voice(doc, p->actor)); break;
            case POSITION: one(l, position_kind_names[p->kind]); break;
            case CHAIN: chain(l, doc, p); break;
            case ATTRIBUTION:
                entry(l);
                if (p->attribution == HS_NONE)
                    buffer_string(&l->text, "outlet");
                else {
                    buffer_char(&l->text, 't');
                    buffer_number(&l->text, (uint64_t)p->attribution + 1);
                }
                break;
            default: entry(l); write_score(&l->text, (double)p->score);
            }
        }
        cell(l);
    }
}

/* ---- The event ------------------------------------------------------------------------------------------------------------ */

static bool is_day(const char *s)
{
    for (unsigned i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? s[i] != '-' : s[i] < '0' || s[i] > '9') return false;
    return true;
}

static void date(struct list *l, const struct hearsay_document *doc, const char *when)
{
    const char *from = when && is_day(when) ? when : doc->published && is_day(doc->published) ? doc->published : NULL;
    if (from) buffer_bytes(&l->text, from, 10);
    cell(l);
}

static void party(struct list *l, const struct hearsay_document *doc, uint32_t index)
{
    const struct actor *a = index == HS_NONE ? NULL : &doc->actors[index];
    write_csv_text(l->out, a ? a->name : NULL);
    write_csv_text(l->out, a ? a->code : NULL);
    write_csv_text(l->out, a ? actor_kind_names[a->kind] : NULL);
    write_csv_text(l->out, a ? a->role : NULL);
}

/* The sentence that shows it. */
static void sentence(struct list *l, const struct hearsay_document *doc, const struct claim *c)
{
    const uint32_t i = write_claim_sentence(doc, c);
    if (i != HS_NONE) buffer_bytes(&l->text, doc->text + doc->sentences[i].span.start, doc->sentences[i].span.end - doc->sentences[i].span.start);
    cell(l);
}

static void row(struct list *l, const struct hearsay_document *doc, uint32_t index)
{
    const struct claim *c = &doc->claims[index];
    const struct claim_event *e = c->event;
    bool outlet_asserts = false;
    buffer_string(&l->text, doc->view->id);
    buffer_string(&l->text, "-c");
    buffer_number(&l->text, (uint64_t)index + 1);
    cell(l);
    date(l, doc, e->when);
    write_csv_text(l->out, e->code);
    write_csv_text(l->out, e->mode);
    write_csv_text(l->out, quad_of(e->code));
    for (uint32_t i = 0; i < e->n_contexts; i++) one(l, e->contexts[i]);
    cell(l);
    write_csv_text(l->out, e->cameo);
    party(l, doc, e->actor);
    party(l, doc, e->target);
    write_csv_text(l->out, e->where == HS_NONE ? NULL : doc->actors[e->where].name);
    write_csv_text(l->out, e->where == HS_NONE ? NULL : doc->actors[e->where].code);
    write_csv_text(l->out, e->when);
    write_csv_text(l->out, doc->outlet);
    write_csv_text(l->out, doc->published);
    write_csv_text(l->out, doc->title);
    write_csv_text(l->out, doc->view->id);
    write_csv_text(l->out, doc->uri);
    for (uint32_t i = 0; i < c->n_positions; i++)
        outlet_asserts = outlet_asserts || (c->positions[i].actor == HS_OUTLET && c->positions[i].kind == POSITION_ASSERTS);
    buffer_string(l->out, outlet_asserts ? "TRUE," : "FALSE,");
    holders(l, doc, c, 1u << POSITION_ASSERTS);
    holders(l, doc, c, 1u << POSITION_DENIES);
    holders(l, doc, c, 1u << POSITION_DOUBTS | 1u << POSITION_NO_EVIDENCE);
    positions(l, doc, c);
    write_csv_text(l->out, c->text);
    sentence(l, doc, c);
    buffer_number(l->out, c->n_mentions);
    buffer_string(l->out, "\r\n");
}

const char *hearsay_plover_header(void)
{
    return "\"Event ID\",\"Event Date\",\"Event Type\",\"Event Mode\",\"Quad Code\",\"Contexts\",\"CAMEO Code\","
           "\"Actor Name\",\"Actor Country\",\"Actor Kind\",\"Actor Title\","
           "\"Recipient Name\",\"Recipient Country\",\"Recipient Kind\",\"Recipient Title\",\"Placename\",\"Country\",\"When\","
           "\"Source\",\"Publication Date\",\"Headline\",\"Story ID\",\"URL\","
           "\"Outlet Asserts\",\"Asserted By\",\"Denied By\",\"Doubted By\","
           "\"Position Holders\",\"Positions\",\"Chains\",\"Attributions\",\"Scores\",\"Claim\",\"Sentence\",\"Mentions\"\r\n";
}

void write_plover(struct buffer *out, const struct hearsay_document *doc)
{
    struct list l = { .out = out };
    for (uint32_t i = 0; i < doc->n_claims; i++)
        if (doc->claims[i].event) row(&l, doc, i);
    buffer_free(&l.text);
}
