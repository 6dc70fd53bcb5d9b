/*
 * Compound files ([MS-CFB]): storages and streams within one file.
 *
 * The directory is read once, without recursion. Input that breaks the format
 * is TR_ERR_FORMAT with a message that fits behind "the file is damaged: ".
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/source.h"
#include "core/bytes.h"
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

typedef struct tr_compound_file tr_compound_file;

/** @param source  borrowed; must outlive *out */
tr_status tr_compound_file_open(tr_compound_file **out, const tr_source *source, tr_error *err);
void tr_compound_file_close(tr_compound_file *file); /* NULL is fine */

/**
 * An entry; borrowed. Entry 0 is the root. The children of a storage have the
 * indexes from first on, sorted by the bytes of their names, a name that
 * begins another one first.
 */
const tr_compound_entry *tr_compound_file_get(const tr_compound_file *file, size_t index);

/** The entry below a storage that has this name in UTF-16LE; NULL if there is none. */
const tr_compound_entry *tr_compound_file_find(const tr_compound_file *file, size_t storage,
                                               tr_bytes name);

/** Pass the bytes of a stream on, in order. */
tr_status tr_compound_file_feed(tr_compound_file *file, const tr_compound_entry *stream,
                                tr_source_take *take, void *context, tr_error *err);

/** The bytes of a stream of at most limit bytes, the caller's to free(). */
tr_status tr_compound_file_load(unsigned char **out, tr_compound_file *file,
                                const tr_compound_entry *stream, size_t limit, tr_error *err);

/** Behind the last byte that the compound file uses; what follows is no part of it. */
tr_status tr_compound_file_end(uint64_t *out, tr_compound_file *file, tr_error *err);
