/* terms.c: from words to stems, weights and meanings. */
#include "trace/terms.h"

#include <math.h>
#include <string.h>

#include <xxhash.h>

#include "base/character.h"
#include "discourse/states.h"
#include "lexicon/fold.h"

/* Below this two words of the table are as near as any two of one topic: of 1,000 pairs drawn at random one in a hundred reaches it. */
static const float kin_from = 0.5F, kin_most = 0.8F;

/* Words that carry no subject matter, though their part of speech would let them pass; sorted. */
static const char *const empty_words[] = {
    "according", "add",   "added",  "after", "ago",   "all",    "also",  "am",    "amid",   "and",    "any",      "are",        "as",
    "be",        "been",  "being",  "call",  "can",   "come",   "could", "day",   "did",    "do",     "does",     "done",       "even",
    "ever",      "for",   "from",   "get",   "gets",  "go",     "going", "got",   "had",    "has",    "have",     "here",       "how",
    "if",        "in",    "into",   "is",    "it",    "its",    "just",  "like",  "made",   "make",   "makes",    "many",       "may",
    "might",     "more",  "most",   "much",  "must",  "new",    "no",    "not",   "now",    "of",     "off",      "on",         "one",
    "only",      "other", "our",    "out",   "over",  "own",    "put",   "quite", "really", "report", "reported", "reportedly", "reports",
    "said",      "say",   "saying", "says",  "shall", "should", "so",    "some",  "such",   "take",   "taken",    "tell",       "than",
    "that",      "the",   "their",  "them",  "then",  "there",  "these", "they",  "thing",  "this",   "those",    "to",         "told",
    "too",       "under", "up",     "very",  "want",  "was",    "way",   "we",    "well",   "went",   "were",     "what",       "when",
    "where",     "which", "while",  "who",   "why",   "will",   "with",  "would", "yes",    "yet",    "you",      "your",
};

