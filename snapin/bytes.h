/* Bytes that grow at their end. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/** { 0 } is empty. */
typedef struct bytes {
    unsigned char *data;
    size_t size;
    size_t room;
    bool has_failed; /* out of memory: what was added since is not there */
} bytes;

/** False when out of memory. */
bool bytes_add(bytes *out, const void *data, size_t size);

/** Add a text with its end. */
bool bytes_add_text(bytes *out, const wchar_t *text);

void bytes_free(bytes *all);
