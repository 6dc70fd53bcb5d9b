/*
 * Compound files made in memory, for tests: every form that [MS-CFB] allows,
 * and some that it does not.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COMPOUND_NO_ENTRY 0xffffffffU

/** An entry; its number in the directory is its index. Number 0 is the root. */
typedef struct compound_item {
    uint16_t name[32];
    size_t name_length; /* units */
    unsigned kind;      /* 1: storage, 2: stream, 5: root */
    unsigned char clsid[16];
    unsigned char state[4];
    unsigned char times[16];
    const unsigned char *data; /* borrowed */
    size_t size;
    uint32_t left;
    uint32_t right;
    uint32_t child;
    uint32_t start; /* set by compound_write */
} compound_item;

typedef struct compound_writer {
    unsigned version; /* 3 or 4 */
    bool is_backward; /* chains run from the file's end to its beginning */
    compound_item items[64];
    uint32_t count;

    /* Set by compound_write: the bytes, which are its own, and where things stand in them. */
    unsigned char *bytes;
    size_t size;
    size_t sector_size;
    size_t directory; /* offset of the first directory sector */
    size_t fat;       /* offset of the first FAT sector */
    size_t fat_sectors;
} compound_writer;

/** Begin a file that has a root of the class of installer packages. */
void compound_begin(compound_writer *writer, unsigned version);

/** Add an entry below a storage; returns its number. name is ASCII. */
uint32_t compound_add_storage(compound_writer *writer, uint32_t parent, const char *name);
uint32_t compound_add_stream(compound_writer *writer, uint32_t parent, const char *name,
                             const void *data, size_t size);

void compound_write(compound_writer *writer);

/** Free the bytes. */
void compound_end(compound_writer *writer);
