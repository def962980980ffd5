/* event_words.c: from lexicon/events.tsv to two hashes: forms with their rows, and words with their classes and contexts.
 *
 * Lemmas are put in with all their inflections (inflect.c). A form of several words is found by the one that heads it, the first of a verb's ("call"
 * of "call off"), the last of a noun's ("strike" of "hunger strike"); the others are its extras, which the parse has to show. Rows of a form stay in
 * the order of the table. The words that a filter names become a class, so that a frame compares no strings.
 * Open addressing at most half full: a word that is no event costs one hash and one comparison. */
#include "lexicon/event_words.h"

#include <string.h>

#include <xxhash.h>

#include "base/arena.h"
#include "base/character.h"
#include "lexicon/index.h"
#include "lexicon/inflect.h"
#include "lexicon/table.h"

enum { FORM_BYTES = 32, SLOTS = 1 << 15, CLASS_NAMES_MAX = 96, COLUMNS = 7 };

const char *const event_code_names[EVENT_CODES] = { "AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
                                                    "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT" };

const char *const event_context_names[EVENT_CONTEXTS] = { "historical",
                                                          "future",
                                                          "hypothetical",
                                                          "political",
                                                          "military",
                                                          "intelligence",
                                                          "peacekeeping",
                                                          "economic",
                                                          "diplomatic",
                                                          "resource",
                                                          "culture",
                                                          "disease",
                                                          "enviro_disaster",
                                                          "migration",
                                                          "humanitarian",
                                                          "legal",
                                                          "human_rights",
                                                          "rights_freedoms",
                                                          "gender",
                                                          "lgbt",
                                                          "terrorism",
                                                          "human_security",
                                                          "religion_ethnicity",
                                                          "government",
                                                          "election",
                                                          "legislative",
                                                          "cbrn",
                                                          "cyber",
                                                          "political_institutions",
                                                          "corruption",
                                                          "crime",
                                                          "crime_murder",
                                                          "crime_theft",
                                                          "crime_drugs",
                                                          "crime_sexual" };

/* PLOVER's modes of each code. */
static const struct {
    enum event_code code;
    const char *modes;
} known_modes[] = { { EVENT_CONSULT, "visit third-party multilateral phone" },
                    { EVENT_AID, "economic military humanitarian asylum" },
                    { EVENT_RETREAT, "withdraw release return disarm ceasefire access resign" },
                    { EVENT_REQUEST, "assist change yield meet" },
                    { EVENT_REJECT, "assist change yield meet" },
                    { EVENT_ACCUSE, "disapprove investigate allege" },
                    { EVENT_THREATEN, "restrict ban arrest relations expel territory violence" },
                    { EVENT_PROTEST, "demo riot strike-gen strike-lim strike-hun boycott obstruct" },
                    { EVENT_SANCTION, "convict cancel expel withdraw sever" },
                    { EVENT_MOBILIZE, "troops weapons police" },
                    { EVENT_COERCE, "confiscate restrict ban censor curfew martial-law arrest deport withhold" },
                    { EVENT_ASSAULT,
                      "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack heavy-weapons" } };

static const struct {
    const char *name;
    uint8_t kind;
} slot_names[] = { { "subj", SLOT_SUBJECT }, { "obj", SLOT_OBJECT },      { "iobj", SLOT_INDIRECT }, { "to-do", SLOT_INFINITIVE },
                   { "that", SLOT_CLAUSE },  { "xcomp", SLOT_PREDICATE }, { "mod", SLOT_MODIFIER },  { "poss", SLOT_OWNER },
                   { "inner", SLOT_INNER },  { "mutual", SLOT_MUTUAL } };
static const char *const role_names[] = { "", "actor", "target", "theme", "mutual", "none" };
static const char *const kind_names[] = { "#actor", "#person", "#place", "@event", "#official", "#name", "#media" };

struct form_slot {
    char form[FORM_BYTES];
    uint8_t len, part; /* len 0: empty */
    struct event_sense *first, *last;
};

struct term_slot {
    char form[FORM_BYTES];
    uint8_t len;
    struct event_term term;
};

