/* json.c: the JSON document of docs/format.md, on one line or indented; RFC 8259, UTF-8 as it is.
 *
 * The literals below are laid out as the indented form wants them. The compact form is the same without their white space, of which
 * none stands inside a string: one function, put(), is all that knows the difference.
 * Fields of stages that do not exist yet are null or empty, as the format demands; none is left out. */
#include <string.h>

#include "write/write.h"

struct json {
    struct buffer *out;
    bool pretty, textless;
    const struct codepoints *codepoints;
};

void write_json_literal(struct buffer *out, const char *literal, bool pretty)
{
    if (pretty) {
        buffer_string(out, literal);
        return;
    }
    for (const char *s = literal; *s;) {
        size_t solid = strcspn(s, " \n");
        buffer_bytes(out, s, solid);
        s += solid;
        s += strspn(s, " \n");
    }
}

static void put(struct json *j, const char *literal) { write_json_literal(j->out, literal, j->pretty); }

/* The letter of a short escape; 'u' for \u00XX. */
static char escape_letter(unsigned char c)
{
    switch (c) {
    case '"': return '"';
    case '\\': return '\\';
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 'u';
    }
}

void write_json_escaped(struct buffer *out, const char *s, size_t len)
{
    static const char hex[] = "0123456789abcdef";
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        buffer_bytes(out, s + from, i - from);
        from = i + 1;
        char code[6] = { '\\', escape_letter(c), '0', '0', hex[c >> 4], hex[c & 15] };
        buffer_bytes(out, code, code[1] == 'u' ? 6 : 2);
    }
    buffer_bytes(out, s + from, len - from);
}

void write_json_string(struct buffer *out, const char *s, size_t len)
{
    buffer_char(out, '"');
    write_json_escaped(out, s, len);
    buffer_char(out, '"');
}

static void string(struct json *j, const char *s, size_t len) { write_json_string(j->out, s, len); }

static void string_or_null(struct json *j, const char *s)
{
    if (s)
        string(j, s, strlen(s));
    else
        put(j, "null");
}

static void between(struct json *j, size_t i, const char *separator)
{
    if (i) put(j, separator);
}

/* "start": 0, "end": 57 */
static void start_end(struct json *j, struct span bytes)
{
    hearsay_span s = codepoints_span(j->codepoints, bytes);
    put(j, "\"start\": ");
    buffer_number(j->out, s.start);
    put(j, ", \"end\": ");
    buffer_number(j->out, s.end);
}

static void spans(struct json *j, hearsay_spans list)
{
    put(j, "[");
    for (size_t i = 0; i < list.n; i++) {
        between(j, i, ", ");
        put(j, "[");
        buffer_number(j->out, list.at[i].start);
        put(j, ", ");
        buffer_number(j->out, list.at[i].end);
        put(j, "]");
    }
    put(j, "]");
}

static void head(struct json *j, const struct hearsay_document *doc)
{
    const struct {
        const char *name, *value;
    } fields[] = {
        { "id", doc->view->id },         { "uri", doc->uri },           { "canonical", doc->canonical },
        { "outlet", doc->outlet },       { "title", doc->title },       { "author", doc->author },
        { "published", doc->published }, { "modified", doc->modified }, { "language", doc->language },
    };
    put(j, "{\n  \"schema\": \"hearsay/1\"");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        put(j, ",\n  \"");
        put(j, fields[i].name);
        put(j, "\": ");
        string_or_null(j, fields[i].value);
    }
    put(j, ",\n  \"text\": ");
    if (j->textless)
        put(j, "null");
    else
        string(j, doc->text, doc->len);
}

static void blocks(struct json *j, const struct hearsay_document *doc)
{
    put(j, ",\n  \"blocks\": [");
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        between(j, i, ",");
        put(j, "\n    {\"kind\": ");
        string_or_null(j, block_kind_names[doc->blocks[i].kind]);
        put(j, ", ");
        start_end(j, doc->blocks[i].span);
        put(j, "}");
    }
    put(j, "]");
}

static void sentences(struct json *j, const struct hearsay_document *doc)
{
    put(j, ",\n  \"sentences\": [");
    for (uint32_t i = 0; i < doc->n_sentences; i++) {
        between(j, i, ",");
        put(j, "\n    {");
        start_end(j, doc->sentences[i].span);
        put(j, ", \"block\": ");
        buffer_number(j->out, doc->sentences[i].block);
        put(j, "}");
    }
    put(j, "]");
}

