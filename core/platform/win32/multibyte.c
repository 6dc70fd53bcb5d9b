#include "core/platform/multibyte.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#define JAPANESE 932

struct tr_multibyte {
    UINT page;
};

tr_multibyte *tr_multibyte_open(tr_multibyte_page page)
{
    tr_multibyte *multibyte = malloc(sizeof(*multibyte));

    if (!multibyte)
        return NULL;
    multibyte->page = page == TR_MULTIBYTE_JAPANESE ? JAPANESE : GetACP();
    if (!IsValidCodePage(multibyte->page)) {
        free(multibyte);
        return NULL;
    }
    return multibyte;
}

void tr_multibyte_close(tr_multibyte *multibyte)
{
    free(multibyte);
}

size_t tr_multibyte_decode(tr_multibyte *multibyte, char *out, const char *text, size_t size)
{
    wchar_t *wide = size <= INT_MAX / TR_MULTIBYTE_GROWTH ? malloc(size * sizeof(*wide) + 1) : NULL;
    int units = 0, bytes = 0;

    if (wide && size > 0)
        units = MultiByteToWideChar(multibyte->page, 0, text, (int)size, wide, (int)size);
    if (units > 0)
        bytes = WideCharToMultiByte(CP_UTF8, 0, wide, units, out, (int)(TR_MULTIBYTE_GROWTH * size),
                                    NULL, NULL);
    free(wide);
    return bytes > 0 ? (size_t)bytes : 0;
}

size_t tr_multibyte_encode(tr_multibyte *multibyte, char *out, size_t room, const char *text,
                           size_t size)
{
    wchar_t *wide = size <= INT_MAX ? malloc(size * sizeof(*wide) + 1) : NULL;
    BOOL is_lossy = FALSE;
    int units = 0, bytes = 0;

    if (wide && size > 0)
        units = MultiByteToWideChar(CP_UTF8, 0, text, (int)size, wide, (int)size);
    if (units > 0)
        bytes = WideCharToMultiByte(multibyte->page, WC_NO_BEST_FIT_CHARS, wide, units, out,
                                    room < INT_MAX ? (int)room : INT_MAX, NULL, &is_lossy);
    free(wide);
    return bytes > 0 && !is_lossy ? (size_t)bytes : 0;
}