struct event_words {
    struct arena *arena;     /* owns everything */
    struct form_slot *forms; /* [SLOTS] */
    struct term_slot *terms; /* [SLOTS] */
    uint32_t n_forms, n_terms;
    const char *class_names[CLASS_NAMES_MAX]; /* the named ones come first in the table and have their place as number */
    unsigned n_named, n_classes;
    struct text filters[EVENT_CLASSES_MAX]; /* of a class that a filter made: its words, so that equal ones are one */
};

static bool join(char form[FORM_BYTES], const char *stem, size_t len, const char *ending, size_t *n)
{
    size_t more = strlen(ending);
    *n = len + more;
    if (*n < 1 || *n > FORM_BYTES) return false;
    memcpy(form, stem, len);
    memcpy(form + len, ending, more);
    return true;
}

/* ---- Terms: classes and contexts ----------------------------------------------------------------------------------------- */

static struct term_slot *term_of(const struct event_words *w, const char *form, size_t len)
{
    size_t at = XXH3_64bits(form, len) % SLOTS;
    while (w->terms[at].len && (w->terms[at].len != len || memcmp(w->terms[at].form, form, len))) at = (at + 1) % SLOTS;
    return &w->terms[at];
}

/* The forms of a word go into this class, or tell these contexts. */
struct term_adding {
    struct event_words *words;
    int class;
    uint64_t contexts;
};

static bool add_term(void *context, const char *stem, size_t len, const char *ending)
{
    struct term_adding *a = context;
    char form[FORM_BYTES];
    size_t n;
    if (!join(form, stem, len, ending, &n)) return false;
    struct term_slot *s = term_of(a->words, form, n);
    if (!s->len) {
        if (++a->words->n_terms > SLOTS / 2) return false;
        memcpy(s->form, form, n);
        s->len = (uint8_t)n;
    }
    if (a->class >= 0) s->term.classes[a->class / 64] |= (uint64_t)1 << (a->class % 64);
    s->term.contexts |= a->contexts;
    return true;
}

static const char *add_terms(struct event_words *w, struct text forms, char separator, int class, uint64_t contexts)
{
    while (forms.len) {
        struct text t = text_cut(&forms, separator);
        if (t.len < 2) return "a word of fewer than two letters";
        if (!inflect(t.at, t.len, "", 0, INFLECT_NOUN, add_term, &(struct term_adding){ w, class, contexts }))
            return "a word that is too long, or too many words";
    }
    return NULL;
}

int event_words_class(const struct event_words *w, const char *name)
{
    for (unsigned i = 0; i < w->n_named; i++)
        if (!strcmp(w->class_names[i], name)) return (int)i;
    return -1;
}

static const char *read_class(struct event_words *w, struct text name, struct text forms)
{
    if (w->n_named == CLASS_NAMES_MAX) return "too many classes";
    if (w->n_classes > w->n_named) return "a class behind the first row with a frame";
    if (!(w->class_names[w->n_named] = arena_strdup(w->arena, name.at, name.len))) return "";
    if (event_words_class(w, w->class_names[w->n_named]) >= 0) return "a class that there is already";
    w->n_classes = ++w->n_named;
    return add_terms(w, forms, '|', (int)w->n_named - 1, 0);
}

static bool read_contexts(struct text t, uint64_t *contexts)
{
    while (t.len) {
        struct text name = text_cut(&t, ' ');
        unsigned i = 0;
        while (i < EVENT_CONTEXTS && !text_is(name, event_context_names[i])) i++;
        if (i == EVENT_CONTEXTS) return false;
        *contexts |= CONTEXT_BIT(i);
    }
    return true;
}

/* ---- Frames -------------------------------------------------------------------------------------------------------------- */

/* A filter's bare words become a class of their own. */
static const char *filter_words(struct event_words *w, struct text words, struct event_slot *slot)
{
    unsigned c = w->n_named;
    while (c < w->n_classes && (w->filters[c].len != words.len || memcmp(w->filters[c].at, words.at, words.len))) c++;
    if (c == EVENT_CLASSES_MAX) return "too many filters";
    slot->classes[slot->n_classes++] = (uint16_t)c;
    if (c < w->n_classes) return NULL;
    w->n_classes++;
    char *copy = arena_strdup(w->arena, words.at, words.len);
    if (!copy) return "";
    w->filters[c] = (struct text){ copy, words.len };
    return add_terms(w, words, ',', (int)c, 0);
}

