/* help.c: the command tables in words: for a terminal, and as Markdown for docs/cli.md. */
#include <inttypes.h>
#include <string.h>

#include "command.h"
#include "hearsay.h"
#include "options.h"

#define COLUMNS 80u
#define OPTION_COLUMN 26u /* where the help of an option begins */

/* ---- Paragraphs ---------------------------------------------------------------------------------------------------------- */

/* The words of text behind what stands on the line already (`at` columns), wrapped with an indent. */
static void wrapped(FILE *out, const char *text, unsigned at, unsigned indent)
{
    while (*text) {
        size_t len = strcspn(text, " ");
        if (at > indent && at + 1 + len > COLUMNS) {
            fprintf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (at > indent) {
            fputc(' ', out);
            at++;
        }
        fwrite(text, 1, len, out);
        at += (unsigned)len;
        text += len;
        text += *text == ' ';
    }
    fputc('\n', out);
}

/* Calls for each paragraph. */
static void paragraphs(FILE *out, const char *text, void (*print)(FILE *out, const char *paragraph))
{
    while (*text) {
        char paragraph[1024];
        size_t len = strcspn(text, "\n");
        snprintf(paragraph, sizeof paragraph, "%.*s", (int)len, text);
        print(out, paragraph);
        text += len;
        text += *text == '\n';
    }
}

static void plain_paragraph(FILE *out, const char *paragraph)
{
    fputc('\n', out);
    wrapped(out, paragraph, 0, 0);
}

/* ---- Defaults ------------------------------------------------------------------------------------------------------------ */

/* "8M"; sizes that are no whole number of units as bytes. */
static void size_words(char *out, size_t room, uint64_t n)
{
    static const char units[] = { 'G', 'M', 'K' };
    for (unsigned i = 0; i < sizeof units; i++) {
        uint64_t unit = (uint64_t)1 << (30 - 10 * i);
        if (n % unit == 0) {
            snprintf(out, room, "%" PRIu64 "%c", n / unit, units[i]);
            return;
        }
    }
    snprintf(out, room, "%" PRIu64, n);
}

/* The default of an option, "" if there is none worth telling. */
static void default_words(char *out, size_t room, const struct option_spec *o, const void *defaults)
{
    const void *place = (const char *)defaults + o->at;
    const char *name;
    *out = '\0';
    switch (o->kind) {
    case OPTION_FLAG:
    case OPTION_TEXTS: return;
    case OPTION_TEXT:
    case OPTION_DATE:
        if (*(const char *const *)place) snprintf(out, room, "%s", *(const char *const *)place);
        return;
    case OPTION_CHOICE: {
        size_t len = choice_name(o->value, *(const unsigned *)place, &name);
        snprintf(out, room, "%.*s", (int)len, name);
        return;
    }
    case OPTION_COUNT:
    case OPTION_PORT:
        if (*(const unsigned *)place) snprintf(out, room, "%u", *(const unsigned *)place);
        return;
    case OPTION_SIZE:
        if (*(const size_t *)place) size_words(out, room, *(const size_t *)place);
        return;
    case OPTION_FRACTION:
        if (*(const double *)place > 0) snprintf(out, room, "%g", *(const double *)place);
        return;
    }
}

void option_help(char *out, size_t room, const struct command *cmd, const struct option_spec *o)
{
    char initial[64];
    default_words(initial, sizeof initial, o, cmd->defaults);
    snprintf(out, room, *initial ? "%s (default: %s)" : "%s", o->help, initial);
}

/* ---- For a terminal ------------------------------------------------------------------------------------------------------ */

static void option_line(FILE *out, char letter, const char *name, const char *value, const char *help)
{
    unsigned at = 6 + 2 + (unsigned)strlen(name) + (value ? 1 + (unsigned)strlen(value) : 0);
    if (letter)
        fprintf(out, "  -%c, ", letter);
    else
        fputs("      ", out);
    fprintf(out, "--%s%s%s", name, value ? " " : "", value ? value : "");
    if (at + 2 > OPTION_COLUMN) {
        fputc('\n', out);
        at = 0;
    }
    fprintf(out, "%*s", (int)(OPTION_COLUMN - at), "");
    wrapped(out, help, OPTION_COLUMN, OPTION_COLUMN);
}

void help_command(FILE *out, const struct command *cmd)
{
    fprintf(out, "Usage: hearsay %s%s%s%s\n", cmd->name, cmd->n_options ? " [OPTION]..." : "", *cmd->operands ? " " : "", cmd->operands);
    paragraphs(out, cmd->about, plain_paragraph);
    fputs("\nOptions\n", out);
    for (size_t i = 0; i < cmd->n_options; i++) {
        char help[400];
        option_help(help, sizeof help, cmd, &cmd->options[i]);
        option_line(out, cmd->options[i].letter, cmd->options[i].name, cmd->options[i].value, help);
    }
    option_line(out, 'h', "help", NULL, "print this help and exit");
}

static void notes(FILE *out, const char *title, const struct note *list, size_t n, unsigned column)
{
    fprintf(out, "\n%s\n", title);
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "  %-*s", (int)(column - 2), list[i].name);
        wrapped(out, list[i].text, column, column);
    }
}

