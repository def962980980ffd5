/* Weight files that are wrong: each fault has its own message, which names the file. */
#include "unit.h"

#include <inttypes.h>
#include <sys/stat.h>

#include <jansson.h>
#include <xxhash.h>

#include "hearsay.h"
#include "model/safetensors.h"

#define TINY "tests/golden/tiny.safetensors"

/* ---- Files made by hand --------------------------------------------------------------------------------------------------- */

struct bytes {
    char *at;
    size_t n;
};

static struct bytes file_of(const char *header, const void *data, size_t data_len)
{
    struct bytes f = { malloc(8 + strlen(header) + data_len + 1), 8 + strlen(header) + data_len };
    uint64_t n = strlen(header);
    assert_non_null(f.at);
    for (int i = 0; i < 8; i++) f.at[i] = (char)(n >> (8 * i));
    memcpy(f.at + 8, header, n);
    if (data_len) memcpy(f.at + 8 + n, data, data_len);
    return f;
}

static hearsay_error open_bytes(struct bytes f, char path[40])
{
    struct tensor_file out;
    hearsay_error err = { HEARSAY_OK, 0, "" };
    strcpy(path, "/tmp/hearsay-unit-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, f.at, f.n), (ssize_t)f.n);
    close(fd);
    if (tensor_file_open(&out, path, &err) == HEARSAY_OK) {
        err.code = HEARSAY_OK;
        tensor_file_close(&out);
    }
    unlink(path);
    return err;
}

static const uint16_t data[6] = { 0x3F80, 0x4000, 0x4040, 0x4080, 0x40A0, 0x40C0 };

#define METADATA "\"__metadata__\":{\"format\":\"hearsay-weights/1\",\"config\":\"{}\",\"checksum\":\"%016" PRIx64 "\"}"
#define A "\"a\":{\"dtype\":\"BF16\",\"shape\":[2,2],\"data_offsets\":[0,8]}"
#define B "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]}"

static void test_headers(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *header, *message;
    } rows[] = {
        { __LINE__, "{" METADATA "," A "," B "}", NULL },
        { __LINE__, "{" METADATA "," B "," A "}", NULL }, /* the order of names means nothing */
        { __LINE__, "{" A "," B "}", "the format is \"\", \"hearsay-weights/1\" expected" },
        { __LINE__, "{\"__metadata__\":{\"format\":\"hearsay-weights/2\"}," A "," B "}", "the format is \"hearsay-weights/2\"" },
        { __LINE__, "{\"__metadata__\":{\"format\":\"hearsay-weights/1\",\"config\":\"{}\"}," A "," B "}", "no checksum" },
        { __LINE__, "{\"__metadata__\":{\"format\":\"hearsay-weights/1\",\"checksum\":\"0\"}," A "," B "}", "no config" },
        { __LINE__, "{\"__metadata__\":{\"format\":\"hearsay-weights/1\",\"config\":\"{}\",\"checksum\":\"12345\"}," A "," B "}",
          "not 16 hexadecimal" },
        { __LINE__, "{\"__metadata__\":{\"format\":\"hearsay-weights/1\",\"config\":\"{}\",\"checksum\":\"0123456789abcdef\"}," A "," B "}",
          "damaged" },
        { __LINE__, "{" METADATA "," A "," A "}", "no JSON" }, /* a name twice */
        { __LINE__, "{" METADATA "," A "," B, "no JSON" },
        { __LINE__, "[1, 2]", "no JSON object" },
        { __LINE__, "{" METADATA ",\"a\":5," B "}", "tensor a has no proper" },
        { __LINE__, "{" METADATA ",\"a\":{\"dtype\":\"BF16\",\"shape\":[2,2]}," B "}", "tensor a has no proper" },
        { __LINE__, "{" METADATA ",\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}," B "}",
          "tensor a is of type F32, BF16 or I8 expected" },
        { __LINE__, "{" METADATA ",\"a\":{\"dtype\":\"BF16\",\"shape\":[2,3],\"data_offsets\":[0,8]}," B "}",
          "tensor a of 2 x 3 takes 12 bytes, not 8" },
        { __LINE__, "{" METADATA ",\"a\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[0,8]}," B "}", "tensor a has a shape" },
        { __LINE__, "{" METADATA ",\"a\":{\"dtype\":\"BF16\",\"shape\":[1,2,2],\"data_offsets\":[0,8]}," B "}", "tensor a has a shape" },
        { __LINE__, "{" METADATA ",\"a\":{\"dtype\":\"BF16\",\"shape\":[-2,-2],\"data_offsets\":[0,8]}," B "}", "tensor a has a shape" },
        { __LINE__, "{" METADATA ",\"a\":{\"dtype\":\"BF16\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}," B "}",
          "tensor a has a shape" },
        { __LINE__, "{" METADATA ",\"a\":{\"dtype\":\"BF16\",\"shape\":[2,2],\"data_offsets\":[8,0]}," B "}", "tensor a lies at [8, 0)" },
        { __LINE__, "{" METADATA ",\"a\":{\"dtype\":\"BF16\",\"shape\":[2,2],\"data_offsets\":[-8,0]}," B "}", "tensor a lies at [-8, 0)" },
        { __LINE__, "{" METADATA ",\"a\":{\"dtype\":\"BF16\",\"shape\":[2,2],\"data_offsets\":[4,12]}," B "}", "tensor a starts at byte 4" },
        { __LINE__, "{" METADATA "," A ",\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[6,10]}}", "tensor b starts at byte 6" },
        { __LINE__, "{" METADATA "," A ",\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[12,16]}}",
          "the file is cut: tensor b ends at byte 16" },
        { __LINE__, "{" METADATA "," A "}", "4 bytes follow the last tensor" },
        { __LINE__, "{" METADATA "}", "12 bytes follow the last tensor" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char header[1024], path[40];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the rows above are literals */
        snprintf(header, sizeof header, rows[i].header, XXH3_64bits(data, sizeof data));
#pragma GCC diagnostic pop
        struct bytes f = file_of(header, data, sizeof data);
        hearsay_error err = open_bytes(f, path);
        free(f.at);
        bool right =
            rows[i].message ? err.code == HEARSAY_E_MODEL && strstr(err.msg, rows[i].message) && strstr(err.msg, path) : err.code == HEARSAY_OK;
        if (!right) fail_msg("row of line %d: %d, %s", rows[i].line, err.code, err.msg);
    }
}

static void test_prefixes(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *bytes;
        size_t n;
        const char *message;
        size_t at;
    } rows[] = {
        { __LINE__, "", 0, "0 bytes are no weight file", 0 },
        { __LINE__, "\x08\0\0", 3, "3 bytes are no weight file", 3 },
        { __LINE__, "PK\x03\x04 a zip archive", 19, "not a safetensors file", 0 },
        { __LINE__, "\0\0\0\0\0\0\0\0{}", 10, "not a safetensors file", 0 },
        { __LINE__, "\x40\0\0\0\0\0\0\0{}", 10, "the file is cut: a header of 64 bytes, the file has 10", 10 },
        { __LINE__, "\xff\xff\xff\xff\xff\xff\xff\xff{}", 10, "not a safetensors file", 0 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[40];
        struct bytes f = { (char *)rows[i].bytes, rows[i].n };
        hearsay_error err = open_bytes(f, path);
        if (err.code != HEARSAY_E_MODEL || !strstr(err.msg, rows[i].message) || err.at != rows[i].at)
            fail_msg("row of line %d: %d at %zu, %s", rows[i].line, err.code, err.at, err.msg);
    }
}

/* A real file, cut anywhere, or with any of its bits turned: never accepted, never a crash. */
static void test_damage(void **state)
{
    (void)state;
    char path[40];
    FILE *in = fopen(TINY, "rb");
    assert_non_null(in);
    struct bytes f = { malloc(1 << 20), 0 };
    assert_non_null(f.at);
    f.n = fread(f.at, 1, 1 << 20, in);
    fclose(in);
    assert_in_range(f.n, 1000, (1 << 20) - 1);
    assert_int_equal(open_bytes(f, path).code, HEARSAY_OK);
    for (size_t n = 0; n < f.n; n += 1 + n / 7) assert_int_equal(open_bytes((struct bytes){ f.at, n }, path).code, HEARSAY_E_MODEL);
    assert_int_equal(open_bytes((struct bytes){ f.at, f.n - 1 }, path).code, HEARSAY_E_MODEL);
    const size_t header = (unsigned char)f.at[0] + 256u * (unsigned char)f.at[1];
    for (size_t at = 8 + header; at < f.n; at += 9973) {
        f.at[at] ^= 4;
        hearsay_error err = open_bytes(f, path);
        assert_int_equal(err.code, HEARSAY_E_MODEL);
        assert_non_null(strstr(err.msg, "damaged"));
        f.at[at] ^= 4;
    }
    for (size_t at = 0; at < 8 + header; at += 13) { /* in the header a change may mean nothing: a space, a letter of a name */
        f.at[at] ^= 16;
        hearsay_error err = open_bytes(f, path);
        assert_true(err.code == HEARSAY_OK || err.code == HEARSAY_E_MODEL);
        f.at[at] ^= 16;
    }
    free(f.at);
}

/* ---- Engines that must not open ------------------------------------------------------------------------------------------- */

/* The tiny model with one thing changed in its header: `from` becomes `to`, of any length; its vocabulary is `vocabulary`, NULL for its own. */
static hearsay_error open_changed(const char *from, const char *to, const char *vocabulary)
{
    char folder[] = "/tmp/hearsay-unit-XXXXXX", path[64], words[64];
    hearsay_error err = { HEARSAY_OK, 0, "" };
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/m.safetensors", folder);
    snprintf(words, sizeof words, "%s/m.vocab.txt", folder);
    static char whole[1 << 20], header[1 << 16];
    FILE *in = fopen(TINY, "rb");
    assert_non_null(in);
    size_t n = fread(whole, 1, sizeof whole, in), header_len = (unsigned char)whole[0] + 256u * (unsigned char)whole[1];
    fclose(in);
    memcpy(header, whole + 8, header_len);
    header[header_len] = '\0';
    char *place = strstr(header, from);
    if (!place) fail_msg("the header has no %s", from);
    char changed[1 << 16];
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(place - header), header, to, place + strlen(from));
    struct bytes f = file_of(changed, whole + 8 + header_len, n - 8 - header_len);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(f.at, 1, f.n, out), f.n);
    fclose(out);
    free(f.at);
    in = fopen("tests/golden/tiny.vocab.txt", "rb");
    assert_non_null(in);
    n = fread(whole, 1, sizeof whole, in);
    fclose(in);
    if (!vocabulary || *vocabulary) {
        out = fopen(words, "wb");
        assert_non_null(out);
        fwrite(vocabulary ? vocabulary : whole, 1, vocabulary ? strlen(vocabulary) : n, out);
        fclose(out);
    }
    hearsay_engine *eng = hearsay_engine_open(path, NULL, &err);
    if (eng) err.code = HEARSAY_OK;
    hearsay_engine_close(eng);
    unlink(path);
    unlink(words);
    rmdir(folder);
    return err;
}

