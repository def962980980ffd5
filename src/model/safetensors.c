/* safetensors.c: reading and checking a weight file.
 *
 *     | 8 bytes    | n bytes                                            | data section                          |
 *     | n, little- | {"__metadata__": {...},                            | bf16 or int8, tensor after tensor,    |
 *     | endian     |  "NAME": {"dtype", "shape", "data_offsets"}, ...}  | no gap, in the order of data_offsets  |
 *
 * Nothing in the file is trusted: every length is compared with the file's own before it is used, the tensors must cover the data section without gap
 * or overlap, and the data must have the checksum that the header names. After that, a `struct tensor` can be used without a look back.
 * The file is read, not mapped: one that is cut while the engine runs must not end the process with a bus error.
 *
 * Format: https://github.com/huggingface/safetensors, "Format"; the metadata: README.md here. */
#include "model/safetensors.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/json.h"

enum { HEADER_MAX = 1 << 20, TENSORS_MAX = 4096, HUGE_PAGE = 2 << 20 };
static const uint64_t data_max = (uint64_t)4 << 30;

/* ---- Bytes ---------------------------------------------------------------------------------------------------------------- */

static hearsay_code read_exactly(int fd, void *to, size_t len, size_t at, const char *path, hearsay_error *err)
{
    for (size_t done = 0; done < len;) {
        ssize_t n = read(fd, (char *)to + done, len - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return error_set(err, HEARSAY_E_IO, at + done, "%s: cannot be read at byte %zu: %s", path, at + done, strerror(errno));
        if (n == 0)
            return error_set(err, HEARSAY_E_MODEL, at + done, "%s: the weight file ends at byte %zu, %zu expected", path, at + done, at + len);
        done += (size_t)n;
    }
    return HEARSAY_OK;
}

/* ---- One tensor's entry --------------------------------------------------------------------------------------------------- */

struct place {
    uint64_t start, end;
};

/* Fills *t and its place in the data section from one member of the header. */
static hearsay_code check_entry(struct tensor *t, struct place *place, const char *name, const json_t *entry, uint64_t data_len, size_t data_at,
                                const char *path, hearsay_error *err)
{
    const char *dtype = json_string_value(json_object_get(entry, "dtype"));
    const json_t *shape = json_object_get(entry, "shape"), *offsets = json_object_get(entry, "data_offsets");
    const json_t *from = json_array_get(offsets, 0), *to = json_array_get(offsets, 1);
    if (!dtype || !json_is_array(shape) || json_array_size(offsets) != 2 || !json_is_integer(from) || !json_is_integer(to))
        return error_set(err, HEARSAY_E_MODEL, 8, "%s: tensor %s has no proper dtype, shape and data_offsets", path, name);
    const uint64_t size_of = strcmp(dtype, "BF16") == 0 ? 2 : strcmp(dtype, "I8") == 0 ? 1 : 0;
    if (!size_of) return error_set(err, HEARSAY_E_MODEL, 8, "%s: tensor %s is of type %s, BF16 or I8 expected", path, name, dtype);
    if (json_integer_value(from) < 0 || json_integer_value(to) < json_integer_value(from))
        return error_set(err, HEARSAY_E_MODEL, 8, "%s: tensor %s lies at [%" JSON_INTEGER_FORMAT ", %" JSON_INTEGER_FORMAT ")", path, name,
                         json_integer_value(from), json_integer_value(to));
    *place = (struct place){ (uint64_t)json_integer_value(from), (uint64_t)json_integer_value(to) };
    if (place->end > data_len)
        return error_set(err, HEARSAY_E_MODEL, data_at + data_len,
                         "%s: the file is cut: tensor %s ends at byte %" PRIu64 " of the data, the file has %" PRIu64, path, name, place->end,
                         data_len);
    size_t rank = json_array_size(shape);
    uint64_t size[2] = { 1, 1 };
    for (size_t i = 0; i < rank && i < 2; i++) {
        const json_t *d = json_array_get(shape, i);
        if (!json_is_integer(d) || json_integer_value(d) < 1 || json_integer_value(d) > INT32_MAX)
            rank = 0;
        else
            size[i + 2 - (rank < 2 ? 1 : 2)] = (uint64_t)json_integer_value(d);
    }
    if (rank < 1 || rank > 2)
        return error_set(err, HEARSAY_E_MODEL, 8, "%s: tensor %s has a shape that is not one or two sizes from 1 to 2^31 - 1", path, name);
    if (size[0] * size[1] != (place->end - place->start) / size_of || (place->end - place->start) % size_of)
        return error_set(err, HEARSAY_E_MODEL, 8, "%s: tensor %s of %" PRIu64 " x %" PRIu64 " takes %" PRIu64 " bytes, not %" PRIu64, path, name,
                         size[0], size[1], size_of * size[0] * size[1], place->end - place->start);
    if (place->start % size_of) return error_set(err, HEARSAY_E_MODEL, 8, "%s: tensor %s begins at an odd byte", path, name);
    *t = (struct tensor){ name, (uint32_t)size[0], (uint32_t)size[1], (uint32_t)rank, data_at + place->start, size_of == 1, NULL };
    return HEARSAY_OK;
}

static int by_start(const void *a, const void *b)
{
    const struct tensor *s = a, *t = b;
    return (s->start > t->start) - (s->start < t->start);
}

static int by_name(const void *a, const void *b)
{
    const struct tensor *s = a, *t = b;
    return strcmp(s->name, t->name);
}

static hearsay_code check_tensors(struct tensor_file *f, uint64_t data_len, size_t data_at, hearsay_error *err)
{
    const char *name;
    json_t *entry;
    size_t members = json_object_size(f->header);
    if (members > TENSORS_MAX)
        return error_set(err, HEARSAY_E_MODEL, 8, "%s: a header of %zu tensors, at most %d are allowed", f->path, members, TENSORS_MAX);
    f->tensors = malloc((members + 1) * sizeof *f->tensors);
    if (!f->tensors) return error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for the weights", f->path);
    json_object_foreach((json_t *)f->header, name, entry)
    {
        struct place place;
        if (strcmp(name, "__metadata__") == 0) continue;
        hearsay_code code = check_entry(&f->tensors[f->n], &place, name, entry, data_len, data_at, f->path, err);
        if (code) return code;
        f->n++;
    }
    qsort(f->tensors, f->n, sizeof *f->tensors, by_start);
    uint64_t at = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        struct tensor *t = &f->tensors[i];
        if (t->start != data_at + at)
            return error_set(err, HEARSAY_E_MODEL, t->start, "%s: tensor %s starts at byte %zu of the data, the one before it ends at %" PRIu64,
                             f->path, t->name, t->start - data_at, at);
        t->data = (const void *)((const char *)f->data + at);
        at += (t->bytes ? 1 : 2) * (uint64_t)t->rows * t->columns;
    }
    if (at != data_len) return error_set(err, HEARSAY_E_MODEL, data_at + at, "%s: %" PRIu64 " bytes follow the last tensor", f->path, data_len - at);
    qsort(f->tensors, f->n, sizeof *f->tensors, by_name);
    return HEARSAY_OK;
}

