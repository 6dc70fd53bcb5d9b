/*
 * ZIP archives made in memory, for tests. Files are stored as they are.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct zip_file {
    char name[64];
    size_t offset; /* of its local header */
    size_t size;
    uint32_t crc;
} zip_file;

typedef struct zip_writer {
    bool is_zip64;        /* end record and locator of ZIP64, too */
    bool has_descriptors; /* sizes and CRC stand behind the data */
    bool has_large_sizes; /* the directory's numbers stand in its ZIP64 extra fields */
    unsigned char bytes[400000];
    size_t size;
    size_t directory; /* set by zip_end */
    zip_file files[16];
    size_t count;
} zip_writer;

void zip_begin(zip_writer *writer);
void zip_add(zip_writer *writer, const char *name, const void *data, size_t size);

/** Add bytes as they are. */
void zip_put(zip_writer *writer, const void *bytes, size_t size);

/** Write directory and end record. */
void zip_end(zip_writer *writer);
