/* date.c: the dates that an article may carry: RFC 3339 (the profile of ISO 8601 for the net), with its time left out, or with the
 * seconds, zone or "T" left out, as news feeds do.
 *
 *   2023-02-07
 *   2023-02-07T18:30     2023-02-07 18:30:05.25     2023-02-07T18:30:05Z     2023-02-07T18:30:05+01:00 */
#include "base/calendar.h"
#include "hearsay.h"

/* n digits at *s as a number, and *s moves behind them; -1 if they are not all there. */
static int digits(const char **s, int n)
{
    int value = 0;
    for (; n > 0; n--, (*s)++) {
        if (**s < '0' || **s > '9') return -1;
        value = value * 10 + (**s - '0');
    }
    return value;
}

static bool take(const char **s, char c)
{
    if (**s != c) return false;
    (*s)++;
    return true;
}

static bool day(const char **s)
{
    int y = digits(s, 4);
    if (y < 0 || !take(s, '-')) return false;
    int m = digits(s, 2);
    if (m < 1 || m > 12 || !take(s, '-')) return false;
    int d = digits(s, 2);
    return d >= 1 && d <= calendar_month_days(y, m);
}

/* A leap second is a time too. */
static bool clock_time(const char **s)
{
    int h = digits(s, 2);
    if (h < 0 || h > 23 || !take(s, ':')) return false;
    int m = digits(s, 2);
    if (m < 0 || m > 59) return false;
    if (!take(s, ':')) return true;
    int sec = digits(s, 2);
    if (sec < 0 || sec > 60) return false;
    if (take(s, '.')) {
        if (digits(s, 1) < 0) return false;
        while (digits(s, 1) >= 0) {}
    }
    return true;
}

/* "+0100" is ISO 8601's basic form: not RFC 3339, yet what many feeds print. */
static bool zone(const char **s)
{
    if (!**s || take(s, 'Z') || take(s, 'z')) return true;
    if (!take(s, '+') && !take(s, '-')) return false;
    int h = digits(s, 2);
    if (h < 0 || h > 23) return false;
    take(s, ':');
    int m = digits(s, 2);
    return m >= 0 && m <= 59;
}

bool hearsay_date_valid(const char *date)
{
    const char *s = date;
    if (!s || !day(&s)) return false;
    if (!*s) return true;
    if (!take(&s, 'T') && !take(&s, 't') && !take(&s, ' ')) return false;
    return clock_time(&s) && zone(&s) && !*s;
}
