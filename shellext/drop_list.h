/*
 * The names in a CF_HDROP block: Microsoft's DROPFILES structure, after which
 * the names stand one after the other, in UTF-16 or the system's code page, each
 * closed by a zero and all of them by one more.
 *
 * Whoever made the block may have made anything of it, so nothing is believed: a
 * name that the block's end cuts off is none. Nothing here needs Windows.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct tr_drop_list {
    const uint8_t *next; /* the next name */
    size_t left;         /* bytes from there on */
    bool is_wide;        /* UTF-16, else the system's code page */
} tr_drop_list;

/** A borrowed name; its units may stand at any address, so copy them before use. */
typedef struct tr_dropped_name {
    const uint8_t *bytes;
    size_t size; /* in bytes, without the zero */
} tr_dropped_name;

/** Begin with the first name of a block; false if it is none. */
bool tr_drop_list_open(tr_drop_list *list, const void *block, size_t size);

/** The next name; false after the last. */
bool tr_drop_list_next(tr_drop_list *list, tr_dropped_name *name);
