/* imports.h: many articles for the store, read one after the other behind everybody's back, and how far that is. */
#ifndef HEARSAY_SERVE_IMPORTS_H
#define HEARSAY_SERVE_IMPORTS_H

#include "serve/service.h"

struct imports;

/* imports_new: starts its thread. NULL: no memory or thread. */
struct imports *imports_new(struct service *s);

/* imports_stop: after the article that is being read; what was stored is there. Whoever listens hears the end. */
void imports_stop(struct imports *all);
void imports_free(struct imports *all);      /* stops them; NULL is allowed. No stream may be open. */

void answer_import(struct service *s, const struct http_request *req, struct http_response *res);        /* POST /api/imports */
void answer_import_state(struct service *s, const struct http_request *req, struct http_response *res);  /* GET /api/imports/{id} */
void answer_import_events(struct service *s, const struct http_request *req, struct http_response *res); /* GET /api/imports/{id}/events */

#endif
