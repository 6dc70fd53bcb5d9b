/*
 * UTF-16LE, as Windows keeps text on disk, to UTF-8.
 */
#pragma once

#include <stddef.h>

#include "core/bytes.h"

/**
 * Text up to its first zero character, or all of it, to free(). A lone
 * surrogate becomes U+FFFD; half a character at the end is left out.
 *
 * @return NULL when out of memory
 */
char *tr_utf16_to_utf8(tr_bytes text);
