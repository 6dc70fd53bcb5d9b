/* Whether a DLL lets itself be unloaded when nothing of it is used any more. */
#pragma once

#include <windows.h>

/** Remember a DLL that a class came from. */
void unloading_note(HMODULE dll);

/** Everything is released: each DLL must say so before long, and is unloaded. */
void unloading_check(void);
