/* The list on the right. */
#pragma once

#include <windows.h>
#include <commctrl.h>

#include "tests/console/view.h"

HWND list_pane_create(HWND parent, int id);

/** Show what CHANGED_... says that has changed. */
void list_pane_refresh(HWND list, view *of, int what);

/** Answer a notification of it. */
LRESULT list_pane_notify(HWND list, view *of, NMHDR *notice);