/* ---- The file ------------------------------------------------------------------------------------------------------------- */

static hearsay_code check_metadata(struct tensor_file *f, uint64_t data_len, size_t data_at, hearsay_error *err)
{
    const json_t *metadata = json_object_get(f->header, "__metadata__"), *config = json_object_get(metadata, "config");
    const char *format = json_string_value(json_object_get(metadata, "format"));
    const char *checksum = json_string_value(json_object_get(metadata, "checksum"));
    if (!format || strcmp(format, WEIGHTS_FORMAT) != 0)
        return error_set(err, HEARSAY_E_MODEL, 8, "%s: the format is \"%.40s\", \"%s\" expected", f->path, format ? format : "", WEIGHTS_FORMAT);
    if (!json_is_string(config) || !checksum)
        return error_set(err, HEARSAY_E_MODEL, 8, "%s: the metadata has no %s", f->path, checksum ? "config" : "checksum");
    f->config = json_string_value(config);
    f->config_len = json_string_length(config);
    char *end;
    errno = 0;
    uint64_t want = strtoull(checksum, &end, 16), have = XXH3_64bits(f->data, data_len);
    if (strlen(checksum) != 16 || *end || errno)
        return error_set(err, HEARSAY_E_MODEL, 8, "%s: the checksum \"%.40s\" is not 16 hexadecimal digits", f->path, checksum);
    if (want != have)
        return error_set(err, HEARSAY_E_MODEL, data_at, "%s: the weights are damaged: checksum %016" PRIx64 ", %016" PRIx64 " expected", f->path,
                         have, want);
    f->checksum = have;
    return HEARSAY_OK;
}

static hearsay_code read_header(struct tensor_file *f, int fd, uint64_t size, uint64_t *header_len, hearsay_error *err)
{
    unsigned char prefix[8];
    if (size < 8) return error_set(err, HEARSAY_E_MODEL, size, "%s: %" PRIu64 " bytes are no weight file", f->path, size);
    hearsay_code code = read_exactly(fd, prefix, 8, 0, f->path, err);
    if (code) return code;
    uint64_t n = 0;
    for (int i = 7; i >= 0; i--) n = n << 8 | prefix[i];
    if (n < 2 || n > HEADER_MAX)
        return error_set(err, HEARSAY_E_MODEL, 0, "%s: not a safetensors file: its header would have %" PRIu64 " bytes, 2 to %d are allowed", f->path,
                         n, HEADER_MAX);
    if (n > size - 8)
        return error_set(err, HEARSAY_E_MODEL, size, "%s: the file is cut: a header of %" PRIu64 " bytes, the file has %" PRIu64, f->path, n, size);
    char *text = malloc(n);
    if (!text) return error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for the header", f->path);
    code = read_exactly(fd, text, n, 8, f->path, err);
    if (code == HEARSAY_OK) {
        json_error_t fault;
        bool no_memory;
        f->header = json_parse(text, n, JSON_REJECT_DUPLICATES, &fault, &no_memory);
        if (no_memory)
            code = error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for the header", f->path);
        else if (!f->header)
            code = error_set(err, HEARSAY_E_MODEL, 8 + (size_t)fault.position, "%s: the header is no JSON at byte %d: %.120s", f->path,
                             fault.position, fault.text);
        else if (!json_is_object((json_t *)f->header))
            code = error_set(err, HEARSAY_E_MODEL, 8, "%s: the header is no JSON object", f->path);
    }
    free(text);
    *header_len = n;
    return code;
}

