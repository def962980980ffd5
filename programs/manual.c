/* manual.c: the pages of the manual, in the man macros of roff (groff_man(7)): hearsay(1), and hearsay-COMMAND(1) of each command. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

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

static void term(FILE *out, const char *name, const char *meaning)
{
    line(out, ".TP\n\\fB", name);
    line(out, "\\fR", meaning);
}

/* Those of the list that are about a command, or all of them. */
static void notes(FILE *out, const char *title, const struct note *list, size_t n, const struct command *about)
{
    char with[80];
    snprintf(with, sizeof with, "hearsay %s ", about ? about->name : "");
    bool titled = false;
    for (size_t i = 0; i < n; i++) {
        const size_t len = strlen(list[i].name), own = strlen(with) - 1;
        const bool ends = about && len >= own && !strncmp(list[i].name + len - own, with, own);
        if (about && !ends && !strstr(list[i].name, with)) continue;
        if (!titled) fprintf(out, ".SH %s\n", title);
        titled = true;
        term(out, list[i].name, list[i].text);
    }
}

static void heading(FILE *out, const char *of)
{
    fputs(".TH HEARSAY", out);
    if (*of) fputc('-', out);
    for (; *of; of++) fputc(*of >= 'a' && *of <= 'z' ? *of - 'a' + 'A' : *of, out);
    fprintf(out, " 1 \"\" \"hearsay %s\" \"User Commands\"\n.SH NAME\n", hearsay_version());
}

void manual_command(FILE *out, const struct command *cmd)
{
    heading(out, cmd->name);
    fprintf(out, "hearsay\\-%s \\- ", cmd->name);
    line(out, "", cmd->summary);
    fprintf(out, ".SH SYNOPSIS\n.B hearsay %s\n", cmd->name);
    if (cmd->n_options) fputs("[\\fIOPTION\\fR]...\n", out);
    if (*cmd->operands) line(out, "", cmd->operands);
    line(out, ".SH DESCRIPTION\n", cmd->about);
    fputs(".SH OPTIONS\n", out);
    for (size_t i = 0; i < cmd->n_options; i++) {
        char help[400];
        option_help(help, sizeof help, cmd, &cmd->options[i]);
        option(out, cmd->options[i].letter, cmd->options[i].name, cmd->options[i].value, help);
    }
    option(out, 'h', "help", NULL, "print help and exit");
    notes(out, "EXAMPLES", examples, n_examples, cmd);
    fputs(".SH SEE ALSO\n.BR hearsay (1)\n", out);
}

void manual_program(FILE *out)
{
    heading(out, "");
    fputs("hearsay \\- who says what in a news article\n"
          ".SH SYNOPSIS\n.B hearsay\n.I COMMAND\n[\\fIOPTION\\fR]... [\\fIOPERAND\\fR]...\n"
          ".SH DESCRIPTION\nReads news articles and prints who says what in them, and on whose word.\n"
          ".SH COMMANDS\n",
          out);
    for (size_t i = 0; i < n_commands; i++) {
        fprintf(out, ".TP\n.BR hearsay\\-%s (1)\n", commands[i].name);
        line(out, "", commands[i].summary);
    }
    notes(out, "EXAMPLES", examples, n_examples, NULL);
    notes(out, "ENVIRONMENT", environment, n_environment, NULL);
    fputs(".SH EXIT STATUS\n", out);
    for (unsigned i = 0; i < EXIT_CODES; i++) term(out, (char[]){ (char)('0' + i), '\0' }, exit_meanings[i]);
}

/* One page into a folder. False, with errno, if it cannot be written. */
static bool page(const char *folder, const struct command *cmd)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/hearsay%s%s.1", folder, cmd ? "-" : "", cmd ? cmd->name : "");
    if (n < 0 || (size_t)n >= sizeof path) return errno = ENAMETOOLONG, false;
    FILE *f = fopen(path, "w");
    if (!f) return false;
    if (cmd)
        manual_command(f, cmd);
    else
        manual_program(f);
    const bool bad = ferror(f);
    return !fclose(f) && !bad;
}

bool manual_pages(const char *folder)
{
    if (mkdir(folder, 0777) && errno != EEXIST) return false;
    bool good = page(folder, NULL);
    for (size_t i = 0; i < n_commands && good; i++) good = page(folder, &commands[i]);
    return good;
}
