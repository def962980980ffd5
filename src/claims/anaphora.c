/* anaphora.c: contents that say nothing themselves but point at what somebody said before: "rejected the accusations", "denied it",
 * "called it a lie", "said the reports were false", "denied that any such thing had happened".
 *
 *   who made them   "Washington's accusations": the last proposition that Washington asserted against somebody
 *   against whom    else the last one that speaks of who answers now: people deny what is said of them
 *   else            the last accusation, not far above; a bare "it" must answer to what has just been said
 * A headline and dek may point at what is told only below. */
#include "claims/propositions.h"

#include "base/bisect.h"

enum { LOOK_BACK = 64, SENTENCES = 12, SENTENCES_PRONOUN = 2 };

static bool is_pointer(const struct claim_reader *r, uint32_t w)
{
    if (w > 0 && grammar_is(&r->grammar, w, "thing things") && grammar_is(&r->grammar, w - 1, "such")) return true; /* "any such thing" */
    return r->doc->words[w].upos == UPOS_PRON && grammar_is(&r->grammar, w, "it this that them these all");
}

/* The word of a content that points at something said: its noun or pronoun, of which at most a truth is predicated. */
static uint32_t pointer_in(const struct claim_reader *r, uint32_t i)
{
    const struct attribution *a = &r->doc->attributions[i];
    SPAN_WORDS(r->doc, a->content, w)
    {
        if (!claim_is_charge(r, w) && !is_pointer(r, w)) continue;
        if (claim_is_charge(r, w)) {
            EVENT_CHILDREN(&r->events, w, c)
            {
                enum dependency d = event_relation(&r->events, c);
                if (d == DEP_ACL || d == DEP_CCOMP) return HS_NONE; /* it says itself what they are */
            }
        }
        return position_towards(r, i, w) == POSITION_KINDS ? HS_NONE : w;
    }
    return HS_NONE;
}

/* The first of the propositions in text order that stands at or behind a word. */
static uint32_t from_word(const struct claim_reader *r, uint32_t n, uint32_t word)
{
    uint32_t i;
    BISECT(i, n, r->at[i].predicate < word);
    return i;
}

static uint32_t sentence_of(const struct claim_reader *r, uint32_t w) { return r->doc->words[w].sentence; }

static bool about(const struct claim_reader *r, const struct proposition *p, uint32_t actor)
{
    const struct hearsay_document *doc = r->doc;
    if (actor == HS_NONE) return false;
    if (!p->coded) { /* whose doings a content tells of: its subject's */
        const uint32_t subject = event_subject(&r->events, p->predicate), m = subject == HS_NONE ? HS_NONE : r->events.mention[subject];
        return m != HS_NONE &&
               parties_same(doc, doc->mentions[m].actor,
                            doc->actors[actor].kind == ACTOR_PERSON && doc->actors[actor].of != HS_NONE ? doc->actors[actor].of : actor);
    }
    const uint32_t of = doc->actors[actor].of;
    return parties_same(doc, p->event.actor, actor) || (of != HS_NONE && parties_same(doc, p->event.actor, of)) ||
           (doc->actors[actor].code[0] && p->event.actor != HS_NONE && doc->actors[p->event.actor].kind == ACTOR_COUNTRY &&
            parties_same(doc, p->event.actor, actor));
}

/* Whether somebody other than `denier` asserts it; if `maker` is known, he. */
static bool is_asserted(const struct claim_reader *r, const struct proposition *p, uint32_t maker, uint32_t denier)
{
    for (uint32_t k = 0; k < p->n_positions; k++) {
        const struct position *x = &p->positions[k];
        if (x->kind != POSITION_ASSERTS || x->actor == HS_OUTLET || (x->actor == denier && denier != HS_NONE)) continue;
        if (maker == HS_NONE || parties_same(r->doc, x->actor, maker)) return true;
    }
    return false;
}

static bool is_accusing(const struct claim_reader *r, const struct proposition *p)
{
    if (p->embedding.cue != HS_NONE || p->embedding.alleged) return true;
    if (p->owner == HS_NONE) return false;
    const struct attribution *a = &r->doc->attributions[p->owner];
    if (a->stance == STANCE_ACCUSES) return true;
    SPAN_WORDS(r->doc, a->cue, w)
    {
        if (claim_is_charge(r, w) || grammar_is(&r->grammar, w, "claim claims claimed alleges alleged allege")) return true;
    }
    return false;
}

