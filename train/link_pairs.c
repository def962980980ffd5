/* link_pairs.c: pairs of sentences as the linking sees them, for train/link_calibration.py.
 *
 *   link_pairs MODEL PAIRS.txt...
 *
 * PAIRS.txt as tests/linking/before.txt says at its head. Each sentence is read as an article of its own, in fp32; what is compared are its claims,
 * or the sentence itself where the outlet's own voice makes none, as in tests/unit/linking.c. Prints a line of JSON for each pair: its kind, the best
 * score, whether all comparisons were vetoed, what the best one had in common. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "trace/linking.h"

enum { SIGHTINGS_MOST = 8, LINE = 600 };

static void die(const char *what)
{
    fprintf(stderr, "link_pairs: %s\n", what);
    exit(1);
}

static unsigned sight(const hearsay_engine *eng, const char *text, struct claim_sighting *out)
{
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    hearsay_error err;
    opts.any_language = true;
    hearsay_document *doc = hearsay_read(eng, text, strlen(text), &opts, &err);
    struct arena *a = arena_new(0);
    struct sighting_reader r;
    unsigned n = 0;
    if (!doc || !a || !sighting_begin(&r, doc, engine_lexicon(eng), engine_similarity(eng), engine_cues(eng), a)) die(text);
    for (uint32_t i = 0; i < doc->n_claims && n < SIGHTINGS_MOST; i++) sighting_of_claim(&out[n++], &r, i);
    for (uint32_t i = 0; i < doc->n_sentences && !doc->n_claims && n < SIGHTINGS_MOST; i++) sighting_of_sentence(&out[n++], &r, i);
    arena_free(a);
    hearsay_document_free(doc);
    return n;
}

static void print_pair(const hearsay_engine *eng, int line, char lines[3][LINE])
{
    struct claim_sighting a[SIGHTINGS_MOST], b[SIGHTINGS_MOST];
    struct link_features best = { .veto = true };
    const unsigned n = sight(eng, lines[1], a), m = sight(eng, lines[2], b);
    float score = 0;
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < m; k++) {
            struct link_features f;
            link_compare(&f, &a[i], &b[k]);
            const float s = link_score(&a[i], &b[k]);
            if (s >= score && (s > score || best.veto)) {
                best = f;
                score = s;
            }
        }
    printf("{\"line\": %d, \"kind\": \"%s\", \"score\": %.6f, \"veto\": %s, \"code\": %.2f, \"actor\": %.2f, \"target\": %.2f, \"predicate\": %.2f, "
           "\"object\": %.2f, \"words\": %.2f, \"meaning\": %.2f, \"day\": %.2f}\n",
           line, lines[0], (double)score, best.veto ? "true" : "false", (double)best.code, (double)best.actor, (double)best.target,
           (double)best.predicate, (double)best.object, (double)best.words, (double)best.meaning, (double)best.day);
}

int main(int argc, char **argv)
{
    const hearsay_engine_options options = { .size = sizeof options, .compute = HEARSAY_COMPUTE_FP32 };
    hearsay_error err;
    if (argc < 3) die("usage: link_pairs MODEL PAIRS.txt...");
    hearsay_engine *eng = hearsay_engine_open(argv[1], &options, &err);
    if (!eng) die(err.msg);
    for (int i = 2; i < argc; i++) {
        char text[LINE], lines[3][LINE];
        unsigned n = 0;
        FILE *f = fopen(argv[i], "r");
        if (!f) die(argv[i]);
        for (int line = 1, more = 1; more; line++) {
            more = fgets(text, sizeof text, f) != NULL;
            text[more ? strcspn(text, "\n") : 0] = '\0';
            if (text[0] == '#') continue;
            if (text[0] && n < 3) strcpy(lines[n++], text);
            if (text[0]) continue;
            if (n == 3) print_pair(eng, line - 3, lines);
            if (n && n != 3) die("a pair is a line for its kind and two sentences");
            n = 0;
        }
        fclose(f);
    }
    hearsay_engine_close(eng);
    return 0;
}