void help_program(FILE *out)
{
    fputs("hearsay reads news articles and prints who says what in them, and on whose word.\n\n"
          "Usage: hearsay COMMAND [OPTION]... [OPERAND]...\n"
          "       hearsay COMMAND --help\n\nCommands\n",
          out);
    for (size_t i = 0; i < n_commands; i++) {
        fprintf(out, "  %-12s", commands[i].name);
        wrapped(out, commands[i].summary, 14, 14);
    }
    fputs("\nExamples\n", out);
    for (size_t i = 0; i < n_examples; i++) fprintf(out, "  %s\n      %s\n", examples[i].name, examples[i].text);
    notes(out, "Environment", environment, n_environment, 17);
    fputs("\nExit status\n", out);
    for (unsigned i = 0; i < EXIT_CODES; i++) {
        fprintf(out, "  %u  ", i);
        wrapped(out, exit_meanings[i], 5, 5);
    }
}

/* ---- As Markdown --------------------------------------------------------------------------------------------------------- */

static void markdown_paragraph(FILE *out, const char *paragraph) { fprintf(out, "%s\n\n", paragraph); }

/* In a table a bar would end the cell. */
static void cell(FILE *out, const char *text)
{
    for (; *text; text++) fprintf(out, *text == '|' ? "\\%c" : "%c", *text);
}

static void markdown_option(FILE *out, char letter, const char *name, const char *value, const char *help)
{
    fputs("| `", out);
    if (letter) fprintf(out, "-%c`, `", letter);
    fprintf(out, "--%s", name);
    if (value) fputc(' ', out);
    cell(out, value ? value : "");
    fputs("` | ", out);
    cell(out, help);
    fputs(" |\n", out);
}

static void markdown_command(FILE *out, const struct command *cmd)
{
    fprintf(out, "## hearsay %s\n\n", cmd->name);
    fprintf(out, "`hearsay %s%s%s%s`: %s.\n\n", cmd->name, cmd->n_options ? " [OPTION]..." : "", *cmd->operands ? " " : "", cmd->operands,
            cmd->summary);
    paragraphs(out, cmd->about, markdown_paragraph);
    fputs("| Option | |\n|---|---|\n", out);
    for (size_t i = 0; i < cmd->n_options; i++) {
        char help[400];
        option_help(help, sizeof help, cmd, &cmd->options[i]);
        markdown_option(out, cmd->options[i].letter, cmd->options[i].name, cmd->options[i].value, help);
    }
    markdown_option(out, 'h', "help", NULL, "print this help and exit");
    fputc('\n', out);
}

void help_markdown(FILE *out)
{
    fputs("# The command line\n\nMade by `hearsay help --markdown`; a test compares the two.\n\n", out);
    for (size_t i = 0; i < n_commands; i++) markdown_command(out, &commands[i]);
    fputs("## Examples\n\n", out);
    for (size_t i = 0; i < n_examples; i++) fprintf(out, "- `%s`: %s\n", examples[i].name, examples[i].text);
    fputs("\n## Environment\n\n| Variable | |\n|---|---|\n", out);
    for (size_t i = 0; i < n_environment; i++) fprintf(out, "| `%s` | %s |\n", environment[i].name, environment[i].text);
    fputs("\n## Exit status\n\n| | |\n|---|---|\n", out);
    for (unsigned i = 0; i < EXIT_CODES; i++) fprintf(out, "| %u | %s |\n", i, exit_meanings[i]);
}
