/* progress.h: one line on a terminal about work that takes its time.
 *
 *    38 %  ━━━━━━━━━━━╸──────────────────  1,204 articles   35/s   0:34 left */
#ifndef HEARSAY_PROGRESS_H
#define HEARSAY_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool on;                                   /* false: the functions below do nothing */
    uint64_t total;                            /* bytes to come, 0 if that is not known */
    uint64_t articles, bytes;                  /* that are behind us */
    double started, drawn;                     /* seconds */
    bool visible;
};

void progress_start(struct progress *p, bool on, uint64_t total);
void progress_add(struct progress *p, uint64_t bytes);   /* one article more */

/* Takes the line away, so that something else can be written to the terminal; it comes back with the next article. */
void progress_hide(struct progress *p);

#endif
