/* event_frames.c: from a predicate's place in the parse to its arguments, and from these to a row of the table.
 *
 *   deep subject   nsubj, or the agent of a passive; a relative pronoun is its noun; an infinitive's is that of the verb it hangs on, or that verb's
 *                  object ("urged Iran to stop"); a participle's the noun that it describes; of joined verbs the first's
 *   deep object    obj, or the subject of a passive; what a relative clause without an object describes
 *   the rest       by preposition: of the verb, then of its object, since the parser may hang "talks with Iran" on either */
#include "claims/event_frames.h"

#include <string.h>

#include "base/character.h"

enum { STEPS_MAX = 6 };

uint32_t event_child(const struct event_reader *r, uint32_t w, enum dependency relation)
{
    EVENT_CHILDREN(r, w, c)
    {
        if (event_relation(r, c) == relation) return c;
    }
    return HS_NONE;
}

static uint32_t head_of(const struct event_reader *r, uint32_t w) { return r->doc->words[w].head; }

static bool is_verb(const struct event_reader *r, uint32_t w) { return r->doc->words[w].upos == UPOS_VERB || r->doc->words[w].upos == UPOS_AUX; }

static bool ends_with(const struct event_reader *r, uint32_t w, const char *ending)
{
    struct span s = r->doc->words[w].span;
    size_t n = strlen(ending);
    return s.end - s.start > n && ascii_equals(r->doc->text + s.end - n, n, ending);
}

static uint32_t surface_subject(const struct event_reader *r, uint32_t w)
{
    uint32_t s = event_child(r, w, DEP_NSUBJ);
    return s != HS_NONE ? s : event_child(r, w, DEP_NSUBJ_PASS);
}

bool event_passive(const struct event_reader *r, uint32_t w)
{
    for (unsigned steps = 0; steps < STEPS_MAX; steps++) {
        if (event_child(r, w, DEP_NSUBJ_PASS) != HS_NONE || event_child(r, w, DEP_AUX_PASS) != HS_NONE) return true;
        if (event_child(r, w, DEP_NSUBJ) != HS_NONE || event_child(r, w, DEP_AUX) != HS_NONE || event_child(r, w, DEP_OBJ) != HS_NONE) return false;
        bool to = false;
        EVENT_CHILDREN(r, w, c)
        {
            if (event_relation(r, c) == DEP_AGENT) return true;
            to |= event_relation(r, c) == DEP_MARK && word_is(r->doc, c, "to");
        }
        if (to || ends_with(r, w, "ing")) return false;
        switch (event_relation(r, w)) {
        case DEP_ACL:
        case DEP_ADVCL: return r->doc->words[w].upos == UPOS_VERB && !to && event_child(r, w, DEP_MARK) == HS_NONE;
        case DEP_AMOD: return true;
        case DEP_CONJ: w = head_of(r, w); break; /* "were arrested and jailed" */
        default: return false;
        }
    }
    return false;
}

/* A relative pronoun stands for the noun that its clause describes. */
static uint32_t antecedent(const struct event_reader *r, uint32_t w)
{
    static const char *const relatives[] = { "who", "which", "that", "whom", NULL };
    if (w == HS_NONE || r->doc->words[w].upos != UPOS_PRON || !word_in(r->doc, w, relatives)) return w;
    uint32_t up = w;
    for (unsigned steps = 0; steps < STEPS_MAX && up != HS_NONE; steps++, up = head_of(r, up))
        if (event_relation(r, up) == DEP_RELATIVE) return head_of(r, up);
    return w;
}

/* Verbs whose subject does what the infinitive says though they have an object, too. */
static bool subject_controls(const struct event_reader *r, uint32_t w)
{
    static const char *const words[] = { "promise",    "promised", "promises", "vow",  "vowed", "threaten",
                                         "threatened", "use",      "used",     "uses", "using", NULL };
    return word_in(r->doc, w, words);
}