static bool is_empty_word(const char *key, size_t len)
{
    size_t low = 0, high = sizeof empty_words / sizeof *empty_words;
    while (low < high) {
        const size_t mid = (low + high) / 2;
        const int order = strncmp(key, empty_words[mid], len);
        if (!order && !empty_words[mid][len]) return true;
        if (order > 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

/* ---- Stems ----------------------------------------------------------------------------------------------------------------- */

static bool ends(const char *s, size_t len, const char *ending)
{
    const size_t n = strlen(ending);
    return len > n && !memcmp(s + len - n, ending, n);
}

static bool has_vowel(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strchr("aeiouy", s[i])) return true;
    return false;
}

/* The inflections of English and little more; derivations ("supply", "supplier") are left to the vectors. Two words that fall together here must be
 * forms of one in nearly all texts. */
static size_t stem_len(char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (s[i] < 'a' || s[i] > 'z') return len;
    if (len < 4) return len;
    if (ends(s, len, "ies") || ends(s, len, "ied")) {
        if (len == 4) return 3; /* "lies", "died" */
        s[len - 3] = 'i';
        return len - 2;
    }
    if (ends(s, len, "sses") || ends(s, len, "shes") || ends(s, len, "ches") || ends(s, len, "xes") || ends(s, len, "zes"))
        len -= 2;
    else if (ends(s, len, "s") && !ends(s, len, "ss") && !ends(s, len, "us") && !ends(s, len, "is"))
        len -= 1;
    const size_t before = len;
    if (ends(s, len, "ing") && len > 5 && has_vowel(s, len - 3))
        len -= 3;
    else if (ends(s, len, "ed") && len > 4 && !ends(s, len, "eed") && has_vowel(s, len - 2))
        len -= 2;
    else if (ends(s, len, "ly") && len > 6)
        len -= 2;
    if (len < before && len > 3 && s[len - 1] == s[len - 2] && !strchr("lsz", s[len - 1])) len--;
    if (len > 3 && s[len - 1] == 'l' && s[len - 2] == 'l') len--; /* "cancelled", "canceled" */
    if (len > 3 && s[len - 1] == 'e') len--;
    if (s[len - 1] == 'y' && len > 3) s[len - 1] = 'i';
    return len;
}

static uint32_t hash(const char *s, size_t len)
{
    const uint32_t h = (uint32_t)XXH3_64bits(s, len);
    return h ? h : 1;
}

uint32_t stem_hash(const char *word, size_t len)
{
    struct fold f;
    fold_begin(&f);
    if (!fold_add(&f, word, len) || !f.len || f.over) return len ? hash(word, len) : 0;
    return hash(f.key, stem_len(f.key, f.len));
}

/* ---- Terms ----------------------------------------------------------------------------------------------------------------- */

static bool is_content(const struct hearsay_document *doc, const struct word *w)
{
    switch ((enum upos)w->upos) {
    case UPOS_ADP:
    case UPOS_AUX:
    case UPOS_CCONJ:
    case UPOS_DET:
    case UPOS_INTJ:
    case UPOS_PART:
    case UPOS_PRON:
    case UPOS_PUNCT:
    case UPOS_SCONJ:
    case UPOS_SYM: return false;
    default: break;
    }
    struct fold f;
    fold_begin(&f);
    if (!fold_add(&f, doc->text + w->span.start, w->span.end - w->span.start) || !f.len || (f.len == 1 && w->upos != UPOS_NUM)) return false;
    return !is_empty_word(f.key, f.len);
}

/* The code of the state that a word names, "" for any other word. By mention, so that "Moscow" is the state only where it acts. */
static const char *state_of(const struct hearsay_document *doc, const struct lexicon *lexicon, uint32_t word, const uint32_t *mention)
{
    if (mention[word] != HS_NONE) {
        const struct actor *a = &doc->actors[doc->mentions[mention[word]].actor];
        if (a->kind == ACTOR_COUNTRY && a->code[0]) return a->code;
    }
    const struct lexicon_sense *sense = state_of_adjective(doc, lexicon, word);
    return sense ? sense->code : "";
}

bool terms_of(struct terms *out, const struct hearsay_document *doc, uint32_t first, uint32_t n, const struct lexicon *lexicon,
              const struct similarity *similarity, struct arena *a)
{
    uint32_t *mention = ARENA_ARRAY(a, uint32_t, doc->n_words + 1);
    *out = (struct terms){ ARENA_ARRAY(a, struct term, n ? n : 1), 0 };
    if (!out->at || !mention) return false;
    for (uint32_t i = 0; i < doc->n_words; i++) mention[i] = HS_NONE;
    for (uint32_t m = 0; m < doc->n_mentions; m++) {
        const struct actor_mention *am = &doc->mentions[m];
        if (am->form != FORM_NAME && am->form != FORM_ALIAS) continue;
        for (uint32_t i = 0; i < am->words; i++) mention[am->first_word + i] = m;
    }
    for (uint32_t w = first; w < first + n; w++) {
        const struct word *word = &doc->words[w];
        const char *s = doc->text + word->span.start, *code;
        const size_t len = word->span.end - word->span.start;
        if (!is_content(doc, word)) continue;
        struct term *t = &out->at[out->n];
        struct meaning meaning;
        similarity_word(similarity, s, len, &meaning);
        code = state_of(doc, lexicon, w, mention);
        *t = (struct term){ .word = w, .weight = meaning.weight, .name = mention[w] != HS_NONE, .number = word->upos == UPOS_NUM };
        t->stem = code[0] ? hash(code, 3) : stem_hash(s, len);
        float norm = 0;
        for (unsigned d = 0; d < MEANING_DIMENSIONS; d++) norm += meaning.vector[d] * meaning.vector[d];
        for (unsigned d = 0; d < MEANING_DIMENSIONS && norm > 0; d++) t->vector[d] = meaning.vector[d] / sqrtf(norm);
        if (t->stem) out->n++;
    }
    return true;
}

float term_kin(const struct term *a, const struct term *b)
{
    if (a->stem == b->stem) return 1;
    /* Two numbers, or two names, are never much of each other: "2018" and "2022", "Iran" and "Iraq". */
    if (a->number || b->number || (a->name && b->name)) return 0;
    float cosine = 0;
    for (unsigned d = 0; d < MEANING_DIMENSIONS; d++) cosine += a->vector[d] * b->vector[d];
    return cosine <= kin_from ? 0 : kin_most * (cosine - kin_from) / (1 - kin_from);
}

float terms_covered(const struct terms *wanted, const struct term *have, uint32_t n, float *best)
{
    float all = 0, found = 0;
    for (uint32_t i = 0; i < wanted->n; i++) {
        float nearest = 0;
        for (uint32_t j = 0; j < n && nearest < 1; j++) nearest = fmaxf(nearest, term_kin(&wanted->at[i], &have[j]));
        if (best) best[i] = nearest;
        all += wanted->at[i].weight;
        found += wanted->at[i].weight * nearest;
    }
    return all > 0 ? found / all : 0;
}