static const char *read_filter(struct event_words *w, struct text t, struct event_slot *slot)
{
    char bare[1024];
    size_t n = 0;
    while (t.len) {
        struct text word = text_cut(&t, ',');
        unsigned kind = 0;
        while (kind < FILTERS && !text_is(word, kind_names[kind])) kind++;
        if (kind < FILTERS) {
            slot->kinds |= (uint8_t)(1u << kind);
        } else if (word.len && *word.at == '@') {
            unsigned c = 0;
            while (c < w->n_named && !text_is((struct text){ word.at + 1, word.len - 1 }, w->class_names[c])) c++;
            if (c == w->n_named) return "a class that there is not";
            if (slot->n_classes == EVENT_FILTER_CLASSES - 1) return "too many classes in a filter";
            slot->classes[slot->n_classes++] = (uint16_t)c;
        } else {
            if (!word.len || n + word.len + 1 > sizeof bare) return "an empty word in a filter, or too many";
            if (n) bare[n++] = ',';
            memcpy(bare + n, word.at, word.len);
            n += word.len;
        }
    }
    return n ? filter_words(w, (struct text){ bare, n }, slot) : NULL;
}

static const char *read_prepositions(struct event_words *w, struct text names, struct event_slot *slot)
{
    slot->kind = SLOT_PREPOSITION;
    while (names.len) {
        struct text name = text_cut(&names, '/');
        if (!name.len || slot->n_prepositions == EVENT_PREPOSITIONS_MAX) return "an empty preposition, or too many";
        for (size_t i = 0; i < name.len; i++)
            if (name.at[i] < 'a' || name.at[i] > 'z') return "a slot that is neither known nor a preposition";
        if (!(slot->prepositions[slot->n_prepositions++] = arena_strdup(w->arena, name.at, name.len))) return "";
    }
    return NULL;
}

/* "!obj", "on/against:@weapon,gun=target?" */
static const char *read_slot(struct event_words *w, struct text t, struct event_slot *slot)
{
    *slot = (struct event_slot){ .role = EVENT_ROLE_DEFAULT };
    if (t.len && *t.at == '!') {
        slot->absent = true;
        t.at++;
        t.len--;
    }
    if (t.len && t.at[t.len - 1] == '?') {
        slot->optional = true;
        t.len--;
    }
    struct text name = text_cut(&t, '='), filter = name;
    if (t.len) {
        unsigned role = 1;
        while (role < sizeof role_names / sizeof *role_names && !text_is(t, role_names[role])) role++;
        if (role == sizeof role_names / sizeof *role_names) return "a role that is none of actor, target, theme, mutual, none";
        slot->role = (uint8_t)role;
    }
    name = text_cut(&filter, ':');
    for (size_t i = 0; i < sizeof slot_names / sizeof *slot_names; i++) {
        if (!text_is(name, slot_names[i].name)) continue;
        slot->kind = slot_names[i].kind;
        return read_filter(w, filter, slot);
    }
    const char *why = read_prepositions(w, name, slot);
    return why ? why : read_filter(w, filter, slot);
}

static const char *read_frame(struct event_words *w, struct text frame, struct event_row *row)
{
    struct event_slot slots[EVENT_SLOTS_MAX];
    while (frame.len) {
        struct text t = text_cut(&frame, ' ');
        if (!t.len || text_is(t, "-")) continue;
        if (row->n_slots == EVENT_SLOTS_MAX) return "too many slots";
        const char *why = read_slot(w, t, &slots[row->n_slots++]);
        if (why) return why;
    }
    struct event_slot *own = ARENA_ARRAY(w->arena, struct event_slot, row->n_slots + 1);
    if (!own) return "";
    memcpy(own, slots, row->n_slots * sizeof *own);
    row->slots = own;
    return NULL;
}

