/*
 * Making rows: their texts stand in a few large pieces of memory, so that a
 * hundred thousand rows are made, and freed, in no time.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "snapin/rows/row.h"

/** NULL when out of memory. */
row_block *row_block_new(void);

/** Add a row, whose texts are NULL; NULL when out of memory. It may be filled until the next one.
 */
row *row_block_add(row_block *block, size_t cell_count);

/** A copy of a text that lives as long as the block; NULL when out of memory. */
const char *row_block_text(row_block *block, const char *text, size_t size);

/** Take back the last row, which could not be filled. */
void row_block_drop_last(row_block *block);
