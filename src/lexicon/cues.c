/* cues.c: from lexicon/cues.tsv to a hash of forms.
 *
 * A lemma is put in with all its inflections, some 6,000 forms. Where spelling leaves a choice ("signaled", "signalled") both are made; what is no
 * word ("planed") is found by nobody. Two rows must not give frames to one lemma; of two lemmas
 * with one form ("found") the first row's count, and the marks of both. The table is
 * tiny and open addressing keeps at least half of it empty, so a word that is no cue, as nearly all are, costs one hash and one comparison. */
#include "lexicon/cues.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/arena.h"
#include "base/character.h"
#include "lexicon/index.h"
#include "lexicon/inflect.h"
#include "lexicon/table.h"

enum { FORM_BYTES = 32, FRAMES_MAX = 16, SLOTS = 1 << 14 };

struct slot {
    char form[FORM_BYTES];
    struct cue_entry entry;
    uint8_t len, kind; /* len 0: empty */
};

struct cues {
    struct arena *arena; /* owns everything */
    struct slot *slots;  /* [SLOTS] */
    uint32_t n;
};

static const char *const kind_names[CUE_KINDS] = { "verb", "noun", "adjective" };
static const char *const act_names[ACTS - STANCES] = { "says", "light", "thinks", "wants", "judges", "evidence", "not", "tries" };
static const struct {
    const char *name;
    uint8_t kind;
} frame_names[] = { { "to", FRAME_TO },     { "obj-to", FRAME_OBJECT_TO }, { "whether", FRAME_WHETHER },
                    { "that", FRAME_THAT }, { "obj", FRAME_OBJECT },       { "quote", FRAME_QUOTE } };
static const struct {
    const char *name;
    uint8_t mark;
} mark_names[] = { { "@wrong", MARK_WRONG }, { "@harm", MARK_HARM }, { "@thing", MARK_THING },
                   { "@false", MARK_FALSE }, { "@bad", MARK_BAD },   { "@good", MARK_GOOD } };

/* What is being read: one line of the table. */
struct row {
    enum cue_kind kind;
    struct text forms, frames;
    struct cue_entry entry;
};

/* ---- Forms --------------------------------------------------------------------------------------------------------------- */

static struct slot *slot_of(const struct cues *c, enum cue_kind kind, const char *form, size_t len)
{
    size_t at = XXH3_64bits_withSeed(form, len, (XXH64_hash_t)kind) % SLOTS;
    while (c->slots[at].len && (c->slots[at].kind != kind || c->slots[at].len != len || memcmp(c->slots[at].form, form, len))) at = (at + 1) % SLOTS;
    return &c->slots[at];
}

/* Where the forms of a lemma go. */
struct adding {
    struct cues *cues;
    const struct row *row;
};

static bool add_form(void *context, const char *stem, size_t len, const char *ending)
{
    struct cues *c = ((struct adding *)context)->cues;
    const struct row *row = ((struct adding *)context)->row;
    char form[FORM_BYTES];
    size_t more = strlen(ending);
    if (len + more > FORM_BYTES || c->n >= SLOTS / 2) return false;
    memcpy(form, stem, len);
    memcpy(form + len, ending, more);
    struct slot *s = slot_of(c, row->kind, form, len + more);
    if (!s->len) {
        memcpy(s->form, form, len + more);
        s->len = (uint8_t)(len + more);
        s->kind = (uint8_t)row->kind;
        s->entry = row->entry;
        c->n++;
        return true;
    }
    s->entry.marks |= row->entry.marks;
    if (!s->entry.frames) {
        s->entry.frames = row->entry.frames;
        s->entry.n_frames = row->entry.n_frames;
        s->entry.lemma = row->entry.lemma;
    }
    return true;
}

/* "tell(told)": the lemma, its regular inflections, and those in brackets. */
static const char *add_lemma(struct cues *c, struct row *row, struct text lemma)
{
    const char *bracket = memchr(lemma.at, '(', lemma.len);
    size_t len = bracket ? (size_t)(bracket - lemma.at) : lemma.len;
    if (len < 2 || (bracket && lemma.at[lemma.len - 1] != ')')) return "a form of one letter, or a bracket that does not end it";
    for (size_t i = 0; i < len; i++)
        if ((lemma.at[i] < 'a' || lemma.at[i] > 'z') && lemma.at[i] != '-') return "a form with other characters than small letters";
    if (!(row->entry.lemma = arena_strdup(c->arena, lemma.at, len))) return "";
    const struct slot *s = slot_of(c, row->kind, lemma.at, len);
    if (s->len && s->entry.frames && row->entry.frames && !strcmp(s->entry.lemma, row->entry.lemma)) return "a lemma that has frames already";
    static const enum inflection how[CUE_KINDS] = { [CUE_VERB] = INFLECT_VERB, [CUE_NOUN] = INFLECT_NOUN, [CUE_ADJECTIVE] = INFLECT_NOT };
    bool good =
        inflect(lemma.at, len, bracket ? bracket + 1 : "", bracket ? lemma.len - len - 2 : 0, how[row->kind], add_form, &(struct adding){ c, row });
    return good ? NULL : "a form that is too long, or too many forms";
}