/* ---- Rows ---------------------------------------------------------------------------------------------------------------- */

static bool read_act(struct text t, struct event_row *row)
{
    static const char *const acts[] = { "-", "light", "suffered", "future" };
    for (unsigned i = 0; i < EVENT_CODES + sizeof acts / sizeof *acts; i++) {
        if (!text_is(t, i < EVENT_CODES ? event_code_names[i] : acts[i - EVENT_CODES])) continue;
        row->act = (uint8_t)i;
        return true;
    }
    return false;
}

static const char *read_mode(struct event_words *w, struct text t, struct event_row *row)
{
    if (!t.len || text_is(t, "-")) return NULL;
    for (size_t i = 0; i < sizeof known_modes / sizeof *known_modes; i++) {
        if (known_modes[i].code != row->act) continue;
        struct text modes = { known_modes[i].modes, strlen(known_modes[i].modes) };
        while (modes.len) {
            struct text m = text_cut(&modes, ' ');
            if (m.len == t.len && !memcmp(m.at, t.at, t.len)) return (row->mode = arena_strdup(w->arena, t.at, t.len)) ? NULL : "";
        }
    }
    return "a mode that PLOVER's code does not have";
}

static const char *read_cameo(struct text t, struct event_row *row)
{
    if (!t.len || text_is(t, "-")) return NULL;
    if (t.len < 2 || t.len > 4 || t.at[0] > '2' || (t.at[0] == '2' && t.at[1] != '0')) return "a CAMEO code of two to four digits is expected";
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] < '0' || t.at[i] > '9') return "a CAMEO code of two to four digits is expected";
    memcpy(row->cameo, t.at, t.len);
    return NULL;
}

struct form_adding {
    struct event_words *words;
    const struct event_row *row;
    enum event_part part;
    const char *extras[EVENT_EXTRAS_MAX];
    uint8_t n_extras;
    bool nomem;
};

static struct form_slot *form_of(const struct event_words *w, enum event_part part, const char *form, size_t len)
{
    size_t at = XXH3_64bits_withSeed(form, len, (XXH64_hash_t)part + 1) % SLOTS;
    while (w->forms[at].len && (w->forms[at].part != part || w->forms[at].len != len || memcmp(w->forms[at].form, form, len))) at = (at + 1) % SLOTS;
    return &w->forms[at];
}

static bool add_form(void *context, const char *stem, size_t len, const char *ending)
{
    struct form_adding *a = context;
    char form[FORM_BYTES];
    size_t n;
    if (!join(form, stem, len, ending, &n)) return false;
    struct form_slot *s = form_of(a->words, a->part, form, n);
    if (!s->len) {
        if (++a->words->n_forms > SLOTS / 2) return false;
        memcpy(s->form, form, n);
        s->len = (uint8_t)n;
        s->part = (uint8_t)a->part;
    }
    struct event_sense *sense = ARENA_ZARRAY(a->words->arena, struct event_sense, 1);
    if (!sense) {
        a->nomem = true;
        return false;
    }
    sense->row = a->row;
    sense->n_extras = a->n_extras;
    memcpy(sense->extras, a->extras, sizeof sense->extras);
    if (s->last)
        s->last->next = sense;
    else
        s->first = sense;
    s->last = sense;
    return true;
}

/* "call(called) off", "hunger strike", "tell(told)". */
static const char *add_lemma(struct event_words *w, const struct event_row *row, enum event_part part, struct text lemma)
{
    static const enum inflection how[EVENT_PARTS] = { INFLECT_VERB, INFLECT_NOUN, INFLECT_NOT };
    struct form_adding a = { .words = w, .row = row, .part = part };
    struct text words[EVENT_EXTRAS_MAX + 1];
    unsigned n = 0;
    while (lemma.len) {
        if (n == EVENT_EXTRAS_MAX + 1) return "a form of too many words";
        words[n++] = text_cut(&lemma, ' ');
    }
    if (!n) return "an empty form";
    unsigned head = part == EVENT_NOUN ? n - 1 : 0;
    for (unsigned i = 0; i < n; i++)
        if (i != head && !(a.extras[a.n_extras++] = arena_strdup(w->arena, words[i].at, words[i].len))) return "";
    struct text form = words[head], irregular = { "", 0 };
    const char *bracket = memchr(form.at, '(', form.len);
    if (bracket) {
        if (form.at[form.len - 1] != ')') return "a bracket that does not end a form";
        irregular = (struct text){ bracket + 1, form.len - (size_t)(bracket - form.at) - 2 };
        form.len = (size_t)(bracket - form.at);
    }
    if (form.len < 2) return "a form of one letter";
    if (inflect(form.at, form.len, irregular.at, irregular.len, how[part], add_form, &a)) return NULL;
    return a.nomem ? "" : "a form that is too long, or too many forms";
}

