/* completion.c: what a shell offers for the word that is being typed: commands, options, the names of a choice, else files.
 * Each script is whole: it does not call hearsay, so it completes as fast as the shell can. */
#include <string.h>

#include "command.h"
#include "options.h"

/* The names of "text|json|brat", or of all commands, with something between them. */
static void names(FILE *out, const char *choices, const char *between)
{
    const char *name;
    size_t len;
    for (unsigned i = 0; (len = choice_name(choices, i, &name)); i++) fprintf(out, "%s%.*s", i ? between : "", (int)len, name);
}

static void command_names(FILE *out, const char *between)
{
    for (size_t i = 0; i < n_commands; i++) fprintf(out, "%s%s", i ? between : "", commands[i].name);
}

static void operand_names(FILE *out, const struct command *cmd, const char *between)
{
    if (!strcmp(cmd->operand_choices, "*"))
        command_names(out, between);
    else
        names(out, cmd->operand_choices, between);
}

/* Does the value of this option stand for a file? */
static bool is_file(const struct option_spec *o) { return (o->kind == OPTION_TEXT || o->kind == OPTION_TEXTS) && !strncmp(o->value, "FILE", 4); }

/* ---- bash ---------------------------------------------------------------------------------------------------------------- */

static void bash_option_values(FILE *out, const struct option_spec *o)
{
    if (o->kind == OPTION_FLAG || is_file(o)) return; /* files are what is offered for want of anything else */
    fputs("        ", out);
    if (o->letter) fprintf(out, "-%c|", o->letter);
    fprintf(out, "--%s) ", o->name);
    if (o->kind == OPTION_CHOICE) {
        fputs("COMPREPLY=($(compgen -W '", out);
        names(out, o->value, " ");
        fputs("' -- \"$word\")); ", out);
    }
    fputs("return ;;\n", out);
}

static void bash_command(FILE *out, const struct command *cmd)
{
    fprintf(out, "    %s)\n", cmd->name);
    if (cmd->n_options) {
        fputs("        case $before in\n", out);
        for (size_t i = 0; i < cmd->n_options; i++) bash_option_values(out, &cmd->options[i]);
        fputs("        esac\n", out);
    }
    fputs("        if [[ $word == -* ]]; then\n            COMPREPLY=($(compgen -W '", out);
    for (size_t i = 0; i < cmd->n_options; i++) fprintf(out, "--%s ", cmd->options[i].name);
    fputs("--help' -- \"$word\"))\n        else\n            ", out);
    if (cmd->operand_choices) {
        fputs("COMPREPLY=($(compgen -W '", out);
        operand_names(out, cmd, " ");
        fputs("' -- \"$word\"))\n", out);
    } else {
        fputs("compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n", out);
    }
    fputs("        fi ;;\n", out);
}

static void bash_script(FILE *out)
{
    fputs("# bash completion for hearsay: made by `hearsay completion bash`\n"
          "_hearsay() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} IFS=$' \\t\\n'\n"
          "    COMPREPLY=()\n"
          "    if [[ $word == = ]]; then word=; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
          "    if ((COMP_CWORD == 1)); then\n"
          "        COMPREPLY=($(compgen -W '",
          out);
    command_names(out, " ");
    fputs(" --help --version' -- \"$word\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n", out);
    for (size_t i = 0; i < n_commands; i++) bash_command(out, &commands[i]);
    fputs("    esac\n}\ncomplete -o default -F _hearsay hearsay\n", out);
}

/* ---- zsh ----------------------------------------------------------------------------------------------------------------- */

/* Text inside '...[...]': brackets, colons and apostrophes would end it. */
static void zsh_text(FILE *out, const char *s)
{
    for (; *s; s++) {
        if (*s == '\'')
            fputs("'\\''", out);
        else if (strchr("[]:\\", *s))
            fprintf(out, "\\%c", *s);
        else
            fputc(*s, out);
    }
}

static void zsh_value(FILE *out, const struct option_spec *o)
{
    fprintf(out, ":%s:", o->name);
    if (o->kind == OPTION_CHOICE) {
        fputc('(', out);
        names(out, o->value, " ");
        fputc(')', out);
    } else if (is_file(o)) {
        fputs("_files", out);
    }
}