static hearsay_code read_file(struct tensor_file *f, int fd, hearsay_error *err)
{
    struct stat st;
    uint64_t header_len = 0;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) return error_set(err, HEARSAY_E_IO, 0, "%s: not a regular file", f->path);
    hearsay_code code = read_header(f, fd, (uint64_t)st.st_size, &header_len, err);
    if (code) return code;
    size_t data_at = 8 + (size_t)header_len;
    uint64_t data_len = (uint64_t)st.st_size - data_at;
    if (data_len > data_max) return error_set(err, HEARSAY_E_MODEL, data_at, "%s: %" PRIu64 " bytes of weights are too many", f->path, data_len);
    f->data_len = (size_t)data_len;
    f->data = aligned_alloc(HUGE_PAGE, (data_len / HUGE_PAGE + 1) * HUGE_PAGE);
    if (f->data)
        madvise(f->data, (data_len / HUGE_PAGE + 1) * HUGE_PAGE, MADV_HUGEPAGE); /* only a wish: 11,000 page faults fewer */
    else
        return error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for %" PRIu64 " bytes of weights", f->path, data_len);
    if ((code = check_tensors(f, data_len, data_at, err))) return code;
    if ((code = read_exactly(fd, f->data, data_len, data_at, f->path, err))) return code;
    return check_metadata(f, data_len, data_at, err);
}

hearsay_code tensor_file_open(struct tensor_file *f, const char *path, hearsay_error *err)
{
    *f = (struct tensor_file){ .path = path };
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return error_set(err, HEARSAY_E_IO, 0, "%s: the weight file cannot be opened: %s", path, strerror(errno));
    hearsay_code code = read_file(f, fd, err);
    close(fd);
    if (code) tensor_file_close(f);
    return code;
}

void tensor_file_close(struct tensor_file *f)
{
    json_decref(f->header);
    free(f->tensors);
    free(f->data);
    *f = (struct tensor_file){ 0 };
}

/* From the first whole page at or behind `from` to the last before `to`. */
static void give_back(uintptr_t from, uintptr_t to)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    from = (from + page - 1) / page * page;
    to = to / page * page;
    if (from < to) madvise((void *)from, to - from, MADV_DONTNEED);
}

void tensor_file_keep(struct tensor_file *f, const uint16_t *data, size_t n)
{
    give_back((uintptr_t)f->data, (uintptr_t)data);
    give_back((uintptr_t)(data + n), (uintptr_t)f->data + f->data_len);
    json_decref(f->header);
    free(f->tensors);
    f->header = NULL;
    f->tensors = NULL;
    f->n = 0;
}

static void print_shape(char *out, size_t room, uint32_t rank, uint32_t rows, uint32_t columns)
{
    if (rank == 2)
        snprintf(out, room, "[%u][%u]", rows, columns);
    else
        snprintf(out, room, "[%u]", columns);
}

static const struct tensor *find(const struct tensor_file *f, const char *name, bool bytes, uint32_t rows, uint32_t columns, hearsay_error *err)
{
    struct tensor key = { .name = name };
    const struct tensor *t = f->n ? bsearch(&key, f->tensors, f->n, sizeof key, by_name) : NULL;
    uint32_t rank = rows ? 2 : 1;
    if (!t) {
        error_set(err, HEARSAY_E_MODEL, 8, "%s: tensor %s is missing", f->path, name);
        return NULL;
    }
    if (t->bytes != bytes) {
        error_set(err, HEARSAY_E_MODEL, t->start, "%s: tensor %s is of type %s, %s expected", f->path, name, bytes ? "BF16" : "I8",
                  bytes ? "I8" : "BF16");
        return NULL;
    }
    if (t->rank == rank && t->columns == columns && (rank == 1 || t->rows == rows)) return t;
    char want[32], have[32];
    print_shape(want, sizeof want, rank, rows, columns);
    print_shape(have, sizeof have, t->rank, t->rows, t->columns);
    error_set(err, HEARSAY_E_MODEL, t->start, "%s: tensor %s is %s, %s expected", f->path, name, have, want);
    return NULL;
}

const struct tensor *tensor_find(const struct tensor_file *f, const char *name, uint32_t rows, uint32_t columns, hearsay_error *err)
{
    return find(f, name, false, rows, columns, err);
}

const int8_t *tensor_find_bytes(const struct tensor_file *f, const char *name, uint32_t rows, uint32_t columns, hearsay_error *err)
{
    const struct tensor *t = find(f, name, true, rows, columns, err);
    return t ? (const int8_t *)t->data : NULL;
}
