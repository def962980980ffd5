/* conllu.c: words, syntax and attributions in CoNLL-U (universaldependencies.org/format.html).
 *
 *   # newdoc id = 9f2c41d0b7e35a68
 *   # global.Entity = eid-etype
 *   # newpar
 *   # block = paragraph
 *   # sent_id = 9f2c41d0b7e35a68-1
 *   # text = They don't know.
 *   1    They    _  PRON  _  _  4  nsubj  _  Attribution=t1:source
 *   2-3  don't   _  _     _  _  _  _      _  _                            one surface token, two words
 *   2    do      _  AUX   _  _  4  aux    _  _
 *   3    n't     _  PART  _  _  4  advmod _  _
 *   4    know    _  VERB  _  _  0  root   _  Attribution=t1:cue|SpaceAfter=No
 *
 * MISC, its keys in alphabetical order:
 *   Attribution   the attributions of the JSON document in which the word stands, and as what: "t1:source,t2:content"
 *   Claim         the claims whose event the word says, "c1:cue", or of which it is the theme, "c1:theme"
 *   Entity        as CorefUD writes it: "(e1-person" on the first word, "e1)" on the last, "(e1-person)" on an only one
 *   SpaceAfter    "No" where the next token follows at once
 *   SpacesAfter   white space behind the token that is not one space, as UDPipe writes it: \s \t \r \n, other characters as they are
 * A line of the format ends at a line feed, its columns at tabs: both are white space in FORM and `# text`, where they become a space. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "write/write.h"

/* What marks words: attributions, or claims. */
struct marking {
    const char *key; /* of MISC, with the letter of the ids */
    unsigned n_parts;
    const char *parts[ROLES];
    uint32_t (*count)(const struct hearsay_document *doc);
    struct span_list (*spans)(const struct hearsay_document *doc, uint32_t index, unsigned part);
};

static uint32_t attributions(const struct hearsay_document *doc) { return doc->n_attributions; }

static struct span_list attribution_spans(const struct hearsay_document *doc, uint32_t index, unsigned part)
{
    return role_spans(&doc->attributions[index], (enum role)part);
}

static uint32_t claims(const struct hearsay_document *doc) { return doc->n_claims; }

static struct span_list claim_spans(const struct hearsay_document *doc, uint32_t index, unsigned part)
{
    const struct claim_event *e = doc->claims[index].event;
    return !e ? (struct span_list){ NULL, 0 } : part ? e->theme : e->cue;
}

enum { MARKINGS = 2 };
static const struct marking markings[MARKINGS] = {
    { "Attribution=t", ROLES, { [ROLE_SOURCE] = "source", [ROLE_CUE] = "cue", [ROLE_CONTENT] = "content" }, attributions, attribution_spans },
    { "Claim=c", 2, { "cue", "theme" }, claims, claim_spans },
};

/* The marks of each word: the entries of word w are at[first[w] .. first[w + 1]). */
struct mark {
    uint32_t index;
    uint8_t part;
};
struct marks {
    const struct marking *what;
    uint32_t *first;
    struct mark *at;
};

/* One round over all spans: counts the marks of each word in count[w] and, where m->at is set, puts them in place. Two spans of one part may
 * touch the same word, which is marked once. */
static void mark_words(const struct hearsay_document *doc, struct marks *m, uint32_t *count)
{
    for (uint32_t i = 0; i < m->what->count(doc); i++) {
        for (unsigned part = 0; part < m->what->n_parts; part++) {
            struct span_list list = m->what->spans(doc, i, part);
            uint32_t free_from = 0;
            for (uint32_t k = 0; k < list.n; k++) {
                uint32_t w = word_at(doc, list.at[k].start);
                if (w < free_from) w = free_from;
                for (; w < doc->n_words && doc->words[w].span.start < list.at[k].end; w++) {
                    if (m->at) m->at[m->first[w] + count[w]] = (struct mark){ i, (uint8_t)part };
                    count[w]++;
                }
                free_from = w;
            }
        }
    }
}

