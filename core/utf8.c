#include "core/utf8.h"

#include <stdlib.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* How many bytes a lead byte announces, and the bits that it contributes. */
static size_t length_of(unsigned char lead, uint32_t *bits)
{
    if (lead < 0x80) {
        *bits = lead;
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        *bits = lead & 0x1Fu;
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        *bits = lead & 0x0Fu;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        *bits = lead & 0x07u;
        return 4;
    }
    return 0;
}

static bool is_allowed(uint32_t character, size_t length)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };

    return character >= smallest[length] && character <= 0x10FFFF &&
           !(character >= 0xD800 && character <= 0xDFFF);
}

size_t tr_utf8_next(uint32_t *out, const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;
    uint32_t character;
    size_t length;

    *out = 0;
    if (*bytes == 0)
        return 0;
    length = length_of(*bytes, &character);
    for (size_t index = 1; index < length; index++) {
        if ((bytes[index] & 0xC0) != 0x80) /* the final zero byte, too */
            length = 0;
        else
            character = character << 6 | (bytes[index] & 0x3Fu);
    }
    if (length == 0 || !is_allowed(character, length)) {
        *out = TR_UTF8_INVALID;
        return 1;
    }
    *out = character;
    return length;
}

size_t tr_utf8_put(char *out, uint32_t character)
{
    static const unsigned char leads[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    size_t size = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;

    for (size_t index = size; index > 1; index--) {
        out[index - 1] = (char)(0x80 | (character & 0x3F));
        character >>= 6;
    }
    out[0] = (char)(leads[size] | character);
    return size;
}

bool tr_utf8_is_valid(const char *text)
{
    uint32_t character;

    for (size_t length; (length = tr_utf8_next(&character, text)) > 0; text += length) {
        if (character == TR_UTF8_INVALID)
            return false;
    }
    return true;
}

char *tr_utf8_repair(const char *text)
{
    uint32_t character;
    size_t length;
    char *copy = malloc(strlen(text) * (sizeof(REPLACEMENT) - 1) + 1);
    char *end = copy;

    if (!copy)
        return NULL;
    for (; (length = tr_utf8_next(&character, text)) > 0; text += length) {
        if (character == TR_UTF8_INVALID) {
            memcpy(end, REPLACEMENT, sizeof(REPLACEMENT) - 1);
            end += sizeof(REPLACEMENT) - 1;
        } else {
            memcpy(end, text, length);
            end += length;
        }
    }
    *end = '\0';
    return copy;
}
