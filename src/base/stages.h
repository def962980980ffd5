/* stages.h: where the time of a reading goes, stage by stage, for bench/stages.c.
 *
 * Off unless a thread hangs up a clock of its own: until then a change of stage costs the test of one pointer. Stages nest as calls do, and
 * time belongs to the innermost: what a product takes is not the encoder's. Time is the thread's on a CPU, so that other work on the machine does
 * not count; reading it is a system call of a quarter of a microsecond, some 15 of which come upon half a millisecond of a layer.
 * A reading that fails leaves the clock in the stage that failed.
 *
 *     const enum stage before = stage_begin(STAGE_ATTENTION);
 *     ...
 *     stage_end(before); */
#ifndef HS_STAGES_H
#define HS_STAGES_H

#include <stdint.h>
#include <time.h>

/* The order is that of stage_names[]. */
enum stage {
    STAGE_OTHER, STAGE_PAGE, STAGE_WORDS, STAGE_PIECES, STAGE_EMBEDDING, STAGE_PRODUCTS, STAGE_OPERANDS, STAGE_ATTENTION, STAGE_GELU,
    STAGE_NORM, STAGE_LABELS, STAGE_PARSE, STAGE_LINKS, STAGE_DISCOURSE, STAGE_ACTORS, STAGE_TIMES, STAGE_CLAIMS, STAGE_VIEW, STAGE_WRITE, STAGES
};

struct stage_clock {
    double seconds[STAGES];
    double since;                              /* when the stage that is running began */
    enum stage running;
    uint64_t multiplications;                  /* of numbers, in the products of src/model/linear.c, as if no row of them were filling */
};

extern _Thread_local struct stage_clock *stage_clock;                              /* NULL: off */
extern const char *const stage_names[STAGES];

static inline double stage_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* From now on time is that stage's. Returns what stage_end() goes back to. */
static inline enum stage stage_begin(enum stage stage)
{
    struct stage_clock *c = stage_clock;
    if (!c) return STAGE_OTHER;
    const double now = stage_now();
    const enum stage before = c->running;
    c->seconds[before] += now - c->since;
    c->since = now;
    c->running = stage;
    return before;
}

static inline void stage_end(enum stage before)
{
    if (stage_clock) stage_begin(before);
}

#endif
