/* What is to be seen on the screen. */
#pragma once

#include <stdbool.h>

#include <windows.h>

/** The two colours of a piece of the screen that matter to who reads. */
typedef struct seen {
    COLORREF behind; /* of most of it */
    COLORREF text;   /* the one that differs most from it */
    double contrast; /* between both, from 1 to 21 (WCAG 2) */
} seen;

/** Look at a piece of a window, in its own coordinates. False: it cannot be seen. */
bool screen_look(seen *out, HWND window, const RECT *piece);

/** How light a colour is, from 0 to 1. */
double screen_luminance(COLORREF colour);
