/*
 * What the snap-in says: all of it comes from its string tables (strings.rc), in
 * the language of the console where there is a table for it, else in English.
 */
#pragma once

#include <stdint.h>
#include <time.h>

#include <windows.h>

/**
 * A text of the tables, to free(); NULL when out of memory.
 *
 * @param ...  what %1 to %9 stand for, each a const wchar_t *; as many as the text has
 */
wchar_t *text_of(UINT id, ...);

/** The same in memory that the console frees (CoTaskMemAlloc). */
HRESULT text_for_console(wchar_t **out, UINT id);

/** The tag of the language that is spoken, "ja", for --language; to free(). */
char *text_language(void);

/** What a program says, made safe to be shown on one line, to free(); NULL when out of memory. */
wchar_t *text_from_utf8(const char *text);

/** A date, or a date with its time, as the user writes them, to free(). */
wchar_t *text_of_time(time_t time);
