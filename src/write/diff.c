/* diff.c: what changed between two versions of an article: for people, and as JSON.
 *
 * For people a changed paragraph stands with what went between [- and -] and what came between {+ and +}, in colours too; a line of what is said or
 * claimed begins with - (it went), + (it came) or ~ (it changed: as it was, then as it is). */
#include <string.h>

#include "base/error.h"
#include "base/versioned.h"
#include "trace/diff.h"
#include "write/flow.h"
#include "write/write.h"

static const char *const change_names[CHANGES] = { "removed", "added", "reworded", "moved" };

struct two {
    const struct hearsay_document *a, *b;
    struct diff diff;
    struct arena *arena;
    struct buffer *out;
    bool failed; /* memory ran out */
};

/* The words of a block of either, and which the other has too. */
struct compared {
    struct diff_words a, b;
    bool *in_a, *in_b;
};

static bool compare(struct two *t, const struct changed *c, struct compared *out)
{
    const struct span x = t->a->blocks[c->a].span, y = t->b->blocks[c->b].span;
    if (!diff_words(&out->a, t->a->text + x.start, x.end - x.start, t->arena) ||
        !diff_words(&out->b, t->b->text + y.start, y.end - y.start, t->arena))
        return false;
    out->in_a = ARENA_ARRAY(t->arena, bool, out->a.n);
    out->in_b = ARENA_ARRAY(t->arena, bool, out->b.n);
    return out->in_a && out->in_b && diff_common(&out->a, &out->b, out->in_a, out->in_b, t->arena);
}

/* ---- JSON ------------------------------------------------------------------------------------------------------------------------ */

static void json_string(struct buffer *b, const char *s)
{
    if (s)
        write_json_string(b, s, strlen(s));
    else
        buffer_string(b, "null");
}

static void json_version(struct buffer *b, const char *name, const struct hearsay_document *doc)
{
    buffer_string(b, name);
    buffer_string(b, "{\"id\":");
    json_string(b, doc->view->id);
    buffer_string(b, ",\"uri\":");
    json_string(b, doc->uri);
    buffer_string(b, ",\"title\":");
    json_string(b, doc->title);
    buffer_string(b, ",\"published\":");
    json_string(b, doc->published);
    buffer_string(b, ",\"modified\":");
    json_string(b, doc->modified);
    buffer_char(b, '}');
}

static void json_index(struct buffer *b, const char *name, uint32_t i, char letter)
{
    buffer_string(b, name);
    if (i == HS_NONE) {
        buffer_string(b, "null");
    } else if (letter) {
        buffer_char(b, '"');
        buffer_char(b, letter);
        buffer_number(b, (uint64_t)i + 1);
        buffer_char(b, '"');
    } else {
        buffer_number(b, i);
    }
}

/* [["kept", "The ships had"], ["removed", "stopped"], ...] */
static void json_words(struct two *t, const struct compared *c)
{
    struct buffer *b = t->out;
    uint32_t i = 0, k = 0;
    bool first = true;
    buffer_string(b, ",\"words\":[");
    while (i < c->a.n || k < c->b.n) {
        const bool removed = i < c->a.n && !c->in_a[i], added = !removed && k < c->b.n && !c->in_b[k];
        buffer_string(b, first ? "[\"" : ",[\"");
        buffer_string(b, removed ? "removed" : added ? "added" : "kept");
        buffer_string(b, "\",\"");
        for (bool one = true;; one = false) {
            const struct diff_word *w = added ? &c->b.at[k++] : &c->a.at[i++];
            if (!one) buffer_char(b, ' ');
            write_json_escaped(b, w->at, w->len);
            if (!removed && !added) k++;
            if (removed ? !(i < c->a.n && !c->in_a[i])
                : added ? !(k < c->b.n && !c->in_b[k])
                        : !(i < c->a.n && k < c->b.n && c->in_a[i] && c->in_b[k]))
                break;
        }
        buffer_string(b, "\"]");
        first = false;
    }
    buffer_char(b, ']');
}

