/*
 * UTF-8 and UTF-16, without a loss: what Windows calls UTF-16 may hold lone
 * surrogates, which generalised UTF-8 (WTF-8) keeps as three bytes each.
 */
#pragma once

#include <stddef.h>
#include <wchar.h>

/**
 * The text in UTF-16, the caller's to free().
 *
 * @return NULL, with SetLastError(), if memory is out (ERROR_NOT_ENOUGH_MEMORY)
 *         or text is no WTF-8 (ERROR_NO_UNICODE_TRANSLATION)
 */
wchar_t *tr_text_to_utf16(const char *text);

/** The first count units in UTF-8, the caller's to free(); NULL when out of memory. */
char *tr_text_to_utf8(const wchar_t *text, size_t count);
