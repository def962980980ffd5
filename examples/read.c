/* Who says what in an article:  cc read.c $(pkg-config --cflags --libs hearsay) -o read && ./read article.txt */
#include <hearsay.h>
#include <stdio.h>

static void print_words(const char *text, hearsay_spans spans)
{
    for (size_t n = 0, i = 0; *text && i < spans.n; text++) {
        n += (*text & 0xC0) != 0x80; /* text is in bytes, spans in characters: this is the n-th, from 1 */
        while (i < spans.n && n > spans.at[i].end) i++;
        if (i < spans.n && n > spans.at[i].start) putchar(*text == '\n' ? ' ' : *text);
    }
}

int main(int argc, char **argv)
{
    static char text[1 << 20];
    FILE *article = argc > 1 ? fopen(argv[1], "rb") : stdin;
    size_t len = article ? fread(text, 1, sizeof text, article) : 0;
    hearsay_error err;
    hearsay_engine *engine = hearsay_engine_open(NULL, NULL, &err);
    hearsay_document *doc = engine ? hearsay_read(engine, text, len, NULL, &err) : NULL;
    for (size_t i = 0; doc && i < hearsay_attribution_count(doc); i++) {
        hearsay_attribution a = hearsay_attribution_at(doc, i);
        print_words(hearsay_document_text(doc, NULL), a.source);
        printf(" -> ");
        print_words(hearsay_document_text(doc, NULL), a.content);
        printf(" (%s, %.2f)\n", a.quote, a.score);
    }
    if (!doc) fprintf(stderr, "%s\n", err.msg);
    hearsay_document_free(doc);
    hearsay_engine_close(engine);
    return !doc;
}
