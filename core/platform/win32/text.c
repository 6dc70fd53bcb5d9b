#include "core/platform/win32/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

static bool is_high(uint32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(uint32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/*
 * Read one code point, which may be a surrogate: RFC 3629, section 3, but for
 * the one rule. Gives the number of bytes; 0 if they are none of UTF-8's.
 */
static size_t read_utf8(uint32_t *out, const unsigned char *text)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t size = text[0] < 0x80   ? 1
                  : text[0] < 0xC0 ? 0
                  : text[0] < 0xE0 ? 2
                  : text[0] < 0xF0 ? 3
                                   : 4;
    uint32_t point = text[0];

    if (size == 0 || text[0] > 0xF4)
        return 0;
    if (size > 1)
        point &= 0x7Fu >> size;
    for (size_t index = 1; index < size; index++) {
        /* The zero at the end is no continuation either. */
        if ((text[index] & 0xC0) != 0x80)
            return 0;
        point = point << 6 | (text[index] & 0x3Fu);
    }
    if (point < least[size] || point > 0x10FFFF)
        return 0;
    *out = point;
    return size;
}

/* Gives false for what is no WTF-8. */
static bool write_utf16(wchar_t *out, const char *text)
{
    const unsigned char *next = (const unsigned char *)text;
    wchar_t *begin = out;

    while (*next) {
        uint32_t point = 0;
        size_t size = read_utf8(&point, next);

        /* A pair has four bytes, not three for each half: one text, one form. */
        if (size == 0 || (is_low(point) && out > begin && is_high(out[-1])))
            return false;
        next += size;
        if (point >= 0x10000) {
            *out++ = (wchar_t)(0xD800 + ((point - 0x10000) >> 10));
            point = 0xDC00 + (point & 0x3FF);
        }
        *out++ = (wchar_t)point;
    }
    *out = 0;
    return true;
}

wchar_t *tr_text_to_utf16(const char *text)
{
    /* No character takes more units than bytes. */
    wchar_t *wide = malloc((strlen(text) + 1) * sizeof(*wide));

    if (!wide) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    if (!write_utf16(wide, text)) {
        free(wide);
        SetLastError(ERROR_NO_UNICODE_TRANSLATION);
        return NULL;
    }
    return wide;
}

static char *write_utf8(char *out, uint32_t point)
{
    if (point < 0x80) {
        *out++ = (char)point;
        return out;
    }
    if (point < 0x800) {
        *out++ = (char)(0xC0 | point >> 6);
    } else {
        if (point < 0x10000) {
            *out++ = (char)(0xE0 | point >> 12);
        } else {
            *out++ = (char)(0xF0 | point >> 18);
            *out++ = (char)(0x80 | (point >> 12 & 0x3F));
        }
        *out++ = (char)(0x80 | (point >> 6 & 0x3F));
    }
    *out++ = (char)(0x80 | (point & 0x3F));
    return out;
}

char *tr_text_to_utf8(const wchar_t *text, size_t count)
{
    /* No unit takes more than three bytes; a pair takes four. */
    char *narrow = count < SIZE_MAX / 3 ? malloc(count * 3 + 1) : NULL;
    char *out = narrow;

    if (!narrow) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    for (size_t index = 0; index < count; index++) {
        uint32_t point = text[index];

        if (is_high(point) && index + 1 < count && is_low(text[index + 1]))
            point = 0x10000 + ((point - 0xD800) << 10) + (text[++index] - 0xDC00u);
        out = write_utf8(out, point);
    }
    *out = 0;
    return narrow;
}
