#include "core/registry/utf16.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/utf8.h"

#define REPLACEMENT 0xFFFDu

static uint32_t unit_at(tr_bytes text, size_t at)
{
    return text.size - at < 2 ? 0 : text.data[at] | (uint32_t)text.data[at + 1] << 8;
}

/* The character at *at, which is moved behind it; 0 at the end. */
static uint32_t next_character(tr_bytes text, size_t *at)
{
    uint32_t first = unit_at(text, *at);
    uint32_t second;

    if (first == 0)
        return 0;
    *at += 2;
    if (first < 0xD800 || first > 0xDFFF)
        return first;
    second = unit_at(text, *at);
    if (first > 0xDBFF || second < 0xDC00 || second > 0xDFFF)
        return REPLACEMENT;
    *at += 2;
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

char *tr_utf16_to_utf8(tr_bytes text)
{
    char *out = malloc(text.size / 2 * 3 + 1); /* a unit takes three bytes at most */
    size_t size = 0;
    uint32_t character;

    if (!out)
        return NULL;
    for (size_t at = 0; (character = next_character(text, &at)) != 0;)
        size += tr_utf8_put(out + size, character);
    out[size] = '\0';
    return out;
}
