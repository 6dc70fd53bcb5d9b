/*
 * The ANSI code pages of Windows that have one byte to a character: what a
 * script without byte order mark is read as. (The double-byte ones of Chinese,
 * Japanese and Korean systems are not here.)
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define TR_CODE_PAGE_COUNT 10

/** The index of Windows-1252, the code page of western systems. */
#define TR_CODE_PAGE_WESTERN 0

typedef struct tr_code_page {
    const char *name;         /* "Windows-1252" */
    uint16_t characters[128]; /* UTF-16 of the bytes 0x80 to 0xff; those below are ASCII */
} tr_code_page;

/** One of TR_CODE_PAGE_COUNT. */
const tr_code_page *tr_code_page_get(size_t index);
