/*
 * A command's icon as menus want it: a bitmap with alpha, of the size that small
 * icons have at the window's resolution, and in the menu's own colour where the
 * user asked for high contrast.
 */
#pragma once

#include <windows.h>

/** The size of small icons in a window, or the system's if window is NULL or Windows has but one.
 */
int icon_size(HWND window);

/** The bitmap of an icon of the DLL, to DeleteObject(); NULL if it cannot be made. */
HBITMAP icon_create(WORD id, int size);
