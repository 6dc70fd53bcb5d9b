/*
 * Paths in the form that Windows takes at any length and as they are: absolute
 * and with \\?\ before them. Without it, more than 260 characters are refused,
 * and names such as "aux.dll" or "a.dll." would be taken for other ones.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/**
 * The path for Windows, the caller's to free(). "." and ".." are taken out,
 * both separators taken; a path that has \\?\ or \\.\ already stays as it is.
 *
 * @return NULL, with SetLastError(), as tr_text_to_utf16
 */
wchar_t *tr_path_native(const char *path);

/** Whether a reparse point leads somewhere else, or may do so as far as we know its tag. */
bool tr_path_is_link(unsigned long reparse_tag);
