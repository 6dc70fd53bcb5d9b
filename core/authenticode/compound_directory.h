/*
 * The directory of a compound file ([MS-CFB] 2.6): its storages and streams,
 * as a list that needs no recursion.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/compound_sectors.h"
#include "core/error.h"

/** More storages and streams than this are refused. */
#define TR_COMPOUND_ENTRY_MAX ((size_t)1 << 16)

typedef enum tr_compound_kind {
    TR_COMPOUND_STORAGE = 1,
    TR_COMPOUND_STREAM = 2,
    TR_COMPOUND_ROOT = 5
} tr_compound_kind;

/** A storage or stream, with the bytes of its directory entry that digests run over. */
typedef struct tr_compound_entry {
    unsigned char name[64]; /* UTF-16LE */
    unsigned char clsid[16];
    unsigned char size_field[4];
    unsigned char state[4];
    unsigned char times[16]; /* of creation and modification */
    uint16_t name_size;      /* bytes, without the terminator */
    uint8_t kind;            /* tr_compound_kind */
    uint32_t start;          /* first sector, or first mini sector */
    uint32_t child;          /* of a storage: where its tree of children begins */
    uint32_t parent;         /* index */
    uint32_t first;          /* of a storage: index of its first child */
    uint32_t count;          /* of a storage: its children */
    uint64_t size;           /* of a stream */
} tr_compound_entry;

/**
 * Read all entries that can be reached. Entry 0 is the root. The children of a
 * storage have the indexes from first on, sorted by the bytes of their names,
 * a name that begins another one first.
 *
 * @param out  the entries, the caller's to free()
 * @return TR_ERR_FORMAT for a directory that breaks the format; TR_ERR_MEMORY, TR_ERR_IO
 */
tr_status tr_compound_directory_load(tr_compound_entry **out, size_t *count, tr_sectors *sectors,
                                     tr_error *err);
