/* manual.c: hearsay.1, in the man macros of roff (groff_man(7)). */
#include <string.h>

#include "command.h"
#include "hearsay.h"

/* Text: a backslash and a leading point or apostrophe mean something to roff, and "-" is a hyphen there, not the minus that options begin with. */
static void text(FILE *out, const char *s)
{
    if (*s == '.' || *s == '\'') fputs("\\&", out);
    for (; *s; s++) {
        if (*s == '\\')
            fputs("\\e", out);
        else if (*s == '-')
            fputs("\\-", out);
        else if (*s == '\n')
            fputs("\n.PP\n", out);
        else
            fputc(*s, out);
    }
}

static void line(FILE *out, const char *macro, const char *s)
{
    fputs(macro, out);
    text(out, s);
    fputc('\n', out);
}

static void option(FILE *out, char letter, const char *name, const char *value, const char *help)
{
    fputs(".TP\n", out);
    if (letter) fprintf(out, "\\fB\\-%c\\fR, ", letter);
    fputs("\\fB\\-\\-", out);
    text(out, name);
    fputs("\\fR", out);
    if (value) {
        fputs(" \\fI", out);
        text(out, value);
        fputs("\\fR", out);
    }
    fputc('\n', out);
    line(out, "", help);
}

static void command(FILE *out, const struct command *cmd)
{
    fprintf(out, ".SS hearsay %s", cmd->name);
    if (cmd->n_options) fputs(" [OPTION]...", out);
    if (*cmd->operands) fprintf(out, " %s", cmd->operands);
    fputc('\n', out);
    line(out, "", cmd->about);
    for (size_t i = 0; i < cmd->n_options; i++) {
        char help[400];
        option_help(help, sizeof help, cmd, &cmd->options[i]);
        option(out, cmd->options[i].letter, cmd->options[i].name, cmd->options[i].value, help);
    }
}

static void notes(FILE *out, const char *title, const struct note *list, size_t n)
{
    fprintf(out, ".SH %s\n", title);
    for (size_t i = 0; i < n; i++) {
        fputs(".TP\n", out);
        fputs("\\fB", out);
        text(out, list[i].name);
        fputs("\\fR\n", out);
        line(out, "", list[i].text);
    }
}

void manual_roff(FILE *out)
{
    fprintf(out, ".TH HEARSAY 1 \"\" \"hearsay %s\" \"User Commands\"\n", hearsay_version());
    fputs(".SH NAME\nhearsay \\- who says what in a news article\n"
          ".SH SYNOPSIS\n.B hearsay\n.I COMMAND\n[\\fIOPTION\\fR]... [\\fIOPERAND\\fR]...\n"
          ".SH DESCRIPTION\nReads news articles and prints who says what in them, and on whose word.\n"
          ".SH COMMANDS\n",
          out);
    for (size_t i = 0; i < n_commands; i++) command(out, &commands[i]);
    fputs(".PP\nEvery command knows\n.BR \\-h \" and\"\n.BR \\-\\-help .\n", out);
    notes(out, "EXAMPLES", examples, n_examples);
    notes(out, "ENVIRONMENT", environment, n_environment);
    fputs(".SH EXIT STATUS\n", out);
    for (unsigned i = 0; i < EXIT_CODES; i++) {
        fprintf(out, ".TP\n.B %u\n", i);
        line(out, "", exit_meanings[i]);
    }
}
