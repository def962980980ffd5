/* grammar.c: a sentence is short, so whoever looks for dependents walks over its words. */
#include "discourse/grammar.h"

#include <string.h>

#include "base/bisect.h"
#include "base/character.h"

static const struct {
    const char *name;
    enum dependency relation;
} relations[] = {
    { "acl", DEP_ACL },
    { "acl:relcl", DEP_RELATIVE },
    { "advcl", DEP_ADVCL },
    { "advmod", DEP_ADVMOD },
    { "amod", DEP_AMOD },
    { "appos", DEP_APPOS },
    { "aux", DEP_AUX },
    { "aux:pass", DEP_AUX_PASS },
    { "case", DEP_CASE },
    { "cc", DEP_CC },
    { "ccomp", DEP_CCOMP },
    { "compound", DEP_COMPOUND },
    { "conj", DEP_CONJ },
    { "cop", DEP_COP },
    { "csubj", DEP_CSUBJ },
    { "csubj:pass", DEP_CSUBJ },
    { "det", DEP_DET },
    { "expl", DEP_EXPL },
    { "flat", DEP_FLAT },
    { "iobj", DEP_IOBJ },
    { "mark", DEP_MARK },
    { "nmod", DEP_NMOD },
    { "nmod:poss", DEP_POSS },
    { "nsubj", DEP_NSUBJ },
    { "nsubj:pass", DEP_NSUBJ_PASS },
    { "obj", DEP_OBJ },
    { "obl", DEP_OBL },
    { "obl:agent", DEP_AGENT },
    { "parataxis", DEP_PARATAXIS },
    { "compound:prt", DEP_PARTICLE },
    { "punct", DEP_PUNCT },
    { "root", DEP_ROOT },
    { "xcomp", DEP_XCOMP },
};

/* "nmod:desc": that of "nmod". */
static enum dependency relation_of(const char *name)
{
    size_t main = strcspn(name, ":");
    enum dependency found = DEP_OTHER;
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        if (!strcmp(relations[i].name, name)) return relations[i].relation;
        if (!strncmp(relations[i].name, name, main) && !relations[i].name[main]) found = relations[i].relation;
    }
    return found;
}

void grammar_begin(struct grammar *sx, const struct hearsay_document *doc, const struct cues *cues)
{
    bool known[256] = { false };
    memset(sx->relation, 0, sizeof sx->relation);
    sx->doc = doc;
    sx->cues = cues;
    for (uint32_t i = 0; doc->deprel_names && i < doc->n_words; i++) {
        uint8_t r = doc->words[i].deprel;
        if (known[r] || doc->words[i].head == HS_NONE) continue;
        known[r] = true;
        sx->relation[r] = (uint8_t)relation_of(doc->deprel_names[r]);
    }
}

uint32_t grammar_child(const struct grammar *sx, uint32_t w, enum dependency relation, uint32_t from)
{
    for (uint32_t i = from, end = grammar_ends(sx, w); i < end; i++)
        if (sx->doc->words[i].head == w && grammar_relation(sx, i) == relation) return i;
    return HS_NONE;
}

bool grammar_is(const struct grammar *sx, uint32_t w, const char *words)
{
    const struct span *span = &sx->doc->words[w].span;
    const char *form = sx->doc->text + span->start;
    size_t len = span->end - span->start;
    for (const char *s = words; *s;) {
        size_t n = strcspn(s, " ");
        size_t i = 0;
        while (n == len && i < len && ascii_lower(form[i]) == s[i]) i++;
        if (n == len && i == len) return true;
        s += n + (s[n] == ' ');
    }
    return false;
}

/* ---- Negation ------------------------------------------------------------------------------------------------------------ */

/* "not", "n't", "n’t", "never". */
static bool is_negation(const struct grammar *sx, uint32_t w)
{
    if (grammar_is(sx, w, "not n't never nt nor neither hardly scarcely barely without")) return true;
    const struct span *s = &sx->doc->words[w].span;
    if (s->end - s->start == 5 && !memcmp(sx->doc->text + s->start, "n\xe2\x80\x99t", 5)) return true;
    return grammar_is(sx, w, "longer") && w > grammar_begins(sx, w) && grammar_is(sx, w - 1, "no");
}

bool grammar_empty(const struct grammar *sx, uint32_t noun)
{
    if (grammar_is(sx, noun, "nobody nothing none neither nowhere")) return true;
    if (grammar_is(sx, noun, "one") && noun > grammar_begins(sx, noun) && grammar_is(sx, noun - 1, "no")) return true;
    for (uint32_t i = grammar_begins(sx, noun); i < noun; i++)
        if (sx->doc->words[i].head == noun && (grammar_relation(sx, i) == DEP_DET || grammar_relation(sx, i) == DEP_AMOD) &&
            grammar_is(sx, i, "no neither little scant insufficient"))
            return true;
    return false;
}

/* "at no time", "in no way", "under no circumstances". */
static bool is_never(const struct grammar *sx, uint32_t w)
{
    return grammar_is(sx, w, "time way point stage circumstances account") && w > grammar_begins(sx, w) && grammar_is(sx, w - 1, "no");
}

