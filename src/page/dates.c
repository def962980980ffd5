/* dates.c: a scanner for dates in metadata and date lines.
 *
 * The text is cut into numbers and words. A date is put together from the first run of them that fits:
 *   Y-M-D   Y/M/D   YYYYMMDD          ISO 8601 and its kin         M/D/Y   D.M.Y             by the mark between them; D/M/Y where M would exceed 12
 *   Month D, Y     D Month Y          month names in English       then, within a few words:
 *   h:m[:s[.f]] [am|pm] [zone]        zone: Z, +hh:mm, +hhmm, or a name (EST, "ET", GMT, ...)
 * "ET" is Eastern time by the date's daylight saving rule of the United States (second Sunday of March to first Sunday of November, since 2007).
 * A two-digit year is none: "11/19/19" might be anything. */
#include "page/dates.h"

#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/character.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2100, PARTS_MAX = 48, TIME_GAP = 4 };

/* A number with its digits counted, or a word, and the character that stands before it. */
struct part {
    const char *s;
    size_t len;
    int32_t number;
    unsigned digits;
    char before, after;
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }

static unsigned cut(const char *s, size_t len, struct part *parts)
{
    unsigned n = 0;
    char before = ' ';
    for (size_t i = 0; i < len && n < PARTS_MAX;) {
        size_t start = i;
        struct part p = { s + i, 0, -1, 0, before, '\0' };
        if (is_digit(s[i])) {
            p.number = 0;
            for (; i < len && is_digit(s[i]); i++) {
                p.digits++;
                p.number = p.digits <= 9 ? p.number * 10 + (s[i] - '0') : -1;
            }
        } else if (is_letter(s[i])) {
            while (i < len && is_letter(s[i])) i++;
        } else {
            before = s[i++];
            continue;
        }
        p.len = i - start;
        p.after = i < len ? s[i] : '\0';
        parts[n++] = p;
        before = '\0';
    }
    return n;
}

static int month_of(const struct part *p)
{
    static const char *const months[] = { "january", "february", "march",     "april",   "may",      "june",
                                          "july",    "august",   "september", "october", "november", "december" };
    if (p->number >= 0 || p->len < 3) return 0;
    for (int m = 0; m < 12; m++) {
        size_t n = strlen(months[m]);
        if (p->len <= n && (p->len == 3 || p->len == n || (m == 8 && p->len == 4))) {
            size_t i = 0;
            while (i < p->len && ascii_lower(p->s[i]) == months[m][i]) i++;
            if (i == p->len) return m + 1;
        }
    }
    return 0;
}

static bool is_year(const struct part *p) { return p->digits == 4 && p->number >= YEAR_MIN && p->number <= YEAR_MAX; }

/* "19th" is cut in two: its letters are skipped. */
static bool is_ordinal(const struct part *p)
{
    return p->len == 2 && p->before == '\0' &&
           (ascii_equals(p->s, 2, "st") || ascii_equals(p->s, 2, "nd") || ascii_equals(p->s, 2, "rd") || ascii_equals(p->s, 2, "th"));
}

static bool set_day(struct page_date *d, int32_t y, int32_t m, int32_t day)
{
    if (y < YEAR_MIN || y > YEAR_MAX || m < 1 || m > 12 || day < 1 || day > calendar_month_days(y, (int)m)) return false;
    *d = (struct page_date){ .day = calendar_day(y, (int)m, (int)day), .second = -1 };
    return true;
}

/* A day that begins at part i. Returns how many parts it takes, 0: none. */
static unsigned read_day(const struct part *p, unsigned n, struct page_date *d)
{
    if (p->digits == 8 && set_day(d, p->number / 10000, p->number / 100 % 100, p->number % 100)) return 1;
    if (n < 3 && !(n == 2 && p->digits == 8)) return 0;
    if (is_year(p) && p[1].number >= 0 && p[2].number >= 0 && p[1].digits <= 2 && p[2].digits <= 2 && strchr("-/.", p[1].before) &&
        p[1].before == p[2].before)
        return set_day(d, p->number, p[1].number, p[2].number) ? 3 : 0;
    if (is_year(p) && month_of(&p[1]) && p[2].number >= 0 && p[2].digits <= 2) /* 2019/nov/19 */
        return set_day(d, p->number, month_of(&p[1]), p[2].number) ? 3 : 0;
    if (p->number >= 0 && p->digits <= 2 && p[1].number >= 0 && p[1].digits <= 2 && is_year(&p[2]) && strchr("/.-", p[1].before) &&
        p[1].before == p[2].before) {
        bool day_first = p[1].before == '.' || p->number > 12;
        if (!set_day(d, p[2].number, day_first ? p[1].number : p->number, day_first ? p->number : p[1].number)) return 0;
        d->ambiguous = !day_first && p[1].number <= 12 && p[1].number != p->number;
        return 3;
    }
    int month = month_of(p);
    if (month && p[1].number >= 0 && p[1].digits <= 2) {
        unsigned k = is_ordinal(&p[2]) ? 3 : 2;
        return k < n && is_year(&p[k]) && set_day(d, p[k].number, month, p[1].number) ? k + 1 : 0;
    }
    if (p->number >= 0 && p->digits <= 2) {
        unsigned k = is_ordinal(&p[1]) ? 2 : 1;
        if (k < n && ascii_equals(p[k].s, p[k].len, "of")) k++;
        month = k < n ? month_of(&p[k]) : 0;
        return month && k + 1 < n && is_year(&p[k + 1]) && set_day(d, p[k + 1].number, month, p->number) ? k + 2 : 0;
    }
    return 0;
}

