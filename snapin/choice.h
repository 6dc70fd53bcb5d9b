/* Files that the user names, in Windows' own dialogs. All are UTF-8, to free(); NULL: none. */
#pragma once

#include <windows.h>

/**
 * @param kinds      string id: pairs of a description and a pattern, each ended by |
 * @param extension  that a name without one gets, "cer"
 * @param name       string id of what is proposed; 0: nothing
 */
char *choice_to_open(HWND owner, UINT kinds);
char *choice_to_save(HWND owner, UINT kinds, const wchar_t *extension, UINT name);

/** A folder, or also a file. */
char *choice_of_folder(HWND owner, UINT title);
char *choice_of_place(HWND owner, UINT title);