/* ---- Frames -------------------------------------------------------------------------------------------------------------- */

static bool read_act(struct text t, uint8_t *act)
{
    for (unsigned i = 0; i < ACTS; i++) {
        if (!text_is(t, i < STANCES ? stance_names[i] : act_names[i - STANCES])) continue;
        *act = (uint8_t)i;
        return true;
    }
    return false;
}

static const char *read_frame(struct cues *c, struct text t, struct cue_frame *out)
{
    struct text condition = { "", 0 };
    out->kind = FRAME_ELSE;
    out->word = NULL;
    if (memchr(t.at, '=', t.len)) {
        condition = text_cut(&t, '=');
        out->kind = FRAME_WORD;
        for (size_t i = 0; i < sizeof frame_names / sizeof *frame_names; i++)
            if (text_is(condition, frame_names[i].name)) out->kind = frame_names[i].kind;
    }
    if (out->kind == FRAME_WORD && !(out->word = arena_strdup(c->arena, condition.at, condition.len))) return "";
    return read_act(t, &out->act) ? NULL : "a frame that names no stance and nothing else that a cue does";
}

static bool read_mark(struct text t, uint8_t *marks)
{
    for (size_t i = 0; i < sizeof mark_names / sizeof *mark_names; i++) {
        if (!text_is(t, mark_names[i].name)) continue;
        *marks |= mark_names[i].mark;
        return true;
    }
    return false;
}

static const char *read_frames(struct cues *c, struct row *row)
{
    struct cue_frame *frames = ARENA_ARRAY(c->arena, struct cue_frame, FRAMES_MAX);
    if (!frames) return "";
    while (row->frames.len) {
        struct text t = text_cut(&row->frames, ' ');
        if (!t.len || (*t.at == '@' && read_mark(t, &row->entry.marks))) continue;
        if (row->entry.n_frames == FRAMES_MAX) return "too many frames";
        const char *why = read_frame(c, t, &frames[row->entry.n_frames++]);
        if (why) return why;
    }
    if (!row->entry.n_frames && !row->entry.marks) return "no frame and no mark";
    if (row->entry.n_frames) row->entry.frames = frames;
    return NULL;
}

/* ---- Rows ---------------------------------------------------------------------------------------------------------------- */

/* NULL: well; "": out of memory; else what is wrong. */
static const char *read_line(void *table, struct text line)
{
    struct cues *c = table;
    struct row row = { .kind = CUE_KINDS };
    struct text kind = text_cut(&line, '\t');
    for (unsigned i = 0; i < CUE_KINDS; i++)
        if (text_is(kind, kind_names[i])) row.kind = (enum cue_kind)i;
    row.forms = text_cut(&line, '\t');
    row.frames = text_cut(&line, '\t');
    if (row.kind == CUE_KINDS || !row.forms.len || line.len) return "expected are kind, forms and frames, separated by tabs";
    const char *why = read_frames(c, &row);
    while (!why && row.forms.len) why = add_lemma(c, &row, text_cut(&row.forms, '|'));
    return why;
}

struct cues *cues_read(const char *name, const char *text, size_t len, hearsay_error *err)
{
    struct arena *arena = arena_new(0);
    struct cues *c = arena ? ARENA_ZARRAY(arena, struct cues, 1) : NULL;
    if (c && !((c->slots = ARENA_ZARRAY(arena, struct slot, SLOTS)))) c = NULL;
    if (c) c->arena = arena;
    if (table_read(name, text, len, read_line, c, err)) return c;
    arena_free(arena);
    return NULL;
}

struct cues *cues_open(hearsay_error *err) { return cues_read(word_tables[0].name, word_tables[0].text, word_tables[0].len, err); }

void cues_close(struct cues *cues)
{
    if (cues) arena_free(cues->arena);
}

const struct cue_entry *cues_find(const struct cues *cues, enum cue_kind kind, const char *form, size_t len)
{
    char lower[FORM_BYTES];
    if (len < 2 || len > FORM_BYTES) return NULL;
    for (size_t i = 0; i < len; i++) lower[i] = ascii_lower(form[i]);
    const struct slot *s = slot_of(cues, kind, lower, len);
    return s->len ? &s->entry : NULL;
}
