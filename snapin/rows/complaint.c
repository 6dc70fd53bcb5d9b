#include "snapin/rows/complaint.h"

#include <string.h>

#include "core/utf8.h"

#define PROGRAM "trustmend: "

static void end_line(complaint *out)
{
    while (out->size > 0 && (unsigned char)out->line[out->size - 1] <= ' ')
        out->size--;
    if (out->size == 0)
        return;
    memcpy(out->last, out->line, out->size);
    out->last[out->size] = '\0';
    out->size = 0;
}

/* What a line is too long for is left out. */
static void add_part(complaint *out, const char *bytes, size_t size)
{
    size_t room = sizeof(out->line) - 1 - out->size;

    memcpy(out->line + out->size, bytes, size < room ? size : room);
    out->size += size < room ? size : room;
}

void complaint_add(complaint *out, const char *bytes, size_t size)
{
    while (size > 0) {
        const char *end = memchr(bytes, '\n', size);
        size_t part = end ? (size_t)(end - bytes) : size;

        add_part(out, bytes, part);
        if (end)
            end_line(out);
        part += end != NULL;
        bytes += part;
        size -= part;
    }
}

char *complaint_text(complaint *of)
{
    const char *text = of->last;

    end_line(of);
    if (strncmp(text, PROGRAM, strlen(PROGRAM)) == 0)
        text += strlen(PROGRAM);
    return *text ? tr_utf8_repair(text) : NULL;
}
