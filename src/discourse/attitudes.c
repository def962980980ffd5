/* attitudes.c: "rejected Washington's accusations", "the Danish charges", "Koizumi, who supports the protocol".
 *
 *   nouns  a word for saying, thinking or judging that has an owner, or a state's adjective: what the owner says is the phrase behind it ("about the
 *          doses", "that ..."), and nothing where there is none
 *   verbs  one that by itself is more than plain speech, with a subject and an object or clause of its own
 *
 * Both are found where no cue of another attribution is. Training could not show them: PolNeAR, from whose contents the network learnt what
 * stands inside others, marks what is said in the outlet's own voice, and of that what is said in so many words. */
#include "discourse/attitudes.h"

#include <stdlib.h>
#include <string.h>

#include "discourse/adding.h"
#include "discourse/grammar.h"
#include "discourse/states.h"

enum { ROLE_BIT_SOURCE = 1, ROLE_BIT_CUE = 2, ROLE_BIT_CONTENT = 4 };
enum { OWNER_WITHIN = 8, SUBJECT_WITHIN = 16, CONTENT_MOST = 60, PHRASE_MOST = 20 };

/* What a new attribution gets: the share of its kind that has a marked cue and the right voice on MPQA's dev set (both halves: docs/decisions.md).
 * A noun of plain saying ("its statement on trade") is mostly a thing that somebody has. */
static const float SCORE_SAYING = 0.4f, SCORE_NOUN = 0.65f, SCORE_VERB = 0.7f;

/* A noun is somebody if the network gives it this much (mentions.c). */
static const float ACTOR_LEAST = 0.4f;

struct finder {
    struct hearsay_document *doc;
    struct grammar grammar;
    const struct lexicon *lexicon;
    const struct reading *reading;
    uint8_t *role; /* [n_words] ROLE_BIT_* */
    struct adding add;
    double min_score;
    bool failed;
};

struct range {
    uint32_t first, last; /* words */
};

static bool hangs(const struct finder *f, uint32_t w, uint32_t head)
{
    for (int steps = 0; w != HS_NONE && steps < 24; steps++, w = f->doc->words[w].head)
        if (w == head) return true;
    return false;
}

/* From a word that hangs on the head the last one that still does, without a gap. */
static uint32_t last_under(const struct finder *f, uint32_t from, uint32_t head)
{
    const uint32_t end = grammar_ends(&f->grammar, head);
    uint32_t last = from;
    for (uint32_t w = from; w < end && w - from < CONTENT_MOST; w++) {
        if (f->doc->words[w].upos == UPOS_PUNCT) continue;
        if (!hangs(f, w, head)) break;
        last = w;
    }
    return last;
}

static uint32_t first_under(const struct finder *f, uint32_t head)
{
    const uint32_t least = grammar_begins(&f->grammar, head);
    uint32_t first = head;
    while (first > least && head - first < PHRASE_MOST && f->doc->words[first - 1].upos != UPOS_PUNCT && hangs(f, first - 1, head)) first--;
    return first;
}

static struct span bytes_of(const struct finder *f, struct range r)
{
    return (struct span){ f->doc->words[r.first].span.start, f->doc->words[r.last].span.end };
}

static struct span_list one(struct finder *f, struct range r)
{
    struct span_list list = { ARENA_ARRAY(f->doc->arena, struct span, 1), 1 };
    if (!list.at) {
        f->failed = true;
        return (struct span_list){ NULL, 0 };
    }
    list.at[0] = bytes_of(f, r);
    return list;
}

static enum quote_kind quote_of(const struct finder *f, uint32_t cue, struct range r)
{
    uint32_t in = 0, all = 0;
    if (f->doc->words[cue].flags & WORD_IN_QUOTE) return QUOTE_INDIRECT;
    for (uint32_t w = r.first; w <= r.last; w++) {
        if (f->doc->words[w].upos == UPOS_PUNCT) continue;
        all++;
        in += (f->doc->words[w].flags & WORD_IN_QUOTE) != 0;
    }
    return !in ? QUOTE_INDIRECT : in == all ? QUOTE_DIRECT : QUOTE_MIXED;
}

/* content: NULL for none, as in "Washington's accusations". */
static void add(struct finder *f, struct range source, struct range cue, const struct range *content, float score)
{
    if ((double)score < f->min_score) return;
    const struct attribution a = {
        .sentence = f->doc->words[cue.first].sentence,
        .source = one(f, source),
        .cue = one(f, cue),
        .content = content ? one(f, *content) : (struct span_list){ NULL, 0 },
        .quote = content ? quote_of(f, cue.first, *content) : QUOTE_INDIRECT,
        .within = HS_NONE,
        .score = score,
    };
    if (!adding_append(&f->add, &a)) f->failed = true;
    for (uint32_t w = cue.first; w <= cue.last; w++) f->role[w] |= ROLE_BIT_CUE;
}

