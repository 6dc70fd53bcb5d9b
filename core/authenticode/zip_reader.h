/*
 * The content of one file of a ZIP archive, read piece by piece.
 */
#pragma once

#include <stddef.h>

#include "core/authenticode/source.h"
#include "core/authenticode/zip_archive.h"
#include "core/error.h"

typedef struct tr_zip_reader tr_zip_reader;

/** @param archive  borrowed; must outlive *out */
tr_status tr_zip_reader_open(tr_zip_reader **out, const tr_zip_archive *archive, size_t index,
                             tr_error *err);
void tr_zip_reader_close(tr_zip_reader *reader); /* NULL is fine */

/**
 * Read on until buffer is full or the content ends; *got is below room at its
 * end only. There, size and CRC have to be those that the directory names.
 */
tr_status tr_zip_reader_read(size_t *got, tr_zip_reader *reader, unsigned char *buffer, size_t room,
                             tr_error *err);

/** Pass all of a file's content on, in order. */
tr_status tr_zip_feed(const tr_zip_archive *archive, size_t index, tr_source_take *take,
                      void *context, tr_error *err);
