/* What a dark window draws itself: headers, buttons, and selected rows. */
#pragma once

#include <windows.h>
#include <commctrl.h>

#include "shellext/window/theme.h"

/** Have the header of a list drawn as the theme says, for as long as both live. */
void theme_drawing_attach(HWND list, const theme *by);

/** Answer a control's NM_CUSTOMDRAW; false where it draws itself as ever. */
bool theme_drawing_answer(LRESULT *answer, const theme *by, NMHDR *notice);
