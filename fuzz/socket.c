/* socket: bytes as they come on a connection, through libmicrohttpd and what is around it; the server must answer or close, and go on. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "fuzz.h"
#include "serve/server.h"

static unsigned port(void)
{
    static struct server *server;
    static unsigned port;
    if (server) return port;
    size_t n;
    const uint8_t *base = fuzz_store(&n);
    struct server_options o = { .engine = fuzz_tiny(), .host = "127.0.0.1", .db = fuzz_store_file(base, n), .read_only = true };
    o.limits = (struct serve_limits)SERVE_LIMITS_DEFAULTS;
    o.limits.body = o.limits.import = 64 << 10;
    o.limits.workers = 1;
    o.limits.head_ms = o.limits.body_ms = o.limits.send_ms = o.limits.idle_ms = 100; /* what is never whole should not take ten seconds */
    char why[300];
    bool of_store;
    server = server_start(&o, &of_store, why, sizeof why);
    if (!server || sscanf(server_address(server), "http://127.0.0.1:%u/", &port) != 1) {
        fprintf(stderr, "fuzz: %s\n", why);
        abort();
    }
    return port;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port()), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    const struct timeval patience = { 15, 0 };
    const struct linger at_once = { 1, 0 }; /* else the ports of closed connections run out */
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char answer[1 << 16];
    ssize_t n;
    size_t all = 0;
    if (fd < 0 || connect(fd, (const struct sockaddr *)&at, sizeof at)) abort();
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    for (size_t done = 0; done < size; done += (size_t)n) {
        n = send(fd, data + done, size - done, MSG_NOSIGNAL);
        if (n <= 0) break;
    }
    shutdown(fd, SHUT_WR);
    while ((n = recv(fd, answer + (all ? 8 : 0), sizeof answer - 8, 0)) > 0) {
        if (!all && n >= 5 && memcmp(answer, "HTTP/", 5) != 0) abort();
        all += (size_t)n;
    }
    if (n < 0 && all == 0 && size == 0) abort();
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(fd);
    return 0;
}
