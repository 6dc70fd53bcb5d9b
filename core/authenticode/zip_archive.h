/*
 * The directory of a ZIP archive (APPNOTE.TXT 6.3.9), ZIP64 included.
 *
 * The archive has to be one as packages are: in one piece, its directory and
 * end record at the file's end, with nothing in between. Input that breaks
 * the format is TR_ERR_FORMAT with a message that fits behind "the file is
 * damaged: ".
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/source.h"
#include "core/error.h"

/** Archives with more files, or longer names, are refused. */
#define TR_ZIP_ENTRY_MAX ((size_t)1 << 18)
#define TR_ZIP_NAME_MAX  ((size_t)1024)

#define TR_ZIP_NONE ((size_t)-1)

#define TR_ZIP_ENCRYPTED  0x0001 /* flags of an entry */
#define TR_ZIP_DESCRIPTOR 0x0008 /* CRC and sizes stand behind the data */

/** A file of the archive, as the directory describes it. */
typedef struct tr_zip_entry {
    uint64_t offset; /* of its local header */
    uint64_t stored; /* size in the archive */
    uint64_t size;   /* true size */
    uint64_t record; /* offset of its directory record */
    uint32_t record_size;
    uint32_t crc;
    uint16_t flags;
    uint16_t method; /* 0: stored, 8: deflated */
    uint16_t name_size;
    uint32_t extra_size; /* extra field and comment of the record */
} tr_zip_entry;

/** Where the archive's end stands, as offsets in the file. */
typedef struct tr_zip_end {
    uint64_t directory;
    uint64_t directory_size;
    uint64_t end64;   /* 0: none */
    uint64_t locator; /* 0: none */
    uint64_t end;     /* end record */
} tr_zip_end;

typedef struct tr_zip_archive tr_zip_archive;

/** @param source  borrowed; must outlive *out */
tr_status tr_zip_archive_open(tr_zip_archive **out, const tr_source *source, tr_error *err);
void tr_zip_archive_close(tr_zip_archive *archive); /* NULL is fine */

const tr_source *tr_zip_archive_source(const tr_zip_archive *archive);
const tr_zip_end *tr_zip_archive_end(const tr_zip_archive *archive);

size_t tr_zip_archive_count(const tr_zip_archive *archive);
const tr_zip_entry *tr_zip_archive_get(const tr_zip_archive *archive, size_t index);

/** The name of an entry, with a zero byte behind it. */
tr_status tr_zip_archive_name(char out[TR_ZIP_NAME_MAX + 1], const tr_zip_archive *archive,
                              size_t index, tr_error *err);

/**
 * The entry of a name, as Windows' packaging compares them: without case,
 * either separator, %-escapes decoded. *out is TR_ZIP_NONE if there is none.
 */
tr_status tr_zip_archive_find(size_t *out, const tr_zip_archive *archive, const char *name,
                              tr_error *err);

/** Whether two entries have the same name in this sense. */
bool tr_zip_archive_has_twins(const tr_zip_archive *archive);