/* A gerund behind "of" or "for" that hangs on whom a verb has for its object. */
static bool of_object(const struct event_reader *r, uint32_t w, uint32_t noun)
{
    static const char *const of[] = { "of", "for", "from", "with" };
    enum dependency d = event_relation(r, noun);
    return (d == DEP_OBJ || d == DEP_NSUBJ_PASS) && event_has_case(r, w, of, 4) &&
           (r->mention[noun] != HS_NONE || r->doc->words[noun].upos == UPOS_PROPN) && !event_is_noun(r, noun);
}

/* Who is before the reader's eyes as the verb's subject, in the clause or by control. *control: whether it came from outside the clause. */
static uint32_t understood_subject(const struct event_reader *r, uint32_t w)
{
    for (unsigned steps = 0; steps < STEPS_MAX && w != HS_NONE; steps++) {
        uint32_t s = surface_subject(r, w), head = head_of(r, w), object;
        if (s != HS_NONE) return antecedent(r, s);
        if (head == HS_NONE) return HS_NONE;
        switch (event_relation(r, w)) {
        case DEP_ACL:
        case DEP_RELATIVE:
            if (event_child(r, w, DEP_MARK) == HS_NONE) return head; /* "troops entering the city" */
            if (of_object(r, w, head)) return head;                  /* "accused Peru of attacking" */
            s = event_child(r, head, DEP_POSS);                      /* "its plan to attack" */
            if (s != HS_NONE) return s;
            w = head;
            if (!is_verb(r, head)) {
                if (head_of(r, head) == HS_NONE || !is_verb(r, head_of(r, head))) return HS_NONE;
                w = head_of(r, head); /* "made plans to attack" */
                s = event_passive(r, w) ? event_subject(r, w) : surface_subject(r, w);
                if (s != HS_NONE) return antecedent(r, s);
            }
            break;
        case DEP_XCOMP:
            object = event_passive(r, head) ? HS_NONE : event_child(r, head, DEP_OBJ);
            if (object != HS_NONE && !subject_controls(r, head)) return antecedent(r, object);
            if (object == HS_NONE) { /* "called on Iran to stop" */
                static const char *const on[] = { "on", "upon", "to", "for", "with" };
                static const char *const calls[] = { "call",    "called",    "calls", "calling", "appeal", "appealed",
                                                     "appeals", "appealing", "plead", "pleaded", NULL };
                object = word_in(r->doc, head, calls) ? event_prepositional(r, head, on, 5, 0) : HS_NONE;
                if (object != HS_NONE) return object;
            }
            w = head;
            break;
        case DEP_CONJ: /* "condemned the attack and promised aid": the parser may join the verb to the noun beside it */
            while (is_verb(r, w) && !is_verb(r, head) && event_child(r, head, DEP_COP) == HS_NONE && head_of(r, head) != HS_NONE)
                head = head_of(r, head);
            w = head;
            break;
        case DEP_ADVCL: { /* "accused Peru of attacking": the object does it; "apologised for attacking": the subject */
            static const char *const of[] = { "of", "for", "from", "with" };
            object = event_has_case(r, w, of, 4) && !event_passive(r, head) ? event_object(r, head) : HS_NONE;
            if (object != HS_NONE) return object;
            w = head;
            break;
        }
        case DEP_PARATAXIS: w = head; break;
        default: return HS_NONE;
        }
    }
    return HS_NONE;
}

static uint32_t agent(const struct event_reader *r, uint32_t verb)
{
    static const char *const by[] = { "by" };
    EVENT_CHILDREN(r, verb, c)
    {
        enum dependency d = event_relation(r, c);
        if (d == DEP_AGENT || ((d == DEP_OBL || d == DEP_NMOD) && event_has_case(r, c, by, 1))) return antecedent(r, c);
    }
    return HS_NONE;
}

uint32_t event_subject(const struct event_reader *r, uint32_t verb)
{
    if (!event_passive(r, verb)) return understood_subject(r, verb);
    for (unsigned steps = 0; steps < STEPS_MAX; steps++) {
        uint32_t a = agent(r, verb);
        if (a != HS_NONE || event_relation(r, verb) != DEP_CONJ) return a;
        verb = head_of(r, verb);
    }
    return HS_NONE;
}