static void test_engines(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *from, *to, *vocabulary;
        hearsay_code code;
        const char *message;
    } rows[] = {
        { __LINE__, "hearsay-weights/1", "hearsay-weights/1", NULL, HEARSAY_OK, "" },
        { __LINE__, "hearsay-weights/1", "hearsay-weights/9", NULL, HEARSAY_E_MODEL, "hearsay-weights/9" },
        { __LINE__, "\"arc.head.weight\"", "\"arc.tail.weight\"", NULL, HEARSAY_E_MODEL, "tensor arc.head.weight is missing" },
        { __LINE__, "\"coref.distance\"", "\"coref.tallness\"", NULL, HEARSAY_E_MODEL, "tensor coref.distance is missing" },
        { __LINE__, "[128,64]", "[64,128]", NULL, HEARSAY_E_MODEL, "is [64][128], [128][64] expected" },
        { __LINE__, "\\\"hidden\\\": 64", "\\\"hidden\\\": 96", NULL, HEARSAY_E_MODEL, "2 heads of a hidden size of 96, heads of 32 expected" },
        { __LINE__, "\\\"hidden\\\": 64", "\\\"hidden\\\": 63", NULL, HEARSAY_E_MODEL, "\"hidden\" is 63, a multiple of 16" },
        { __LINE__, "\\\"hidden\\\": 64", "\\\"hidden\\\": \\\"64\\\"", NULL, HEARSAY_E_MODEL, "\"hidden\" is not a whole number" },
        { __LINE__, "\\\"layers\\\": 2", "\\\"layers\\\": 3", NULL, HEARSAY_E_MODEL, "tensor layer.2.attention.query.weight is missing" },
        { __LINE__, "\\\"layers\\\": 2", "\\\"layers\\\": 0", NULL, HEARSAY_E_MODEL, "\"layers\" is 0" },
        { __LINE__, "\\\"window\\\": 32", "\\\"window\\\": 64", NULL, HEARSAY_E_MODEL, "a window of 64 pieces, but only 48 positions" },
        { __LINE__, "\\\"window\\\": 32", "\\\"window\\\": 4", NULL, HEARSAY_E_MODEL, "\"window\" is 4" },
        { __LINE__, "\\\"relations\\\": [", "\\\"relations\\\": [7, ", NULL, HEARSAY_E_MODEL, "relation 0 is not a name" },
        { __LINE__, "\\\"sentence\\\": 0.25", "\\\"sentence\\\": null", NULL, HEARSAY_E_MODEL, "calibration \"sentence\" is not a number" },
        { __LINE__, "\"{\\\"layers", "\"[\\\"layers", NULL, HEARSAY_E_MODEL, "config is no JSON" },
        { __LINE__, "hearsay-weights/1", "hearsay-weights/1", "[UNK]\n[CLS]\n", HEARSAY_E_MODEL, "a vocabulary of 2 pieces" },
        { __LINE__, "hearsay-weights/1", "hearsay-weights/1", "[UNK]\n[UNK]\n", HEARSAY_E_MODEL, "stands twice" },
        { __LINE__, "hearsay-weights/1", "hearsay-weights/1", "", HEARSAY_E_IO, "m.vocab.txt: the vocabulary cannot be opened" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_error err = open_changed(rows[i].from, rows[i].to, rows[i].vocabulary);
        if (err.code != rows[i].code || (err.code && (!strstr(err.msg, rows[i].message) || !strstr(err.msg, "/m."))))
            fail_msg("row of line %d: %d, %s", rows[i].line, err.code, err.msg);
    }
}

