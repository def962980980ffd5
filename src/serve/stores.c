/* stores.c: SQLite lets any number read and one write at a time, each through a connection of its own; opening one costs a millisecond, so those that
 * are not in use are kept. There are never more than threads that ask. */
#include "serve/stores.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT = 32 };

struct stores {
    char *path;
    unsigned flags;
    pthread_mutex_t lock;
    hearsay_store *kept[KEPT];
    unsigned n;
};

struct stores *stores_new(const char *path, bool read_only, hearsay_error *err)
{
    hearsay_store *first = hearsay_store_open(path, read_only ? HEARSAY_STORE_READ_ONLY : 0, err);
    if (!first) return NULL;
    struct stores *all = calloc(1, sizeof *all);
    char *copy = strdup(path);
    if (!all || !copy) {
        hearsay_store_close(first);
        free(all);
        free(copy);
        *err = (hearsay_error){ .code = HEARSAY_E_NOMEM, .msg = "out of memory" };
        return NULL;
    }
    /* It is there now: should somebody take it away, no empty one shall stand in its place. */
    *all = (struct stores){ .path = copy, .flags = read_only ? HEARSAY_STORE_READ_ONLY : HEARSAY_STORE_EXISTING, .kept = { first }, .n = 1 };
    pthread_mutex_init(&all->lock, NULL);
    return all;
}

void stores_free(struct stores *all)
{
    if (!all) return;
    for (unsigned i = 0; i < all->n; i++) hearsay_store_close(all->kept[i]);
    pthread_mutex_destroy(&all->lock);
    free(all->path);
    free(all);
}

hearsay_store *stores_take(struct stores *all, hearsay_error *err)
{
    hearsay_store *store = NULL;
    pthread_mutex_lock(&all->lock);
    if (all->n) store = all->kept[--all->n];
    pthread_mutex_unlock(&all->lock);
    return store ? store : hearsay_store_open(all->path, all->flags, err);
}

void stores_give(struct stores *all, hearsay_store *store)
{
    if (!store) return;
    pthread_mutex_lock(&all->lock);
    if (all->n < KEPT) {
        all->kept[all->n++] = store;
        store = NULL;
    }
    pthread_mutex_unlock(&all->lock);
    hearsay_store_close(store);
}
