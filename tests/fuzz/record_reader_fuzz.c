/*
 * What a hostile program says to the console: whatever it is, in pieces of whatever size, the rows
 * are whole, can be sorted by every column, and found again. The first byte chooses the node, the
 * second one the size of pieces.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "snapin/rows/record_reader.h"
#include "snapin/rows/row_set.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool is_so)
{
    if (!is_so)
        abort();
}

static void check_row(const row *shown, const node *of)
{
    json_t *record = row_record(shown);

    hold(json_is_object(record) && *shown->type && shown->key);
    hold(shown->cell_count == (of ? of->column_count : 0));
    for (size_t index = 0; index < shown->cell_count; index++)
        hold(shown->cells[index].text != NULL);
    json_decref(record);
}

static void check_order(const row_set *set, size_t by, bool is_descending)
{
    for (size_t index = 1; index < row_set_count(set); index++) {
        int order =
            row_compare(row_set_at(set, index - 1), row_set_at(set, index), row_set_node(set), by);

        hold(is_descending ? order >= 0 : order <= 0);
    }
}

static void check_rows(row_set *set)
{
    const node *of = row_set_node(set);

    for (size_t index = 0; index < row_set_count(set); index++)
        check_row(row_set_at(set, index), of);
    for (size_t by = 0; by < of->column_count; by++) {
        hold(row_set_sort(set, by, by % 2));
        check_order(set, by, by % 2);
    }
    for (size_t index = 0; index < row_set_count(set) && index < 16; index++)
        hold(row_set_find_key(set, row_set_at(set, index)->key) <= index);
}

static void take(record_reader *reader, row_set *set)
{
    row_block *block = record_reader_take(reader);

    if (block && set) {
        hold(row_set_take(set, block));
    } else if (block) {
        check_row(row_block_at(block, 0), NULL);
        row_block_free(block);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const node *of;
    record_reader *reader;
    row_set *set;
    size_t piece;

    if (size < 2)
        return 0;
    of = data[0] % (NODE_COUNT + 1) < NODE_COUNT ? node_of(data[0] % (NODE_COUNT + 1)) : NULL;
    piece = (size_t)data[1] + 1;
    reader = record_reader_new(of);
    set = of ? row_set_new(of) : NULL;
    for (size_t at = 2; at < size; at += piece) {
        size_t left = size - at;

        record_reader_feed(reader, (const char *)data + at, left < piece ? left : piece, NULL);
        take(reader, set);
    }
    record_reader_end(reader, NULL);
    if (set)
        check_rows(set);
    row_set_free(set);
    record_reader_free(reader);
    return 0;
}
