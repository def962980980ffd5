/* write.h: one function a format. Each appends to a buffer and looks at nothing but a finished document (doc->view is set).
 * The same document gives the same bytes. */
#ifndef HS_WRITE_H
#define HS_WRITE_H

#include "document.h"
#include "view.h"
#include "write/buffer.h"

void write_json(struct buffer *out, const struct hearsay_document *doc, bool pretty);
void write_json_textless(struct buffer *out, const struct hearsay_document *doc);  /* the same on one line, with null for the text */
void write_html(struct buffer *out, const struct hearsay_document *doc);
void write_terminal(struct buffer *out, const struct hearsay_document *doc, unsigned columns, bool color);
void write_blocks(struct buffer *out, const struct hearsay_document *doc, unsigned columns, bool color);
void write_brat_text(struct buffer *out, const struct hearsay_document *doc);
void write_brat_annotations(struct buffer *out, const struct hearsay_document *doc);
void write_csv(struct buffer *out, const struct hearsay_document *doc);           /* rows alone */
void write_plover(struct buffer *out, const struct hearsay_document *doc);        /* rows alone */
void write_webanno(struct buffer *out, const struct hearsay_document *doc, bool pretty);
void write_prov(struct buffer *out, const struct hearsay_document *doc, bool pretty);
void write_schema_org(struct buffer *out, const struct hearsay_document *doc, bool pretty);
void write_svg(struct buffer *out, const struct hearsay_document *doc);
void write_dot(struct buffer *out, const struct hearsay_document *doc);
void write_conllu(struct buffer *out, const struct hearsay_document *doc);

/* What other tables and objects are made of. A cell is quoted, safe to open, with a comma behind it; s: NULL for an empty one. A literal of JSON
 * loses its white space unless it is to be pretty. */
void write_csv_text(struct buffer *out, const char *s);
void write_dot_text(struct buffer *out, const char *s);      /* the inside of a quoted string; controls and marks of direction are spaces */
void write_dot_member(struct buffer *out, const char *name, const char *value);   /* `, name="value"`; nothing for NULL */
const char *write_dot_look(enum position_kind position);     /* attributes of an edge by what is held; between voices it is POSITION_REPORTS */
void write_json_literal(struct buffer *out, const char *literal, bool pretty);
void write_json_string(struct buffer *out, const char *s, size_t len);
void write_json_escaped(struct buffer *out, const char *s, size_t len);           /* without its quotation marks */

/* For people: who speaks or holds something: an actor's name; of HS_OUTLET the outlet's, "outlet" if it has none; of HS_NONE "(nobody named)". */
const char *write_voice(const struct hearsay_document *doc, uint32_t actor);

/* The first headline; empty at 0 if there is none. */
struct span write_headline(const struct hearsay_document *doc);

/* The sentence in which a claim stands first; HS_NONE: none. */
uint32_t write_claim_sentence(const struct hearsay_document *doc, const struct claim *c);

/* A terminal's width within bounds; 0: unknown. */
unsigned write_columns(unsigned columns);

/* For people: what was mended, in words, "" if nothing. */
enum { REPAIRS_ROOM = 160 };
void write_repairs(char out[REPAIRS_ROOM], const struct hearsay_document *doc);

/* The spans of one role. */
struct span_list role_spans(const struct attribution *a, enum role role);

/* A score in [0, 1] with four decimals at most: "0.93", "1"; the same in every locale. */
void write_score(struct buffer *out, double score);

#endif
