/* The commands of the window: in its menu bar, by keys, and in the list's own menu. */
#pragma once

#include <windows.h>

#include "shellext/window/arguments.h"

/** The menu bar, for the window that it is set to. */
HMENU commands_menu(window_mode mode);

/** The menu of a selected file, to DestroyMenu(). */
HMENU commands_context_menu(window_mode mode);

/** To DestroyAcceleratorTable(). */
HACCEL commands_keys(void);

/** Let a command be chosen or not, in a menu and its parts. */
void commands_enable(HMENU menu, UINT command, BOOL can_be);
