/* openapi.h: the description of the API that is served at /api/openapi.json. */
#ifndef HEARSAY_SERVE_OPENAPI_H
#define HEARSAY_SERVE_OPENAPI_H

#include <stddef.h>

/* OpenAPI 3.1, as JSON. free() it; NULL: out of memory. */
char *openapi_text(size_t *len);

#endif
