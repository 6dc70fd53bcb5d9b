/*
 * Text in Windows' code pages, of which some have characters of two bytes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef enum tr_multibyte_page {
    TR_MULTIBYTE_ANSI,    /* this machine's; on other systems Windows-1252 */
    TR_MULTIBYTE_JAPANESE /* 932, Microsoft's Shift-JIS */
} tr_multibyte_page;

/** No byte becomes more than this many in UTF-8. */
#define TR_MULTIBYTE_GROWTH 3

/**
 * What converts from and to a code page. For one thread.
 */
typedef struct tr_multibyte tr_multibyte;

/** NULL if the system does not know the code page. */
tr_multibyte *tr_multibyte_open(tr_multibyte_page page);
void tr_multibyte_close(tr_multibyte *multibyte); /* NULL is fine */

/**
 * To UTF-8; a byte that is no character becomes U+FFFD.
 *
 * @param out  room for TR_MULTIBYTE_GROWTH * size bytes
 * @return how many bytes; no zero byte follows them
 */
size_t tr_multibyte_decode(tr_multibyte *multibyte, char *out, const char *text, size_t size);

/** From UTF-8; how many bytes, 0 if there is no room or the code page lacks a character. */
size_t tr_multibyte_encode(tr_multibyte *multibyte, char *out, size_t room, const char *text,
                           size_t size);
