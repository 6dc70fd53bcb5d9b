/*
 * UTF-8 (RFC 3629), as strictly as JSON and terminals need it: no overlong
 * forms, no surrogates, nothing above U+10FFFF.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What a byte that belongs to no character stands for. */
#define TR_UTF8_INVALID ((uint32_t)0xFFFFFFFF)

/**
 * Read the character at the head of a text that ends with a zero byte.
 *
 * @param out  its code point, or TR_UTF8_INVALID for a byte that fits nowhere
 * @return the bytes it takes, 1 if invalid; 0 at the end of the text
 */
size_t tr_utf8_next(uint32_t *out, const char *text);

/**
 * Write a character, which is one: no surrogate, and not above U+10FFFF.
 *
 * @param out  room for TR_UTF8_LONGEST bytes; no zero byte is put behind it
 * @return the bytes it takes
 */
#define TR_UTF8_LONGEST 4
size_t tr_utf8_put(char *out, uint32_t character);

/** Whether all of a text is UTF-8. */
bool tr_utf8_is_valid(const char *text);

/** A copy with U+FFFD for each byte that fits nowhere, to free(); NULL when out of memory. */
char *tr_utf8_repair(const char *text);
