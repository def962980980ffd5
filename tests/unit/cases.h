/* cases.h: tests as data (tests/cases). A case is
 *
 *     > one or more lines of input, each behind "> " (a lone ">" is an empty line)
 *     key: what is expected
 *     key: ...
 *
 * "#" begins a comment line; an empty line ends a case. In inputs \t \r \\ and \uXXXX (a code point) are read as in JSON. */
#ifndef HS_TEST_CASES_H
#define HS_TEST_CASES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { CASE_BYTES = 8192, CASE_ROWS = 32 };

struct test_case {
    const char *file;
    int line;                                  /* of its first input line */
    char input[CASE_BYTES];
    struct { int line; char key[32], value[1024]; } rows[CASE_ROWS];
    unsigned n_rows;
};

/* The input as written becomes the input that is meant. */
static void case_unescape(char *s)
{
    char *out = s;
    for (const char *p = s; *p;) {
        unsigned cp;
        if (p[0] == '\\' && p[1] == 'u' && sscanf(p + 2, "%4x", &cp) == 1) {
            out += utf8_encode(cp, out);
            p += 6;
        } else if (p[0] == '\\' && p[1] && strchr("tr\\", p[1])) {
            *out++ = (char)(p[1] == 't' ? '\t' : p[1] == 'r' ? '\r' : '\\');
            p += 2;
        } else {
            *out++ = *p++;
        }
    }
    *out = '\0';
}

/* Calls check() for each case of the file. Returns how many there were, -1 if the file is missing or badly written. */
static int cases_run(const char *file, void (*check)(const struct test_case *c))
{
    FILE *f = fopen(file, "r");
    struct test_case *c = calloc(1, sizeof *c);
    char text[2048];
    int n = 0, line = 0, bad = !f || !c;
    for (int more = !bad; more;) {
        more = fgets(text, sizeof text, f) != NULL;
        text[more ? strcspn(text, "\n") : 0] = '\0';
        line++;
        size_t used = strlen(c->input);
        char *colon = strstr(text, ": ");
        if (text[0] == '#')
            continue;
        if (!text[0]) {
            if (c->line) {
                case_unescape(c->input);
                check(c);
                n++;
            }
            memset(c, 0, sizeof *c);
        } else if (text[0] == '>' && (text[1] == ' ' || !text[1]) && !c->n_rows && used + strlen(text) < CASE_BYTES) {
            if (!c->line) {
                c->file = file;
                c->line = line;
            } else {
                c->input[used++] = '\n';
            }
            strcpy(c->input + used, text + (text[1] ? 2 : 1));
        } else if (colon && c->line && c->n_rows < CASE_ROWS && (size_t)(colon - text) < sizeof c->rows[0].key &&
                   strlen(colon + 2) < sizeof c->rows[0].value) {
            c->rows[c->n_rows].line = line;
            memcpy(c->rows[c->n_rows].key, text, (size_t)(colon - text));
            strcpy(c->rows[c->n_rows++].value, colon + 2);
        } else {
            fprintf(stderr, "%s:%d: no line of a case: %s\n", file, line, text);
            bad = 1;
            break;
        }
    }
    free(c);
    if (f)
        fclose(f);
    return bad ? -1 : n;
}

#endif