static uint32_t antecedent(const struct claim_reader *r, uint32_t i, uint32_t pointer, uint32_t n)
{
    const struct attribution *a = &r->doc->attributions[i];
    const bool noun = claim_is_charge(r, pointer);
    const uint32_t maker = noun ? claim_holder(r, pointer) : HS_NONE, here = sentence_of(r, pointer);
    const uint32_t behind = from_word(r, n, pointer);
    uint32_t best = HS_NONE;
    int score = 0;
    for (uint32_t k = behind, steps = 0; k-- > 0 && steps < LOOK_BACK; steps++) {
        const struct proposition *p = &r->at[k];
        const uint32_t away = here - sentence_of(r, p->predicate);
        if (p->owner == i || p->dropped || (away > SENTENCES && maker == HS_NONE) || (!noun && away > SENTENCES_PRONOUN)) continue;
        if (!is_asserted(r, p, maker, a->actor)) continue;
        bool accusing = is_accusing(r, p), mine = about(r, p, a->actor);
        if (!accusing && !mine && maker == HS_NONE) continue;
        int s = 4 * mine + 3 * accusing + (p->coded ? 1 : 0);
        if (s > score) {
            score = s;
            best = k;
        }
        if (score >= 7) break;
    }
    enum block_kind kind = r->doc->blocks[word_block(r->doc, pointer)].kind;
    if (best != HS_NONE || !noun || (kind != BLOCK_HEADLINE && kind != BLOCK_DEK)) return best;
    for (uint32_t k = behind, steps = 0; k < n && steps < LOOK_BACK; steps++, k++)
        if (is_asserted(r, &r->at[k], maker, a->actor) && is_accusing(r, &r->at[k]) && about(r, &r->at[k], a->actor)) return k;
    return HS_NONE;
}

/* The positions on what is pointed at: of who made the accusations, of who answers, of those by whom his answer came. */
static bool add(struct claim_reader *r, uint32_t i, uint32_t pointer, uint32_t target, uint32_t n)
{
    const struct hearsay_document *doc = r->doc;
    const struct attribution *a = &doc->attributions[i];
    struct proposition p = { .predicate = pointer, .owner = i, .spans = a->content, .same_as = target, .claim = HS_NONE };
    const uint32_t maker = claim_is_charge(r, pointer) ? claim_holder(r, pointer) : HS_NONE;
    p.embedding.cue = HS_NONE;
    p.positions = ARENA_ARRAY(r->scratch, struct position, a->n_voices + 2);
    if (!p.positions) return false;
    if (maker != HS_NONE && maker != a->actor) p.positions[p.n_positions++] = (struct position){ maker, POSITION_ASSERTS, i, a->score };
    p.positions[p.n_positions++] = (struct position){ a->actor, position_towards(r, i, pointer), i, a->score };
    for (uint32_t v = a->n_voices; v-- > 1;)
        if (a->voices[v - 1].actor != HS_NONE)
            p.positions[p.n_positions++] = (struct position){ a->voices[v - 1].actor, POSITION_REPORTS, i, a->score };
    const struct span *last = &a->content.at[a->content.n - 1];
    for (uint32_t k = from_word(r, n, grammar_word_at(doc, a->content.at[0].start)); k < n; k++) { /* "said it was false" is no claim of its own */
        if (doc->words[r->at[k].predicate].span.start >= last->end) break;
        if (r->at[k].owner == i && !r->at[k].coded) r->at[k].dropped = true;
    }
    return proposition_add(r, &p) != NULL;
}

bool anaphora_find(struct claim_reader *r)
{
    const uint32_t n = r->n;
    for (uint32_t i = 0; i < r->doc->n_attributions; i++) {
        if (r->silent[i]) continue;
        uint32_t pointer = pointer_in(r, i), target;
        if (pointer == HS_NONE) continue;
        bool told = false; /* an attribution within it tells what the accusations are */
        for (uint32_t b = r->nested[i]; b != HS_NONE; b = r->next_nested[b]) told |= r->cue_of[pointer] == b && r->tells[b];
        if (told || (target = antecedent(r, i, pointer, n)) == HS_NONE) continue;
        if (!add(r, i, pointer, target, n)) return false;
    }
    return true;
}
