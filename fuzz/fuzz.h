/* fuzz.h: what every target has in common.
 *
 *   A target is one function, LLVMFuzzerTestOneInput(), which takes any bytes and must return. Built by clang it is linked to libFuzzer
 *   (./dev fuzz TARGET SECONDS); built by any compiler it is linked to replay.c, which feeds it files: that is what ./dev test does with the seeds
 *   and with every input that once broke something (fuzz/TARGET/).
 *   A control byte is taken from the end of the input, so that the seeds stay readable. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "hearsay.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* fuzz_control: the last byte of the input, which is taken from it; 0 of an empty one. */
static inline uint8_t fuzz_control(const uint8_t *data, size_t *size) { return *size ? data[--*size] : 0; }

/* fuzz_file: the input as a file that the library opens by its path; the path is good until the next call. Aborts where the system refuses. */
const char *fuzz_file(const uint8_t *data, size_t size);

/* fuzz_tiny: the engine of tests/golden/tiny.safetensors, a network of random weights: what it finds is nonsense of every shape, which is what the
 * stages behind it should stand. Opened once. */
const hearsay_engine *fuzz_tiny(void);

/* fuzz_store: the bytes of a store with four articles of ours, read by the engine that is shipped: two share text, two are versions of one.
 *   Its SQLite pages have 512 bytes. Made once. */
const uint8_t *fuzz_store(size_t *size);

/* fuzz_store_file: these bytes as a store's file, without a log beside it; the path stays the same. NULL: it is removed, as fuzz_store_remove()
 *   does. */
const char *fuzz_store_file(const uint8_t *data, size_t size);
void fuzz_store_remove(void);

/* fuzz_walk: every getter and every format of a document, which it frees; NULL is allowed. Spans must lie in the text. */
void fuzz_walk(hearsay_document *doc);

#endif
