/* Dialogs that keep the console waiting. */
#pragma once

#include <stdbool.h>

#include <windows.h>

/** Begin: this is the console's thread, and its main window, which may be NULL. */
void modal_start(HWND frame);

/** The dialog of the console's thread that is up, be it modal or without an owner; or NULL. */
HWND modal_window(void);
bool modal_is_up(void);

/** Answer it as one who does not want it. */
void modal_cancel(HWND dialog);
