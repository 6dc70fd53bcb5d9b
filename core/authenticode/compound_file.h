/*
 * Compound files ([MS-CFB]): storages and streams within one file.
 *
 * Input that breaks the format is TR_ERR_FORMAT with a message that fits behind "the file is
 * damaged: ".
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/compound_directory.h"
#include "core/authenticode/source.h"
#include "core/bytes.h"
#include "core/error.h"

typedef struct tr_compound_file tr_compound_file;

/** @param source  borrowed; must outlive *out */
tr_status tr_compound_file_open(tr_compound_file **out, const tr_source *source, tr_error *err);
void tr_compound_file_close(tr_compound_file *file); /* NULL is fine */

/** An entry of the directory; borrowed. */
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
