/*
 * Comma-separated values (RFC 4180) of any size, as rows of UTF-8 text, in
 * constant memory; whatever the separator, and whatever the ANSI code page.
 *
 * A row that breaks the rules of quoting is told, and read as people would: its
 * quotes are characters like others, and it ends with its line. So a quote that
 * is not closed takes no more than its own line away. A row that is too long,
 * or has too many columns, is told and passed over.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/code_page.h"
#include "core/bytes.h"
#include "core/error.h"

/** The longest row, in bytes, with all its lines. */
#define TR_CSV_LONGEST_ROW ((size_t)256 * 1024)

/** Most columns of a row. */
#define TR_CSV_MOST_COLUMNS 1024

typedef struct tr_csv_row {
    uint64_t line;             /* of the file, where it begins; from 1 */
    const char *const *fields; /* borrowed until the next row */
    size_t count;              /* at least 1 */
} tr_csv_row;

typedef struct tr_csv_visitor {
    /** A row; an empty line is none. Returns false to stop. */
    bool (*row)(void *context, const tr_csv_row *row);

    /**
     * Something is wrong in a line. is_lost: it is passed over; else it is read as well as it
     * goes. NULL: nobody wants to know.
     */
    void (*fault)(void *context, uint64_t line, bool is_lost, const char *what);

    void *context;
} tr_csv_visitor;

typedef struct tr_csv_options {
    char separator;
    const tr_code_page *page; /* what is written in; NULL: UTF-8, or else the ANSI code page */
} tr_csv_options;

typedef struct tr_csv_reader tr_csv_reader;

/** @param visitor  copied */
tr_status tr_csv_reader_new(tr_csv_reader **out, const tr_csv_options *options,
                            const tr_csv_visitor *visitor, tr_error *err);
void tr_csv_reader_free(tr_csv_reader *reader); /* NULL is fine */

/** Read the next bytes. TR_ERR_CANCELLED if the visitor said stop. */
tr_status tr_csv_reader_feed(tr_csv_reader *reader, const void *data, size_t size, tr_error *err);

/** Read what is left: a last line without its end. */
tr_status tr_csv_reader_end(tr_csv_reader *reader, tr_error *err);
