/* assets.c: the page. A path of a request is looked up in this list and nowhere else: none reaches the file system.
 *
 * Every file is packed once, when the server starts (a few milliseconds), and has its hash for an ETag: a browser asks each time whether it is
 * still the same (no-cache), so that an upgrade is seen at once, and hears 304. */
#include "serve/assets.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zlib.h>

#include "serve/service.h"

struct assets {
    size_t n;
    struct asset at[];
};

/* No script but ours, nothing inline, nothing from elsewhere; the page is no frame of another's. */
static const char policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

static const char *type_of(const char *name)
{
    static const struct {
        const char *extension, *type;
    } types[] = {
        { ".html", "text/html; charset=utf-8" },
        { ".css", "text/css; charset=utf-8" },
        { ".js", "text/javascript; charset=utf-8" },
        { ".svg", "image/svg+xml" },
        { ".json", "application/json" },
        { ".txt", "text/plain; charset=utf-8" },
        { ".md", "text/markdown; charset=utf-8" },
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (!strcmp(types[i].extension, dot)) return types[i].type;
    return "text/plain; charset=utf-8";
}

static void pack(struct asset *a)
{
    z_stream z = { 0 };
    if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return;
    size_t room = deflateBound(&z, a->len);
    a->gzip = malloc(room);
    if (a->gzip) {
        z.next_in = (Bytef *)(uintptr_t)a->text;
        z.avail_in = (uInt)a->len;
        z.next_out = a->gzip;
        z.avail_out = (uInt)room;
        bool done = deflate(&z, Z_FINISH) == Z_STREAM_END;
        a->gzip_len = z.total_out;
        if (!done || a->gzip_len >= a->len) {
            free(a->gzip);
            a->gzip = NULL;
        }
    }
    deflateEnd(&z);
}

static void add(struct assets *all, const struct embedded *e)
{
    struct asset *a = &all->at[all->n++];
    *a = (struct asset){ .path = e->name, .type = type_of(e->name), .text = e->text, .len = e->len };
    snprintf(a->etag, sizeof a->etag, "\"%016" PRIx64 "\"", (uint64_t)XXH3_64bits(a->text, a->len));
    pack(a);
}

struct assets *assets_new(void)
{
    struct assets *all = calloc(1, sizeof *all + (web_n_files + example_n_files + 1) * sizeof *all->at);
    if (!all) return NULL;
    for (size_t i = 0; i < web_n_files; i++) add(all, &web_files[i]);
    for (size_t i = 0; i < example_n_files; i++) add(all, &example_files[i]);
    for (size_t i = 0; i < api_n_files; i++)
        if (!strcmp(api_files[i].name, "scores.md")) add(all, &api_files[i]);
    return all;
}

void assets_free(struct assets *all)
{
    if (!all) return;
    for (size_t i = 0; i < all->n; i++) free(all->at[i].gzip);
    free(all);
}

const struct asset *asset_find(const struct assets *all, const char *path)
{
    if (*path++ != '/') return NULL;
    if (!*path) path = "index.html";
    for (size_t i = 0; i < all->n; i++)
        if (!strcmp(all->at[i].path, path)) return &all->at[i];
    return NULL;
}

size_t asset_count(const struct assets *all) { return all->n; }

const struct asset *asset_at(const struct assets *all, size_t i) { return &all->at[i]; }

void answer_asset(struct service *s, const struct http_request *req, struct http_response *res)
{
    const struct asset *a = asset_find(s->assets, req->path);
    bool packed = a->gzip && accepts_gzip(req->headers.accept_encoding);
    if (etag_matches(req->headers.if_none_match, a->etag)) {
        response_constant(res, 304, a->type, "", 0);
    } else {
        response_constant(res, 200, a->type, packed ? (const char *)a->gzip : a->text, packed ? a->gzip_len : a->len);
        if (packed) response_header(res, "Content-Encoding", "gzip");
    }
    response_header(res, "ETag", "%s", a->etag);
    response_header(res, "Vary", "Accept-Encoding");
    response_header(res, "Cache-Control", "no-cache");
    response_header(res, "Referrer-Policy", "no-referrer");
    response_header(res, "Cross-Origin-Opener-Policy", "same-origin");
    res->policy = policy;
}
