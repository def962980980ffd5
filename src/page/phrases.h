/* phrases.h: the closed lists behind wire.c, each ended by NULL; all in lower case but phrases_agency_acronyms. */
#ifndef HS_PHRASES_H
#define HS_PHRASES_H

extern const char *const phrases_agency_acronyms[];     /* News and picture agencies, and broadcasters that credit as they do; in capitals only. */
extern const char *const phrases_agency_names[];        /* The same in full, and what stands in their place in a credit. */
extern const char *const phrases_name_particles[];      /* Small words inside names and places. */
extern const char *const phrases_byline_roles[];        /* What a byline says beside the name. */
extern const char *const phrases_calendar_words[];      /* Months and weekdays. */
extern const char *const phrases_date_words[];          /* What stands beside the numbers of a date. */
extern const char *const phrases_byline_labels[];       /* Bylines that do not open with "By". */
extern const char *const phrases_capital_labels[];      /* Words in capitals that stand before a dash and are no places. */
extern const char *const phrases_small_words[];         /* What opens a sentence, and no place: "On Friday, the envoy - ...". */
extern const char *const phrases_credit_starts[];       /* How a credit opens, in brackets or on a line of its own. */
extern const char *const phrases_picture_credits[];     /* The same for pictures: what is longer than a line is prose that opens so. */
extern const char *const phrases_credit_labels[];       /* Labels of credits that headlines have, too. */
extern const char *const phrases_contribution_ends[];   /* How a line on other reporters ends. */
extern const char *const phrases_caption_starts[];      /* How a caption opens. */
extern const char *const phrases_related_phrases[];     /* A link to another story, told apart by a mark or its capitals. */
extern const char *const phrases_related_starts[];      /* The same, with the link running on in the sentence. */
extern const char *const phrases_boilerplate_lines[];   /* Whole lines that belong to the page. */
extern const char *const phrases_boilerplate_starts[];  /* Lines that belong to the page, by their start. */

#endif
