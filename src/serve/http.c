/* http.c: requests and responses as values. */
#include "serve/http.h"

#include <assert.h>
#include <ctype.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void response_header(struct http_response *res, const char *name, const char *format, ...)
{
    assert(res->n_headers < HTTP_HEADERS_MAX);
    va_list args;
    va_start(args, format);
    int n = vsnprintf(res->headers[res->n_headers].value, sizeof res->headers[0].value, format, args);
    va_end(args);
    assert(n >= 0 && (size_t)n < sizeof res->headers[0].value);
    (void)n;
    res->headers[res->n_headers++].name = name;
}

void response_constant(struct http_response *res, unsigned status, const char *type, const char *body, size_t len)
{
    res->status = status;
    res->type = type;
    res->body = (char *)(uintptr_t)body; /* released by nobody, written by nobody */
    res->len = len;
    res->release = NULL;
}

void response_owned(struct http_response *res, unsigned status, const char *type, char *body, size_t len)
{
    response_constant(res, status, type, body, len);
    res->release = free;
}

const char *status_title(unsigned status)
{
    static const struct {
        unsigned status;
        const char *title;
    } titles[] = {
        { 200, "OK" },
        { 201, "Created" },
        { 202, "Accepted" },
        { 304, "Not Modified" },
        { 400, "Bad Request" },
        { 401, "Unauthorized" },
        { 403, "Forbidden" },
        { 404, "Not Found" },
        { 405, "Method Not Allowed" },
        { 408, "Request Timeout" },
        { 409, "Conflict" },
        { 413, "Content Too Large" },
        { 415, "Unsupported Media Type" },
        { 422, "Unprocessable Content" },
        { 429, "Too Many Requests" },
        { 500, "Internal Server Error" },
        { 503, "Service Unavailable" },
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (titles[i].status == status) return titles[i].title;
    return "Error";
}

static const char no_memory[] = "{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"out of memory\"}\n";

static void problem(struct http_response *res, unsigned status, const char *detail, const hearsay_error *err)
{
    json_t *o = json_pack("{s:s, s:i, s:s}", "title", status_title(status), "status", (int)status, "detail", detail);
    if (!o) o = json_pack("{s:s, s:i}", "title", status_title(status), "status", (int)status); /* the detail was not UTF-8 */
    if (o && err) {
        json_object_set_new(o, "code", json_pack("s", hearsay_code_name(err->code)));
        json_object_set_new(o, "at", json_pack("I", (json_int_t)err->at));
    }
    char *text = o ? json_dumps(o, JSON_COMPACT) : NULL;
    json_decref(o);
    response_clear(res);
    if (text)
        response_owned(res, status, "application/problem+json", text, strlen(text));
    else
        response_constant(res, 503, "application/problem+json", no_memory, sizeof no_memory - 1);
    if (status == 429 || status == 503) response_header(res, "Retry-After", "%d", 2);
    if (status == 401) response_header(res, "WWW-Authenticate", "Bearer realm=\"hearsay\"");
}

void response_problem(struct http_response *res, unsigned status, const char *format, ...)
{
    char detail[600];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    problem(res, status, detail, NULL);
}

void response_fault(struct http_response *res, unsigned status, const hearsay_error *err) { problem(res, status, err->msg, err); }

void response_clear(struct http_response *res)
{
    if (res->release) res->release(res->body);
    if (res->stream) res->stream->close(res->stream);
    *res = (struct http_response){ 0 };
}

const char *query_value(const struct http_request *req, const char *name)
{
    for (size_t i = 0; i < req->n_query; i++)
        if (!strcmp(req->query[i].name, name)) return req->query[i].value;
    return NULL;
}

static size_t copy_lower(char *to, size_t room, const char *from, size_t n)
{
    if (n >= room) n = room - 1;
    for (size_t i = 0; i < n; i++) to[i] = (char)tolower((unsigned char)from[i]);
    to[n] = '\0';
    return n;
}

bool media_type(const char *header, char *type, size_t type_room, char *charset, size_t charset_room)
{
    *type = *charset = '\0';
    if (!header) return false;
    header += strspn(header, " \t");
    size_t n = strcspn(header, "; \t");
    if (!n || n >= type_room || !memchr(header, '/', n)) return false;
    copy_lower(type, type_room, header, n);
    for (const char *p = header + n; (p = strchr(p, ';'));) {
        p += 1 + strspn(p + 1, " \t");
        if (strncasecmp(p, "charset=", 8)) continue;
        p += 8;
        const char *end = *p == '"' ? strchr(p + 1, '"') : p + strcspn(p, "; \t");
        if (*p == '"') p++;
        copy_lower(charset, charset_room, p, end ? (size_t)(end - p) : 0);
        break;
    }
    return true;
}

bool accepts_gzip(const char *header)
{
    for (const char *p = header; p && *p;) {
        p += strspn(p, " \t,");
        size_t n = strcspn(p, ",");
        if (n >= 4 && !strncasecmp(p, "gzip", 4) && (n == 4 || strchr("; \t", p[4]))) {
            const char *q = memchr(p, '=', n);
            return !q || strtod(q + 1, NULL) > 0;
        }
        p += n;
    }
    return false;
}

bool etag_matches(const char *header, const char *etag)
{
    size_t len = strlen(etag);
    for (const char *p = header; p && *p;) {
        p += strspn(p, " \t,");
        if (*p == '*') return true;
        if (!strncmp(p, "W/", 2)) p += 2;
        size_t n = strcspn(p, ", \t");
        if (n == len && !memcmp(p, etag, n)) return true;
        p += n;
    }
    return false;
}
