/* The list of files: a list view that asks the model for what it shows. */
#pragma once

#include <windows.h>
#include <commctrl.h>

#include "shellext/window/model.h"

/** Make the list. NULL if that cannot be done. */
HWND list_create(HWND parent, UINT_PTR id);

/** Give it the widths and icons of a resolution. */
void list_set_dpi(HWND list, UINT dpi);

/** Show what came to the model's end; where rows went elsewhere, the list needs to be redrawn. */
void list_refresh(HWND list, const model *rows);

/** Answer one of its notifications; false if it is none that the list cares for. */
BOOL list_notify(LRESULT *answer, HWND list, model *rows, NMHDR *notice);

/** Sort by a column; by the one that it is sorted by already, the other way round. */
void list_sort(HWND list, model *rows, int by);

/** The row that the details are about; NULL if none is selected. */
const row *list_current(HWND list, const model *rows);

int list_selected_count(HWND list);

/** The next selected row after an index, which is set; NULL: no further one. Start with -1. */
const row *list_next_selected(int *index, HWND list, const model *rows);

void list_select_all(HWND list);
