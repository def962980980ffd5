/* command.h: what a subcommand is. Help, man page, shell completion and docs/cli.md are made from these tables, so none of them can say anything else
 * than the program does. */
#ifndef HEARSAY_COMMAND_H
#define HEARSAY_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A number never changes its meaning; exit_meanings[] says it in words. */
enum exit_code { EXIT_OK = 0, EXIT_ARTICLES = 1, EXIT_MISUSE = 2, EXIT_ENGINE = 3, EXIT_OUTPUT = 4, EXIT_STORE = 5, EXIT_CODES };

enum option_kind {
    OPTION_FLAG,                               /* bool */
    OPTION_TEXT,                               /* const char * */
    OPTION_TEXTS,                              /* struct texts: may be given more than once */
    OPTION_DATE,                               /* const char *, hearsay_date_valid() */
    OPTION_CHOICE,                             /* unsigned: which of the names in `value` */
    OPTION_COUNT,                              /* unsigned, 1 to most; its default may be 0, which help does not print */
    OPTION_PORT,                               /* unsigned, 0 to 65535 */
    OPTION_SIZE,                               /* size_t: bytes, 1 to most; "64K", "8M", "1G" */
    OPTION_FRACTION                            /* double, 0 to 1 */
};

enum { TEXTS_MAX = 16 };
struct texts { const char *at[TEXTS_MAX]; unsigned n; };

struct option_spec {
    char letter;                               /* 0: has none */
    const char *name;                          /* without its dashes */
    const char *value;                         /* what help calls its value; for a choice the names, "text|json"; NULL for a flag */
    enum option_kind kind;
    size_t at;                                 /* offsetof() its value in the command's struct of values */
    uint64_t most;
    const char *help;
};

struct command {
    const char *name;
    enum exit_code (*run)(const struct command *self, int argc, char **argv);   /* argv[0] is the command's name */
    const char *operands;
    const char *operand_choices;               /* "bash|zsh|fish"; NULL: files; "": none; "*": the commands */
    const char *summary;                       /* one line, no full stop */
    const char *about;                         /* paragraphs, separated by "\n" */
    const struct option_spec *options;         /* without --help, which every command has */
    size_t n_options;
    const void *defaults;                      /* of the struct of values */
};

extern const struct command commands[];        /* hearsay.c; read.c has the tables of its own */
extern const size_t n_commands;

extern const char *const exit_meanings[EXIT_CODES];

struct note { const char *name, *text; };
extern const struct note environment[];
extern const size_t n_environment;
extern const struct note examples[];           /* name: the command line */
extern const size_t n_examples;

const struct command *command_find(const char *name);   /* NULL: there is none */

/* The same facts in four layouts. */
void help_program(FILE *out);                                   /* hearsay --help */
void help_command(FILE *out, const struct command *cmd);        /* hearsay COMMAND --help */
void help_markdown(FILE *out);                                  /* docs/cli.md */
void manual_program(FILE *out);                                 /* hearsay.1 */
void manual_command(FILE *out, const struct command *cmd);      /* hearsay-COMMAND.1 */
bool manual_pages(const char *folder);                          /* all of them; false, with errno: one cannot be written */
bool completion_script(FILE *out, const char *shell);           /* false: no such shell */

/* An option's help with its default behind it. */
void option_help(char *out, size_t room, const struct command *cmd, const struct option_spec *o);

/* What was printed on standard output is there only when its last byte has gone out: EXIT_OK, or a complaint and EXIT_OUTPUT. */
enum exit_code printed(void);

/* Bytes at s that no terminal should be sent: a control character, or one that turns the direction of writing, in UTF-8. 0: none. */
size_t control_bytes(const char *s);

/* One line on standard error, "hearsay: ...", without the control characters that file names and articles may hold. */
__attribute__((format(printf, 1, 2))) void complain(const char *format, ...);

#endif