uint32_t event_object(const struct event_reader *r, uint32_t verb)
{
    if (event_passive(r, verb)) {
        if (event_relation(r, verb) == DEP_AMOD) return head_of(r, verb);
        return understood_subject(r, verb);
    }
    uint32_t o = event_child(r, verb, DEP_OBJ), s;
    if (o != HS_NONE && o + 2 < r->doc->n_words && r->doc->words[o + 1].upos == UPOS_PART && r->doc->words[o + 2].head == verb &&
        event_relation(r, o + 2) == DEP_OBJ)
        o = o + 2;                                        /* "rejected Peru's claims": the owner is no object */
    if (o == HS_NONE) o = event_child(r, verb, DEP_IOBJ); /* "asked Peru for help" */
    if (o != HS_NONE) return antecedent(r, o);
    EVENT_CHILDREN(r, verb, c) /* "urged Peru to help", "accused Peru of helping", with Peru as the subject of a clause */
    {
        static const char *const marks[] = { "to", "of", NULL };
        enum dependency d = event_relation(r, c);
        uint32_t mark = d == DEP_CCOMP || d == DEP_ADVCL || d == DEP_XCOMP ? event_child(r, c, DEP_MARK) : HS_NONE,
                 subject = event_child(r, c, DEP_NSUBJ);
        if (mark != HS_NONE && word_in(r->doc, mark, marks) && subject != HS_NONE && subject < mark) return subject;
    }
    if (event_relation(r, verb) == DEP_RELATIVE) { /* "the city they attacked": the gap is the object, unless the pronoun is the subject */
        s = surface_subject(r, verb);
        if (s != HS_NONE && antecedent(r, s) == s) return head_of(r, verb);
    }
    EVENT_CHILDREN(r, verb, c)
    {
        if (event_relation(r, c) == DEP_CONJ && is_verb(r, c) && surface_subject(r, c) == HS_NONE && !event_passive(r, c) &&
            event_child(r, verb, DEP_OBL) == HS_NONE && event_child(r, verb, DEP_XCOMP) == HS_NONE && event_child(r, verb, DEP_CCOMP) == HS_NONE) {
            o = event_child(r, c, DEP_OBJ); /* "attacked and destroyed the base" */
            return o != HS_NONE && c == verb + 2 ? o : HS_NONE;
        }
    }
    return HS_NONE;
}

/* ---- Prepositions ---------------------------------------------------------------------------------------------------------- */

bool event_has_case(const struct event_reader *r, uint32_t w, const char *const *list, unsigned n)
{
    EVENT_CHILDREN(r, w, c)
    {
        enum dependency d = event_relation(r, c);
        if (d != DEP_CASE && d != DEP_MARK) continue;
        if (!list) return true;
        for (unsigned i = 0; i < n; i++)
            if (word_is(r->doc, c, list[i])) return true;
    }
    return false;
}

/* What a preposition may bring in; the parser now and then calls it an object ("fired shells near a vessel from X"). */
static bool is_oblique(enum dependency d)
{
    return d == DEP_OBL || d == DEP_NMOD || d == DEP_AGENT || d == DEP_ADVCL || d == DEP_ACL || d == DEP_ADVMOD || d == DEP_OBJ;
}

uint32_t event_prepositional(const struct event_reader *r, uint32_t w, const char *const *list, unsigned n, unsigned depth)
{
    EVENT_CHILDREN(r, w, c)
    {
        if (is_oblique(event_relation(r, c)) && event_has_case(r, c, list, n)) return antecedent(r, c);
    }
    if (!depth) return HS_NONE;
    EVENT_CHILDREN(r, w, c)
    {
        enum dependency d = event_relation(r, c);
        if (d != DEP_OBJ && d != DEP_NMOD && d != DEP_OBL && d != DEP_NSUBJ_PASS) continue;
        uint32_t found = event_prepositional(r, c, list, n, depth - 1);
        if (found != HS_NONE) return found;
    }
    return HS_NONE;
}

/* ---- Filters ----------------------------------------------------------------------------------------------------------------- */

static const struct event_term *term(const struct event_reader *r, uint32_t w)
{
    struct span s = r->doc->words[w].span;
    return event_words_term(r->words, r->doc->text + s.start, s.end - s.start);
}