/* ---- Nouns ---------------------------------------------------------------------------------------------------------------- */

/* "Washington's" right before a noun and its adjectives, where the parser takes both for objects. */
static bool has_clitic(const struct finder *f, uint32_t i, uint32_t noun)
{
    const struct word *words = f->doc->words;
    if (i + 2 > noun || words[i + 1].upos != UPOS_PART || words[i + 1].head != i ||
        !grammar_is(&f->grammar, i + 1, "'s ' \xe2\x80\x99s \xe2\x80\x99"))
        return false;
    for (uint32_t w = i + 2; w < noun; w++)
        if (words[w].upos != UPOS_ADJ && words[w].upos != UPOS_NOUN && words[w].upos != UPOS_PROPN && words[w].upos != UPOS_NUM) return false;
    return true;
}

/* "the US accusations". */
static bool is_state(const struct finder *f, uint32_t i)
{
    struct lexicon_match match;
    const bool before = grammar_relation(&f->grammar, i) == DEP_COMPOUND && f->doc->words[i].upos == UPOS_PROPN;
    return before && lexicon_match(f->lexicon, f->doc->text, &f->doc->words[i], 1, &match) && lexicon_sense_of(&match, LEXICON_COUNTRY);
}

/* The one whose word a noun is, before it; with its "'s". */
static bool owner_of(const struct finder *f, uint32_t noun, struct range *owner)
{
    const struct hearsay_document *doc = f->doc;
    const uint32_t least = grammar_begins(&f->grammar, noun);
    for (uint32_t i = noun; i-- > least && noun - i <= OWNER_WITHIN;) {
        const bool clitic = has_clitic(f, i, noun);
        if (doc->words[i].head != noun && !clitic) continue;
        const bool owns = clitic || grammar_relation(&f->grammar, i) == DEP_POSS;
        if (!owns && !state_of_adjective(doc, f->lexicon, i) && !is_state(f, i)) continue;
        uint32_t last = i;
        while (owns && last + 1 < noun && hangs(f, last + 1, i)) last++;
        *owner = (struct range){ owns ? first_under(f, i) : i, last };
        return true;
    }
    return false;
}

static bool is_plain(const struct cue_entry *e)
{
    for (unsigned i = 0; i < e->n_frames; i++)
        if (e->frames[i].act < STANCES && e->frames[i].act != STANCE_STATES) return false;
    return true;
}

/* What a word does in its last frame, that which asks for nothing near by. */
static unsigned else_act(const struct cue_entry *e) { return e->frames[e->n_frames - 1].act; }

/* In the outlet's own voice a noun counts where it says or blames; of what belongs to somebody, his plan or campaign is mostly a deed. */
static bool tells(unsigned act)
{
    return act == STANCE_ACCUSES || act == STANCE_DENIES || act == STANCE_DOUBTS || act == STANCE_WARNS || act == STANCE_BELIEVES;
}

/* The one who comes behind it: "the statement by the ministry", "complaints from neighbours". */
static bool author_of(const struct finder *f, uint32_t noun, struct range *author)
{
    const uint32_t end = grammar_ends(&f->grammar, noun);
    for (uint32_t i = noun + 1; i < end && i <= noun + OWNER_WITHIN; i++) {
        const uint32_t preposition = f->doc->words[i].head == noun ? grammar_first(&f->grammar, i, DEP_CASE) : HS_NONE;
        if (preposition != noun + 1 || !grammar_is(&f->grammar, preposition, "by from")) continue;
        *author = (struct range){ noun + 2, i };
        return author->first <= author->last;
    }
    return false;
}

/* What the noun is about, behind it and its author: "that ...", "about the doses". */
static bool matter_of(const struct finder *f, uint32_t noun, uint32_t from, struct range *matter)
{
    static const char about[] = "about of on regarding against for to over concerning into with";
    const uint32_t end = grammar_ends(&f->grammar, noun);
    for (uint32_t i = from; i < end && i <= from + 1 && hangs(f, i, noun); i++) {
        const enum upos u = (enum upos)f->doc->words[i].upos;
        if (!(u == UPOS_ADP && grammar_is(&f->grammar, i, about)) && u != UPOS_SCONJ && !(u == UPOS_PART && grammar_is(&f->grammar, i, "to")))
            continue;
        *matter = (struct range){ i, last_under(f, i, noun) };
        return matter->last > matter->first;
    }
    return false;
}

