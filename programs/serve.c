/* serve.c: `hearsay serve`: its options, an engine for them, and the wait for a signal. */
#include "serve.h"

#include <ctype.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "articles.h"
#include "hearsay.h"
#include "options.h"
#include "serve/server.h"

#define AT(field) offsetof(struct serve_values, field)

/* clang-format off */
const struct option_spec serve_options[SERVE_OPTIONS] = {
    { 0, "db", "FILE", OPTION_TEXT, AT(db), 0, "the store to serve; made if there is none" },
    { 0, "read-only", NULL, OPTION_FLAG, AT(read_only), 0, "write nothing to it" },
    { 0, "host", "ADDRESS", OPTION_TEXT, AT(host), 0, "where to listen" },
    { 'p', "port", "N", OPTION_PORT, AT(port), 65535, "on which port; 0: any that is free" },
    { 0, "token-file", "FILE", OPTION_TEXT, AT(token_file), 0,
      "a file whose first line is the token that requests must bring (Authorization: Bearer TOKEN), 16 to 256 characters" },
    { 'j', "threads", "N", OPTION_COUNT, AT(threads), 512, "how many articles to read at once (default: one for each core)" },
    { 0, "max-bytes", "SIZE", OPTION_SIZE, AT(max_bytes), (uint64_t)1 << 30, "refuse a request that is longer (413)" },
    { 0, "queue", "N", OPTION_COUNT, AT(queue), 100000, "how many requests may wait or be worked on (503)" },
    { 0, "per-client", "N", OPTION_COUNT, AT(per_client), 100000, "how many of them may be of one address (429)" },
    { 0, "connections", "N", OPTION_COUNT, AT(connections), 50000, "how many connections may be open (503)" },
    { 0, "body-seconds", "N", OPTION_COUNT, AT(body_seconds), 3600, "how long the body of a request may take to come in (408)" },
    { 0, "log", NULL, OPTION_FLAG, AT(log), 0,
      "a line on standard error for each request: address, path, status, size, time; nothing of what is asked" },
    { 'q', "quiet", NULL, OPTION_FLAG, AT(quiet), 0, "no word on where it listens and that it has stopped" },
    OPTION_MODEL(struct serve_values),
    OPTION_LEXICON(struct serve_values),
    OPTION_COMPUTE(struct serve_values),
};
/* clang-format on */

const struct serve_values serve_defaults = {
    .host = "127.0.0.1", .port = 8080, .max_bytes = (size_t)2 << 20, .queue = 256, .per_client = 128, .connections = 512, .body_seconds = 30
};

enum { TOKEN_LEAST = 16, TOKEN_MOST = 256 };

/* The first line of the file: visible ASCII, as a header needs it. */
static bool read_token(const char *path, char token[TOKEN_MOST + 2], char *why, size_t room)
{
    struct stat is;
    FILE *f = fopen(path, "r");
    if (!f) return snprintf(why, room, "%s: %s", path, strerror(errno)), false;
    const bool others = !fstat(fileno(f), &is) && S_ISREG(is.st_mode) && is.st_mode & (S_IRWXG | S_IRWXO);
    const bool line = fgets(token, TOKEN_MOST + 2, f) != NULL;
    const bool bad = ferror(f);
    fclose(f);
    if (others) return snprintf(why, room, "%s can be read by others: chmod 600 it", path), false;
    if (bad) return snprintf(why, room, "%s cannot be read", path), false;
    size_t n = line ? strcspn(token, "\r\n") : 0, good = 0;
    token[n] = '\0';
    while (good < n && isgraph((unsigned char)token[good])) good++;
    if (n < TOKEN_LEAST || n > TOKEN_MOST || good < n)
        return snprintf(why, room, "%s: its first line is no token of %d to %d visible characters", path, TOKEN_LEAST, TOKEN_MOST), false;
    return true;
}

static enum exit_code misuse(const struct command *self, const char *why)
{
    complain("%s: %s", self->name, why);
    complain("try hearsay %s --help", self->name);
    return EXIT_MISUSE;
}

static void log_line(const char *line) { complain("%s", line); }

/* A second signal while requests are being finished. */
static void leave(int which)
{
    (void)which;
    _exit(EXIT_OK);
}

static enum exit_code serve(const struct serve_values *v, const struct server_options *o)
{
    char why[400];
    sigset_t signals;
    int which;
    /* Before the first thread starts, so that no other gets them. */
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    bool of_store;
    struct server *server = server_start(o, &of_store, why, sizeof why);
    if (!server) {
        complain("serve: %s", why);
        return of_store ? EXIT_STORE : EXIT_OUTPUT;
    }
    if (!v->quiet) complain("serving on %s; Ctrl-C stops it", server_address(server));
    sigwait(&signals, &which);
    if (!v->quiet) complain("finishing what was asked for");
    for (int i = 0; i < 2; i++) sigaction(i ? SIGTERM : SIGINT, &(struct sigaction){ .sa_handler = leave }, NULL);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    server_stop(server);
    if (!v->quiet) complain("stopped");
    return EXIT_OK;
}

enum exit_code run_serve(const struct command *self, int argc, char **argv)
{
    struct serve_values v = serve_defaults;
    struct parsed p;
    char why[400], token[TOKEN_MOST + 2];
    if (!options_parse(self, &v, argc, argv, &p)) return misuse(self, p.message);
    if (p.help) {
        help_command(stdout, self);
        return printed();
    }
    if (p.n) return snprintf(why, sizeof why, "\"%.200s\" is too much", argv[1]), misuse(self, why);
    if (v.token_file && !read_token(v.token_file, token, why, sizeof why)) return misuse(self, why);
    struct server_options o = { .host = v.host, .port = v.port, .token = v.token_file ? token : NULL, .limits = SERVE_LIMITS_DEFAULTS };
    if (v.read_only && !v.db) return misuse(self, "--read-only needs a store: --db FILE");
    o.db = v.db;
    o.read_only = v.read_only;
    if (!o.token && !server_is_local(v.host, why, sizeof why)) return misuse(self, why);
    o.limits.body = v.max_bytes;
    if (o.limits.bodies < 4 * v.max_bytes) o.limits.bodies = 4 * v.max_bytes;
    o.limits.workers = v.threads ? v.threads : articles_cores();
    o.limits.queue = v.queue;
    o.limits.per_client = v.per_client;
    o.limits.connections = v.connections;
    o.limits.body_ms = v.body_seconds * 1000;
    o.log = v.log ? log_line : NULL;

    hearsay_engine *engine = engine_open(&v.engine);
    if (!engine) return EXIT_ENGINE;
    o.engine = engine;
    enum exit_code code = serve(&v, &o);
    hearsay_engine_close(engine);
    return code;
}