/* What a noun counts or measures: "rockets" of "dozens of rockets", of "a barrage of rockets". */
static uint32_t counted(const struct event_reader *r, uint32_t w)
{
    static const char *const measures[] = { "number",   "numbers",   "dozen",   "dozens",  "hundreds", "thousands", "tens",  "millions",
                                            "million",  "billion",   "series",  "group",   "groups",   "tonnes",    "tons",  "ton",
                                            "tonne",    "couple",    "pair",    "set",     "scores",   "lot",       "lots",  "handful",
                                            "piece",    "pieces",    "kind",    "kinds",   "type",     "types",     "part",  "parts",
                                            "shipment", "shipments", "volley",  "barrage", "salvo",    "wave",      "waves", "string",
                                            "batch",    "amount",    "amounts", "member",  "members",  "some",      "many",  "several",
                                            "all",      "one",       "two",     "three",   "four",     "five",      "six",   NULL };
    static const char *const of[] = { "of" };
    return word_in(r->doc, w, measures) ? event_prepositional(r, w, of, 1, 0) : HS_NONE;
}

bool event_in_class(const struct event_reader *r, uint32_t w, int class)
{
    if (w == HS_NONE || class < 0) return false;
    if (event_term_in(term(r, w), (unsigned)class)) return true;
    uint32_t of = counted(r, w);
    return of != HS_NONE && event_term_in(term(r, of), (unsigned)class);
}

bool event_is_noun(const struct event_reader *r, uint32_t w)
{
    struct span s = r->doc->words[w].span;
    if (r->doc->words[w].upos != UPOS_NOUN && r->doc->words[w].upos != UPOS_PROPN) return false;
    const struct event_sense *e = event_words_find(r->words, EVENT_NOUN, r->doc->text + s.start, s.end - s.start);
    while (e && e->row->act >= EVENT_CODES) e = e->next;
    return e != NULL;
}

/* A state or body, or who acts for one: by his code, his principal, his title. */
static bool is_official(const struct event_reader *r, uint32_t w)
{
    uint32_t m = r->mention[w];
    if (m == HS_NONE) return event_in_class(r, w, event_words_class(r->words, "official"));
    const struct actor *a = &r->doc->actors[r->doc->mentions[m].actor];
    if (a->kind == ACTOR_COUNTRY || a->kind == ACTOR_ORGANISATION || a->code[0] || a->of != HS_NONE) return true;
    int official = event_words_class(r->words, "official");
    if (event_in_class(r, w, official)) return true;
    EVENT_CHILDREN(r, w, c) /* "Bree President Romendacil", headed by its last word or its first */
    {
        enum dependency d = event_relation(r, c);
        if ((d == DEP_COMPOUND || d == DEP_NMOD || d == DEP_APPOS) && c < w && event_in_class(r, c, official)) return true;
        if (d == DEP_FLAT && event_in_class(r, c, official)) return true;
    }
    for (const char *s = a->role; s && *s;) {
        size_t n = strcspn(s, " ,-");
        if (event_term_in(event_words_term(r->words, s, n), (unsigned)official)) return true;
        s += n + (s[n] != '\0');
    }
    return false;
}

static bool kind_fits(const struct event_reader *r, uint32_t w, unsigned kinds)
{
    if ((kinds & FILTER_EVENT) && event_is_noun(r, w)) return true;
    if ((kinds & FILTER_OFFICIAL) && is_official(r, w)) return true;
    if ((kinds & FILTER_NAME) && r->doc->words[w].upos == UPOS_PROPN) return true;
    uint32_t m = r->mention[w];
    if (m == HS_NONE && r->doc->words[w].upos == UPOS_PROPN) return kinds & (FILTER_ACTOR | FILTER_PERSON);
    if (m == HS_NONE) return (kinds & (FILTER_ACTOR | FILTER_PERSON)) && r->doc->words[w].upos == UPOS_PRON && !word_is(r->doc, w, "it");
    const struct actor *a = &r->doc->actors[r->doc->mentions[m].actor];
    switch (a->kind) {
    case ACTOR_COUNTRY: return kinds & (FILTER_ACTOR | FILTER_PLACE);
    case ACTOR_PLACE: return (kinds & (FILTER_ACTOR | FILTER_PLACE)) && (r->doc->mentions[m].form != FORM_NOMINAL || a->code[0]);
    case ACTOR_PERSON:
    case ACTOR_GROUP: return kinds & (FILTER_ACTOR | FILTER_PERSON);
    case ACTOR_ORGANISATION: return kinds & FILTER_ACTOR;
    case ACTOR_AGENCY: return kinds & (FILTER_ACTOR | FILTER_MEDIA);
    default: return false;
    }
}

