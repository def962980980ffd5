/* dates.h: the dates that pages carry, in the ways that pages write them. */
#ifndef HS_DATES_H
#define HS_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct page_date {
    int32_t day;                               /* days since 1970-01-01, where the date was written */
    int32_t second;                            /* of that day, -1: no time is given */
    int32_t offset_min;                        /* of its zone from UTC; meaningful if zoned */
    bool zoned;
    bool ambiguous;                            /* 03/04/2019: read as month and day */
};

/* date_read: the first date in s[0 .. len): ISO 8601 in its usual loose forms, RFC 5322, "November 19, 2019 8:03 am ET", "19 Nov 2019 08:03 GMT",
 * "11/19/2019", "19.11.2019".
 * False: there is none. Text may stand around it; words that are no part of a date are passed over. */
bool date_read(const char *s, size_t len, struct page_date *out);

/* date_swapped: an ambiguous date, read the other way round. */
struct page_date date_swapped(const struct page_date *d);

/* date_of_url: the day in a path such as /2019/11/19/, /2019/nov/19/, /20191119/, -2019-11-19-. */
bool date_of_url(const char *url, struct page_date *out);

/* date_write: RFC 3339, "2019-11-19", "2019-11-19T08:03:00" or "2019-11-19T08:03:00-05:00". out has DATE_ROOM bytes. */
#define DATE_ROOM 32
void date_write(const struct page_date *d, char *out);

/* Seconds since 1970-01-01T00:00Z; a date without a zone is taken as UTC, one without a time as noon. */
int64_t date_instant(const struct page_date *d);

#endif
