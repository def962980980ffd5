/* serve.h: what hearsay.c's table needs of the command `serve`. */
#ifndef HEARSAY_SERVE_COMMAND_H
#define HEARSAY_SERVE_COMMAND_H

#include "command.h"
#include "engine.h"

/* The values of its options. */
struct serve_values {
    const char *host;
    unsigned port;
    const char *token_file;
    unsigned threads, queue, per_client, connections;
    unsigned body_seconds;
    size_t max_bytes;
    bool log, quiet;
    const char *db;
    bool read_only;
    struct engine_values engine;
};

enum { SERVE_OPTIONS = 16 };
extern const struct option_spec serve_options[SERVE_OPTIONS];
extern const struct serve_values serve_defaults;

#define SERVE_ABOUT \
    "Answers on HTTP, until it is stopped: a page on which articles are read, and the JSON API that the page uses, described at " \
    "/api/openapi.json (OpenAPI 3.1). Both are in the program; nothing is fetched from elsewhere, and of an article that is read nothing is kept.\n" \
    "With --db, the articles of a store are listed and shown, and others are added to it: one by one, or many at once by JSON Lines; not with " \
    "--read-only.\n" \
    "It listens on this machine only. Another --host needs --token-file: whoever has the token may ask. The token travels unencrypted, so " \
    "put a proxy that speaks TLS between the server and other machines.\n" \
    "SIGINT (Ctrl-C) and SIGTERM stop it when what was asked for is finished; a second one stops it at once. docs/serve.md has the limits and " \
    "what is answered when one is reached."

enum exit_code run_serve(const struct command *self, int argc, char **argv);

#endif