static bool passes(const struct event_reader *r, uint32_t w, const struct event_slot *slot)
{
    if (!slot->n_classes && !slot->kinds) return true;
    for (unsigned i = 0; i < slot->n_classes; i++)
        if (event_in_class(r, w, slot->classes[i])) return true;
    if (slot->kinds && kind_fits(r, w, slot->kinds)) return true;
    uint32_t of = slot->kinds ? counted(r, w) : HS_NONE;
    return of != HS_NONE && kind_fits(r, of, slot->kinds);
}

/* ---- Slots ------------------------------------------------------------------------------------------------------------------- */

/* The infinitive, gerund or clause that says what is agreed to, demanded, refused. */
static uint32_t infinitive(const struct event_reader *r, uint32_t w)
{
    EVENT_CHILDREN(r, w, c)
    {
        enum dependency d = event_relation(r, c);
        if (d == DEP_XCOMP && (is_verb(r, c) || event_child(r, c, DEP_COP) != HS_NONE)) return c;
        if ((d == DEP_ADVCL || d == DEP_ACL || (d == DEP_CCOMP && event_child(r, c, DEP_COP) == HS_NONE)) && is_verb(r, c)) {
            uint32_t mark = event_child(r, c, DEP_MARK);
            if (mark != HS_NONE && (word_is(r->doc, mark, "to") || (d == DEP_ACL && word_is(r->doc, mark, "for")))) return c;
        }
    }
    return HS_NONE;
}

/* "for workers to leave": the mark comes first, the infinitive's own behind. */
static uint32_t inner_of(const struct event_reader *r, uint32_t w, const struct event_fit *fit)
{
    uint32_t c = infinitive(r, w);
    if (c != HS_NONE) return c;
    EVENT_CHILDREN(r, w, k)
    {
        enum dependency d = event_relation(r, k);
        if (d == DEP_CCOMP) return k;
        if ((d == DEP_ADVCL || d == DEP_ACL) && is_verb(r, k)) {
            uint32_t mark = event_child(r, k, DEP_MARK);
            if (mark != HS_NONE && (word_is(r->doc, mark, "for") || word_is(r->doc, mark, "that"))) return k;
        }
    }
    if (fit->theme != HS_NONE) return fit->theme;
    return fit->object;
}

static uint32_t modifier(const struct event_reader *r, uint32_t noun, const struct event_slot *slot)
{
    if (noun == HS_NONE) return HS_NONE;
    EVENT_CHILDREN(r, noun, c)
    {
        enum dependency d = event_relation(r, c);
        if ((d == DEP_AMOD || d == DEP_COMPOUND || d == DEP_NMOD || d == DEP_CONJ) && passes(r, c, slot)) return c;
        if (d != DEP_AMOD && d != DEP_COMPOUND) continue;
        EVENT_CHILDREN(r, c, g) /* "long - range missile" */
        {
            if (passes(r, g, slot)) return g;
        }
    }
    return HS_NONE;
}

/* What the extra words of a form found: a particle; a preposition, whose noun is then the object ("look into"). */
struct extras {
    uint32_t object;
    bool moved;
};

