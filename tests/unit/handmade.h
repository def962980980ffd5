/* handmade.h: small finished documents for the tests of writers, without a model.
 *
 *     static const struct saying sayings[] = { { "officials", "said", "The shipments | had stopped", QUOTE_INDIRECT, 0.93f } };
 *     struct hearsay_document *doc = handmade("The shipments, officials said, had stopped.", sayings, 1);
 *     ...
 *     arena_free(doc->arena);
 *
 * Each line of the text is a block and a sentence; the first one is a headline if a second one follows. Words are runs of letters,
 * digits and bytes beyond ASCII, and single signs; `he`, `she`, `they` are PRON, everything else is X; no word has a head. */
#ifndef HANDMADE_H
#define HANDMADE_H

#include "unit.h"

#include <ctype.h>

#include "document.h"
#include "view.h"

/* Spans by the words that stand there, pieces separated by " | ", NULL where there is none; each role is looked for from the text's start. */
struct saying { const char *source, *cue, *content; enum quote_kind quote; float score; };

static inline struct span_list handmade_spans(struct hearsay_document *doc, const char *pieces)
{
    struct span_list list = { NULL, 0 };
    if (!pieces) return list;
    list.at = ARENA_ARRAY(doc->arena, struct span, strlen(pieces) / 3 + 1);
    assert_non_null(list.at);
    const char *from = doc->text;
    while (*pieces) {
        const char *bar = strstr(pieces, " | ");
        size_t len = bar ? (size_t)(bar - pieces) : strlen(pieces);
        const char *found = memmem(from, strlen(from), pieces, len);
        assert_non_null(found);
        uint32_t start = (uint32_t)(found - doc->text);
        list.at[list.n++] = (struct span){ start, start + (uint32_t)len };
        from = found + len;
        pieces += bar ? len + 3 : len;
    }
    return list;
}

static inline bool handmade_in_word(char c) { return isalnum((unsigned char)c) || (c & 0x80); }

static inline uint8_t handmade_upos(const char *s, size_t len)
{
    static const char *const pronouns[] = { "he", "she", "they" };
    const char *name = "X";
    for (size_t i = 0; i < 3; i++)
        if (strlen(pronouns[i]) == len && !strncasecmp(s, pronouns[i], len)) name = "PRON";
    uint8_t u = 0;
    while (strcmp(upos_names[u], name)) u++;
    return u;
}

static inline void handmade_words(struct hearsay_document *doc)
{
    for (uint32_t i = 0; i < doc->len;) {
        uint32_t start = i++;
        if (isspace((unsigned char)doc->text[start])) continue;
        if (handmade_in_word(doc->text[start]))
            while (i < doc->len && handmade_in_word(doc->text[i])) i++;
        uint32_t block = doc->n_blocks - 1;
        while (block && doc->blocks[block].span.start > start) block--;
        uint8_t upos = handmade_upos(doc->text + start, i - start);
        doc->words[doc->n_words] = (struct word){ .span = { start, i }, .upos = upos, .head = HS_NONE, .sentence = block };
        if (!doc->sentences[block].words++) doc->sentences[block].first_word = doc->n_words;
        doc->n_words++;
    }
}

