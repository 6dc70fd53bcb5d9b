/*
 * What the right-hand side shows: columns, and rows that are kept here or, in a
 * virtual list, only counted. Handles of rows are numbers that are not used again.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>

typedef struct component component;
typedef struct scope_item scope_item;

typedef struct result_column {
    wchar_t *title;
    int format; /* LVCFMT_... */
    int width;
    bool is_hidden;
} result_column;

/** A text that a snap-in lent: what it said, and where it stands as long as it must. */
typedef struct lent_text {
    const wchar_t *at;
    wchar_t *was;
} lent_text;

typedef struct result_row {
    HRESULTITEM id;
    component *owner;
    scope_item *scope; /* a child of the node that is shown; NULL for a row of its own */
    wchar_t *text;     /* of the first column; NULL: asked for */
    int image;
    UINT state; /* LVIS_SELECTED, LVIS_FOCUSED, ... */
    LPARAM cookie;
    int indent;
    lent_text *lent; /* one for each column that was asked for; NULL: none yet */
    int lent_count;
    int was; /* its place before the sort that is under way */
} result_row;

typedef struct result_list {
    result_column *columns;
    int column_count;
    result_row **rows;
    int row_count;
    int row_capacity;
    bool is_virtual;
    BYTE *selected; /* of a virtual list: one for each row */
    int focused;
    int sorted_by; /* -1: by nothing */
    bool is_descending;
    LONG generation;
    int made; /* rows since the list was emptied, for their handles */
    result_row **by_id;
    int by_id_capacity;
} result_list;

void result_list_clear(result_list *self); /* all but the columns */
void result_list_clear_columns(result_list *self);

result_row *result_list_insert(result_list *self, int at); /* -1: last */
void result_list_remove(result_list *self, int index);
result_row *result_list_find(const result_list *self, HRESULTITEM id);

/** Where a row stands; -1 if nowhere. */
int result_list_index_of(const result_list *self, const result_row *row);

bool result_list_set_count(result_list *self, int count);

bool result_list_is_selected(const result_list *self, int index);
void result_list_select(result_list *self, int index, bool is_selected);
int result_list_selected_count(const result_list *self);

bool result_list_insert_column(result_list *self, int at, const wchar_t *title, int format,
                               int width);
void result_list_remove_column(result_list *self, int at);

/** Whether a text that was lent still stands where it stood. */
bool lent_text_lives(const lent_text *self);
