/* lexicon.h: what the tables of lexicon/ know of a name or noun: "DPRK" is a state, PRK; "Kremlin" is Russia's presidency; "spokeswoman" is a
 * person's title.
 *
 *   a row      kind, forms, code, attributes: one thing and all that it is called (lexicon/README.md has the columns)
 *   a form     a word or several; folded, it is a key
 *   a sense    what one form means by one row; a key may have several ("Georgia": a state, a place in the USA)
 *
 * FOLDING  Case, accents and full stops do not count, white space, hyphens and apostrophes are all one separator: "U.S." is "us", "Guinea-Bissau"
 *          "guinea bissau". What case tells is kept in the form's case rule: each of its words that begins with a capital wants one in the text, each
 *          in capitals throughout wants capitals throughout, others take any. So "US" and "U.S." mean a state, "us" and "Us" nothing;
 *          "President" and "president" both mean a title.
 * MEMORY   Read-only once made, so any number of threads may ask at once; a lookup allocates nothing. All pointers in a sense live as long as
 *          the lexicon. */
#ifndef HS_LEXICON_H
#define HS_LEXICON_H

#include "document.h"

/* The order is that of lexicon_kinds[] in row.c. */
enum lexicon_kind {
    LEXICON_COUNTRY,                           /* a state; `code` */
    LEXICON_TERRITORY,                         /* has an ISO code and is no state: "Hong Kong", "Greenland" */
    LEXICON_CAPITAL,                           /* a seat of government; `code`: its state, for which it may stand ("Beijing's claims") */
    LEXICON_DEMONYM,                           /* "Russian" (LEXICON_ADJECTIVE, LEXICON_NOUN), "Russians" (LEXICON_PLURAL); `code` "": "Kurds" */
    LEXICON_ORGAN,                             /* a state's organ, office or seat: "Kremlin"; `code` "": of any state, "foreign ministry" */
    LEXICON_ORGANISATION,                      /* "United Nations", "NATO", "Hezbollah"; `code`: the home of a party or armed group, else "" */
    LEXICON_AGENCY,                            /* a news agency or outlet; `code`: its country */
    LEXICON_TITLE,                             /* "president", "Mr", "spokeswoman", "analyst"; its plural is a group */
    LEXICON_GROUP,                             /* people in the plural that no title's plural names: "voters", "police", "sources" */
    LEXICON_DOCUMENT,                          /* "report", "poll", "letter" */
    LEXICON_PLACE,                             /* a city, province, region, continent; `code`: its state, "" where it lies in several */
    LEXICON_GIVEN_NAME,                        /* "Maria"; LEXICON_MALE, LEXICON_FEMALE, neither where both bear it */
    LEXICON_KINDS
};

/* What sort of its kind; the order is that of lexicon_types[] in row.c. */
enum lexicon_type {
    LEXICON_PLAIN,
    /* organs */
    LEXICON_PRESIDENCY,                        /* the head of state or government and their office */
    LEXICON_GOVERNMENT, LEXICON_FOREIGN_MINISTRY, LEXICON_DEFENCE_MINISTRY, LEXICON_MINISTRY, LEXICON_PARLIAMENT, LEXICON_COURT,
    LEXICON_MILITARY, LEXICON_INTELLIGENCE, LEXICON_POLICE, LEXICON_CENTRAL_BANK,
    /* organisations */
    LEXICON_INTERNATIONAL,                     /* states are its members, or it is an organ of such a one */
    LEXICON_PARTY, LEXICON_ARMED_GROUP, LEXICON_NGO, LEXICON_COMPANY,
    /* agencies */
    LEXICON_NEWS_AGENCY, LEXICON_NEWSPAPER, LEXICON_MAGAZINE, LEXICON_BROADCASTER, LEXICON_WEBSITE,
    /* titles */
    LEXICON_OFFICE,                            /* "president", "foreign minister", "senator" */
    LEXICON_RANK,                              /* "general", "Lt. Col." */
    LEXICON_HONORIFIC,                         /* "Mr", "Dr", "Sheikh": before a name only */
    LEXICON_PROFESSION,                        /* "analyst", "lawyer", "official": what somebody does */
    LEXICON_RELATION,                          /* "sister", "neighbour", "supporter": what somebody is to somebody */
    /* places */
    LEXICON_CITY, LEXICON_PROVINCE, LEXICON_REGION, LEXICON_CONTINENT,
    LEXICON_TYPES
};

