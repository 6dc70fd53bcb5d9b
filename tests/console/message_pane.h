/* What stands in place of the list where a node has a message, a page or a control. */
#pragma once

#include <windows.h>

#include "tests/console/view.h"

HWND message_pane_create(HWND parent, int id);
void message_pane_refresh(HWND pane, const view *of);