static void zsh_option(FILE *out, const struct option_spec *o, bool by_letter)
{
    fputs(o->kind == OPTION_TEXTS ? " \\\n            '*" : " \\\n            '", out);
    if (by_letter)
        fprintf(out, "-%c%s", o->letter, o->kind == OPTION_FLAG ? "" : "+");
    else
        fprintf(out, "--%s%s", o->name, o->kind == OPTION_FLAG ? "" : "=");
    fputc('[', out);
    zsh_text(out, o->help);
    fputc(']', out);
    if (o->kind != OPTION_FLAG) zsh_value(out, o);
    fputc('\'', out);
}

static void zsh_command(FILE *out, const struct command *cmd)
{
    fprintf(out, "    %s)\n        _arguments", cmd->name);
    for (size_t i = 0; i < cmd->n_options; i++) {
        zsh_option(out, &cmd->options[i], false);
        if (cmd->options[i].letter) zsh_option(out, &cmd->options[i], true);
    }
    fputs(" \\\n            '--help[print help]'", out);
    if (!cmd->operand_choices) {
        fputs(" \\\n            '*:article:_files'", out);
    } else if (*cmd->operand_choices) {
        fputs(" \\\n            ':operand:(", out);
        operand_names(out, cmd, " ");
        fputs(")'", out);
    }
    fputs(" ;;\n", out);
}

static void zsh_script(FILE *out)
{
    fputs("#compdef hearsay\n# zsh completion for hearsay: made by `hearsay completion zsh`\n"
          "_hearsay() {\n"
          "    local -a all\n"
          "    all=(\n",
          out);
    for (size_t i = 0; i < n_commands; i++) {
        fprintf(out, "        '%s:", commands[i].name);
        zsh_text(out, commands[i].summary);
        fputs("'\n", out);
    }
    fputs("    )\n"
          "    if ((CURRENT == 2)); then\n"
          "        _describe command all\n"
          "        return\n"
          "    fi\n"
          "    local name=$words[2]\n"
          "    shift words\n"
          "    ((CURRENT--))\n"
          "    case $name in\n",
          out);
    for (size_t i = 0; i < n_commands; i++) zsh_command(out, &commands[i]);
    fputs("    esac\n}\nif [[ $funcstack[1] == _hearsay ]]; then _hearsay \"$@\"; else compdef _hearsay hearsay; fi\n", out);
}

/* ---- fish ---------------------------------------------------------------------------------------------------------------- */

static void fish_text(FILE *out, const char *s)
{
    fputc('\'', out);
    for (; *s; s++) fprintf(out, *s == '\'' || *s == '\\' ? "\\%c" : "%c", *s);
    fputc('\'', out);
}

static void fish_command(FILE *out, const struct command *cmd)
{
    fprintf(out, "complete -c hearsay -n __fish_use_subcommand -f -a %s -d ", cmd->name);
    fish_text(out, cmd->summary);
    fputc('\n', out);
    for (size_t i = 0; i < cmd->n_options; i++) {
        const struct option_spec *o = &cmd->options[i];
        fprintf(out, "complete -c hearsay -n '__fish_seen_subcommand_from %s' -l %s", cmd->name, o->name);
        if (o->letter) fprintf(out, " -s %c", o->letter);
        if (o->kind == OPTION_CHOICE) {
            fputs(" -x -a '", out);
            names(out, o->value, " ");
            fputc('\'', out);
        } else if (o->kind != OPTION_FLAG) {
            fputs(is_file(o) ? " -r -F" : " -x", out);
        }
        fputs(" -d ", out);
        fish_text(out, o->help);
        fputc('\n', out);
    }
    if (cmd->operand_choices && *cmd->operand_choices) {
        fprintf(out, "complete -c hearsay -n '__fish_seen_subcommand_from %s' -f -a '", cmd->name);
        operand_names(out, cmd, " ");
        fputs("'\n", out);
    }
}

static void fish_script(FILE *out)
{
    fputs("# fish completion for hearsay: made by `hearsay completion fish`\n"
          "complete -c hearsay -s h -l help -d 'print help'\n"
          "complete -c hearsay -n __fish_use_subcommand -l version -d 'print the version'\n",
          out);
    for (size_t i = 0; i < n_commands; i++) fish_command(out, &commands[i]);
}

bool completion_script(FILE *out, const char *shell)
{
    if (!strcmp(shell, "bash"))
        bash_script(out);
    else if (!strcmp(shell, "zsh"))
        zsh_script(out);
    else if (!strcmp(shell, "fish"))
        fish_script(out);
    else
        return false;
    return true;
}
