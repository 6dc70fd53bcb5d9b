#include "tests/console/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

static SRWLOCK lock = SRWLOCK_INIT;

void output_write(json_t *object)
{
    char *line = json_dumps(object, JSON_COMPACT);

    AcquireSRWLockExclusive(&lock);
    if (line)
        puts(line);
    fflush(stdout);
    ReleaseSRWLockExclusive(&lock);
    free(line);
    json_decref(object);
}

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

char *utf8_of(const wchar_t *text)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *out = must(calloc(1, (size_t)size + 1));

    WideCharToMultiByte(CP_UTF8, 0, text, -1, out, size, NULL, NULL);
    return out;
}

wchar_t *utf16_of(const char *text)
{
    int count = MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0);
    wchar_t *out = must(calloc((size_t)count + 1, sizeof(*out)));

    MultiByteToWideChar(CP_UTF8, 0, text, -1, out, count);
    return out;
}

json_t *output_text(const wchar_t *text)
{
    char *utf8 = text ? utf8_of(text) : NULL;
    json_t *value = utf8 ? json_string(utf8) : NULL;

    free(utf8);
    return value ? value : json_null();
}

const char *shown(const wchar_t *text)
{
    static char places[8][160];
    static unsigned next;
    char *place = places[next++ % 8];
    char *utf8 = text ? utf8_of(text) : NULL;

    strncpy(place, utf8 ? utf8 : "(none)", sizeof(places[0]) - 1);
    free(utf8);
    return place;
}
