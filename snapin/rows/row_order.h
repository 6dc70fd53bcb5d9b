/*
 * The order of rows by a column.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "snapin/rows/column.h"
#include "snapin/rows/row.h"

/** Sort rows by their cells at an index, of a column of this kind, stably; false when out of
 *  memory. */
bool rows_sort(const row **rows, size_t count, column_kind kind, size_t index, bool is_descending);
