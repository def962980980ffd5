/* traps.c: the table of traps, and what makes articles of them. docs/limits.md says what each costs. */
#include "traps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAID "The minister said the ship had sunk in the harbour. "

const struct trap traps[] = {
    /* ---- Words and characters */
    { "one word of letters", TRAP_TEXT, "a", NULL, NULL, NULL },
    { "one word with hyphens", TRAP_TEXT, "re-", NULL, NULL, NULL },
    { "one word of full stops between letters", TRAP_TEXT, "A.b.", NULL, NULL, NULL },
    { "full stops", TRAP_TEXT, ".", NULL, NULL, NULL },
    { "full stops apart", TRAP_TEXT, ". ", NULL, NULL, NULL },
    { "exclamation marks", TRAP_TEXT, "!?", NULL, NULL, NULL },
    { "commas", TRAP_TEXT, ",", NULL, NULL, NULL },
    { "quotation marks", TRAP_TEXT, "\"", NULL, NULL, NULL },
    { "apostrophes", TRAP_TEXT, "'", NULL, NULL, NULL },
    { "clitics", TRAP_TEXT, "n't's", NULL, NULL, NULL },
    { "opening brackets", TRAP_TEXT, "(", NULL, NULL, NULL },
    { "brackets around brackets", TRAP_TEXT, "([", "])", NULL, NULL },
    { "an address", TRAP_TEXT, "a/b.c?", NULL, "https://example.com/", NULL },
    { "e-mail addresses without end", TRAP_TEXT, "a@b.", NULL, NULL, NULL },
    { "digits", TRAP_TEXT, "1", NULL, NULL, NULL },
    { "digits with commas and points", TRAP_TEXT, "1,000.", NULL, NULL, NULL },
    { "spaces", TRAP_TEXT, " ", NULL, "A", "b" },
    { "spaces and tabs on lines", TRAP_TEXT, " \t\r\n", NULL, "A", "b" },
    { "empty lines", TRAP_TEXT, "\n", NULL, "A", "b" },
    { "zero-width spaces", TRAP_TEXT, "\xe2\x80\x8b", NULL, "A", "b" },
    { "accents upon one letter", TRAP_TEXT, "\xcc\x81", NULL, "a", NULL },
    { "emoji joined to one", TRAP_TEXT, "\xf0\x9f\x91\xa9\xe2\x80\x8d", NULL, NULL, NULL },
    { "overrides of direction", TRAP_TEXT,
      "\xe2\x80\xae"
      "a",
      NULL, NULL, NULL },
    { "letters that grow when folded", TRAP_TEXT, "\xef\xb7\xba", NULL, NULL, NULL },
    { "one word of Chinese", TRAP_TEXT, "\xe4\xb8\xad", NULL, NULL, NULL },
    { "bytes that are no UTF-8", TRAP_TEXT, "a\xff", NULL, NULL, NULL },
    { "hyphens at line ends", TRAP_TEXT, "ship-\n", NULL, NULL, NULL },

    /* ---- Lines and blocks */
    { "lines of one word", TRAP_TEXT, "ship\n", NULL, NULL, NULL },
    { "paragraphs of one sentence", TRAP_TEXT, SAID "\n\n", NULL, NULL, NULL },
    { "headings that name sources", TRAP_TEXT, "Sources: Reuters\n", NULL, NULL, NULL },
    { "subheadings", TRAP_TEXT, "What Happened Next\n\nThe ship sank.\n\n", NULL, NULL, NULL },
    { "bylines", TRAP_TEXT, "By Ann Lee\n", NULL, NULL, NULL },
    { "datelines", TRAP_TEXT, "PARIS, March 3 (Reuters) - The ship sank.\n", NULL, NULL, NULL },
    { "captions", TRAP_TEXT, "Photo: Ann Lee/Reuters\n", NULL, NULL, NULL },
    { "related lines", TRAP_TEXT, "Read more: The ship sank\n", NULL, NULL, NULL },
    { "lists", TRAP_TEXT, "#. Ships\n", NULL, NULL, NULL },
    { "bullets", TRAP_TEXT, "- * ", NULL, NULL, NULL },
    { "lines wrapped by hand", TRAP_TEXT, "the ship that sank in the harbour was said to have been a ship that\n", NULL, NULL, NULL },
    { "lines of dates", TRAP_TEXT, "March 3, 2023\n", NULL, NULL, NULL },
    { "turns of a transcript", TRAP_TEXT, "ANN LEE: We left.\nQ: Why?\nA: It rained.\n", NULL, NULL, NULL },

    /* ---- Quotation marks */
    { "quotations that never end, a line each", TRAP_TEXT, "\"He left\n", NULL, NULL, NULL },
    { "typographic quotations that never end", TRAP_TEXT, "\xe2\x80\x9cHe left.\n", NULL, NULL, NULL },
    { "single quotations that never end", TRAP_TEXT, "'He left\n", NULL, NULL, NULL },
    { "quotations that never end, one paragraph", TRAP_TEXT, "\"He left. ", NULL, NULL, NULL },
    { "quotations within quotations", TRAP_TEXT, "\xe2\x80\x9cHe said: \xe2\x80\x98", "\xe2\x80\x99 \xe2\x80\x9d", NULL, NULL },
    { "quotations without a cue", TRAP_TEXT, "\"We left.\" ", NULL, NULL, NULL },
    { "quotations without a cue, a paragraph each", TRAP_TEXT, "\"We left.\"\n\n", NULL, NULL, NULL },
    { "words in scare quotes", TRAP_TEXT, "the \"reform\" of ", NULL, NULL, NULL },
    { "closing marks only", TRAP_TEXT, "We left.\xe2\x80\x9d He said.\n", NULL, NULL, NULL },

    /* ---- Sentences */
    { "the same sentence", TRAP_TEXT, SAID, NULL, NULL, NULL },
    { "one sentence without end", TRAP_TEXT, "and the ship sank ", NULL, NULL, NULL },
    { "commas in one sentence", TRAP_TEXT, "ship, ", NULL, NULL, NULL },
    { "cues only", TRAP_TEXT, "said ", NULL, NULL, NULL },
    { "that he said that he said", TRAP_TEXT, "said that he thought that she ", NULL, "Ann Lee ", "left." },
    { "according to, according to", TRAP_TEXT, "according to Ann Lee, ", NULL, "It rained, ", "it was said." },
    { "denials of denials", TRAP_TEXT, "denied accusations that he had ", NULL, "Ann Lee ", "left." },
    { "owners of owners", TRAP_TEXT, "Ann's brother's ", NULL, NULL, "ship sank." },
    { "of the minister of the minister", TRAP_TEXT, "of the minister ", NULL, "A spokesman ", "said so." },
    { "relative clauses in each other", TRAP_TEXT, "who saw the man ", NULL, "The man ", "left." },
    { "questions", TRAP_TEXT, "Did he say so? She asked whether he did. ", NULL, NULL, NULL },
    { "loaded words", TRAP_TEXT, "The brutal regime falsely claimed its so-called victory. ", NULL, NULL, NULL },
    { "abbreviations", TRAP_TEXT, "Mr. Gen. St. U.S. Inc. ", NULL, NULL, NULL },
    { "letters in capitals", TRAP_TEXT, "THE SHIP SANK, SAID ANN LEE. ", NULL, NULL, NULL },

    /* ---- Names and whom they stand for */
    { "names, all different", TRAP_TEXT, "Ann@ Lee@ said it rained. ", NULL, NULL, NULL },
    { "names, all different, in one sentence", TRAP_TEXT, "Ann@ Lee@, ", NULL, NULL, "said so." },
    { "persons of one family name", TRAP_TEXT, "Ann@ Lee said Mr. Lee had left. ", NULL, NULL, NULL },
    { "one name", TRAP_TEXT, "Ann Lee said Lee had left. ", NULL, NULL, NULL },
    { "initials", TRAP_TEXT, "A. B. C. Lee and A. Lee said so. ", NULL, NULL, NULL },
    { "acronyms, all different", TRAP_TEXT, "The Union of Ann@ Lee@ (UAL@) said so. ", NULL, NULL, NULL },
    { "offices, all different", TRAP_TEXT, "The minister of ships@ said the spokesman of boats@ had left. ", NULL, NULL, NULL },
    { "pronouns", TRAP_TEXT, "He said she knew that he had told her so. ", NULL, "Ann Lee met Bob Roe. ", NULL },
    { "pronouns and names", TRAP_TEXT, "Ann@ Lee met Bob@ Roe. He said she knew that he had told her so. ", NULL, NULL, NULL },
    { "nouns that stand for somebody", TRAP_TEXT, "The minister met the official. The spokesman told the man so. ", NULL, NULL, NULL },
    { "voices joined", TRAP_TEXT, "Ann@ Lee and ", NULL, NULL, "Bob Roe said so." },
    { "states and capitals", TRAP_TEXT, "Moscow told Paris that Russia and France had left Germany. ", NULL, NULL, NULL },
    { "agencies and whom they heard", TRAP_TEXT, "Tass quoted Ann@ Lee as telling Reuters that Bob@ Roe had left. ", NULL, NULL, NULL },

    /* ---- Times */
    { "dates", TRAP_TEXT, "On 3 March 2023 it rained on Tuesday last week. ", NULL, NULL, NULL },
    { "numbers in words", TRAP_TEXT, "two thousand three hundred and ", NULL, NULL, "years ago" },
    { "numbers in figures", TRAP_TEXT, "# ", NULL, NULL, NULL },
    { "last last last", TRAP_TEXT, "last ", NULL, NULL, "week" },
    { "Monday, Monday", TRAP_TEXT, "Monday, ", NULL, NULL, NULL },
    { "clocks", TRAP_TEXT, "10:30 a.m. ", NULL, NULL, NULL },

    /* ---- Claims */
    { "one claim", TRAP_TEXT, "Russia shelled Ukraine. ", NULL, NULL, NULL },
    { "one claim and its denial", TRAP_TEXT, "Ukraine said Russia had shelled the port. Russia denied that it had shelled the port. ", NULL, NULL,
      NULL },
    { "claims of two actors", TRAP_TEXT, "Ukraine said that Russia had shelled the port of Ann@. ", NULL, NULL, NULL },
    { "claims of two actors, a paragraph each", TRAP_TEXT, "Ukraine said that Russia had shelled the port of Ann@.\n\n", NULL, NULL, NULL },
    { "claims of many actors", TRAP_TEXT, "Ann@ Lee said that Bob@ Roe had killed Eve@ Poe. ", NULL, NULL, NULL },
    { "events without a voice", TRAP_TEXT, "Soldiers killed protesters, police arrested Ann@ Lee and troops bombed the town. ", NULL, NULL, NULL },
    { "accusations", TRAP_TEXT, "Iran accused Israel of bombing the ship. Israel rejected the accusation. ", NULL, NULL, NULL },

    /* ---- Pages */
    { "elements in each other", TRAP_HTML, "<div>", NULL, "<p>The ship sank.</p>", NULL },
    { "elements in each other, closed", TRAP_HTML, "<div><p>A ship sank. ", "</div>", NULL, NULL },
    { "lists in each other", TRAP_HTML, "<ul><li>", NULL, NULL, "ship" },
    { "bold in each other", TRAP_HTML, "<p><b>ship ", NULL, NULL, NULL },
    { "bold, italics, links that never end", TRAP_HTML, "<p><b><i><u><font color=#>ship", NULL, NULL, NULL },
    { "links in each other", TRAP_HTML, "<a href=#>ship ", NULL, NULL, NULL },
    { "wrong nesting", TRAP_HTML, "<b><p>ship</b>", NULL, NULL, NULL },
    { "end tags only", TRAP_HTML, "</p></b></div>", NULL, NULL, NULL },
    { "cells of a table", TRAP_HTML, "<tr><td>ship<td>#", NULL, "<table>", "</table>" },
    { "tables in each other", TRAP_HTML, "<table><tr><td>", NULL, NULL, "ship" },
    { "text that a table puts before itself", TRAP_HTML, "<tr>ship<b>", NULL, "<table>", NULL },
    { "tables, one a paragraph", TRAP_HTML, "<table><tr><td>The ship sank, he said.</table>", NULL, NULL, NULL },
    { "attributes of one tag", TRAP_HTML, "a#=b ", NULL, "<p ", ">The ship sank." },
    { "an attribute", TRAP_HTML, "a ", NULL, "<p class=\"", "\">The ship sank." },
    { "attributes of many tags", TRAP_HTML, "<p a b c d e f g h class=\"x# y z\" id=#>ship", NULL, NULL, NULL },
    { "comments", TRAP_HTML, "<!-- a -->", NULL, "The ship sank.", NULL },
    { "a comment that never ends", TRAP_HTML, "-- <!--", NULL, "The ship sank.<!-- ", NULL },
    { "a script that never ends", TRAP_HTML, "<!-- <script> ", NULL, "The ship sank.<script>", NULL },
    { "scripts", TRAP_HTML, "<script>a</script>", NULL, "The ship sank.", NULL },
    { "less-than signs", TRAP_HTML, "<", NULL, NULL, NULL },
    { "less-than signs and letters", TRAP_HTML, "<a", NULL, NULL, NULL },
    { "ampersands", TRAP_HTML, "&", NULL, NULL, NULL },
    { "entities", TRAP_HTML, "&amp;&lt;&not&notit;", NULL, NULL, NULL },
    { "an entity's number", TRAP_HTML, "9", NULL, "The ship sank &#", ";" },
    { "CDATA", TRAP_HTML, "<![CDATA[ ship ]]>", NULL, "<svg>", NULL },
    { "drawings in each other", TRAP_HTML, "<svg><g>", NULL, NULL, "ship" },
    { "formulas and text in each other", TRAP_HTML, "<math><mi><p>", NULL, NULL, "ship" },
    { "paragraphs", TRAP_HTML, "<p>The ship sank, Ann Lee said.", NULL, "<article>", NULL },
    { "line breaks", TRAP_HTML, "ship<br>", NULL, NULL, NULL },
    { "headlines", TRAP_HTML, "<h1>The ship</h1>", NULL, NULL, NULL },
    { "articles", TRAP_HTML, "<article><h1>The ship</h1><p>The ship sank, Ann Lee said.</article>", NULL, NULL, NULL },
    { "articles in each other", TRAP_HTML, "<article><p>The ship sank, Ann Lee said on Monday.", NULL, NULL, NULL },
    { "metadata", TRAP_HTML, "<meta property=\"og:title\" content=\"Ship #\"><meta name=author content=\"Ann@ Lee\">", NULL, "<head>",
      "<body><p>The ship sank." },
    { "times", TRAP_HTML, "<time datetime=\"2023-03-03\">March 3</time>", NULL, NULL, NULL },
    { "bylines of a page", TRAP_HTML, "<p class=byline>By Ann@ Lee</p>", NULL, NULL, NULL },
    { "pictures", TRAP_HTML, "<figure><img><figcaption>The ship. Ann Lee/Reuters</figcaption></figure>", NULL, NULL, NULL },
    { "choices", TRAP_HTML, "<select><option>ship", NULL, NULL, NULL },
    { "templates", TRAP_HTML, "<template>", NULL, NULL, "ship" },
    { "lists of links", TRAP_HTML, "<li><a href=\"/#\">The ship sank</a></li>", NULL, "<ul>", NULL },
    { "JSON-LD in each other", TRAP_HTML, "{\"@type\":\"NewsArticle\",\"author\":", NULL, "<script type=\"application/ld+json\">",
      "</script><p>The ship sank." },
    { "JSON-LD of brackets", TRAP_HTML, "[", "]", "<script type=\"application/ld+json\">", "</script><p>The ship sank." },
    { "JSON-LD with many authors", TRAP_HTML, "{\"@type\":\"Person\",\"name\":\"Ann@ Lee\"},", NULL,
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"author\":[", "{}]}</script><p>The ship sank." },
    { "JSON-LD, many", TRAP_HTML, "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Ship #\"}</script>", NULL, NULL,
      "<p>The ship sank." },
    { "microdata in each other", TRAP_HTML, "<div itemscope itemtype=\"https://schema.org/NewsArticle\" itemprop=author>", NULL, NULL, "Ann Lee" },
    { "a page in UTF-16", TRAP_HTML, "a\xd8", NULL, "\xff\xfe", NULL },
    { "escapes of ISO-2022-JP", TRAP_HTML, "\x1b$B!!\x1b(B", NULL, "<meta charset=iso-2022-jp>", NULL },

    /* ---- Records */
    { "a record of brackets", TRAP_RECORD, "[", "]", "{\"text\":\"The ship sank.\",\"a\":", "}" },
    { "a record of objects", TRAP_RECORD, "{\"a\":", "}", "{\"text\":\"The ship sank.\",\"a\":", "1}" },
    { "members of a record", TRAP_RECORD, "\"a#\":1,", NULL, "{", "\"text\":\"The ship sank.\"}" },
    { "one member again and again", TRAP_RECORD, "\"text\":\"The ship sank.\",", NULL, "{", "\"a\":1}" },
    { "escapes", TRAP_RECORD, "\\u0041\\n", NULL, "{\"text\":\"", "\"}" },
    { "surrogates without a partner", TRAP_RECORD, "\\ud800", NULL, "{\"text\":\"", "\"}" },
    { "a number", TRAP_RECORD, "9", NULL, "{\"text\":\"The ship sank.\",\"a\":", "}" },
    { "a title", TRAP_RECORD, "ship ", NULL, "{\"text\":\"The ship sank.\",\"title\":\"", "\"}" },
    { "an outlet and an address", TRAP_RECORD, "ship/", NULL, "{\"text\":\"The ship sank, Ann Lee said.\",\"outlet\":\"The Post\",\"url\":\"http://",
      "\"}" },
};

