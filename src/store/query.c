/* query.c: codes and days of queries. */
#include "store/query.h"

#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "lexicon/event_words.h"
#include "write/buffer.h"

hearsay_code query_code(const char **code, hearsay_error *err)
{
    if (!*code) return HEARSAY_OK;
    for (unsigned i = 0; i < EVENT_CODES; i++) {
        if (strcasecmp(*code, event_code_names[i]) != 0) continue;
        *code = event_code_names[i];
        return HEARSAY_OK;
    }
    struct buffer known = { 0 };
    for (unsigned i = 0; i < EVENT_CODES; i++) {
        buffer_string(&known, i ? ", " : "");
        buffer_string(&known, event_code_names[i]);
    }
    buffer_char(&known, '\0');
    const hearsay_code failed = known.failed ? error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the codes")
                                             : error_set(err, HEARSAY_E_ARGUMENT, 0, "\"%.20s\" is no code of PLOVER: %s", *code, known.at);
    buffer_free(&known);
    return failed;
}

static bool is_time(const char *s)
{
    char day[11] = "2000-01-01";
    const size_t n = strlen(s);
    if (n != 4 && n != 7) return hearsay_date_valid(s);
    memcpy(day, s, n);
    return hearsay_date_valid(day);
}

hearsay_code query_days(const char *since, const char *until, hearsay_error *err)
{
    if (since && !is_time(since))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "since: \"%.40s\" is no day, month or year: 2023-02-07, 2023-02, 2023", since);
    if (until && !is_time(until))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "until: \"%.40s\" is no day, month or year: 2023-02-07, 2023-02, 2023", until);
    return HEARSAY_OK;
}