static void noun(struct finder *f, uint32_t w, const struct cue_entry *e)
{
    /* Read in twenty articles: what belongs to somebody and is mostly a thing or a deed, not a word of his. */
    static const char things[] =
        "name names account accounts call calls mind minds dismissal dismissals side sides vote votes record records recording";
    struct range owner, matter;
    if (grammar_is(&f->grammar, w, things) || grammar_relation(&f->grammar, w) == DEP_COMPOUND) return; /* "Russia's defence industry" */
    const bool owned = (f->role[w] & ROLE_BIT_CONTENT) || is_plain(e) || tells(else_act(e));
    if (!(owned && owner_of(f, w, &owner)) && !author_of(f, w, &owner)) return;
    const bool has_matter = matter_of(f, w, owner.first > w ? owner.last + 1 : w + 1, &matter);
    /* "In his statement, the official warned ...": the statement says nothing more. */
    if (!has_matter && owner.first < w && !(f->role[w] & ROLE_BIT_CONTENT) && is_plain(e)) return;
    add(f, owner, (struct range){ w, w }, has_matter ? &matter : NULL, else_act(e) == ACT_SAYS ? SCORE_SAYING : SCORE_NOUN);
}

/* ---- Verbs ---------------------------------------------------------------------------------------------------------------- */

static void verb(struct finder *f, uint32_t w)
{
    const struct hearsay_document *doc = f->doc;
    const uint32_t subject = grammar_first(&f->grammar, w, DEP_NSUBJ), end = grammar_ends(&f->grammar, w);
    if (subject == HS_NONE || subject > w || w - subject > SUBJECT_WITHIN || grammar_first(&f->grammar, w, DEP_AUX_PASS) != HS_NONE) return;
    const enum upos u = (enum upos)doc->words[subject].upos;
    /* "The beam supports the roof." */
    if (u != UPOS_PROPN && u != UPOS_PRON && !(u == UPOS_NOUN && f->reading->actor_probability[subject] >= ACTOR_LEAST)) return;
    uint32_t first = HS_NONE;
    for (uint32_t i = w + 1; i < end && first == HS_NONE; i++) {
        if (doc->words[i].upos == UPOS_PUNCT || !hangs(f, i, w)) break;
        const enum dependency r = grammar_relation(&f->grammar, i);
        if (doc->words[i].head == w && (r == DEP_PARTICLE || r == DEP_ADVMOD)) continue;
        first = i;
    }
    if (first == HS_NONE) return;
    uint32_t cue = w;
    while (cue > subject + 1 && doc->words[cue - 1].head == w &&
           (doc->words[cue - 1].upos == UPOS_AUX || doc->words[cue - 1].upos == UPOS_ADV || doc->words[cue - 1].upos == UPOS_PART))
        cue--;
    const struct range source = { first_under(f, subject), subject }, content = { first, last_under(f, first, w) };
    add(f, source, (struct range){ cue, first - 1 }, &content, SCORE_VERB);
}

static void look_at(struct finder *f, uint32_t w)
{
    const struct hearsay_document *doc = f->doc;
    const enum block_kind kind = doc->blocks[word_block(doc, w)].kind;
    if ((f->role[w] & (ROLE_BIT_SOURCE | ROLE_BIT_CUE)) || kind == BLOCK_RELATED || kind == BLOCK_BOILERPLATE || kind == BLOCK_CREDIT ||
        kind == BLOCK_BYLINE)
        return;
    const enum upos upos = (enum upos)doc->words[w].upos;
    const struct cue_entry *e = upos == UPOS_NOUN || upos == UPOS_VERB ? grammar_entry(&f->grammar, w) : NULL;
    if (!e || !e->n_frames) return;
    const unsigned act = else_act(e);
    if (upos == UPOS_NOUN) {
        noun(f, w, e);
    } else if ((act < STANCES && act != STANCE_STATES) || act == ACT_THINKS || act == ACT_WANTS) {
        verb(f, w);
    }
}

static void mark(struct finder *f, struct span_list spans, uint8_t bit)
{
    for (uint32_t k = 0; k < spans.n; k++)
        for (uint32_t w = word_at(f->doc, spans.at[k].start); w < f->doc->n_words && f->doc->words[w].span.start < spans.at[k].end; w++)
            f->role[w] |= bit;
}

bool attitudes_add(struct hearsay_document *doc, const struct reading *reading, const struct cues *cues, const struct lexicon *lexicon,
                   double min_score, struct arena *scratch)
{
    struct arena_mark before = arena_mark(scratch);
    struct finder f = {
        .doc = doc,
        .lexicon = lexicon,
        .reading = reading,
        .add = adding_begin(doc),
        .min_score = min_score,
    };
    if (!cues || !lexicon) return true;
    grammar_begin(&f.grammar, doc, cues);
    f.role = ARENA_ZARRAY(scratch, uint8_t, (size_t)doc->n_words + 1);
    if (!f.role) return false;
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        mark(&f, doc->attributions[i].source, ROLE_BIT_SOURCE);
        mark(&f, doc->attributions[i].cue, ROLE_BIT_CUE);
        mark(&f, doc->attributions[i].content, ROLE_BIT_CONTENT);
    }
    for (uint32_t w = 0; w < doc->n_words && !f.failed; w++) look_at(&f, w);
    const bool good = adding_end(&f.add, scratch) && !f.failed;
    arena_release(scratch, before);
    return good;
}
