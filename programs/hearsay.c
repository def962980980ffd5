/* hearsay.c: which command; nothing else. */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "actors.h"
#include "add.h"
#include "check.h"
#include "claims.h"
#include "command.h"
#include "copies.h"
#include "hearsay.h"
#include "options.h"
#include "page.h"
#include "read.h"
#include "rebuild.h"
#include "search.h"
#include "serve.h"
#include "stored.h"
#include "trace.h"
#include "watch.h"

static enum exit_code run_help(const struct command *self, int argc, char **argv);
static enum exit_code run_completion(const struct command *self, int argc, char **argv);
static enum exit_code run_man(const struct command *self, int argc, char **argv);
static enum exit_code run_version(const struct command *self, int argc, char **argv);

struct help_values {
    bool markdown;
};
static const struct help_values help_defaults = { false };
static const struct option_spec help_options[] = {
    { 0, "markdown", NULL, OPTION_FLAG, offsetof(struct help_values, markdown), 0, "all of it as one Markdown page, which is docs/cli.md" },
};

struct man_values {
    const char *output;
};
static const struct man_values man_defaults = { NULL };
static const struct option_spec man_options[] = {
    { 'o', "output", "FOLDER", OPTION_TEXT, offsetof(struct man_values, output), 0,
      "write all pages, each as a file of its own, into this folder; it is made if there is none" },
};

#define NO_OPTIONS NULL, 0, NULL

/* clang-format off */
const struct command commands[] = {
    { "read", run_read, "[FILE|FOLDER|-]...", NULL, "print what each article attributes, and to whom", READ_ABOUT,
      read_options, READ_OPTIONS, &read_defaults },
    { "page", run_page, "[FILE|FOLDER|-]...", NULL, "show the parts of each article, and what is known of it, without reading it", PAGE_ABOUT,
      page_options, PAGE_OPTIONS, &page_defaults },
    { "copies", run_copies, "[FILE|FOLDER|-]...", NULL, "find the articles that share text, and who has it from whom", COPIES_ABOUT,
      copies_options, COPIES_OPTIONS, &copies_defaults },
    { "serve", run_serve, "", "", "answer on HTTP: a page to read articles on, and a JSON API", SERVE_ABOUT,
      serve_options, SERVE_OPTIONS, &serve_defaults },
    { "add", run_add, "[FILE|FOLDER|-]...", NULL, "read articles and keep them in a store", ADD_ABOUT, add_options, ADD_OPTIONS, &add_defaults },
    { "watch", run_watch, "FOLDER", NULL, "add what a folder holds, and what comes into it", WATCH_ABOUT, add_options, ADD_OPTIONS, &add_defaults },
    { "articles", run_articles, "", "", "list the articles of a store", ARTICLES_LIST_ABOUT,
      articles_list_options, ARTICLES_LIST_OPTIONS, &articles_list_defaults },
    { "show", run_show, "ARTICLE...", NULL, "print articles of a store, as read prints them", SHOW_ABOUT,
      show_options, SHOW_OPTIONS, &show_defaults },
    { "stats", run_stats, "", "", "count what a store holds", STATS_ABOUT, stats_options, STATS_OPTIONS, &stats_defaults },
    { "export", run_export, EXPORT_TABLES, EXPORT_TABLES, "write a list of a store as a table", EXPORT_ABOUT,
      export_options, EXPORT_OPTIONS, &export_defaults },
    { "search", run_search, "WORD...", "", "find articles of a store by their words", SEARCH_ABOUT,
      search_options, SEARCH_OPTIONS, &search_defaults },
    { "diff", run_diff, "ARTICLE [ARTICLE]", NULL, "say what changed between versions of an article", DIFF_ABOUT,
      diff_options, DIFF_OPTIONS, &diff_defaults },
    { "actors", run_actors, "[WORD...]", "", "list who is spoken of or speaks in the articles of a store", ACTORS_ABOUT,
      actors_options, ACTORS_OPTIONS, &actors_defaults },
    { "merge", run_merge, "ID ID", "", "say that two actors, or two claims, are one", MERGE_ABOUT,
      correct_options, CORRECT_OPTIONS, &correct_defaults },
    { "split", run_split, "ID ARTICLE...", NULL, "say that an actor, or a claim, is another one in some articles", SPLIT_ABOUT,
      correct_options, CORRECT_OPTIONS, &correct_defaults },
    { "rebuild", run_rebuild, "", "", "read anew what an older engine has read", REBUILD_ABOUT, rebuild_options, REBUILD_OPTIONS, &rebuild_defaults },
    { "trace", run_trace, "[QUERY]", "", "follow a claim through a store to its independent origins", TRACE_ABOUT,
      trace_options, TRACE_OPTIONS, &trace_defaults },
    { "claims", run_claims, "[WORD...]", "", "list what is claimed in the articles of a store, each claim once", CLAIMS_ABOUT,
      claims_options, CLAIMS_OPTIONS, &claims_defaults },
    { "check", run_check, "CLAIM [FILE|FOLDER|-]...", NULL, "say whether articles agree with a claim, disagree, or discuss it", CHECK_ABOUT,
      check_options, CHECK_OPTIONS, &check_defaults },
    { "help", run_help, "[COMMAND]", "*", "print help, of hearsay or of a command",
      "Prints what `hearsay --help` and `hearsay COMMAND --help` print.",
      help_options, sizeof help_options / sizeof *help_options, &help_defaults },
    { "completion", run_completion, "bash|zsh|fish", "bash|zsh|fish", "print a script that completes hearsay's command lines in a shell",
      "For bash, say `source <(hearsay completion bash)` in ~/.bashrc. For zsh, write the script to a file named _hearsay in a folder of "
      "$fpath. For fish, write it to ~/.config/fish/completions/hearsay.fish.", NO_OPTIONS },
    { "man", run_man, "[COMMAND]", "*", "print a page of the manual in roff",
      "Prints the page of hearsay, or of a command. To read it: `hearsay man read | man -l -`.",
      man_options, sizeof man_options / sizeof *man_options, &man_defaults },
    { "version", run_version, "", "", "print the version", "Prints what `hearsay --version` prints.", NO_OPTIONS },
};
const size_t n_commands = sizeof commands / sizeof *commands;

