/* What the host says: JSON Lines on standard output, each object with a "type". */
#pragma once

#include <wchar.h>

#include <jansson.h>

/** Write one line; the object is taken. Any thread may. */
void output_write(json_t *object);

/** A string of UTF-16 as a JSON value; null for NULL. What is no UTF-16 is shown as U+FFFD. */
json_t *output_text(const wchar_t *text);

/** A short text for a message: UTF-8, valid until the eighth call after this one. */
const char *shown(const wchar_t *text);

/** UTF-16 as UTF-8, and the other way round; to free(). Never NULL: there is memory, or we end. */
char *utf8_of(const wchar_t *text);
wchar_t *utf16_of(const char *text);
