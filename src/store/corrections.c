/* corrections.c: what people say of actors and of claims, told apart by the letter of an id: "s12", "k12". */
#include "base/error.h"
#include "store/claim_corrections.h"
#include "store/identities.h"

static bool is_claim(const char *id) { return id[0] == 'k'; }

static hearsay_code neither(hearsay_store *s, const char *id, hearsay_error *err)
{
    return error_set(err, HEARSAY_E_NOT_FOUND, 0, "%s: %.40s is neither an actor (s12) nor a claim (k12)", s->path, id);
}

hearsay_code hearsay_store_merge(hearsay_store *store, const char *a, const char *b, hearsay_error *err)
{
    if (!store || !a || !b) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or what is to be one is NULL");
    if (a[0] != 's' && !is_claim(a)) return neither(store, a, err);
    if (b[0] != 's' && !is_claim(b)) return neither(store, b, err);
    if (is_claim(a) != is_claim(b))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "%.40s is %s and %.40s %s: they cannot be one", a, is_claim(a) ? "a claim" : "an actor", b,
                         is_claim(b) ? "a claim" : "an actor");
    return is_claim(a) ? claims_merge(store, a, b, err) : identities_merge(store, a, b, err);
}

hearsay_code hearsay_store_split(hearsay_store *store, const char *id, const char *const *ids, size_t n, hearsay_error *err)
{
    if (!store || !id || !ids || !n) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store, what is to be split or the articles are NULL");
    if (id[0] != 's' && !is_claim(id)) return neither(store, id, err);
    return is_claim(id) ? claims_split(store, id, ids, n, err) : identities_split(store, id, ids, n, err);
}
