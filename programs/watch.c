/* watch.c: `hearsay watch`: what inotify tells of a folder, to `hearsay add`.
 *
 *   events --QUIET_MS without one--> paths, each once --> add        a queue that ran over: the folder as a whole, of which what is known costs
 *   little
 *
 * Watches are set before the folder is read for the first time, so that nothing falls between. */
#include "watch.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db.h"
#include "kind.h"

enum { QUIET_MS = 200, PATHS_MOST = 1024 };

struct watching {
    int inotify, signals;
    char **folders; /* by watch descriptor */
    int n_folders;
    char *paths[PATHS_MOST];
    size_t n;
    bool all;  /* more than could be told */
    bool over; /* a signal came */
    const char *root;
    char why[400];
};

static char *joined(const char *folder, const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

/* A watch on the folder and on those below it. False: it cannot be watched. */
static bool watch_tree(struct watching *w, const char *folder)
{
    const int at = inotify_add_watch(w->inotify, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK);
    if (at < 0) {
        snprintf(w->why, sizeof w->why, "%s: %s", folder,
                 errno == ENOSPC ? "there are no more watches; raise fs.inotify.max_user_watches" : strerror(errno));
        return false;
    }
    if (at >= w->n_folders) {
        char **more = realloc(w->folders, ((size_t)at + 64) * sizeof *more);
        if (!more) return false;
        memset(more + w->n_folders, 0, (size_t)(at + 64 - w->n_folders) * sizeof *more);
        w->folders = more;
        w->n_folders = at + 64;
    }
    free(w->folders[at]);
    w->folders[at] = strdup(folder);
    DIR *dir = opendir(folder);
    if (!dir) return true; /* hearsay add will say why it cannot be read */
    for (struct dirent *e; (e = readdir(dir));) {
        struct stat is;
        char *path = e->d_name[0] == '.' ? NULL : joined(folder, e->d_name);
        if (path && !lstat(path, &is) && S_ISDIR(is.st_mode)) watch_tree(w, path);
        free(path);
    }
    closedir(dir);
    return w->folders[at] != NULL;
}

static void note(struct watching *w, char *path)
{
    for (size_t i = 0; path && i < w->n; i++) {
        if (strcmp(w->paths[i], path) != 0) continue;
        free(path);
        return;
    }
    if (path && w->n < PATHS_MOST) {
        w->paths[w->n++] = path;
        return;
    }
    free(path);
    w->all = true;
}

static void take_event(struct watching *w, const struct inotify_event *e)
{
    if (e->mask & IN_Q_OVERFLOW) w->all = true;
    if (!e->len || e->wd < 0 || e->wd >= w->n_folders || !w->folders[e->wd] || e->name[0] == '.') return;
    char *path = joined(w->folders[e->wd], e->name);
    if (path && (e->mask & IN_ISDIR)) {
        watch_tree(w, path);
        note(w, path); /* what came into it before it was watched */
    } else if (path && (e->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) && kind_belongs(path)) {
        note(w, path);
    } else {
        free(path);
    }
}

static void take_events(struct watching *w)
{
    char buffer[1 << 15] __attribute__((aligned(__alignof__(struct inotify_event))));
    const ssize_t n = read(w->inotify, buffer, sizeof buffer);
    for (ssize_t at = 0; at < n;) {
        const struct inotify_event *e = (const struct inotify_event *)(buffer + at);
        take_event(w, e);
        at += (ssize_t)(sizeof *e + e->len);
    }
}

/* Waits for events, and then until there are none for a while. False: a signal came. */
static bool wait_for_events(struct watching *w)
{
    struct pollfd fds[2] = { { w->inotify, POLLIN, 0 }, { w->signals, POLLIN, 0 } };
    for (;;) {
        const int n = poll(fds, 2, w->n || w->all ? QUIET_MS : -1);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 || fds[1].revents) return false;
        if (n > 0 && fds[0].revents) take_events(w);
        if (!n && (w->n || w->all)) return true;
    }
}

static void forget(struct watching *w)
{
    while (w->n) free(w->paths[--w->n]);
    w->all = false;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* Adds what there is, then what comes. */
static enum exit_code watch(struct watching *w, const struct add_values *v, struct adding *a)
{
    char *root[] = { (char *)w->root };
    enum exit_code code = add_paths(v, a, root, 1);
    while (code != EXIT_STORE && code != EXIT_OUTPUT && wait_for_events(w)) {
        if (w->n) qsort(w->paths, w->n, sizeof *w->paths, by_name);
        code = w->all ? add_paths(v, a, root, 1) : add_paths(v, a, w->paths, w->n);
        forget(w);
    }
    return code == EXIT_ARTICLES ? EXIT_OK : code; /* each was told when it could not be read */
}

enum exit_code run_watch(const struct command *self, int argc, char **argv)
{
    struct add_values v = add_defaults;
    struct parsed p;
    enum exit_code code;
    struct watching w = { .inotify = -1, .signals = -1 };
    if (!db_begin(self, &v, argc, argv, 1, 1, &p, &code)) return code;
    struct stat is;
    if (stat(argv[1], &is) || !S_ISDIR(is.st_mode)) return articles_misuse(self, "needs a folder");
    w.root = argv[1];
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL); /* threads that read inherit it */
    w.signals = signalfd(-1, &signals, SFD_CLOEXEC);
    w.inotify = inotify_init1(IN_CLOEXEC);
    struct adding *a = NULL;
    code = EXIT_STORE;
    if (w.signals < 0 || w.inotify < 0)
        complain("the folder cannot be watched: %s", strerror(errno));
    else if (!watch_tree(&w, w.root))
        complain("%s", *w.why ? w.why : "out of memory");
    else if ((a = add_open(&v, &code)))
        code = watch(&w, &v, a);
    add_close(a);
    forget(&w);
    for (int i = 0; i < w.n_folders; i++) free(w.folders[i]);
    free(w.folders);
    if (w.inotify >= 0) close(w.inotify);
    if (w.signals >= 0) close(w.signals);
    return code;
}
