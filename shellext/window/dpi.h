/* Sizes at the resolution of a window, on every Windows since 7. */
#pragma once

#include <windows.h>

/** The resolution of a window; the system's where Windows has but one. */
UINT dpi_of(HWND window);

/** A length that is given for 96 dots per inch. */
int dpi_scale(int length, UINT dpi);

/** The font of messages, to DeleteObject(). */
HFONT dpi_font(UINT dpi);

/** The size of small icons. */
int dpi_icon_size(UINT dpi);
