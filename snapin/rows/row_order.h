/*
 * The order of rows by a column.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "snapin/rows/column.h"
#include "snapin/rows/row.h"

/** Sort rows by their cells of a column, stably; false when out of memory. */
bool rows_sort(const row **rows, size_t count, const column *by, size_t index, bool is_descending);
