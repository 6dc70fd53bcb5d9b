/*
 * Commands as they are typed, put together piece by piece.
 */
#pragma once

#include <stdarg.h>

/** A text as printf makes it, to free(); NULL when out of memory. */
__attribute__((format(gnu_printf, 1, 2))) char *tr_command_text(const char *format, ...);

__attribute__((format(gnu_printf, 1, 0))) char *tr_command_text_of(const char *format,
                                                                   va_list arguments);

/** A path as a word of a command: in quotes where it needs them, to free(); NULL when out of
 *  memory. */
char *tr_command_word(const char *path);
