/* safetensors.h: a weight file of format hearsay-weights/1, checked as a whole before anything of it is used. */
#ifndef HS_SAFETENSORS_H
#define HS_SAFETENSORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hearsay.h"

#define WEIGHTS_FORMAT "hearsay-weights/1"

struct tensor {
    const char *name;
    uint32_t rows, columns;                    /* a vector has 1 row */
    uint32_t rank;                             /* 1 or 2 */
    size_t start;                              /* byte offset in the file, for messages */
    bool bytes;                                /* int8, else bf16 */
    const uint16_t *data;                      /* [rows][columns] bf16, or int8 */
};

struct tensor_file {
    const char *path;                          /* the caller's */
    struct tensor *tensors; uint32_t n;        /* by name, ascending */
    const char *config; size_t config_len;     /* the JSON text of __metadata__.config */
    uint64_t checksum;                         /* XXH3-64 of the data */
    void *header;                              /* jansson's object, to which names and config belong */
    uint16_t *data; size_t data_len;           /* the data section, in bytes */
};

/* tensor_file_open: reads and checks `path`: length, header, names, types, shapes, places, format and checksum. Free with tensor_file_close().
 * Errors  HEARSAY_E_IO; HEARSAY_E_MODEL (err->at: the byte where the fault lies); HEARSAY_E_NOMEM. */
hearsay_code tensor_file_open(struct tensor_file *f, const char *path, hearsay_error *err);
void tensor_file_close(struct tensor_file *f);                                     /* one that is all zero is allowed */

/* tensor_file_keep: gives back all memory but that of one tensor, whose data stay where they are until tensor_file_close(). */
void tensor_file_keep(struct tensor_file *f, const uint16_t *data, size_t n);

/* tensor_find: the tensor of that name, which must be bf16 and [rows][columns] (rank 2), or [columns] where rows is 0.
 * NULL with HEARSAY_E_MODEL if there is none or its type or shape is another. */
const struct tensor *tensor_find(const struct tensor_file *f, const char *name, uint32_t rows, uint32_t columns, hearsay_error *err);

/* tensor_find_bytes: the same for one of int8; its numbers. */
const int8_t *tensor_find_bytes(const struct tensor_file *f, const char *name, uint32_t rows, uint32_t columns, hearsay_error *err);

/* bf16 is the upper half of a float. */
static inline float bf16_float(uint16_t b)
{
    union { uint32_t u; float f; } v = { (uint32_t)b << 16 };
    return v.f;
}

#endif
