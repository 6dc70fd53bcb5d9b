/*
 * Typographic characters in what was pasted from an article or a document:
 * dashes that are no hyphens, quotes that are no quotes, blanks that do not
 * break. They look right, and programs do not know them: the vendor's own
 * articles print their IpXfer commands with EN DASH (U+2013) before switches.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

/** One that was found. */
typedef struct tr_typographic {
    size_t position;         /* in characters, from 1 */
    size_t end;              /* in bytes, behind it */
    uint32_t character;      /* its code point */
    const char *name;        /* "EN DASH" */
    const char *replacement; /* what was meant: "-"; "" for one that is not seen */
} tr_typographic;

/** Called for each. */
typedef void tr_typography_visit(void *context, const tr_typographic *found);

/**
 * Put plain characters in the place of typographic ones. Bytes that are no UTF-8 are taken as
 * Windows-1252, where a dash is the byte 0x96, and become UTF-8.
 *
 * @param out    to free(); to be wiped by the caller if the text holds a secret
 * @param visit  may be NULL
 */
tr_status tr_typography_mend(char **out, const char *text, tr_typography_visit *visit,
                             void *context, tr_error *err);

/** The first typographic character of a text; false if there is none. */
bool tr_typography_find(tr_typographic *out, const char *text);
