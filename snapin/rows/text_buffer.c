#include "snapin/rows/text_buffer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(text_buffer *out, size_t size)
{
    size_t room = out->room ? out->room : 256;
    char *text;

    if (size >= SIZE_MAX / 2 - out->size)
        return false;
    while (room <= out->size + size)
        room *= 2;
    if (room == out->room)
        return true;
    text = realloc(out->text, room);
    if (text) {
        out->text = text;
        out->room = room;
    }
    return text != NULL;
}

void text_buffer_add(text_buffer *out, const char *text, size_t size)
{
    if (out->has_failed || !reserve(out, size)) {
        out->has_failed = true;
        return;
    }
    if (size > 0)
        memcpy(out->text + out->size, text, size);
    out->size += size;
    out->text[out->size] = '\0';
}

void text_buffer_empty(text_buffer *out)
{
    out->size = 0;
    if (out->text)
        out->text[0] = '\0';
}

void text_buffer_clear(text_buffer *out)
{
    free(out->text);
    *out = (text_buffer){ 0 };
}
