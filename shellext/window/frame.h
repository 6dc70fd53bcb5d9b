/* The window: its parts, and what its commands do. */
#pragma once

#include <windows.h>

#include "shellext/window/arguments.h"

/** Show the window and start to work; NULL if that cannot be done. Takes what given holds. */
HWND frame_open(arguments *given, int show);

/** Go on with a message; true if it was for the window and is done. */
BOOL frame_translate(HWND window, MSG *message);

/** Say something in a box: a text that is taken. */
void frame_tell(HWND owner, wchar_t *text, UINT icon);
