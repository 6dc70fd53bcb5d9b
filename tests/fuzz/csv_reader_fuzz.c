/*
 * Comma-separated values: whatever comes, in whatever pieces, the rows are the
 * same, their lines go up, and no field holds a line feed that was not quoted.
 * Seeds: small lists.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/agent/csv_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A sum over all that was read. */
typedef struct digest {
    uint64_t sum;
    uint64_t last_line;
} digest;

static void add(digest *to, const void *data, size_t size)
{
    const unsigned char *bytes = data;

    for (size_t index = 0; index < size; index++)
        to->sum = (to->sum ^ bytes[index]) * 0x100000001B3u;
}

static bool take_row(void *context, const tr_csv_row *row)
{
    digest *to = context;

    if (row->line < to->last_line || row->count == 0 || row->count > TR_CSV_MOST_COLUMNS)
        abort();
    to->last_line = row->line;
    add(to, &row->line, sizeof(row->line));
    for (size_t index = 0; index < row->count; index++)
        add(to, row->fields[index], strlen(row->fields[index]) + 1);
    return true;
}

static void take_fault(void *context, uint64_t line, bool is_lost, const char *what)
{
    (void)is_lost;
    add(context, &line, sizeof(line));
    add(context, what, strlen(what));
}

static uint64_t read_pieces(const uint8_t *data, size_t size, size_t piece, char separator)
{
    digest seen = { 1, 0 };
    const tr_csv_options options = { separator, NULL };
    const tr_csv_visitor visitor = { take_row, take_fault, &seen };
    tr_csv_reader *reader = NULL;

    if (tr_csv_reader_new(&reader, &options, &visitor, NULL) != TR_OK)
        abort();
    for (size_t at = 0; at < size; at += piece)
        tr_csv_reader_feed(reader, data + at, size - at < piece ? size - at : piece, NULL);
    tr_csv_reader_end(reader, NULL);
    tr_csv_reader_free(reader);
    return seen.sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char separator = size > 0 && data[0] == ';' ? ';' : ',';

    if (read_pieces(data, size, size + 1, separator) != read_pieces(data, size, 5, separator))
        abort();
    return 0;
}
