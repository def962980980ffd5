/* A disk that fails under a store: the first, second, ... n-th read, write, sync or truncation gives an error, or the machine is gone at that moment
 * and nothing of what follows is written. A function says so, with HEARSAY_E_IO or HEARSAY_E_STORE; and the store, opened on a disk that works, is
 * whole and has what it had before, or what it was to have after.
 *
 * SQLite reads and writes through a VFS; this one stands before the usual one. */
#include "unit.h"

#include "hearsay.h"
#include "store/store.h"

/* ---- The disk -------------------------------------------------------------------------------------------------------------------- */

enum what { READS = 1, WRITES = 2, SYNCS = 4 };

static struct {
    unsigned what; /* of enum what: these fail */
    long until;    /* after so many of them; -1: none fails */
    int code;      /* with which of SQLite's codes; 0: it is not done, and nobody is told */
    bool once;     /* only that one; else all from there on */
    long failed;
} disk = { .until = -1 };

/* Has the turn of this one come? */
static bool fails(unsigned what)
{
    if (!(disk.what & what) || disk.until < 0) return false;
    if (disk.until > 0) return --disk.until, false;
    if (disk.once && disk.failed) return false;
    disk.failed++;
    return true;
}

struct file {
    sqlite3_file base;
    sqlite3_file *real;
};

#define REAL(f) (((struct file *)(f))->real)

static int f_close(sqlite3_file *f) { return REAL(f)->pMethods ? REAL(f)->pMethods->xClose(REAL(f)) : SQLITE_OK; }
static int f_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return fails(READS) ? disk.code : REAL(f)->pMethods->xRead(REAL(f), to, n, at);
}
static int f_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    return fails(WRITES) ? disk.code : REAL(f)->pMethods->xWrite(REAL(f), from, n, at);
}
static int f_truncate(sqlite3_file *f, sqlite3_int64 n) { return fails(WRITES) ? disk.code : REAL(f)->pMethods->xTruncate(REAL(f), n); }
static int f_sync(sqlite3_file *f, int flags) { return fails(SYNCS) ? disk.code : REAL(f)->pMethods->xSync(REAL(f), flags); }
static int f_size(sqlite3_file *f, sqlite3_int64 *n) { return REAL(f)->pMethods->xFileSize(REAL(f), n); }
static int f_lock(sqlite3_file *f, int how) { return REAL(f)->pMethods->xLock(REAL(f), how); }
static int f_unlock(sqlite3_file *f, int how) { return REAL(f)->pMethods->xUnlock(REAL(f), how); }
static int f_reserved(sqlite3_file *f, int *out) { return REAL(f)->pMethods->xCheckReservedLock(REAL(f), out); }
static int f_control(sqlite3_file *f, int op, void *arg) { return REAL(f)->pMethods->xFileControl(REAL(f), op, arg); }
static int f_sector(sqlite3_file *f) { return REAL(f)->pMethods->xSectorSize(REAL(f)); }
static int f_features(sqlite3_file *f) { return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f)); }
static int f_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return REAL(f)->pMethods->xShmMap(REAL(f), page, size, extend, out);
}
static int f_shm_lock(sqlite3_file *f, int at, int n, int flags) { return REAL(f)->pMethods->xShmLock(REAL(f), at, n, flags); }
static void f_barrier(sqlite3_file *f) { REAL(f)->pMethods->xShmBarrier(REAL(f)); }
static int f_unmap(sqlite3_file *f, int remove) { return REAL(f)->pMethods->xShmUnmap(REAL(f), remove); }

static const sqlite3_io_methods methods = { 2,         f_close,  f_read,     f_write, f_truncate, f_sync,    f_size,  f_lock, f_unlock, f_reserved,
                                            f_control, f_sector, f_features, f_map,   f_shm_lock, f_barrier, f_unmap, NULL,   NULL };

static sqlite3_vfs vfs, *usual;

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
    struct file *file = (struct file *)f;
    (void)v;
    file->real = (sqlite3_file *)(file + 1);
    const int code = usual->xOpen(usual, name, file->real, flags, out);
    file->base.pMethods = file->real->pMethods ? &methods : NULL;
    return code;
}

static int v_delete(sqlite3_vfs *v, const char *name, int sync)
{
    (void)v;
    return fails(WRITES) ? disk.code : usual->xDelete(usual, name, sync);
}

/* ---- The store ------------------------------------------------------------------------------------------------------------------- */

static hearsay_engine *engine;
static hearsay_document *docs[2];
static char in_memory[] = "/dev/shm/hearsay-disk-XXXXXX", in_tmp[] = "/tmp/hearsay-disk-XXXXXX", path[64];
static const char *folder; /* where a sync costs nothing, if there is such a place */

static void disk_works(void) { disk.until = -1; }

static hearsay_document *read_text(const char *text, const char *uri)
{
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.uri = uri;
    opts.any_language = true;
    hearsay_document *doc = hearsay_read(engine, text, strlen(text), &opts, NULL);
    assert_non_null(doc);
    return doc;
}

/* How many texts there are, of a store that is whole. */
static int64_t whole(void)
{
    hearsay_error err;
    hearsay_store *s = hearsay_store_open(path, 0, &err);
    if (!s) fail_msg("%s", err.msg);
    const int64_t n = store_number(s, -1, "SELECT count(*) FROM text", "");
    assert_int_equal(store_number(s, 0, "SELECT integrity_check = 'ok' FROM pragma_integrity_check", ""), 1);
    assert_int_equal(store_number(s, -1, "SELECT count(*) FROM pragma_foreign_key_check", ""), 0);
    assert_int_equal(store_number(s, -1, "SELECT count(*) FROM reading", ""), n);
    assert_int_equal(store_number(s, -1, "SELECT count(DISTINCT text) FROM place", ""), n);
    if (s->failed) fail_msg("%s", s->why);
    hearsay_store_close(s);
    return n;
}

