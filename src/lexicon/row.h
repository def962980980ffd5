/* row.h: one line of a table, read and checked.
 *
 *   kind <TAB> form|form|... <TAB> code <TAB> attribute; attribute; ...
 *
 * lexicon/README.md says what they mean. The pointers of a row lead into the line. */
#ifndef HS_ROW_H
#define HS_ROW_H

#include "lexicon/lexicon.h"

struct row {
    enum lexicon_kind kind;
    enum lexicon_type type;
    uint16_t flags;                            /* those that are the row's: gender, media, ... */
    const char *forms, *forms_end;             /* with their marks; row_form() takes them one by one */
    const char *of;                            /* NULL: none */
    size_t of_len;
    char code[4], cameo[8];
};

struct row_form {
    const char *at;                            /* without its marks */
    size_t len;
    uint16_t flags;                            /* those that are the form's: number, ambiguous, ... */
};

enum row_found { ROW_NONE, ROW_READ, ROW_BAD }; /* a comment or empty line; a row; nonsense, said in `why` */

/* row_read: reads a line without its line feed; s: any bytes. why: room for the reason, ROW_WHY bytes. */
enum { ROW_WHY = 160 };
enum row_found row_read(const char *s, size_t len, struct row *out, char *why);

/* row_form: the next form of a row; *at begins as row->forms. False: there are no more, or (why[0] is not NUL) the next one makes no sense. */
bool row_form(const struct row *row, const char **at, struct row_form *out, char *why);

#endif