/* NULL: well; "": out of memory; else what is wrong. */
static const char *read_line(void *table, struct text line)
{
    struct event_words *w = table;
    static const char *const parts[EVENT_PARTS] = { "verb", "noun", "adjective" };
    struct text column[COLUMNS];
    for (unsigned i = 0; i < COLUMNS; i++) column[i] = text_cut(&line, '\t');
    if (line.len) return "more columns than kind, forms, frame, code, mode, CAMEO code and contexts";
    if (text_is(column[0], "class")) return column[2].len ? read_class(w, column[1], column[2]) : "a class without words";
    if (text_is(column[0], "context")) {
        uint64_t contexts = 0;
        if (!read_contexts(column[1], &contexts)) return "a context that PLOVER does not have";
        return add_terms(w, column[2], '|', -1, contexts);
    }
    unsigned part = 0;
    while (part < EVENT_PARTS && !text_is(column[0], parts[part])) part++;
    if (part == EVENT_PARTS) return "a kind that is none of verb, noun, adjective, class, context";
    struct event_row *row = ARENA_ZARRAY(w->arena, struct event_row, 1);
    if (!row) return "";
    const char *why = read_frame(w, column[2], row);
    if (why) return why;
    if (!read_act(column[3], row)) return "a code that is none of PLOVER's";
    if ((why = read_mode(w, column[4], row)) || (why = read_cameo(column[5], row))) return why;
    if (!read_contexts(column[6], &row->contexts)) return "a context that PLOVER does not have";
    if (!column[1].len) return "a row without forms";
    while (!why && column[1].len) why = add_lemma(w, row, (enum event_part)part, text_cut(&column[1], '|'));
    return why;
}

struct event_words *event_words_read(const char *name, const char *text, size_t len, hearsay_error *err)
{
    struct arena *arena = arena_new(0);
    struct event_words *w = arena ? ARENA_ZARRAY(arena, struct event_words, 1) : NULL;
    if (w && !((w->forms = ARENA_ZARRAY(arena, struct form_slot, SLOTS)) && (w->terms = ARENA_ZARRAY(arena, struct term_slot, SLOTS)))) w = NULL;
    if (w) w->arena = arena;
    if (table_read(name, text, len, read_line, w, err)) return w;
    arena_free(arena);
    return NULL;
}

struct event_words *event_words_open(hearsay_error *err)
{
    return event_words_read(word_tables[2].name, word_tables[2].text, word_tables[2].len, err);
}

void event_words_close(struct event_words *words)
{
    if (words) arena_free(words->arena);
}

static bool lower_form(char lower[FORM_BYTES], const char *form, size_t len)
{
    if (len < 1 || len > FORM_BYTES) return false;
    for (size_t i = 0; i < len; i++) lower[i] = ascii_lower(form[i]);
    return true;
}

const struct event_sense *event_words_find(const struct event_words *words, enum event_part part, const char *form, size_t len)
{
    char lower[FORM_BYTES];
    return lower_form(lower, form, len) ? form_of(words, part, lower, len)->first : NULL;
}

const struct event_term *event_words_term(const struct event_words *words, const char *form, size_t len)
{
    char lower[FORM_BYTES];
    if (!lower_form(lower, form, len)) return NULL;
    const struct term_slot *s = term_of(words, lower, len);
    return s->len ? &s->term : NULL;
}
