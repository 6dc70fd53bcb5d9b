/* What to look for in a list. */
#pragma once

#include <windows.h>

/**
 * Ask for a text.
 *
 * @param before  what was looked for last, UTF-8; NULL: nothing
 * @return UTF-8, to free(); NULL if the user does not want to look for anything
 */
char *find_dialog_ask(HWND owner, const char *before);
