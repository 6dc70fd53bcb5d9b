/*
 * A run of bytes that somebody else owns: what a parser gives and takes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
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

/** Little-endian numbers, as the file formats have them. */
static inline uint16_t tr_le16(const unsigned char *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t tr_le32(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t tr_le64(const unsigned char *p)
{
    return tr_le32(p) | (uint64_t)tr_le32(p + 4) << 32;
}