const size_t n_traps = sizeof traps / sizeof *traps;

struct growing {
    char *at;
    size_t len, room;
};

static void put(struct growing *g, const char *s, size_t n)
{
    if (g->len + n > g->room) {
        g->room = (g->len + n) * 2;
        g->at = realloc(g->at, g->room);
        if (!g->at) {
            fputs("traps: out of memory\n", stderr);
            exit(1);
        }
    }
    memcpy(g->at + g->len, s, n);
    g->len += n;
}

/* One repetition: '#' in figures, '@' in letters. */
static void put_unit(struct growing *g, const char *unit, unsigned long number)
{
    for (const char *s = unit; *s; s++) {
        char text[24];
        if (*s == '#') {
            put(g, text, (size_t)snprintf(text, sizeof text, "%lu", number));
        } else if (*s == '@') {
            size_t at = sizeof text;
            unsigned long k = number + 1;
            for (; k && at; k /= 26) text[--at] = (char)('a' + --k % 26);
            put(g, text + at, sizeof text - at);
        } else {
            put(g, s, 1);
        }
    }
}

char *trap_make(const struct trap *t, size_t bytes, size_t *len)
{
    struct growing g = { NULL, 0, 0 };
    unsigned long n = 0;
    if (t->head) put(&g, t->head, strlen(t->head));
    for (size_t from = g.len; g.len - from < bytes; n++) put_unit(&g, t->unit, n);
    for (; t->closing && n; n--) put(&g, t->closing, strlen(t->closing));
    if (t->tail) put(&g, t->tail, strlen(t->tail));
    *len = g.len;
    return g.at;
}

hearsay_document *trap_read(const struct trap *t, const hearsay_engine *eng, const char *bytes, size_t len, hearsay_error *err)
{
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.any_language = true;
    opts.published = "2023-03-04";
    opts.max_bytes = (size_t)1 << 30;
    return t->kind == TRAP_HTML     ? hearsay_read_html(eng, bytes, len, &opts, err)
           : t->kind == TRAP_RECORD ? hearsay_read_record(eng, bytes, len, &opts, err)
                                    : hearsay_read(eng, bytes, len, &opts, err);
}
