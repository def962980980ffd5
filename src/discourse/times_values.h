/* times_values.h: TIMEX3 values in writing. */
#ifndef HS_TIMES_VALUES_H
#define HS_TIMES_VALUES_H

#include "discourse/times_resolve.h"

/* The period of a unit that holds a day, as TIMEX3 writes it: "1998-02-06", "1998-W06", "1998-Q1", "199". day: any of the period's days. */
void time_write_period(char value[TIME_VALUE_MOST], enum time_unit unit, int32_t day);
void time_write_season(char value[TIME_VALUE_MOST], int32_t year, bool known, enum season season);

/* "T19:15", "TNI" and the zone, written behind what is there. */
void time_write_clock(char value[TIME_VALUE_MOST], const struct time_phrase *p);

void time_write_duration(char value[TIME_VALUE_MOST], const struct time_phrase *p);
void time_write_reference(char value[TIME_VALUE_MOST], enum time_reference reference);

#endif