enum lexicon_flag {
    LEXICON_NAME = 1,                          /* this form is the row's first, by which it is called (`name`) */
    LEXICON_ACRONYM = 2,                       /* this form is one word in capitals: "DPRK", "U.S." */
    LEXICON_SINGULAR = 4, LEXICON_PLURAL = 8,  /* this form's number; both are set where it may be either: "Chinese" */
    LEXICON_ADJECTIVE = 16, LEXICON_NOUN = 32, /* of a demonym, both for "Russian"; "Dane" is only a noun */
    LEXICON_MALE = 64, LEXICON_FEMALE = 128,   /* of a title, demonym ("Frenchman") or given name; neither: not told */
    LEXICON_BEFORE = 256,                      /* a title that stands before a name only: "Mr", "Gen." */
    LEXICON_STATE_MEDIA = 512,                 /* run by its state: its word is the state's (KCNA, TASS) */
    LEXICON_STATE_FUNDED = 1024,               /* paid for by its state, with editors who are free by law (VOA, Deutsche Welle) */
    LEXICON_AMBIGUOUS = 2048,                  /* this form has other senses, here or as a person's name (Jordan, Congo, Washington) */
    LEXICON_WORD_TOO = 4096,                   /* without its capitals it is a common word (US, WHO, Turkey, Polish): doubtful where a sentence
                                                  begins, and where all is in capitals */
    LEXICON_FORMER = 8192,                     /* is no more: the Soviet Union, Twitter */
    LEXICON_USER = 16384                       /* from a file of the user's */
};

struct lexicon_sense {
    const char *name;                          /* the canonical name, NUL-terminated UTF-8 */
    const char *of;                            /* the canonical name of the body that it belongs to ("United Nations"), NULL if none */
    char code[4];                              /* ISO 3166-1 alpha-3, or ""; XKX for Kosovo */
    char cameo[8];                             /* CAMEO's code of an organisation ("IGOUNO") or of a role ("GOV"), or "" */
    uint8_t kind, type;                        /* enum lexicon_kind, enum lexicon_type */
    uint16_t flags;                            /* enum lexicon_flag */
    uint16_t capitals, shouted;                /* the case rule, a bit for each word of the form: begins with a capital; is all in capitals */
};

enum { LEXICON_SENSES_MAX = 8 };               /* a table in which a key has more is refused */

struct lexicon_match {
    const struct lexicon_sense *senses[LEXICON_SENSES_MAX];   /* the likeliest first: the user's, then in the order of the tables */
    uint32_t n, words;                         /* how many senses; how many words the form takes */
};

struct lexicon;

/* lexicon_open: the tables that are built in, and the user's files on top, of which the first has the most to say.
 *   paths, n  files in the format of lexicon/README.md. A row of theirs takes the place of a built-in sense of the same form and kind.
 * Returns  a lexicon; close it with lexicon_close(). NULL on failure.
 * Errors   HEARSAY_E_IO, HEARSAY_E_TOO_LONG (a file of more than 64 MiB), HEARSAY_E_LEXICON (file, line and reason in the message; err->at: the
 *          byte at which the line begins), HEARSAY_E_NOMEM. */
struct lexicon *lexicon_open(const char *const *paths, size_t n, hearsay_error *err);
uint64_t lexicon_hash(const struct lexicon *lx);                                /* of all its tables: the same tables, the same number */
void lexicon_close(struct lexicon *lx);                                         /* NULL is allowed */

/* lexicon_match: the longest form that begins at words[0] and ends within words[0 .. n), n > 0, of `text`.
 *   Of a key's senses only those count whose case rule the text fulfils. A possessive "'s" is a word of its own and no part of the match.
 * Returns  whether there is one; *out is written either way (n = 0, words = 0 if not). */
bool lexicon_match(const struct lexicon *lx, const char *text, const struct word *words, uint32_t n, struct lexicon_match *out);

/* lexicon_find: the same for a string that must be a form from end to end, "Reuters" or "U.S."; out->words is 1. Not for running text. */
bool lexicon_find(const struct lexicon *lx, const char *s, size_t len, struct lexicon_match *out);

/* lexicon_state: the sense of a state or territory by its alpha-3 code, for its name. NULL: there is none. */
const struct lexicon_sense *lexicon_state(const struct lexicon *lx, const char *code);

/* lexicon_sense_of: the first sense of a match that is of this kind, NULL if none. */
static inline const struct lexicon_sense *lexicon_sense_of(const struct lexicon_match *m, enum lexicon_kind kind)
{
    for (uint32_t i = 0; i < m->n; i++)
        if (m->senses[i]->kind == kind) return m->senses[i];
    return NULL;
}

/* lexicon_is_group: "voters", and the plural of a title, "officials". */
static inline bool lexicon_is_group(const struct lexicon_sense *s)
{
    return s->kind == LEXICON_GROUP || (s->kind == LEXICON_TITLE && (s->flags & (LEXICON_PLURAL | LEXICON_SINGULAR)) == LEXICON_PLURAL);
}

extern const char *const lexicon_kind_names[LEXICON_KINDS];
extern const char *const lexicon_type_names[LEXICON_TYPES];

#endif
