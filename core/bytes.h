/*
 * A run of bytes that somebody else owns: what a parser gives and takes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct tr_bytes {
    const unsigned char *data; /* borrowed; may be NULL when size is 0 */
    size_t size;
} tr_bytes;

/** Whether both hold the same bytes. */
static inline bool tr_bytes_equal(tr_bytes a, tr_bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}
