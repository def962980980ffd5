/* bisect.h: where something stands in a sorted list.
 *
 *     uint32_t i;
 *     BISECT(i, doc->n_words, doc->words[i].span.end <= byte);         the first word that does not end before the byte
 *
 * i       a variable of an unsigned type: the first of [0, n) for which `before` is false, n if it is true of all.
 * before  an expression in i, true of a beginning of the list and false behind it; it is asked log2(n) times. */
#ifndef HS_BISECT_H
#define HS_BISECT_H

#define BISECT(i, n, before) \
    do { \
        __typeof__(i) bisect_from = 0, bisect_beyond = (n); \
        while (bisect_from < bisect_beyond) { \
            (i) = bisect_from + (bisect_beyond - bisect_from) / 2; \
            if (before) \
                bisect_from = (i) + 1; \
            else \
                bisect_beyond = (i); \
        } \
        (i) = bisect_from; \
    } while (0)

#endif