/* ---- Zones ---------------------------------------------------------------------------------------------------------------- */

static bool is_us_summer(int32_t day)
{
    struct calendar_date c = calendar_date_of(day);
    int32_t march = calendar_day(c.year, 3, 8), november = calendar_day(c.year, 11, 1);
    march += 7 - calendar_weekday(march);
    november += 7 - calendar_weekday(november);
    return day >= march && day < november;
}

/* Names that mean one offset wherever news is written, and the four of the United States that mean two. */
static bool zone_of(const struct part *p, int32_t day, int32_t *offset)
{
    static const struct {
        const char *name;
        int16_t offset;
        bool us;
    } zones[] = {
        { "z", 0, false },       { "gmt", 0, false },    { "utc", 0, false },    { "est", -300, false }, { "edt", -240, false },
        { "et", -300, true },    { "cst", -360, false }, { "cdt", -300, false }, { "ct", -360, true },   { "mst", -420, false },
        { "mdt", -360, false },  { "mt", -420, true },   { "pst", -480, false }, { "pdt", -420, false }, { "pt", -480, true },
        { "akst", -540, false }, { "hst", -600, false }, { "bst", 60, false },   { "cet", 60, false },   { "cest", 120, false },
        { "eet", 120, false },   { "eest", 180, false }, { "msk", 180, false },  { "ist", 330, false },  { "pkt", 300, false },
        { "sgt", 480, false },   { "hkt", 480, false },  { "jst", 540, false },  { "kst", 540, false },  { "aest", 600, false },
        { "aedt", 660, false },  { "nzst", 720, false }, { "nzdt", 780, false }, { "sast", 120, false }, { "wib", 420, false },
        { "brt", -180, false },
    };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (ascii_equals(p->s, p->len, zones[i].name)) {
            *offset = zones[i].offset + (zones[i].us && is_us_summer(day) ? 60 : 0);
            return true;
        }
    return false;
}

static bool is_offset(const struct part *p, unsigned n)
{
    return n && p->number >= 0 && (p->before == '+' || p->before == '-') && (p->digits == 2 || p->digits == 4);
}

