#include "snapin/bytes.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 256

static bool make_room(bytes *out, size_t size)
{
    size_t room = out->room > 0 ? out->room : FIRST_ROOM;
    unsigned char *data;

    if (out->has_failed || size > SIZE_MAX / 4 - out->size)
        return false;
    while (room - out->size < size || room < out->size)
        room *= 2;
    if (room == out->room)
        return true;
    data = realloc(out->data, room);
    if (!data)
        return false;
    out->data = data;
    out->room = room;
    return true;
}

bool bytes_add(bytes *out, const void *data, size_t size)
{
    if (!make_room(out, size)) {
        out->has_failed = true;
        return false;
    }
    memcpy(out->data + out->size, data, size);
    out->size += size;
    return true;
}

bool bytes_add_text(bytes *out, const wchar_t *text)
{
    return bytes_add(out, text, (wcslen(text) + 1) * sizeof(*text));
}

void bytes_free(bytes *all)
{
    free(all->data);
    *all = (bytes){ 0 };
}