/* An article in a new store; with `shut` the log is written into the file when it is closed. */
static void start(void)
{
    hearsay_error err;
    disk_works();
    unit_remove_store(path);
    hearsay_store *s = hearsay_store_open(path, 0, &err);
    if (!s || hearsay_store_add(s, docs[0], NULL, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    hearsay_store_close(s);
}

/* Opening, a second article, closing: all that writes. */
static hearsay_code second(hearsay_error *err)
{
    hearsay_store *s = hearsay_store_open(path, 0, err);
    const hearsay_code code = s ? hearsay_store_add(s, docs[1], NULL, NULL, err) : err->code;
    hearsay_store_close(s);
    return code;
}

/* Opening, lists, a document. */
static hearsay_code look(hearsay_error *err)
{
    hearsay_store_stats stats;
    hearsay_store *s = hearsay_store_open(path, HEARSAY_STORE_READ_ONLY, err);
    hearsay_code code = s ? hearsay_store_stats_get(s, &stats, err) : err->code;
    hearsay_document *doc = code == HEARSAY_OK ? hearsay_store_document(s, hearsay_document_id(docs[0]), err) : NULL;
    if (code == HEARSAY_OK && !doc) code = err->code;
    hearsay_document_free(doc);
    hearsay_store_close(s);
    return code;
}

/* With each of the disk's doings of that kind failing; returns how many there were. */
static long all(unsigned what, int code, bool once, hearsay_code (*call)(hearsay_error *err))
{
    for (long n = 0;; n++) {
        hearsay_error err = { 0 };
        assert_true(n < 5000);
        start();
        disk.what = what;
        disk.until = n;
        disk.code = code;
        disk.once = once;
        disk.failed = 0;
        const hearsay_code got = call(&err);
        const long failed = disk.failed;
        disk_works();
        if (!failed) {
            if (got != HEARSAY_OK) fail_msg("%s", err.msg);
            return n;
        }
        if (got != HEARSAY_OK && got != HEARSAY_E_IO && got != HEARSAY_E_STORE) fail_msg("%ld: %s: %s", n, hearsay_code_name(got), err.msg);
        if (got != HEARSAY_OK && (err.code != got || !strstr(err.msg, path))) fail_msg("%ld: %s: %s", n, hearsay_code_name(got), err.msg);
        const int64_t texts = whole();
        /* What was said to be stored is there; what was said to have failed is not there by halves. */
        if (got == HEARSAY_OK && code && texts != 1 + (call == second)) fail_msg("%ld: it was said to be stored, and is not", n);
        if (texts < 1 || texts > 2) fail_msg("%ld: %ld texts", n, (long)texts);
        if (got != HEARSAY_OK && code && texts == 2 && !once) fail_msg("%ld: it was said to have failed, and is stored", n);
        /* And it can be completed. */
        hearsay_code again = second(&err);
        if (again != HEARSAY_OK || whole() != 2) fail_msg("%ld: again: %s", n, err.msg);
    }
}

static void test_write_errors(void **state)
{
    (void)state;
    const long errors = all(WRITES, SQLITE_IOERR_WRITE, false, second), one = all(WRITES, SQLITE_IOERR_WRITE, true, second);
    const long full = all(WRITES, SQLITE_FULL, false, second), syncs = all(SYNCS, SQLITE_IOERR_FSYNC, false, second);
    printf("%ld writes fail from there on, %ld once, %ld with a full disk, %ld syncs\n", errors, one, full, syncs);
    assert_true(errors > 20 && one > 20 && full > 20 && syncs > 0);
}

static void test_read_errors(void **state)
{
    (void)state;
    const long reads = all(READS, SQLITE_IOERR_READ, false, look), one = all(READS, SQLITE_IOERR_READ, true, second);
    printf("%ld reads fail from there on, %ld once\n", reads, one);
    assert_true(reads > 10 && one > 20);
}

/* The machine stops: nothing of what follows reaches the disk, and nobody is left to be told. */
static void test_power_cut(void **state)
{
    (void)state;
    const long writes = all(WRITES | SYNCS, SQLITE_OK, false, second);
    printf("%ld moments\n", writes);
    assert_true(writes > 20);
}

static int prepare(void **state)
{
    (void)state;
    usual = sqlite3_vfs_find(NULL);
    engine = hearsay_engine_open("tests/golden/tiny.safetensors", NULL, NULL);
    folder = mkdtemp(in_memory) ? in_memory : mkdtemp(in_tmp);
    if (!engine || !usual || !folder) return 1;
    vfs = *usual;
    vfs.zName = "failing";
    vfs.szOsFile = (int)sizeof(struct file) + usual->szOsFile;
    vfs.pNext = NULL;
    vfs.xOpen = v_open;
    vfs.xDelete = v_delete;
    snprintf(path, sizeof path, "%s/a.db", folder);
    docs[0] = read_text("Harbour to close\nThe ships had stopped, Ada Lind of the harbour board said.\n", "https://bay.example/a");
    docs[1] = read_text("Harbour to close\nOfficials in Eastport denied it. Nobody had asked them, they said.\n", "https://bay.example/b");
    return sqlite3_vfs_register(&vfs, 1);
}

static int clean(void **state)
{
    (void)state;
    sqlite3_vfs_unregister(&vfs);
    unit_remove_store(path);
    for (int i = 0; i < 2; i++) hearsay_document_free(docs[i]);
    hearsay_engine_close(engine);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_write_errors), cmocka_unit_test(test_read_errors), cmocka_unit_test(test_power_cut) };
    return cmocka_run_group_tests(tests, prepare, clean);
}
