#include "com/string_table.h"

#include <stdlib.h>
#include <string.h>

#define STRINGS_IN_BLOCK 16

/* A string of one language: its units are not terminated. */
static const wchar_t *find_in(size_t *count, HINSTANCE module, UINT id, LANGID language)
{
    HRSRC block =
        FindResourceExW(module, RT_STRING, MAKEINTRESOURCEW(id / STRINGS_IN_BLOCK + 1), language);
    HGLOBAL loaded = block ? LoadResource(module, block) : NULL;
    const wchar_t *units = loaded ? LockResource(loaded) : NULL;

    if (!units)
        return NULL;
    for (UINT before = id % STRINGS_IN_BLOCK; before > 0; before--)
        units += 1 + *units;
    *count = *units;
    return *count > 0 ? units + 1 : NULL;
}

/* As a format for FormatMessage, to free(). */
static wchar_t *find(HINSTANCE module, WORD language, UINT id)
{
    const LANGID wanted[] = { MAKELANGID(language, SUBLANG_NEUTRAL),
                              MAKELANGID(language, SUBLANG_DEFAULT),
                              MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US) };
    const wchar_t *units = NULL;
    size_t count = 0;
    wchar_t *format;

    for (size_t index = 0; index < ARRAYSIZE(wanted) && !units; index++)
        units = find_in(&count, module, id, wanted[index]);
    format = calloc(count + 1, sizeof(*format));
    if (format && units)
        memcpy(format, units, count * sizeof(*format));
    return format;
}

wchar_t *string_table_text(HINSTANCE module, WORD language, UINT id, va_list *inserts)
{
    wchar_t *format = find(module, language, id);
    wchar_t *formatted = NULL;
    wchar_t *text = NULL;

    if (format && *format)
        FormatMessageW(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ALLOCATE_BUFFER, format, 0, 0,
                       (wchar_t *)&formatted, 0, inserts);
    if (format)
        text = _wcsdup(formatted ? formatted : format);
    LocalFree(formatted);
    free(format);
    return text;
}
