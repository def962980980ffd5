/* claim_counts.c: claims across articles counted as they change. */
#include "store/claim_counts.h"

bool claim_counts_text(hearsay_store *s, int64_t text)
{
    return store_do(s, "INSERT OR IGNORE INTO claim_change SELECT linked, 0 FROM claim_link WHERE text = ?", "i", text);
}

#define LAST "max(substr(coalesce(p.published, p.seen), 1, 10))"

/* Counted anew. */
static bool count_again(hearsay_store *s)
{
    store_do(s, "DELETE FROM claim_change WHERE place <> 0 AND linked IN (SELECT linked FROM claim_change WHERE place = 0)", "");
    store_do(s, "DELETE FROM claim_count WHERE linked IN (SELECT linked FROM claim_change WHERE place = 0)", "");
#define IN_ALL(position)                                                                                       \
    "EXISTS (SELECT 1 FROM claim_link d CROSS JOIN position x ON x.text = d.text AND x.claim = d.claim WHERE " \
    "d.linked = c.linked AND x.position = '" position "')"
    return store_do(s,
                    "INSERT INTO claim_count (linked, articles, last, asserted, denied) "
                    "SELECT c.linked, count(DISTINCT p.article), " LAST ", " IN_ALL("asserts") ", " IN_ALL(
                        "denies") " FROM claim_change c CROSS JOIN claim_link l ON l.linked = c.linked CROSS JOIN place p ON p.text = l.text "
                                  "WHERE c.place = 0 GROUP BY c.linked",
                    "");
}

/* Added. An article counts unless the claim has it from another place than those that are new. */
static bool count_new(hearsay_store *s)
{
#define IN_NEW(position)                                                                                                                   \
    "max(EXISTS (SELECT 1 FROM claim_link d CROSS JOIN position x ON x.text = d.text AND x.claim = d.claim WHERE d.linked = c.linked AND " \
    "d.text = p.text AND x.position = '" position "'))"
    return store_do(s,
                    "INSERT INTO claim_count (linked, articles, last, asserted, denied) "
                    "SELECT c.linked, count(DISTINCT CASE WHEN NOT EXISTS (SELECT 1 FROM place o CROSS JOIN claim_link m ON m.linked = c.linked AND "
                    "m.text = o.text WHERE o.article = p.article AND NOT EXISTS (SELECT 1 FROM claim_change n WHERE n.linked = c.linked AND "
                    "n.place = o.place)) THEN p.article END), " LAST ", " IN_NEW("asserts") ", " IN_NEW(
                        "denies") " FROM claim_change c CROSS JOIN place p ON p.place = c.place WHERE c.place <> 0 GROUP BY c.linked "
                                  "ON CONFLICT (linked) DO UPDATE SET articles = articles + excluded.articles, last = max(last, excluded.last), "
                                  "asserted = asserted OR excluded.asserted, denied = denied OR excluded.denied",
                    "");
}

bool claim_counts_renew(hearsay_store *s) { return count_again(s) && count_new(s) && store_do(s, "DELETE FROM claim_change", ""); }

bool claim_counts_all(hearsay_store *s)
{
    return store_do(s, "INSERT OR IGNORE INTO claim_change SELECT DISTINCT linked, 0 FROM claim_link", "") && claim_counts_renew(s);
}
