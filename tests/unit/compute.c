/* oneDNN refuses: the first, second, ... n-th call of it fails, while an engine is opened and while an article is read. Each is HEARSAY_E_COMPUTE, or
 * HEARSAY_E_NOMEM where oneDNN says so, and nothing is left behind (under ./dev asan).
 *
 * The functions below stand before those of the library of the same names, which they call. */
#include "unit.h"

#include <dlfcn.h>

#include <dnnl.h>

#include "hearsay.h"

static long until_refusal = -1; /* calls to go; negative: never */
static dnnl_status_t refusal;

static bool refuses(void) { return until_refusal >= 0 && until_refusal-- == 0; }

/* The function of that name in the library behind us, called with these arguments. */
#define DNNL_CALL(name, parameters, ...)                                                          \
    dnnl_status_t DNNL_API name parameters                                                        \
    {                                                                                             \
        dnnl_status_t(*behind) parameters = (dnnl_status_t(*) parameters)dlsym(RTLD_NEXT, #name); \
        return refuses() ? refusal : behind(__VA_ARGS__);                                         \
    }

DNNL_CALL(dnnl_engine_create, (dnnl_engine_t * out, dnnl_engine_kind_t kind, size_t index), out, kind, index)
DNNL_CALL(dnnl_stream_create, (dnnl_stream_t * out, dnnl_engine_t engine, unsigned flags), out, engine, flags)
DNNL_CALL(dnnl_stream_wait, (dnnl_stream_t stream), stream)
DNNL_CALL(dnnl_primitive_desc_create,
          (dnnl_primitive_desc_t * out, const_dnnl_op_desc_t desc, const_dnnl_primitive_attr_t attr, dnnl_engine_t engine,
           const_dnnl_primitive_desc_t hint),
          out, desc, attr, engine, hint)
DNNL_CALL(dnnl_primitive_create, (dnnl_primitive_t * out, const_dnnl_primitive_desc_t desc), out, desc)
DNNL_CALL(dnnl_primitive_execute, (const_dnnl_primitive_t p, dnnl_stream_t stream, int n, const dnnl_exec_arg_t *args), p, stream, n, args)

/* Opens an engine and reads a text with it, oneDNN refusing from call n on once. */
static hearsay_code run(hearsay_compute compute, long n, bool while_reading, hearsay_error *err)
{
    const hearsay_engine_options opts = { .size = sizeof opts, .compute = compute };
    static const char text[] = "The ships had stopped, Ada Lind said on Monday.\n\"We do not know why,\" she told the board.";
    *err = (hearsay_error){ .code = HEARSAY_OK };
    until_refusal = while_reading ? -1 : n;
    hearsay_engine *eng = hearsay_engine_open("tests/golden/tiny.safetensors", &opts, err);
    if (!eng) {
        until_refusal = -1;
        return err->code;
    }
    if (while_reading) until_refusal = n;
    hearsay_document *doc = hearsay_read(eng, text, sizeof text - 1, NULL, err);
    bool refused = until_refusal < 0;
    until_refusal = -1;
    /* An engine that was refused once reads on. */
    hearsay_document *next = hearsay_read(eng, text, sizeof text - 1, NULL, NULL);
    assert_non_null(next);
    hearsay_document_free(next);
    assert_true(!doc == (err->code != HEARSAY_OK) && refused == !doc);
    hearsay_document_free(doc);
    hearsay_engine_close(eng);
    return err->code;
}

static void test_refusals(void **state)
{
    (void)state;
    static const struct {
        dnnl_status_t status;
        hearsay_code code;
    } rows[] = { { dnnl_unimplemented, HEARSAY_E_COMPUTE }, { dnnl_runtime_error, HEARSAY_E_COMPUTE }, { dnnl_out_of_memory, HEARSAY_E_NOMEM } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int while_reading = 0; while_reading < 2; while_reading++) {
            refusal = rows[i].status;
            long n = 0;
            hearsay_error err;
            for (hearsay_code code; (code = run(HEARSAY_COMPUTE_FP32, n, while_reading, &err)) != HEARSAY_OK; n++)
                if (code != rows[i].code || !err.msg[0]) fail_msg("status %d of call %ld: code %d: %s", (int)rows[i].status, n, (int)code, err.msg);
            assert_true(n > 3);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_refusals) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