static bool marks_make(struct marks *m, const struct marking *what, const struct hearsay_document *doc)
{
    *m = (struct marks){ what, calloc((size_t)doc->n_words + 1, sizeof *m->first), NULL };
    uint32_t *count = calloc((size_t)doc->n_words + 1, sizeof *count);
    if (m->first && count) {
        mark_words(doc, m, count);
        for (uint32_t w = 0; w < doc->n_words; w++) m->first[w + 1] = m->first[w] + count[w];
        memset(count, 0, ((size_t)doc->n_words + 1) * sizeof *count);
        m->at = malloc(((size_t)m->first[doc->n_words] + 1) * sizeof *m->at);
        if (m->at) mark_words(doc, m, count);
    }
    free(count);
    return m->at != NULL;
}

static void marks_free(struct marks *m)
{
    free(m->first);
    free(m->at);
}

struct conllu {
    struct buffer *out;
    const struct hearsay_document *doc;
    struct marks marks[MARKINGS];
    uint32_t entity; /* the first one that ends behind the word that is written */
};

/* Text without tabs and line ends; every other character as it is. */
static void plain(struct buffer *out, const char *s, size_t len)
{
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] != '\t' && s[i] != '\n' && s[i] != '\r') continue;
        buffer_bytes(out, s + from, i - from);
        buffer_char(out, ' ');
        from = i + 1;
    }
    buffer_bytes(out, s + from, len - from);
}

static void key(struct buffer *out, const char *name, bool *any)
{
    buffer_string(out, *any ? "|" : "");
    buffer_string(out, name);
    *any = true;
}

static void marks_misc(struct conllu *c, const struct marks *m, uint32_t w, bool *any)
{
    for (uint32_t i = m->first[w]; i < m->first[w + 1]; i++) {
        if (i == m->first[w])
            key(c->out, m->what->key, any);
        else {
            buffer_char(c->out, ',');
            buffer_char(c->out, m->what->key[strlen(m->what->key) - 1]);
        }
        buffer_number(c->out, (uint64_t)m->at[i].index + 1);
        buffer_char(c->out, ':');
        buffer_string(c->out, m->what->parts[m->at[i].part]);
    }
}

static void entity_misc(struct conllu *c, uint32_t w, bool *any)
{
    const struct hearsay_document *doc = c->doc;
    while (c->entity < doc->n_entities && doc->entities[c->entity].first_word + doc->entities[c->entity].words <= w) c->entity++;
    if (c->entity == doc->n_entities) return;
    const struct entity *e = &doc->entities[c->entity];
    bool first = w == e->first_word, last = w + 1 == e->first_word + e->words;
    if (!first && !last) return;
    key(c->out, "Entity=", any);
    buffer_string(c->out, first ? "(e" : "e");
    buffer_number(c->out, (uint64_t)c->entity + 1);
    if (first) {
        buffer_char(c->out, '-');
        buffer_string(c->out, entity_type_names[e->type]);
    }
    if (last) buffer_char(c->out, ')');
}

/* What stands between token w and the next one, or the text's end. */
static void space_misc(struct conllu *c, uint32_t w, bool *any)
{
    const struct hearsay_document *doc = c->doc;
    uint32_t from = doc->words[w].span.end, to = w + 1 < doc->n_words ? doc->words[w + 1].span.start : doc->len;
    if (from == to && w + 1 < doc->n_words) {
        key(c->out, "SpaceAfter=No", any);
        return;
    }
    if (from == to || (to - from == 1 && doc->text[from] == ' ')) return;
    key(c->out, "SpacesAfter=", any);
    for (uint32_t i = from; i < to; i++) {
        switch (doc->text[i]) {
        case ' ': buffer_string(c->out, "\\s"); break;
        case '\t': buffer_string(c->out, "\\t"); break;
        case '\r': buffer_string(c->out, "\\r"); break;
        case '\n': buffer_string(c->out, "\\n"); break;
        default: buffer_char(c->out, doc->text[i]);
        }
    }
}

static void end_misc(struct conllu *c, bool any) { buffer_string(c->out, any ? "\n" : "_\n"); }

/* The last word of the surface token that starts with word w; end: behind the sentence's last word. */
static uint32_t token_end(const struct hearsay_document *doc, uint32_t w, uint32_t end)
{
    while (w + 1 < end && doc->words[w].flags & WORD_JOINED) w++;
    return w;
}