static void json_changes(struct two *t, const char *name, const struct changes *list, char letter)
{
    buffer_string(t->out, name);
    for (uint32_t i = 0; i < list->n; i++) {
        const struct changed *c = &list->at[i];
        struct compared words;
        buffer_string(t->out, i ? ",{\"change\":\"" : "{\"change\":\"");
        buffer_string(t->out, letter && c->change == CHANGE_REWORDED ? "changed" : change_names[c->change]);
        json_index(t->out, "\",\"before\":", c->a, letter);
        json_index(t->out, ",\"after\":", c->b, letter);
        if (!letter && c->change == CHANGE_REWORDED) {
            t->failed = t->failed || !compare(t, c, &words);
            if (!t->failed) json_words(t, &words);
        }
        buffer_char(t->out, '}');
    }
    buffer_char(t->out, ']');
}

static void write_diff_json(struct two *t)
{
    json_version(t->out, "{\"schema\":\"hearsay-diff/1\",\"before\":", t->a);
    json_version(t->out, ",\"after\":", t->b);
    json_changes(t, ",\"paragraphs\":[", &t->diff.blocks, 0);
    json_changes(t, ",\"attributions\":[", &t->diff.attributions, 't');
    json_changes(t, ",\"claims\":[", &t->diff.claims, 'c');
    buffer_string(t->out, "}\n");
}

/* ---- For people ------------------------------------------------------------------------------------------------------------------- */

static void block(struct flow *f, enum style style, const struct hearsay_document *doc, uint32_t i)
{
    const struct span s = doc->blocks[i].span;
    flow_text(f, style, doc->text + s.start, s.end - s.start);
}

static void reworded(struct two *t, struct flow *f, const struct changed *change)
{
    struct compared c;
    if (!compare(t, change, &c)) {
        t->failed = true;
        return;
    }
    for (uint32_t i = 0, k = 0; i < c.a.n || k < c.b.n;) {
        const bool removed = i < c.a.n && !c.in_a[i], added = !removed && k < c.b.n && !c.in_b[k];
        const struct diff_word *w = added ? &c.b.at[k++] : &c.a.at[i++];
        if (!removed && !added) k++;
        const bool begins = (removed && (i == 1 || c.in_a[i - 2])) || (added && (k == 1 || c.in_b[k - 2]));
        const bool ends = (removed && (i == c.a.n || c.in_a[i])) || (added && (k == c.b.n || c.in_b[k]));
        const enum style style = removed ? STYLE_LOADED : added ? STYLE_CUE : STYLE_PLAIN;
        /* The marks belong to the word, so that no line breaks between. */
        struct buffer word = { 0 };
        if (begins) buffer_string(&word, removed ? "[-" : "{+");
        buffer_bytes(&word, w->at, w->len);
        if (ends) buffer_string(&word, removed ? "-]" : "+}");
        t->failed = t->failed || word.failed;
        if (!word.failed) flow_text(f, style, word.at, word.len);
        buffer_free(&word);
    }
}

static void sign(struct flow *f, const char *s, enum style style)
{
    flow_start(f, 2);
    flow_string(f, style, s);
}

static void said(struct flow *f, const struct hearsay_document *doc, uint32_t i)
{
    const struct attribution *a = &doc->attributions[i];
    flow_string(f, STYLE_SOURCE, a->actor < doc->n_actors ? doc->actors[a->actor].name : "(nobody named)");
    f->lead = "→";
    flow_string(f, STYLE_CUE, stance_names[a->stance]);
    f->lead = "→";
    for (uint32_t k = 0; k < a->content.n; k++)
        flow_text(f, STYLE_CONTENT, doc->text + a->content.at[k].start, a->content.at[k].end - a->content.at[k].start);
}

static void claimed(struct flow *f, const struct hearsay_document *doc, uint32_t i)
{
    const struct claim *c = &doc->claims[i];
    flow_string(f, STYLE_CONTENT, c->text);
    for (uint32_t k = 0; k < c->n_positions; k++) {
        const struct position *p = &c->positions[k];
        f->lead = k ? "," : "→";
        flow_string(f, STYLE_SOURCE, p->actor == HS_OUTLET ? "the outlet" : p->actor < doc->n_actors ? doc->actors[p->actor].name : "(nobody named)");
        flow_string(f, STYLE_CUE, position_kind_names[p->kind]);
    }
}