static bool extra_of_verb(const struct event_reader *r, uint32_t w, const char *extra, struct event_fit *fit, struct extras *x)
{
    EVENT_CHILDREN(r, w, c)
    {
        enum dependency d = event_relation(r, c);
        if (d != DEP_NSUBJ && d != DEP_CONJ && d != DEP_NSUBJ_PASS && word_is(r->doc, c, extra)) {
            if (fit->n_cue < 6) fit->cue[fit->n_cue++] = c;
            if (d == DEP_OBJ || d == DEP_XCOMP) { /* "took control of X", "lay siege to X": what hangs on it is the object */
                x->object = event_prepositional(r, c, NULL, 0, 0);
                x->moved = x->object != HS_NONE;
            }
            return true;
        }
    }
    EVENT_CHILDREN(r, w, c)
    {
        enum dependency d = event_relation(r, c);
        if (d != DEP_OBL && d != DEP_NMOD && d != DEP_ADVCL && d != DEP_OBJ && d != DEP_ADVMOD) continue;
        EVENT_CHILDREN(r, c, k)
        {
            if ((event_relation(r, k) == DEP_CASE || event_relation(r, k) == DEP_ADVMOD || event_relation(r, k) == DEP_MARK) &&
                word_is(r->doc, k, extra)) {
                if (fit->n_cue < 6) fit->cue[fit->n_cue++] = k;
                x->object = antecedent(r, c);
                x->moved = true;
                return true;
            }
        }
    }
    /* A particle that the parser hung elsewhere stands beside the verb all the same. */
    if (w + 1 < r->doc->n_words && r->doc->words[w + 1].sentence == r->doc->words[w].sentence && word_is(r->doc, w + 1, extra)) {
        if (fit->n_cue < 6) fit->cue[fit->n_cue++] = w + 1;
        return true;
    }
    return x->moved && x->object != HS_NONE && event_has_case(r, x->object, &extra, 1);
}

/* The words before a noun, hyphens apart. */
static bool extras_of_noun(const struct event_reader *r, uint32_t w, const struct event_sense *sense, struct event_fit *fit)
{
    uint32_t at = w, begin = r->doc->sentences[r->doc->words[w].sentence].first_word;
    for (unsigned i = sense->n_extras; i-- > 0;) {
        if (at > begin && word_is(r->doc, at - 1, "-")) at--;
        if (at == begin || !word_is(r->doc, at - 1, sense->extras[i])) return false;
        at--;
        if (fit->n_cue < 6) fit->cue[fit->n_cue++] = at;
    }
    return true;
}

static uint32_t find_slot(const struct event_reader *r, uint32_t w, const struct event_slot *slot, const struct event_fit *fit)
{
    switch (slot->kind) {
    case SLOT_SUBJECT: return fit->subject;
    case SLOT_OBJECT: return fit->object;
    case SLOT_INDIRECT: return event_child(r, w, DEP_IOBJ);
    case SLOT_INFINITIVE: return infinitive(r, w);
    case SLOT_CLAUSE: return event_child(r, w, DEP_CCOMP);
    case SLOT_PREDICATE: {
        uint32_t c = event_child(r, w, DEP_XCOMP);
        return c != HS_NONE ? c : fit->object == HS_NONE ? HS_NONE : event_child(r, fit->object, DEP_APPOS);
    }
    case SLOT_MODIFIER: return modifier(r, is_verb(r, w) ? fit->object : w, slot);
    case SLOT_OWNER: return event_child(r, w, DEP_POSS);
    case SLOT_INNER: return inner_of(r, w, fit);
    default: return HS_NONE;
    }
}

/* The dependent with one of the slot's prepositions that passes its filter: of the predicate first, then of what hangs on it. */
static uint32_t find_preposition(const struct event_reader *r, uint32_t w, const struct event_slot *slot, unsigned depth)
{
    EVENT_CHILDREN(r, w, c)
    {
        if (is_oblique(event_relation(r, c)) && event_has_case(r, c, slot->prepositions, slot->n_prepositions) && passes(r, antecedent(r, c), slot))
            return antecedent(r, c);
    }
    if (!depth) return HS_NONE;
    EVENT_CHILDREN(r, w, c)
    {
        enum dependency d = event_relation(r, c);
        if (d != DEP_OBJ && d != DEP_NMOD && d != DEP_OBL && d != DEP_NSUBJ_PASS) continue;
        uint32_t found = find_preposition(r, c, slot, depth - 1);
        if (found != HS_NONE) return found;
    }
    return HS_NONE;
}

