/*
 * From a record to the row that shows it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "snapin/rows/node.h"
#include "snapin/rows/row_block.h"
#include "snapin/rows/text_buffer.h"

/** What making rows needs again and again: { .node = ... }. */
typedef struct row_maker {
    const node *node;    /* NULL: rows without cells */
    text_buffer scratch; /* to be cleared */
} row_maker;

/** Whether records of a type make rows. */
bool row_maker_wants(const row_maker *maker, const char *type);

/**
 * Add a record's row to a block.
 *
 * @param text  the record as it was read, size bytes
 * @return false when out of memory, and the block is as it was
 */
bool row_maker_add(row_maker *maker, row_block *block, const json_t *record, const char *text,
                   size_t size);

/** The number by which a text of a column is sorted; CELL_NO_NUMBER if it has none. */
int64_t cell_number_of(const column *of, const char *text);
