#include "core/report/printable.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

/* One byte may become \u206f or \U000e0001, which a 3 or 4 byte character is; \x1b from one byte.
 */
#define GROWTH 4

typedef struct range {
    uint32_t first;
    uint32_t last;
} range;

static bool is_in(uint32_t character, const range *ranges, size_t count)
{
    for (size_t index = 0; index < count; index++) {
        if (character >= ranges[index].first && character <= ranges[index].last)
            return true;
    }
    return false;
}

static bool is_hidden(uint32_t character)
{
    static const range hidden[] = {
        { 0x00, 0x1F },        /* C0 */
        { 0x7F, 0x9F },        /* DEL, C1 */
        { 0xAD, 0xAD },        /* soft hyphen */
        { 0x061C, 0x061C },    /* Arabic letter mark */
        { 0x180E, 0x180E },    /* Mongolian vowel separator */
        { 0x200B, 0x200F },    /* zero width, direction marks */
        { 0x2028, 0x202E },    /* line and paragraph separator, direction embedding */
        { 0x2060, 0x206F },    /* word joiner, direction isolates, deprecated format */
        { 0xFEFF, 0xFEFF },    /* byte order mark */
        { 0xFFF9, 0xFFFB },    /* interlinear annotation */
        { 0xFFFE, 0xFFFF },    /* no characters */
        { 0xE0000, 0xE0FFF },  /* tags, variation selectors */
        { 0xF0000, 0x10FFFF }, /* private planes */
    };

    return is_in(character, hidden, sizeof(hidden) / sizeof(hidden[0]));
}

static bool is_wide(uint32_t character)
{
    static const range wide[] = {
        { 0x1100, 0x115F }, { 0x2E80, 0xA4CF },   { 0xAC00, 0xD7A3 },
        { 0xF900, 0xFAFF }, { 0xFE30, 0xFE6F },   { 0xFF00, 0xFF60 },
        { 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1F64F }, { 0x20000, 0x3FFFD },
    };

    return is_in(character, wide, sizeof(wide) / sizeof(wide[0]));
}

static bool is_combining(uint32_t character)
{
    static const range combining[] = { { 0x0300, 0x036F }, { 0x20D0, 0x20FF }, { 0xFE00, 0xFE0F } };

    return is_in(character, combining, sizeof(combining) / sizeof(combining[0]));
}

char *tr_printable(const char *text)
{
    uint32_t character;
    size_t length;
    char *copy = malloc(strlen(text) * GROWTH + 1);
    char *end = copy;

    if (!copy)
        return NULL;
    for (; (length = tr_utf8_next(&character, text)) > 0; text += length) {
        if (character == TR_UTF8_INVALID) {
            end += sprintf(end, "\\x%02x", (unsigned char)*text);
        } else if (!is_hidden(character)) {
            memcpy(end, text, length);
            end += length;
        } else if (character < 0x80) {
            end += sprintf(end, "\\x%02x", (unsigned)character);
        } else {
            end += sprintf(end, character > 0xFFFF ? "\\U%08x" : "\\u%04x", (unsigned)character);
        }
    }
    *end = '\0';
    return copy;
}

size_t tr_printable_width(const char *text)
{
    uint32_t character;
    size_t width = 0;

    for (size_t length; (length = tr_utf8_next(&character, text)) > 0; text += length) {
        if (is_wide(character))
            width += 2;
        else if (!is_combining(character))
            width++;
    }
    return width;
}