/* A tensor with an infinity in it, in a file whose checksum is right. */
static void test_not_finite(void **state)
{
    (void)state;
    const uint16_t place = 0x7F80;
    char folder[] = "/tmp/hearsay-unit-XXXXXX", path[64], words[64], old[17], new[17];
    hearsay_error err = { HEARSAY_OK, 0, "" };
    static char whole[1 << 20];
    FILE *f = fopen(TINY, "rb");
    assert_non_null(f);
    const size_t n = fread(whole, 1, sizeof whole, f), data_at = 8 + (unsigned char)whole[0] + 256u * (unsigned char)whole[1];
    fclose(f);
    snprintf(old, sizeof old, "%016" PRIx64, XXH3_64bits(whole + data_at, n - data_at));
    memcpy(whole + n - 2, &place, sizeof place);
    snprintf(new, sizeof new, "%016" PRIx64, XXH3_64bits(whole + data_at, n - data_at));
    char *checksum = memmem(whole, data_at, old, 16);
    assert_non_null(checksum);
    memcpy(checksum, new, 16);
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/m.safetensors", folder);
    snprintf(words, sizeof words, "%s/m.vocab.txt", folder);
    f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(whole, 1, n, f), n);
    fclose(f);
    char cwd[4096], target[4200];
    assert_non_null(getcwd(cwd, sizeof cwd));
    snprintf(target, sizeof target, "%s/tests/golden/tiny.vocab.txt", cwd);
    assert_int_equal(symlink(target, words), 0);
    assert_null(hearsay_engine_open(path, NULL, &err));
    unlink(path);
    unlink(words);
    rmdir(folder);
    assert_int_equal(err.code, HEARSAY_E_MODEL);
    assert_non_null(strstr(err.msg, "tensor upos.weight holds a number that is not finite"));
}