const char *const exit_meanings[EXIT_CODES] = {
    [EXIT_OK] = "all went well",
    [EXIT_ARTICLES] = "at least one article could not be read, or there was none; the output of all others is complete",
    [EXIT_MISUSE] = "the command line makes no sense; nothing was done",
    [EXIT_ENGINE] = ("the engine cannot be made ready: its weights are missing or damaged, a lexicon makes no sense, or this processor lacks what "
                     "--compute asks for"),
    [EXIT_OUTPUT] = "the output cannot be written, and is incomplete; or serve cannot listen where it should",
    [EXIT_STORE] = "the store cannot be opened, read or written; what was stored before is there",
};

const struct note environment[] = {
    { "HEARSAY_MODEL", "the file with the weights, where --model is not given" },
    { "NO_COLOR", "if it is set and not empty, --color auto means never" },
    { "COLUMNS", "the width of --format text where standard output is no terminal (else the terminal's; 100 if neither is known)" },
};
const size_t n_environment = sizeof environment / sizeof *environment;

const struct note examples[] = {
    { "hearsay read article.txt", "who says what in one article, for reading" },
    { "curl -s URL | hearsay read --url URL", "who says what on a web page" },
    { "hearsay page page.html", "what is taken for the article on a web page, part by part, for checking" },
    { "hearsay read --format json -o read.jsonl news/", "a JSON document a line for every article below news/" },
    { "pdftotext scan.pdf - | hearsay read --outlet \"The Bay Post\" --published 2024-03-01", "a text from elsewhere, with what is known of it" },
    { "hearsay copies --format csv -o pairs.csv news/", "which articles below news/ share text" },
    { "hearsay serve", "a page for reading articles, in a browser on this machine" },
    { "hearsay add --db news.db news/", "the articles below news/ into a store, again and again: what is known is not read twice" },
    { "hearsay export --db news.db -f csv attributions", "who said what in all of them, as a table" },
    { "hearsay trace --db news.db \"The harbour will close a pier\"", "who says so, who denies it, and on whose word all of it rests" },
    { "hearsay claims --db news.db --disputed", "what some assert and others deny, those claims first that most articles have" },
    { "hearsay check \"The harbour will close a pier\" news/", "which articles below news/ bear that out, and which say otherwise" },
    { "hearsay read --format brat -o annotated/ news/", "two files an article, for the annotation tool brat" },
};
const size_t n_examples = sizeof examples / sizeof *examples;
/* clang-format on */

/* Controls of C0 and C1 among them. */
size_t control_bytes(const char *s)
{
    unsigned char a = (unsigned char)s[0], b = a ? (unsigned char)s[1] : 0, c = b ? (unsigned char)s[2] : 0;
    if ((a && a < 0x20) || a == 0x7F) return 1;
    if ((a == 0xC2 && b >= 0x80 && b < 0xA0) || (a == 0xD8 && b == 0x9C)) return 2;               /* U+0080-U+009F, U+061C */
    if (a == 0xE2 && b == 0x80 && (c == 0x8E || c == 0x8F || (c >= 0xAA && c <= 0xAE))) return 3; /* U+200E, U+200F, U+202A-U+202E */
    return a == 0xE2 && b == 0x81 && c >= 0xA6 && c <= 0xA9 ? 3 : 0;                              /* U+2066-U+2069 */
}