static void token_row(struct conllu *c, const struct sentence *s, uint32_t w, uint32_t last)
{
    uint32_t start = c->doc->words[w].span.start, end = c->doc->words[last].span.end;
    bool any = false;
    buffer_number(c->out, (uint64_t)w - s->first_word + 1);
    buffer_char(c->out, '-');
    buffer_number(c->out, (uint64_t)last - s->first_word + 1);
    buffer_char(c->out, '\t');
    plain(c->out, c->doc->text + start, end - start);
    buffer_string(c->out, "\t_\t_\t_\t_\t_\t_\t_\t");
    space_misc(c, last, &any);
    end_misc(c, any);
}

static void word_row(struct conllu *c, const struct sentence *s, uint32_t w, bool in_token)
{
    const struct word *word = &c->doc->words[w];
    bool root = word->head - s->first_word >= s->words, any = false;
    buffer_number(c->out, (uint64_t)w - s->first_word + 1);
    buffer_char(c->out, '\t');
    plain(c->out, c->doc->text + word->span.start, word->span.end - word->span.start);
    buffer_string(c->out, "\t_\t");
    buffer_string(c->out, upos_names[word->upos]);
    buffer_string(c->out, "\t_\t_\t");
    buffer_number(c->out, root ? 0 : (uint64_t)word->head - s->first_word + 1);
    buffer_char(c->out, '\t');
    buffer_string(c->out, root ? "root" : c->doc->deprel_names[word->deprel]);
    buffer_string(c->out, "\t_\t");
    for (unsigned i = 0; i < MARKINGS; i++) marks_misc(c, &c->marks[i], w, &any);
    entity_misc(c, w, &any);
    if (!in_token) space_misc(c, w, &any);
    end_misc(c, any);
}

/* Tokens with a space between them where the text has white space: so that the line can be told from its tokens, as the format wants. */
static void sentence_text(struct conllu *c, const struct sentence *s)
{
    const struct word *words = c->doc->words;
    buffer_string(c->out, "# text = ");
    for (uint32_t w = s->first_word; w < s->first_word + s->words; w++) {
        if (w > s->first_word && words[w - 1].span.end < words[w].span.start) buffer_char(c->out, ' ');
        plain(c->out, c->doc->text + words[w].span.start, words[w].span.end - words[w].span.start);
    }
    buffer_char(c->out, '\n');
}

static void comments(struct conllu *c, uint32_t i)
{
    const struct sentence *s = &c->doc->sentences[i];
    if (i == 0) {
        buffer_string(c->out, "# newdoc id = ");
        buffer_string(c->out, c->doc->view->id);
        buffer_string(c->out, "\n# global.Entity = eid-etype\n");
    }
    if (i == 0 || c->doc->sentences[i - 1].block != s->block) {
        buffer_string(c->out, "# newpar\n# block = ");
        buffer_string(c->out, block_kind_names[c->doc->blocks[s->block].kind]);
        buffer_char(c->out, '\n');
    }
    buffer_string(c->out, "# sent_id = ");
    buffer_string(c->out, c->doc->view->id);
    buffer_char(c->out, '-');
    buffer_number(c->out, (uint64_t)i + 1);
    buffer_char(c->out, '\n');
    sentence_text(c, s);
}

void write_conllu(struct buffer *out, const struct hearsay_document *doc)
{
    struct conllu c = { .out = out, .doc = doc };
    for (unsigned i = 0; i < MARKINGS; i++)
        if (!marks_make(&c.marks[i], &markings[i], doc)) out->failed = true;
    for (uint32_t i = 0; i < doc->n_sentences && !out->failed; i++) {
        const struct sentence *s = &doc->sentences[i];
        comments(&c, i);
        uint32_t end = s->first_word + s->words;
        for (uint32_t w = s->first_word, last; w < end; w = last + 1) {
            last = token_end(doc, w, end);
            if (last > w) token_row(&c, s, w, last);
            for (uint32_t k = w; k <= last; k++) word_row(&c, s, k, last > w);
        }
        buffer_char(out, '\n');
    }
    for (unsigned i = 0; i < MARKINGS; i++) marks_free(&c.marks[i]);
}
