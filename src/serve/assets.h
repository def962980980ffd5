/* assets.h: the files of the page, embedded in the program. */
#ifndef HEARSAY_SERVE_ASSETS_H
#define HEARSAY_SERVE_ASSETS_H

#include <stdbool.h>
#include <stddef.h>

/* Made by cmake/embed.cmake: the name in web/, the text. */
struct embedded { const char *name, *text; size_t len; };
extern const struct embedded web_files[];      /* all that is in web/ */
extern const size_t web_n_files;
extern const struct embedded api_files[];      /* openapi.json, hearsay-1.schema.json, scores.md */
extern const size_t api_n_files;
extern const struct embedded example_files[];  /* articles of examples/, drawings of docs/ */
extern const size_t example_n_files;

struct asset {
    const char *path, *type, *text;
    size_t len;
    unsigned char *gzip;         /* NULL: not smaller */
    size_t gzip_len;
    char etag[20];               /* XXH3-64 of the text, in quotation marks */
};

struct assets;
struct assets *assets_new(void);
void assets_free(struct assets *all);        /* NULL is allowed */

/* The file for a path of a request: "/" is index.html. NULL: none. */
const struct asset *asset_find(const struct assets *all, const char *path);
size_t asset_count(const struct assets *all);
const struct asset *asset_at(const struct assets *all, size_t i);

#endif
