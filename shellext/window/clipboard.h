/* Selected files as text on the clipboard. */
#pragma once

#include <windows.h>

#include "shellext/window/model.h"

/** A line for each: what the columns say, with tabs between them, as spreadsheets take it. */
void clipboard_copy_rows(HWND owner, HWND list, const model *rows);

/** Their paths, a line for each. */
void clipboard_copy_paths(HWND owner, HWND list, const model *rows);