static bool slot_fits(const struct event_reader *r, uint32_t w, const struct event_slot *slot, struct event_fit *fit)
{
    uint32_t found;
    if (slot->kind == SLOT_MUTUAL) {
        if (fit->mutual == HS_NONE) fit->mutual = fit->subject;
        return true;
    }
    if (slot->kind == SLOT_PREPOSITION) {
        found = find_preposition(r, w, slot, 2);
        if (found == HS_NONE && fit->object != HS_NONE) found = find_preposition(r, fit->object, slot, 1);
    } else {
        found = find_slot(r, w, slot, fit);
        if (found != HS_NONE && slot->kind != SLOT_MODIFIER && !passes(r, found, slot)) found = HS_NONE;
    }
    if (slot->absent) return found == HS_NONE;
    if (found == HS_NONE) return slot->optional;
    switch (slot->role) {
    case EVENT_ROLE_ACTOR: fit->actor = found; break;
    case EVENT_ROLE_TARGET:
        if (fit->target == HS_NONE) fit->target = found;
        break;
    case EVENT_ROLE_THEME:
        if (fit->theme == HS_NONE) fit->theme = found;
        break;
    case EVENT_ROLE_MUTUAL: fit->mutual = found; break;
    case EVENT_ROLE_DEFAULT:
        if (slot->kind == SLOT_SUBJECT) fit->actor = found;
        if (slot->kind == SLOT_OBJECT && fit->target == HS_NONE) fit->target = found;
        if (slot->kind == SLOT_INNER) fit->inner = found;
        break;
    default: break;
    }
    return true;
}

static bool sense_fits(const struct event_reader *r, uint32_t w, const struct event_sense *sense, struct event_fit *fit)
{
    struct extras x = { HS_NONE, false };
    if (sense->row->act < EVENT_CODES || sense->n_extras || sense->row->n_slots) {
        if (r->doc->words[w].upos == UPOS_NOUN || r->doc->words[w].upos == UPOS_PROPN) {
            if (!extras_of_noun(r, w, sense, fit)) return false;
        } else {
            if (!sense->n_extras && event_child(r, w, DEP_PARTICLE) != HS_NONE) return false; /* "shot down a rumour" is no shooting */
            for (unsigned i = 0; i < sense->n_extras; i++)
                if (!extra_of_verb(r, w, sense->extras[i], fit, &x)) return false;
        }
    }
    if (x.moved && fit->object == HS_NONE)
        fit->object = x.object;
    else if (x.moved && sense->n_extras > 1)
        fit->object = x.object;
    for (unsigned i = 0; i < sense->row->n_slots; i++) {
        if (!slot_fits(r, w, &sense->row->slots[i], fit)) return false;
    }
    fit->row = sense->row;
    return true;
}

bool event_fit_word(const struct event_reader *r, uint32_t w, struct event_fit *out)
{
    struct span s = r->doc->words[w].span;
    enum event_part part;
    switch (r->doc->words[w].upos) {
    case UPOS_VERB:
    case UPOS_AUX: part = EVENT_VERB; break;
    case UPOS_NOUN:
    case UPOS_PROPN: part = EVENT_NOUN; break;
    case UPOS_ADJ: part = EVENT_ADJECTIVE; break;
    default: return false;
    }
    const struct event_sense *sense = event_words_find(r->words, part, r->doc->text + s.start, s.end - s.start);
    if (!sense) return false;
    struct event_fit fit = {
        .row = NULL, .subject = HS_NONE, .object = HS_NONE, .actor = HS_NONE, .target = HS_NONE, .theme = HS_NONE, .mutual = HS_NONE, .inner = HS_NONE
    };
    if (part == EVENT_NOUN) {
        static const char *const by[] = { "by" };
        fit.subject = event_prepositional(r, w, by, 1, 0);
        if (fit.subject == HS_NONE) fit.subject = event_child(r, w, DEP_POSS);
    } else if (part == EVENT_ADJECTIVE) {
        fit.subject = understood_subject(r, w);
    } else {
        fit.passive = event_passive(r, w);
        fit.subject = event_subject(r, w);
        fit.object = event_object(r, w);
    }
    fit.cue[fit.n_cue++] = w;
    for (; sense; sense = sense->next) {
        *out = fit;
        if (sense_fits(r, w, sense, out)) return true;
    }
    return false;
}