static void id(struct json *j, char letter, uint32_t index)
{
    buffer_char(j->out, '"');
    buffer_char(j->out, letter);
    buffer_number(j->out, (uint64_t)index + 1);
    buffer_char(j->out, '"');
}

static void id_or_null(struct json *j, char letter, uint32_t index)
{
    if (index == HS_NONE)
        put(j, "null");
    else
        id(j, letter, index);
}

static void actor(struct json *j, const struct hearsay_document *doc, uint32_t index)
{
    const struct actor *a = &doc->actors[index];
    put(j, "\n    {\"id\": ");
    id(j, 'a', index);
    put(j, ", \"name\": ");
    string_or_null(j, a->name);
    put(j, ", \"kind\": ");
    string_or_null(j, actor_kind_names[a->kind]);
    put(j, ", \"code\": ");
    string_or_null(j, a->code[0] ? a->code : NULL);
    put(j, ", \"role\": ");
    string_or_null(j, a->role);
    put(j, ", \"of\": ");
    id_or_null(j, 'a', a->of);
    put(j, ", \"members\": [");
    for (uint32_t i = 0; i < a->n_members; i++) {
        between(j, i, ", ");
        id(j, 'a', a->members[i]);
    }
    put(j, "],\n     \"mentions\": [");
    for (uint32_t i = 0; i < a->n_mentions; i++) {
        const struct actor_mention *m = &doc->mentions[a->mentions[i]];
        between(j, i, ", ");
        put(j, "{");
        start_end(j, m->span);
        put(j, ", \"form\": ");
        string_or_null(j, mention_form_names[m->form]);
        put(j, "}");
    }
    put(j, "]}");
}

static void actors(struct json *j, const struct hearsay_document *doc)
{
    put(j, ",\n  \"actors\": [");
    for (uint32_t i = 0; i < doc->n_actors; i++) {
        between(j, i, ",");
        actor(j, doc, i);
    }
    put(j, "]");
}

static void chain(struct json *j, const struct attribution *a)
{
    put(j, ", \"chain\": [\"outlet\"");
    for (uint32_t i = 0; i < a->n_voices; i++) {
        put(j, ", ");
        id_or_null(j, 'a', a->voices[i].actor);
    }
    put(j, "], \"links\": [\"outlet\"");
    for (uint32_t i = 0; i < a->n_voices; i++) {
        put(j, ", \"");
        put(j, voice_link_names[a->voices[i].link]);
        put(j, "\"");
    }
    put(j, "]");
}

static void attributions(struct json *j, const struct hearsay_document *doc)
{
    put(j, ",\n  \"attributions\": [");
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        const hearsay_attribution *a = &doc->view->attributions[i];
        between(j, i, ",");
        put(j, "\n    {\"id\": \"t");
        buffer_number(j->out, (uint64_t)i + 1);
        put(j, "\", \"sentence\": ");
        buffer_number(j->out, a->sentence);
        put(j, ",\n     \"source\": ");
        spans(j, a->source);
        put(j, ", \"cue\": ");
        spans(j, a->cue);
        put(j, ", \"content\": ");
        spans(j, a->content);
        put(j, ",\n     \"actor\": ");
        id_or_null(j, 'a', doc->attributions[i].actor);
        put(j, ", \"source_type\": \"");
        put(j, a->source_type);
        put(j, "\", \"quote\": \"");
        put(j, a->quote);
        put(j, "\", \"stance\": \"");
        put(j, a->stance);
        put(j, "\",\n     \"within\": ");
        id_or_null(j, 't', doc->attributions[i].within);
        chain(j, &doc->attributions[i]);
        put(j, ",\n     \"score\": ");
        write_score(j->out, a->score);
        put(j, "}");
    }
    put(j, "]");
}

static void loaded(struct json *j, const struct hearsay_document *doc)
{
    put(j, ",\n  \"loaded\": [");
    for (uint32_t i = 0; i < doc->n_loaded; i++) {
        between(j, i, ",");
        put(j, "\n    {");
        start_end(j, doc->loaded[i].span);
        put(j, ", \"kind\": \"");
        put(j, loaded_kind_names[doc->loaded[i].kind]);
        put(j, "\", \"attribution\": ");
        id_or_null(j, 't', doc->loaded[i].attribution);
        put(j, "}");
    }
    put(j, "]");
}

