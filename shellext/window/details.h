/* What is to be said of the selected file, in sentences: a field to read and copy from. */
#pragma once

#include <windows.h>

#include "shellext/window/row.h"

HWND details_create(HWND parent, UINT_PTR id);

/** Show a file; NULL: none is selected. others: how many are selected beside it. */
void details_show(HWND details, const row *which, int others);
