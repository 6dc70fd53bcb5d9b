/*
 * The console's window, for a person: the tree, the list or what stands in its
 * place, toolbars, menus and the status bar. It shows what the engine holds and
 * hands on what the person does; nothing is decided here.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

#include "tests/console/host.h"

/** The main window, not shown; NULL where there is no display for it. */
HWND window_create(void);

/** Let the window show this console from now on. */
void window_attach(HWND window, host *in);

void window_show(HWND window);

/** Go on until the person closes the window. */
void window_stay(HWND window);

/** Take it away; the console goes on without. */
void window_close(HWND window);