static void test_no_file(void **state)
{
    (void)state;
    hearsay_error err;
    assert_null(hearsay_engine_open("/nowhere/model.safetensors", NULL, &err));
    assert_int_equal(err.code, HEARSAY_E_IO);
    assert_non_null(strstr(err.msg, "/nowhere/model.safetensors"));
    assert_null(hearsay_engine_open("tests", NULL, &err));
    assert_int_equal(err.code, HEARSAY_E_IO);
    assert_null(hearsay_engine_open("/nowhere/model.safetensors", NULL, NULL));
    const hearsay_engine_options none = { .size = 0 }, strange = { .size = sizeof strange, .compute = (hearsay_compute)17 };
    assert_null(hearsay_engine_open(TINY, &none, &err));
    assert_int_equal(err.code, HEARSAY_E_ARGUMENT);
    assert_null(hearsay_engine_open(TINY, &strange, &err));
    assert_int_equal(err.code, HEARSAY_E_ARGUMENT);
    hearsay_engine_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers), cmocka_unit_test(test_prefixes),   cmocka_unit_test(test_damage),
        cmocka_unit_test(test_engines), cmocka_unit_test(test_not_finite), cmocka_unit_test(test_no_file),
    };
    return cmocka_run_group_tests_name("safetensors", tests, NULL, NULL);
}
