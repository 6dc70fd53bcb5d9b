/*
 * Dialogs and property sheets as a script sees them: their controls, and what a
 * user does to these.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

#include <jansson.h>

/** The dialog or sheet of this program that is in front; NULL: none is up. */
HWND dialog_window(void);

/**
 * Its title and controls. A control whose text has not the room that it needs has "fits": false.
 */
json_t *dialog_describe(HWND dialog);

/** Whether a button of this number, or with this text, can be pressed. */
bool dialog_has(HWND dialog, const char *button);

/** Press it; false if it cannot be. */
bool dialog_press(HWND dialog, const char *button);

/** What has the focus in it, on whichever thread it runs; NULL: nothing has. */
HWND dialog_focus(HWND dialog);

/** Press a key (VK_TAB) where the focus is; false if it is nowhere. */
bool dialog_key(HWND dialog, WPARAM key);

/** Write into the edit control of this number; false if there is none, or it is disabled. */
bool dialog_type(HWND dialog, int id, const char *text);
