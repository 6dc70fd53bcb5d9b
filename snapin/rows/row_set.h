/*
 * The rows of one list, in the order and choice that the user asked for. An
 * index is that of a row that is shown. Not for several threads at once.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "snapin/rows/node.h"
#include "snapin/rows/row.h"

/** No such row. */
#define ROW_SET_NONE SIZE_MAX

/** What is shown of a list; zeroed: everything. */
typedef struct row_filter {
    row_tone least;     /* rows of this tone and graver ones */
    const char *status; /* a word of the node's status column ("missing"); NULL: any */
    const char *text;   /* that some cell holds, whatever its case; NULL: any */
} row_filter;

typedef struct row_set row_set;

/** @param of  borrowed */
row_set *row_set_new(const node *of);
void row_set_free(row_set *set); /* NULL is fine */

/** Remove all rows; order and choice stay. */
void row_set_clear(row_set *set);

/** Take a block, also on failure, and show those of its rows that are chosen, behind the others;
 *  false when out of memory. They are not sorted in by themselves. */
bool row_set_take(row_set *set, row_block *block);

/** Take all rows of another set of the same node instead, as a refresh does once it is complete;
 *  order and choice stay. False when out of memory, and then nothing is shown. */
bool row_set_replace(row_set *set, row_set *fresh);

const node *row_set_node(const row_set *set);
size_t row_set_count(const row_set *set);     /* of those that are shown */
size_t row_set_count_all(const row_set *set); /* of all */

/** The row at an index; NULL if there is none. */
const row *row_set_at(const row_set *set, size_t index);

/** The order of two rows by a column: below 0, 0, above 0. A strict weak order. */
int row_compare(const row *first, const row *second, const node *of, size_t by);

/** Sort what is shown, stably; what is added later stands behind. False when out of memory. */
bool row_set_sort(row_set *set, size_t by, bool is_descending);

/** Choose what is shown, in the order it was sorted last; filter is copied. */
bool row_set_filter(row_set *set, const row_filter *filter);

/** The least tone of rows that are shown. */
row_tone row_set_least(const row_set *set);

/** Where the row with this key is; ROW_SET_NONE if it is not shown. */
size_t row_set_find_key(const row_set *set, const char *key);

/**
 * The next row at or behind an index, and then from the first one on, that is
 * looked for; ROW_SET_NONE if there is none.
 *
 * @param among      a column, or ROW_SET_NONE for all of them
 * @param is_prefix  the cell begins with the text; else it holds it. Case does not count
 */
size_t row_set_find(const row_set *set, size_t from, size_t among, const char *text,
                    bool is_prefix);