bool grammar_negated(const struct grammar *sx, uint32_t w)
{
    bool negated = grammar_empty(sx, w);
    for (uint32_t i = grammar_begins(sx, w), end = grammar_ends(sx, w); i < end; i++) {
        const uint32_t head = sx->doc->words[i].head;
        if (head != HS_NONE && (head == w || sx->doc->words[head].head == w) && is_never(sx, i)) {
            negated ^= true; /* of the word, or of its auxiliary */
            continue;
        }
        if (head != w) continue;
        enum dependency r = grammar_relation(sx, i);
        if (r == DEP_NSUBJ || r == DEP_NSUBJ_PASS)
            negated ^= grammar_empty(sx, i);
        else if (r != DEP_CONJ && r != DEP_PARATAXIS && is_negation(sx, i))
            negated ^= true;
    }
    return negated;
}

/* ---- Verbs ------------------------------------------------------------------------------------------------------------------ */

uint32_t grammar_modal(const struct grammar *sx, uint32_t w)
{
    static const char modals[] = "will wo 'll would 'd can ca could may might must shall should ought going gonna";
    for (unsigned up = 0; up < 3; up++) {
        for (uint32_t i = grammar_begins(sx, w); i < w; i++) {
            enum dependency r = grammar_relation(sx, i);
            if (sx->doc->words[i].head != w || (r != DEP_AUX && r != DEP_AUX_PASS && r != DEP_ADVMOD)) continue;
            const struct span *s = &sx->doc->words[i].span;
            if (grammar_is(sx, i, modals) || (s->end - s->start == 5 && !memcmp(sx->doc->text + s->start, "\xe2\x80\x99ll", 5))) return i;
        }
        uint32_t head = sx->doc->words[w].head;
        enum dependency r = grammar_relation(sx, w);
        if (head == HS_NONE || (r != DEP_XCOMP && r != DEP_CONJ) || head > w) break;
        if (r == DEP_XCOMP && grammar_is(sx, head, "going ought")) return head;
        w = head;
    }
    return HS_NONE;
}

uint32_t grammar_subject(const struct grammar *sx, uint32_t w)
{
    for (unsigned up = 0; up < 4; up++) {
        for (uint32_t i = grammar_begins(sx, w), end = grammar_ends(sx, w); i < end; i++) {
            enum dependency r = grammar_relation(sx, i);
            if (sx->doc->words[i].head == w && (r == DEP_NSUBJ || r == DEP_NSUBJ_PASS || r == DEP_CSUBJ)) return i;
        }
        enum dependency r = grammar_relation(sx, w);
        if (r != DEP_XCOMP && r != DEP_CONJ) break;
        w = sx->doc->words[w].head;
    }
    return HS_NONE;
}

/* ---- Words ------------------------------------------------------------------------------------------------------------------ */

static const struct cue_entry *find(const struct grammar *sx, uint32_t w, enum cue_kind kind)
{
    const struct span *s = &sx->doc->words[w].span;
    return cues_find(sx->cues, kind, sx->doc->text + s->start, s->end - s->start);
}

const struct cue_entry *grammar_entry(const struct grammar *sx, uint32_t w)
{
    /* A headline's "slams" may be taken for a noun, "opposed" for a verb: another kind comes after. */
    static const enum cue_kind orders[][2] = { { CUE_VERB, CUE_ADJECTIVE }, { CUE_NOUN, CUE_VERB }, { CUE_ADJECTIVE, CUE_VERB } };
    const enum cue_kind *order;
    switch (sx->doc->words[w].upos) {
    case UPOS_VERB:
    case UPOS_AUX: order = orders[0]; break;
    case UPOS_NOUN:
    case UPOS_PROPN: order = orders[1]; break;
    case UPOS_ADJ: order = orders[2]; break;
    default: return NULL;
    }
    const bool noun = order == orders[1] && (grammar_first(sx, w, DEP_CASE) != HS_NONE || grammar_first(sx, w, DEP_DET) != HS_NONE);
    for (unsigned i = 0; i < (noun ? 1U : 2U); i++) { /* "in the press" is no headline's verb */
        const struct cue_entry *e = find(sx, w, order[i]);
        if (e && e->frames) return e;
    }
    return NULL;
}

unsigned grammar_marks(const struct grammar *sx, uint32_t w)
{
    const struct cue_entry *e = NULL;
    switch (sx->doc->words[w].upos) {
    case UPOS_VERB: e = find(sx, w, CUE_VERB); break;
    case UPOS_NOUN:
    case UPOS_PROPN: e = find(sx, w, CUE_NOUN); break;
    case UPOS_ADJ: e = find(sx, w, CUE_ADJECTIVE); break;
    default: break;
    }
    return e ? e->marks : 0;
}

uint32_t grammar_word_at(const struct hearsay_document *doc, uint32_t byte)
{
    uint32_t first;
    BISECT(first, doc->n_words, doc->words[first].span.start < byte);
    return first;
}

uint32_t grammar_span_at(struct span_list spans, uint32_t byte)
{
    uint32_t first;
    BISECT(first, spans.n, spans.at[first].end <= byte);
    return first;
}

bool grammar_inside(const struct hearsay_document *doc, struct span_list spans, uint32_t w)
{
    const uint32_t at = doc->words[w].span.start, i = grammar_span_at(spans, at);
    return i < spans.n && spans.at[i].start <= at;
}