void complain(const char *format, ...)
{
    char line[4096] = "hearsay: ";
    size_t prefix = strlen(line);
    va_list args;
    va_start(args, format);
    vsnprintf(line + prefix, sizeof line - prefix - 1, format, args);
    va_end(args);
    for (char *c = line; *c;) {
        size_t n = control_bytes(c);
        memset(c, '?', n);
        c += n ? n : 1;
    }
    strcat(line, "\n");
    fputs(line, stderr);
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < n_commands; i++)
        if (!strcmp(commands[i].name, name)) return &commands[i];
    return NULL;
}

static const char *command_candidate(const void *context, size_t i)
{
    (void)context;
    return commands[i].name;
}

static enum exit_code unknown_command(const char *word)
{
    struct stat is;
    size_t near = nearest(word, command_candidate, NULL, n_commands);
    if (word[0] == '-' && word[1])
        complain("there is no option %s before a command", word);
    else if (!stat(word, &is))
        complain("%s is no command; did you mean hearsay read %s?", word, word);
    else if (near < n_commands)
        complain("there is no command %s; did you mean %s?", word, commands[near].name);
    else
        complain("there is no command %s", word);
    complain("try hearsay --help");
    return EXIT_MISUSE;
}

enum exit_code printed(void)
{
    if (!fflush(stdout) && !ferror(stdout) && !fclose(stdout)) return EXIT_OK;
    complain("cannot write standard output: %s", strerror(errno));
    return EXIT_OUTPUT;
}

/* Options and the number of operands of a command that prints something about hearsay itself. False: *code says how it ended. */
static bool begin(const struct command *self, void *values, int argc, char **argv, int least, int most, struct parsed *p, enum exit_code *code)
{
    if (!options_parse(self, values, argc, argv, p))
        complain("%s: %s", self->name, p->message);
    else if (p->help) {
        help_command(stdout, self);
        *code = printed();
        return false;
    } else if (p->n > most)
        complain("%s: \"%s\" is too much", self->name, argv[1 + most]);
    else if (p->n < least)
        complain("%s: needs %s", self->name, self->operands);
    else
        return true;
    complain("try hearsay %s --help", self->name);
    *code = EXIT_MISUSE;
    return false;
}

static enum exit_code run_help(const struct command *self, int argc, char **argv)
{
    struct help_values values = help_defaults;
    struct parsed p;
    enum exit_code code;
    if (!begin(self, &values, argc, argv, 0, 1, &p, &code)) return code;
    const struct command *about = p.n ? command_find(argv[1]) : NULL;
    if (p.n && !about) return unknown_command(argv[1]);
    if (values.markdown)
        help_markdown(stdout);
    else if (about)
        help_command(stdout, about);
    else
        help_program(stdout);
    return printed();
}

static enum exit_code run_completion(const struct command *self, int argc, char **argv)
{
    struct parsed p;
    enum exit_code code;
    if (!begin(self, NULL, argc, argv, 1, 1, &p, &code)) return code;
    if (!completion_script(stdout, argv[1])) {
        complain("completion: \"%s\" is none of bash, zsh, fish", argv[1]);
        return EXIT_MISUSE;
    }
    return printed();
}

static enum exit_code run_man(const struct command *self, int argc, char **argv)
{
    struct man_values values = man_defaults;
    struct parsed p;
    enum exit_code code;
    if (!begin(self, &values, argc, argv, 0, 1, &p, &code)) return code;
    const struct command *about = p.n ? command_find(argv[1]) : NULL;
    if (p.n && !about) return unknown_command(argv[1]);
    if (values.output && !manual_pages(values.output)) return complain("%s: %s", values.output, strerror(errno)), EXIT_OUTPUT;
    if (values.output) return EXIT_OK;
    if (about)
        manual_command(stdout, about);
    else
        manual_program(stdout);
    return printed();
}

static enum exit_code run_version(const struct command *self, int argc, char **argv)
{
    struct parsed p;
    enum exit_code code;
    if (!begin(self, NULL, argc, argv, 0, 0, &p, &code)) return code;
    printf("hearsay %s\n", hearsay_version());
    return printed();
}

int main(int argc, char **argv)
{
    /* A reader that goes away shall be an error of writing, which is reported, and not a silent death. */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        complain("a command is missing; try hearsay --help");
        return EXIT_MISUSE;
    }
    const char *name = argv[1];
    if (!strcmp(name, "--help") || !strcmp(name, "-h")) name = "help";
    if (!strcmp(name, "--version") || !strcmp(name, "-V")) name = "version";
    const struct command *cmd = command_find(name);
    return (int)(cmd ? cmd->run(cmd, argc - 1, argv + 1) : unknown_command(name));
}
