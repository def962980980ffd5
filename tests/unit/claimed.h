/* claimed.h: a store of articles whose claims are made by hand, down to what linking sees of them.
 *
 *     add(s, 3, "bay", "2024-03-01", (struct said[]){ { "X>Y 12", "Ada Lind", POSITION_DENIES } }, 1);
 *
 * Text 3, in the outlet "bay": X did it to Y, with the rare words 1 and 2; Ada Lind denies it (NULL: the outlet asserts it). Either party may be left
 * out ("X> 12", ">Y 12"). All claims have one predicate, one code (claimed_code, which linking does not see) and no day. Two with the same party and
 * half of the words are one; two that share neither are two. */
#ifndef CLAIMED_H
#define CLAIMED_H

#include "handmade.h"

#include <stdio.h>
#include <unistd.h>
#include <xxhash.h>

#include "store/store.h"
#include "trace/claim_sighting.h"

struct said { const char *what, *who; enum position_kind position; };

enum { SAID_MOST = 4 };

static const char *claimed_code = "AID";
static char claimed_folder[] = "/tmp/hearsay-claims-XXXXXX", claimed_path[64];

static inline int claimed_open(void **state)
{
    (void)state;
    if (!mkdtemp(claimed_folder)) return 1;
    snprintf(claimed_path, sizeof claimed_path, "%s/a.db", claimed_folder);
    return 0;
}

static inline int claimed_close(void **state)
{
    (void)state;
    unit_remove_store(claimed_path);
    return rmdir(claimed_folder);
}

static inline hearsay_store *fresh_store(void)
{
    hearsay_error err;
    unit_remove_store(claimed_path);
    hearsay_store *s = hearsay_store_open(claimed_path, 0, &err);
    if (!s) fail_msg("%s", err.msg);
    return s;
}

static inline struct claim_party claimed_party(char letter)
{
    struct claim_party p = { 0 };
    if (letter) p = (struct claim_party){ .state = (uint32_t)letter << 8 | 1, .country = true };
    return p;
}

/* "X>Y 12": its parties, and where its words begin. */
static inline const char *claimed_parties(const char *what, char *actor, char *target)
{
    const char *arrow = strchr(what, '>');
    assert_non_null(arrow);
    *actor = '\0';
    *target = '\0';
    if (arrow > what) *actor = *what;
    if (arrow[1] != ' ') *target = arrow[1];
    return strchr(what, ' ') + 1;
}

static inline void claimed_sighting(struct claim_sighting *s, const struct hearsay_document *doc, const char *what)
{
    char actor, target;
    const char *words = claimed_parties(what, &actor, &target);
    memset(s, 0, sizeof *s);
    s->article = doc->id;
    s->code = 5;
    s->actor = claimed_party(actor);
    s->target = claimed_party(target);
    s->from = s->to = s->published = CLAIM_NO_DAY;
    s->predicate_stem = 77;
    for (; *words; words++) s->terms[s->n_terms++] = (struct claim_term){ .stem = 1000 + (uint32_t)*words, .weight = 9 };
}

static inline uint32_t claimed_actor(struct hearsay_document *doc, const char *name, enum actor_kind kind)
{
    for (uint32_t i = 0; i < doc->n_actors; i++)
        if (!strcmp(doc->actors[i].name, name)) return i;
    const uint32_t i = handmade_actor(doc, arena_strdup(doc->arena, name, strlen(name)), kind, "");
    const char *at = strstr(doc->text, name);
    assert_non_null(at);
    const uint32_t start = (uint32_t)(at - doc->text);
    doc->mentions[i] = (struct actor_mention){ .span = { start, start + (uint32_t)strlen(name) }, .form = FORM_NAME, .actor = i };
    doc->actors[i].mentions = ARENA_ARRAY(doc->arena, uint32_t, 1);
    doc->actors[i].mentions[doc->actors[i].n_mentions++] = doc->n_mentions++;
    return i;
}

/* The words of a claim, which stand in its text: "X Y 12". */
static inline const char *claimed_words(struct arena *a, const char *what)
{
    char *words = arena_strdup(a, what, strlen(what));
    char *arrow = strchr(words, '>');
    if (arrow == words)
        words++;
    else if (arrow[1] == ' ')
        memmove(arrow, arrow + 1, strlen(arrow));
    else
        *arrow = ' ';
    return words;
}

/* Text `number`, read as saying all that; the text itself is made of `written`, so that it can be read in two ways. */
static inline struct hearsay_document *claimed(unsigned number, const char *outlet, const char *published, const struct said *written,
                                               uint32_t n_written, const struct said *said, uint32_t n)
{
    char text[600];
    struct arena *scratch = arena_new(0);
    int at = sprintf(text, "Number %u\n", number);
    for (uint32_t i = 0; i < n_written; i++)
        at += sprintf(text + at, "%s%s %s.\n", written[i].who ? written[i].who : "", written[i].who ? " spoke of" : "It is",
                      claimed_words(scratch, written[i].what));
    arena_free(scratch);
    struct hearsay_document *doc = handmade(text, NULL, 0);
    char uri[80];
    snprintf(uri, sizeof uri, "https://%s.example/%u", outlet, number);
    doc->id = XXH3_64bits(doc->text, doc->len);
    doc->engine = "by hand";
    doc->uri = arena_strdup(doc->arena, uri, strlen(uri));
    doc->outlet = outlet;
    doc->published = published;
    doc->mentions = ARENA_ZARRAY(doc->arena, struct actor_mention, 4 * SAID_MOST);
    doc->sightings = ARENA_ZARRAY(doc->arena, struct claim_sighting, SAID_MOST);
    for (uint32_t i = 0; i < n; i++) {
        char letters[2][2] = { "", "" };
        claimed_parties(said[i].what, &letters[0][0], &letters[1][0]);
        uint32_t party[2] = { HS_NONE, HS_NONE };
        for (int k = 0; k < 2; k++)
            if (*letters[k] && strstr(doc->text, letters[k])) party[k] = claimed_actor(doc, letters[k], ACTOR_ORGANISATION);
        const uint32_t who = said[i].who && strstr(doc->text, said[i].who) ? claimed_actor(doc, said[i].who, ACTOR_PERSON) : HS_OUTLET;
        const struct position position = { who, said[i].position, HS_NONE, 1 };
        handmade_claim(doc, claimed_code, party[0], party[1], claimed_words(doc->arena, written[i].what), HS_NONE, &position, 1);
        claimed_sighting(&doc->sightings[i], doc, said[i].what);
    }
    handmade_done(doc);
    return doc;
}

static inline void add(hearsay_store *s, unsigned number, const char *outlet, const char *published, const struct said *said, uint32_t n)
{
    hearsay_error err;
    struct hearsay_document *doc = claimed(number, outlet, published, said, n, said, n);
    if (hearsay_store_add(s, doc, NULL, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    arena_free(doc->arena);
}

#endif
