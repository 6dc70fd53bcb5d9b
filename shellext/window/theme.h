/*
 * Light or dark: what the user chose for programs, while no high contrast is on,
 * whose colours are the user's too and come first.
 *
 * Windows documents a dark title bar, and that controls take colours; it documents no
 * dark menus, scroll bars and dialogs, and these stay as they are.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

#include "shellext/window/layout.h"

typedef struct theme {
    bool is_dark;
    HBRUSH face;  /* of the window; NULL while it is light */
    HBRUSH field; /* of what is read in it */
} theme;

/** Colours of the dark window. */
#define THEME_FACE      RGB(43, 43, 43)
#define THEME_FIELD     RGB(32, 32, 32)
#define THEME_TEXT      RGB(240, 240, 240)
#define THEME_DIM_TEXT  RGB(165, 165, 165) /* of what cannot be chosen now */
#define THEME_BUTTON    RGB(60, 60, 60)
#define THEME_PRESSED   RGB(80, 80, 80)
#define THEME_LINE      RGB(110, 110, 110)
#define THEME_SELECTED  RGB(0, 90, 158)
#define THEME_ELSEWHERE RGB(75, 75, 75) /* selected, where the keyboard is elsewhere */

/** Look what is wanted now, and give the window and its parts the colours. */
void theme_apply(theme *self, const layout *parts, HWND window);
void theme_clear(theme *self);

/** Answer a message about colours; false where Windows' own answer is good. */
bool theme_answer(LRESULT *answer, const theme *self, HWND window, UINT message, WPARAM wparam,
                  LPARAM lparam);

/** Whether a message says that something else may be wanted. */
bool theme_is_news(UINT message, LPARAM lparam);
