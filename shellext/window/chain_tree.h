/* The chains of a file's signatures, drawn as a tree from the root down, with what is missing
 * marked. */
#pragma once

#include <windows.h>

#include "shellext/window/row.h"

HWND chain_tree_create(HWND parent, UINT_PTR id);
void chain_tree_set_dpi(HWND tree, UINT dpi);

/** Show the chains of a file; NULL: none is selected. */
void chain_tree_show(HWND tree, const row *which);