/* What follows a clock time: "Z", "ET", "+0100", "+01:00", "GMT-0300". */
static void read_zone(const struct part *p, unsigned n, struct page_date *d)
{
    if (n && p->number < 0) {
        d->zoned = zone_of(p, d->day, &d->offset_min);
        if (!d->zoned || d->offset_min != 0 || !is_offset(p + 1, n - 1)) return;
        p++;
        n--;
    }
    if (!is_offset(p, n)) return;
    int32_t hours = p->digits == 4 ? p->number / 100 : p->number, minutes = p->digits == 4 ? p->number % 100 : 0;
    if (p->digits == 2 && n > 1 && p[1].before == ':' && p[1].digits == 2) minutes = p[1].number;
    if (hours > 14 || minutes > 59) return;
    d->zoned = true;
    d->offset_min = (p->before == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/* A clock time that begins at part i, with what follows it. */
static bool read_time(const struct part *p, unsigned n, struct page_date *d)
{
    unsigned k = 0;
    int32_t h = p->number, m = 0, s = 0;
    if (p->digits == 6 && p->before == '\0' && ascii_lower(p[-1].s[0]) == 't' && p[-1].len == 1) { /* ISO 8601's basic form */
        h = p->number / 10000;
        m = p->number / 100 % 100;
        s = p->number % 100;
        k = 1;
    } else if (n > 1 && p->digits <= 2 && p[1].number >= 0 && p[1].digits == 2 && (p[1].before == ':' || (p[1].before == '.' && p->before != '.'))) {
        m = p[1].number;
        k = 2;
        if (k < n && p[k].number >= 0 && p[k].before == ':' && p[k].digits <= 2) {
            s = p[k++].number;
            if (k < n && p[k].number >= 0 && p[k].before == '.') k++;
        }
    } else if (n > 1 && p->digits <= 2 && p[1].number < 0 && p[1].len >= 1 && (ascii_lower(p[1].s[0]) == 'a' || ascii_lower(p[1].s[0]) == 'p')) {
        k = 1; /* "8 am" */
    } else {
        return false;
    }
    bool meridiem = false;
    if (h < 0 || h > 24) return false;
    if (k < n && p[k].number < 0 && (ascii_equals(p[k].s, p[k].len, "am") || ascii_equals(p[k].s, p[k].len, "pm"))) {
        meridiem = true;
    } else if (k + 1 < n && p[k].len == 1 && p[k + 1].len == 1 && ascii_lower(p[k + 1].s[0]) == 'm' && p[k + 1].before == '.') {
        meridiem = true; /* "a.m." */
        k++;
    }
    if (meridiem) {
        const struct part *mark = p[k].len == 1 ? &p[k - 1] : &p[k];
        if (h > 12)
            meridiem = false; /* "13:42pm" */
        else
            h = h % 12 + (ascii_lower(mark->s[0]) == 'p' ? 12 : 0);
        k++;
    } else if (k == 1 && p->digits <= 2) {
        return false;
    }
    if (h > 23 || m > 59 || s > 60) return false;
    d->second = h * 3600 + m * 60 + (s == 60 ? 59 : s);
    read_zone(p + k, n - k, d);
    return true;
}

static bool is_label(const struct part *p)
{
    static const char *const labels[] = { "updated", "modified", "published", "posted", "last", "first", "corrected" };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (ascii_equals(p->s, p->len, labels[i])) return true;
    return false;
}

bool date_read(const char *s, size_t len, struct page_date *out)
{
    struct part parts[PARTS_MAX];
    unsigned n = cut(s, len, parts);
    for (unsigned i = 0; i < n; i++) {
        unsigned used = read_day(&parts[i], n - i, out);
        if (!used) continue;
        /* A time behind the day, or in front of it ("10:48, Tue, Nov 19, 2019"); what an "updated" opens is another date. */
        for (unsigned k = i + used; k < n && k < i + used + TIME_GAP && !is_label(&parts[k]); k++)
            if (read_time(&parts[k], n - k, out)) return true;
        for (unsigned k = i >= 6 ? i - 6 : 0; k + 1 < i; k++)
            if (parts[k + 1].before == ':' && read_time(&parts[k], i - k, out)) return true;
        return true;
    }
    return false;
}

struct page_date date_swapped(const struct page_date *d)
{
    struct calendar_date c = calendar_date_of(d->day);
    struct page_date out = *d;
    out.day = calendar_day(c.year, c.day, c.month);
    return out;
}

bool date_of_url(const char *url, struct page_date *out)
{
    const char *path = strstr(url, "://");
    path = strchr(path ? path + 3 : url, '/');
    if (!path) return false;
    struct part parts[PARTS_MAX];
    unsigned n = cut(path, strcspn(path, "?#"), parts);
    for (unsigned i = 0; i < n; i++) {
        const struct part *p = &parts[i];
        bool alone = p->before && strchr("/-_", p->before) && (p->after == '\0' || strchr("/-_.", p->after));
        if (p->digits == 8 && alone && set_day(out, p->number / 10000, p->number / 100 % 100, p->number % 100)) return true;
        if (!alone || !is_year(p) || i + 2 >= n || p[1].before != p[2].before || p[2].digits > 2 || p[2].number < 0 ||
            (p[2].after && !strchr("/-_.", p[2].after)))
            continue;
        int32_t month = p[1].number >= 0 && p[1].digits <= 2 ? p[1].number : month_of(&p[1]);
        if (set_day(out, p->number, month, p[2].number)) return true;
    }
    return false;
}

void date_write(const struct page_date *d, char *out)
{
    struct calendar_date c = calendar_date_of(d->day);
    int at = snprintf(out, DATE_ROOM, "%04d-%02d-%02d", (int)c.year % 10000, c.month, c.day);
    if (d->second < 0) return;
    at += snprintf(out + at, DATE_ROOM - (size_t)at, "T%02d:%02d:%02d", (int)(d->second / 3600) % 100, (int)(d->second / 60 % 60),
                   (int)(d->second % 60));
    if (!d->zoned) return;
    int32_t off = d->offset_min < 0 ? -d->offset_min : d->offset_min;
    if (off == 0)
        snprintf(out + at, DATE_ROOM - (size_t)at, "Z");
    else
        snprintf(out + at, DATE_ROOM - (size_t)at, "%c%02d:%02d", d->offset_min < 0 ? '-' : '+', (int)(off / 60) % 100, (int)(off % 60));
}

int64_t date_instant(const struct page_date *d)
{
    return (int64_t)d->day * 86400 + (d->second < 0 ? 43200 : d->second) - (d->zoned ? (int64_t)d->offset_min * 60 : 0);
}
