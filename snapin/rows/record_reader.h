/*
 * Reads what a command of trustmend.exe prints (JSON Lines), in pieces as they
 * come, and makes rows of its records. What is printed is not believed: a line
 * that is too long or is no record ends the reading.
 */
#pragma once

#include <stddef.h>

#include "core/error.h"
#include "snapin/rows/node.h"
#include "snapin/rows/row.h"

/** The longest line, and the most lines of all. */
#define RECORD_LONGEST ((size_t)16 * 1024 * 1024)
#define RECORD_MOST    ((size_t)4 * 1024 * 1024)

/** The most bytes of all lines together. */
#define RECORD_ALL ((size_t)256 * 1024 * 1024)

typedef struct record_reader record_reader;

/**
 * @param of  whose types of records make rows, with its cells; NULL: every record is a row
 *            without cells, as whoever carries out a plan needs it
 */
record_reader *record_reader_new(const node *of);
void record_reader_free(record_reader *reader); /* NULL is fine */

/** Read the next bytes. On failure, which stays, the rows so far are good. */
tr_status record_reader_feed(record_reader *reader, const char *bytes, size_t size, tr_error *err);

/** There is no more. TR_ERR_FORMAT if a line breaks off, or there was no summary. */
tr_status record_reader_end(record_reader *reader, tr_error *err);

/** The rows since the last call, for row_block_free; NULL if there are none. */
row_block *record_reader_take(record_reader *reader);

/** The record of the type "summary", JSON text; NULL until it is read. */
const char *record_reader_summary(const record_reader *reader);
