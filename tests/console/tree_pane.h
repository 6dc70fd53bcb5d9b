/* The tree on the left. */
#pragma once

#include <windows.h>
#include <commctrl.h>

#include "tests/console/host.h"

HWND tree_pane_create(HWND parent, int id);

/** Show the tree as it is, and which node is selected. */
void tree_pane_refresh(HWND tree, host *in);

/** Answer a notification of it. */
LRESULT tree_pane_notify(HWND tree, host *in, NMHDR *notice);
