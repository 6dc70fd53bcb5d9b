/*
 * The string tables of a program or DLL: one for each language, in which a text
 * has the same number, and English for what a language has no text for.
 *
 * Windows' own LoadString chooses the language by itself; here it is said, and so
 * everything that is shown together is in one language.
 */
#pragma once

#include <stdarg.h>

#include <windows.h>

/**
 * A text with what it has inserted, to free(); NULL when out of memory.
 *
 * @param module    NULL for the program
 * @param language  LANG_GERMAN and the like
 * @param inserts   what %1 to %9 stand for, each a const wchar_t *
 */
wchar_t *string_table_text(HINSTANCE module, WORD language, UINT id, va_list *inserts);