static void event(struct json *j, const struct claim_event *e, const hearsay_event *view)
{
    put(j, "{\"code\": ");
    string_or_null(j, e->code);
    put(j, ", \"mode\": ");
    string_or_null(j, e->mode);
    put(j, ", \"cameo\": ");
    string_or_null(j, view->cameo);
    put(j, ", \"contexts\": [");
    for (uint32_t i = 0; i < e->n_contexts; i++) {
        between(j, i, ", ");
        string_or_null(j, e->contexts[i]);
    }
    put(j, "], \"cue\": ");
    spans(j, view->cue);
    put(j, ", \"actor\": ");
    id_or_null(j, 'a', e->actor);
    put(j, ", \"target\": ");
    id_or_null(j, 'a', e->target);
    put(j, ",\n               \"theme\": ");
    spans(j, view->theme);
    put(j, ", \"when\": ");
    string_or_null(j, e->when);
    put(j, ", \"where\": ");
    id_or_null(j, 'a', e->where);
    put(j, "}");
}

static void positions(struct json *j, const struct claim *c)
{
    put(j, ",\n     \"positions\": [");
    for (uint32_t i = 0; i < c->n_positions; i++) {
        const struct position *p = &c->positions[i];
        between(j, i, ",\n                   ");
        put(j, "{\"actor\": ");
        if (p->actor == HS_OUTLET)
            put(j, "\"outlet\"");
        else
            id_or_null(j, 'a', p->actor);
        put(j, ", \"position\": \"");
        put(j, position_kind_names[p->kind]);
        put(j, "\", \"attribution\": ");
        id_or_null(j, 't', p->attribution);
        put(j, ", \"score\": ");
        write_score(j->out, p->score);
        put(j, "}");
    }
    put(j, "]");
}

static void claims(struct json *j, const struct hearsay_document *doc)
{
    put(j, ",\n  \"claims\": [");
    for (uint32_t i = 0; i < doc->n_claims; i++) {
        const struct claim *c = &doc->claims[i];
        const hearsay_claim *view = &doc->view->claims[i];
        between(j, i, ",");
        put(j, "\n    {\"id\": ");
        id(j, 'c', i);
        put(j, ", \"text\": ");
        string_or_null(j, c->text);
        put(j, ",\n     \"event\": ");
        if (c->event)
            event(j, c->event, view->event);
        else
            put(j, "null");
        put(j, ",\n     \"mentions\": [");
        for (uint32_t k = 0; k < c->n_mentions; k++) {
            between(j, k, ",\n                  ");
            put(j, "{\"attribution\": ");
            id_or_null(j, 't', c->mentions[k].attribution);
            put(j, ", \"spans\": ");
            spans(j, view->mentions[k].spans);
            put(j, ", \"negated\": ");
            put(j, c->mentions[k].negated ? "true}" : "false}");
        }
        put(j, "]");
        positions(j, c);
        put(j, "}");
    }
    put(j, "]");
}

static void entities(struct json *j, const struct hearsay_document *doc)
{
    put(j, ",\n  \"entities\": [");
    for (uint32_t i = 0; i < doc->n_entities; i++) {
        between(j, i, ",");
        put(j, "\n    {");
        start_end(j, doc->entities[i].span);
        put(j, ", \"type\": \"");
        put(j, entity_type_names[doc->entities[i].type]);
        put(j, "\"}");
    }
    put(j, "]");
}

static void times(struct json *j, const struct hearsay_document *doc)
{
    put(j, ",\n  \"times\": [");
    for (uint32_t i = 0; i < doc->n_times; i++) {
        between(j, i, ",");
        put(j, "\n    {");
        start_end(j, doc->times[i].span);
        put(j, ", \"type\": \"");
        put(j, time_type_names[doc->times[i].type]);
        put(j, "\", \"value\": ");
        string_or_null(j, doc->times[i].value);
        put(j, "}");
    }
    put(j, "]");
}

static void document(struct json j, const struct hearsay_document *doc)
{
    head(&j, doc);
    blocks(&j, doc);
    sentences(&j, doc);
    actors(&j, doc);
    attributions(&j, doc);
    loaded(&j, doc);
    claims(&j, doc);
    times(&j, doc);
    entities(&j, doc);
    put(&j, "\n}");
    buffer_char(j.out, '\n');
}

void write_json(struct buffer *out, const struct hearsay_document *doc, bool pretty)
{
    document((struct json){ out, pretty, false, &doc->view->codepoints }, doc);
}

void write_json_textless(struct buffer *out, const struct hearsay_document *doc)
{
    document((struct json){ out, false, true, &doc->view->codepoints }, doc);
}
