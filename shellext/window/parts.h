/* The controls of the window. */
#pragma once

#include <windows.h>

#include "shellext/window/layout.h"

#define CONTROL_LIST  301
#define CONTROL_OTHER 302 /* and so on, for parts that send nothing */

/** Make them all, in the order of the Tab key; false if one cannot be made. */
BOOL parts_make(layout *all, HWND window);

/** Give them the font and sizes of a resolution. *font is what they had; NULL at first. */
void parts_set_dpi(layout *all, HFONT *font, UINT dpi);

/** Set what a part says; the text is taken. */
void parts_set_text(const layout *all, part which, wchar_t *text);
