/*
 * What the window says: all of it comes from the string tables (strings.rc), in
 * the user's language where there is a table for it, else in English.
 */
#pragma once

#include <stdint.h>
#include <time.h>

#include <windows.h>

#include "core/words/language.h"

/** The language to speak, by its tag ("ja"); NULL is the user's. */
void strings_choose(const char *tag);

/** The language that is spoken: what core is to say its texts in. */
tr_language strings_language(void);

/** Whether the language that is spoken is written from right to left. */
BOOL strings_are_mirrored(void);

/**
 * A text of the tables, to free(); NULL when out of memory.
 *
 * @param ...  what %1 to %9 stand for, each a const wchar_t *; as many as the text has
 */
wchar_t *text_of(UINT id, ...);

/** What core says, made safe to be shown on one line, to free(); NULL when out of memory. */
wchar_t *text_from_utf8(const char *text);

/** Numbers, sizes and times as this user writes them, to free(); NULL when out of memory. */
wchar_t *text_of_number(uint64_t number);
wchar_t *text_of_size(uint64_t bytes);
wchar_t *text_of_time(time_t time);
