/*
 * What the console remembers of the columns of a list: order, widths, which are
 * hidden, and the sorting. A column set belongs to a class of snap-in and is named
 * by what its data objects say in CCF_COLUMN_SET_ID.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>
#include <mmc.h>

typedef struct column_setting {
    int column; /* as it was inserted */
    int width;
    bool is_hidden;
} column_setting;

typedef struct column_set {
    CLSID class_id;
    SColumnSetID *id;
    column_setting *columns; /* in the order in which they are shown */
    size_t count;
    bool is_sorted;
    int sort_column;
    DWORD sort_options; /* RSI_… */
    struct column_set *next;
} column_set;

/** The set of this id; one is made if is_made, else NULL if there is none. */
column_set *column_store_find(const CLSID *class_id, const SColumnSetID *id, bool is_made);

/** Replace the columns; those given are copied. */
bool column_set_columns(column_set *self, const column_setting *columns, size_t count);

const column_set *column_store_first(void);

/** Forget them all: another console is opened. */
void column_store_clear(void);