static inline struct hearsay_document *handmade(const char *text, const struct saying *sayings, uint32_t n)
{
    struct arena *a = arena_new(0);
    struct hearsay_document *doc = ARENA_ZARRAY(a, struct hearsay_document, 1);
    size_t len = strlen(text);
    doc->arena = a;
    doc->text = arena_strdup(a, text, len);
    doc->len = (uint32_t)len;
    doc->id = 0x9f2c41d0b7e35a68;
    doc->language = "en";
    doc->blocks = ARENA_ZARRAY(a, struct block, len + 1);
    doc->sentences = ARENA_ZARRAY(a, struct sentence, len + 1);
    doc->words = ARENA_ZARRAY(a, struct word, len + 1);
    doc->attributions = ARENA_ZARRAY(a, struct attribution, n);
    assert_false(arena_failed(a));
    for (uint32_t i = 0; i < doc->len; i++) {
        uint32_t end = i + (uint32_t)strcspn(doc->text + i, "\n");
        if (end > i) {
            doc->blocks[doc->n_blocks] = (struct block){ .span = { i, end }, .kind = BLOCK_PARAGRAPH };
            doc->sentences[doc->n_sentences++] = (struct sentence){ .span = { i, end }, .block = doc->n_blocks++ };
        }
        i = end;
    }
    if (doc->n_blocks > 1) doc->blocks[0].kind = BLOCK_HEADLINE;
    handmade_words(doc);
    for (uint32_t i = 0; i < n; i++) {
        struct attribution *t = &doc->attributions[doc->n_attributions++];
        *t = (struct attribution){ .quote = sayings[i].quote, .score = sayings[i].score, .actor = HS_NONE, .within = HS_NONE };
        t->voices = ARENA_ARRAY(a, struct voice, 1);
        assert_non_null(t->voices);
        t->voices[t->n_voices++] = (struct voice){ HS_NONE, VOICE_SAID };
        t->source = handmade_spans(doc, sayings[i].source);
        t->cue = handmade_spans(doc, sayings[i].cue);
        t->content = handmade_spans(doc, sayings[i].content);
        uint32_t start = t->cue.n ? t->cue.at[0].start : t->content.n ? t->content.at[0].start : 0;
        while (t->sentence + 1 < doc->n_sentences && doc->sentences[t->sentence + 1].span.start <= start) t->sentence++;
    }
    assert_int_equal(view_make(doc, NULL), HEARSAY_OK);
    return doc;
}

/* Actors and claims of a finished document, one by one; handmade_done() behind the last. */
static inline uint32_t handmade_actor(struct hearsay_document *doc, const char *name, enum actor_kind kind, const char *code)
{
    struct actor *actors = ARENA_ZARRAY(doc->arena, struct actor, (size_t)doc->n_actors + 1);
    assert_non_null(actors);
    for (uint32_t i = 0; i < doc->n_actors; i++) actors[i] = doc->actors[i];
    doc->actors = actors;
    actors[doc->n_actors] = (struct actor){ .name = name, .kind = kind, .of = HS_NONE };
    memcpy(actors[doc->n_actors].code, code, strlen(code) + 1);
    return doc->n_actors++;
}

/* code: NULL for a claim without an event. words: where it stands, as handmade_spans() takes them; they are its text, too. */
static inline struct claim *handmade_claim(struct hearsay_document *doc, const char *code, uint32_t actor, uint32_t target, const char *words,
                                           uint32_t attribution, const struct position *positions, uint32_t n_positions)
{
    struct claim *claims = ARENA_ZARRAY(doc->arena, struct claim, (size_t)doc->n_claims + 1);
    assert_non_null(claims);
    for (uint32_t i = 0; i < doc->n_claims; i++) claims[i] = doc->claims[i];
    doc->claims = claims;
    struct claim *c = &claims[doc->n_claims++];
    c->mentions = ARENA_ZARRAY(doc->arena, struct claim_mention, 1);
    c->positions = ARENA_ZARRAY(doc->arena, struct position, n_positions);
    assert_false(arena_failed(doc->arena));
    c->text = words;
    c->n_mentions = 1;
    c->mentions[0] = (struct claim_mention){ attribution, handmade_spans(doc, words), false };
    for (uint32_t i = 0; i < n_positions; i++) c->positions[i] = positions[i];
    c->n_positions = n_positions;
    if (!code) return c;
    c->event = ARENA_ZARRAY(doc->arena, struct claim_event, 1);
    assert_non_null(c->event);
    *c->event = (struct claim_event){ .code = code, .cameo = "", .actor = actor, .target = target, .where = HS_NONE };
    return c;
}

static inline void handmade_voices(struct hearsay_document *doc, uint32_t attribution, const struct voice *voices, uint32_t n)
{
    struct attribution *a = &doc->attributions[attribution];
    a->voices = ARENA_ARRAY(doc->arena, struct voice, n);
    assert_non_null(a->voices);
    for (uint32_t i = 0; i < n; i++) a->voices[i] = voices[i];
    a->n_voices = n;
    a->actor = voices[n - 1].actor;
}

static inline void handmade_done(struct hearsay_document *doc) { assert_int_equal(view_make(doc, NULL), HEARSAY_OK); }

#endif