static void heading(struct flow *f, const char *s)
{
    flow_end(f);
    flow_string(f, STYLE_TITLE, s);
    flow_end(f);
}

static void changes_text(struct two *t, struct flow *f, const char *name, const struct changes *list,
                         void (*show)(struct flow *f, const struct hearsay_document *doc, uint32_t i))
{
    if (list->n) heading(f, name);
    for (uint32_t i = 0; i < list->n; i++) {
        const struct changed *c = &list->at[i];
        if (c->a != HS_NONE) {
            sign(f, c->b == HS_NONE ? "-" : "~", STYLE_DIM);
            show(f, t->a, c->a);
            flow_end(f);
        }
        if (c->b != HS_NONE) {
            flow_start(f, c->a == HS_NONE ? 2 : 4);
            flow_string(f, STYLE_DIM, c->a == HS_NONE ? "+" : "→");
            show(f, t->b, c->b);
            flow_end(f);
        }
    }
}

static void version_line(struct flow *f, const char *s, const struct hearsay_document *doc)
{
    sign(f, s, STYLE_DIM);
    flow_string(f, STYLE_DIM, doc->view->id);
    if (doc->modified || doc->published) flow_string(f, STYLE_DIM, doc->modified ? doc->modified : doc->published);
    if (doc->title) flow_string(f, STYLE_PLAIN, doc->title);
    flow_end(f);
}

static void write_diff_text(struct two *t, unsigned columns, bool color)
{
    struct flow f = { .out = t->out, .color = color, .columns = write_columns(columns), .indent = 4 };
    version_line(&f, "-", t->a);
    version_line(&f, "+", t->b);
    if (!t->diff.blocks.n && !t->diff.attributions.n && !t->diff.claims.n) heading(&f, "Nothing changed.");
    if (t->diff.blocks.n) heading(&f, "Paragraphs");
    for (uint32_t i = 0; i < t->diff.blocks.n && !t->failed; i++) {
        const struct changed *c = &t->diff.blocks.at[i];
        static const char *const signs[CHANGES] = { "-", "+", "~", "↕" };
        sign(&f, signs[c->change], STYLE_DIM);
        if (c->change == CHANGE_REWORDED)
            reworded(t, &f, c);
        else
            block(&f,
                  c->change == CHANGE_REMOVED ? STYLE_LOADED
                  : c->change == CHANGE_ADDED ? STYLE_CUE
                                              : STYLE_PLAIN,
                  c->b == HS_NONE ? t->a : t->b, c->b == HS_NONE ? c->a : c->b);
        flow_end(&f);
    }
    changes_text(t, &f, "What is said", &t->diff.attributions, said);
    changes_text(t, &f, "What is claimed", &t->diff.claims, claimed);
}

/* ---- All --------------------------------------------------------------------------------------------------------------------------- */

hearsay_code hearsay_diff_write(const hearsay_document *before, const hearsay_document *after, hearsay_format format,
                                const hearsay_write_options *opts, char **out, size_t *out_len, hearsay_error *err)
{
    hearsay_write_options known = HEARSAY_WRITE_OPTIONS_INIT;
    if (!before || !after || !out || !versioned_copy(&known, sizeof known, opts))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "a document or the place for the text is NULL, or the options give a size that cannot be");
    if (format != HEARSAY_JSON && format != HEARSAY_TEXT) return error_set(err, HEARSAY_E_ARGUMENT, 0, "a difference is written as text or JSON");
    struct buffer b = { 0 };
    struct two t = { .a = before, .b = after, .arena = arena_new(0), .out = &b };
    t.failed = !t.arena || !diff_make(&t.diff, before, after, t.arena);
    if (!t.failed && format == HEARSAY_JSON) write_diff_json(&t);
    if (!t.failed && format == HEARSAY_TEXT) write_diff_text(&t, known.columns, known.color);
    arena_free(t.arena);
    const size_t len = b.len;
    buffer_char(&b, '\0');
    if (t.failed || b.failed) {
        buffer_free(&b);
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for what changed between two documents");
    }
    *out = b.at;
    if (out_len) *out_len = len;
    return HEARSAY_OK;
}
