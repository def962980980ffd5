/* kernels_portable.c: the kernels for any CPU. */
#define SIMD_BITS 128
#define KERNELS kernels_portable
#define KERNELS_NAME "portable"
#include "model/kernels_rows.h"
