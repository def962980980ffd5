/* kernels.c: what the CPU has, and the kernels for it.
 *
 * The tile unit (AMX) keeps 8 KiB of state a thread, which Linux saves only for processes that have asked for it (arch_prctl, since 5.16): so
 * cpu_has_amx() asks. */
#include "model/kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif
#endif

size_t attention_scratch(uint32_t rows) { return (size_t)80 * ((rows + 31) / 32 * 32) + 512; }

#if defined(__x86_64__)

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}

/* CPUID leaf 7: features in EAX and EDX of its subleaf. */
static bool leaf7(unsigned subleaf, unsigned eax_bits, unsigned edx_bits)
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid_count(7, subleaf, &a, &b, &c, &d) && (a & eax_bits) == eax_bits && (d & edx_bits) == edx_bits;
}

const struct kernels *kernels_choose(void)
{
    if (has_avx512()) return &kernels_avx512;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &kernels_avx2 : &kernels_portable;
}

bool cpu_has_vnni(void) { return has_avx512() && __builtin_cpu_supports("avx512vnni"); }

bool cpu_has_bf16(void) { return has_avx512() && leaf7(1, 1u << 5, 0); }

bool cpu_has_amx(void)
{
    const unsigned amx_bf16 = 1u << 22, amx_tile = 1u << 24;
    const int ask_permission = 0x1023, tile_data = 18;
#if defined(__linux__) && defined(SYS_arch_prctl)
    return cpu_has_bf16() && leaf7(0, 0, amx_bf16 | amx_tile) && syscall(SYS_arch_prctl, ask_permission, tile_data) == 0;
#else
    (void)ask_permission, (void)tile_data, (void)amx_bf16, (void)amx_tile;
    return false;
#endif
}

#else

const struct kernels *kernels_choose(void) { return &kernels_portable; }
bool cpu_has_vnni(void) { return false; }
bool cpu_has_bf16(void) { return false; }
bool cpu_has_amx(void) { return false; }
void attention_amx(const uint16_t *qkv, size_t plane, uint32_t rows, uint32_t heads, float *context, float *scratch)
{
    (void)qkv, (void)plane, (void)rows, (void)heads, (void)context, (void)scratch;
}
void attention_vnni(const float *qkv, size_t plane, uint32_t rows, uint32_t heads, float *context, float *scratch)
{
    (void)qkv, (void)plane, (void)rows, (void)heads, (void)context, (void)scratch;
}

#endif
