/* openapi.h: the description of the API that is served at /api/openapi.json. */
#ifndef HEARSAY_SERVE_OPENAPI_H
#define HEARSAY_SERVE_OPENAPI_H

#include <stddef.h>

struct service;

/* OpenAPI 3.1, as JSON: of the paths that the service has. free() it; NULL: out of memory. */
char *openapi_text(const struct service *s, size_t *len);

#endif
