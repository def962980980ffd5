/* progress.c: drawn on standard error, five times a second at most, and not before a second has passed: what is quick needs no bar. */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define FIRST_S 1.0
#define EVERY_S 0.2
#define BAR 30u

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void progress_start(struct progress *p, bool on, uint64_t total)
{
    *p = (struct progress){ .on = on, .total = total };
    if (on) p->started = p->drawn = now();
}

/* "1,204" */
static void grouped(char *out, size_t room, uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n);
    size_t at = 0;
    for (int i = 0; i < len && at + 2 < room; i++) {
        if (i && (len - i) % 3 == 0) out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
}

/* "0:34", "12:05", "3:00:00" */
static void clock_words(char *out, size_t room, double seconds)
{
    unsigned long s = seconds < 360000 ? (unsigned long)(seconds + 0.5) : 360000;
    if (s < 3600)
        snprintf(out, room, "%lu:%02lu", s / 60, s % 60);
    else
        snprintf(out, room, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
}

static void bar(char *out, size_t room, double done)
{
    unsigned halves = (unsigned)(done * BAR * 2), at = 0;
    *out = '\0';
    for (unsigned i = 0; i < BAR && at + 4 < room; i++) {
        const char *cell = 2 * i + 1 < halves ? "━" : 2 * i < halves ? "╸" : "─";
        memcpy(out + at, cell, strlen(cell) + 1);
        at += (unsigned)strlen(cell);
    }
}

static unsigned columns(void)
{
    struct winsize size;
    return !ioctl(STDERR_FILENO, TIOCGWINSZ, &size) && size.ws_col ? size.ws_col : 80;
}

static void draw(struct progress *p, double t)
{
    double elapsed = t - p->started, rate = (double)p->articles / elapsed;
    char articles[32], left[24], cells[4 * BAR + 8], line[256];
    grouped(articles, sizeof articles, p->articles);
    int n = snprintf(line, sizeof line, "%s article%s   %.*f/s", articles, p->articles == 1 ? "" : "s", rate < 10, rate);
    fputs("\r\x1b[K", stderr);
    if (p->total && p->bytes) {
        double done = p->bytes < p->total ? (double)p->bytes / (double)p->total : 1;
        clock_words(left, sizeof left, elapsed * (1 - done) / done);
        bar(cells, sizeof cells, done);
        if (columns() > 8 + BAR + 2 + (unsigned)n + 18)
            fprintf(stderr, "%3.0f %%  %s  %s   %s left", 100 * done, cells, line, left);
        else
            fprintf(stderr, "%3.0f %%   %s left", 100 * done, left);
    } else {
        fprintf(stderr, "%.*s", (int)columns() - 1, line);
    }
    fflush(stderr);
    p->visible = true;
    p->drawn = t;
}

void progress_add(struct progress *p, uint64_t bytes)
{
    if (!p->on) return;
    p->articles++;
    p->bytes += bytes;
    double t = now();
    if (t - p->started >= FIRST_S && (!p->visible || t - p->drawn >= EVERY_S)) draw(p, t);
}

void progress_hide(struct progress *p)
{
    if (!p->visible) return;
    fputs("\r\x1b[K", stderr);
    fflush(stderr);
    p->visible = false;
}
