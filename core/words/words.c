#include "core/words/words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"

/* The head of a .mo file ("The Format of GNU MO Files"), and a row of its two lists. */
#define COUNT_AT    8
#define ENGLISH_AT  12
#define OTHER_AT    16
#define ROW_SIZE    8
#define TEXT_IN_ROW 4

#define TR_LANGUAGE(id, tag, gap, group) extern const unsigned char tr_words_##tag[];
#include "core/words/language.def"
#undef TR_LANGUAGE

/* They are our own, made while building, so that what they say of themselves holds. */
static const unsigned char *const tables[TR_LANGUAGE_COUNT] = {
#define TR_LANGUAGE(id, tag, gap, group) [id] = tr_words_##tag,
#include "core/words/language.def"
#undef TR_LANGUAGE
};

static const char *text_at(const unsigned char *table, size_t list, size_t row)
{
    const unsigned char *start = table + tr_le32(table + list) + row * ROW_SIZE;

    return (const char *)table + tr_le32(start + TEXT_IN_ROW);
}

const char *tr_words(tr_language language, const char *english)
{
    const unsigned char *table = tables[language];
    size_t low = 0;
    size_t high = table && *english ? tr_le32(table + COUNT_AT) : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(english, text_at(table, ENGLISH_AT, middle));

        if (order == 0)
            return text_at(table, OTHER_AT, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return english;
}

/* The value for the name in braces at text, whose size is set; NULL if it is none. */
static const char *value_at(size_t *size, const char *text, const tr_word *values, size_t count)
{
    for (size_t index = 0; *text == '{' && index < count; index++) {
        size_t name = strlen(values[index].name);

        *size = name + 2;
        if (strncmp(text + 1, values[index].name, name) == 0 && text[name + 1] == '}')
            return values[index].value;
    }
    return NULL;
}

static bool is_inside_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* End a text that does not fit where a character begins. */
static void cut(char *out, size_t room)
{
    size_t end = room - 1;

    while (end > 0 && is_inside_character(out[end]))
        end--;
    out[end] = '\0';
}

size_t tr_words_fill(char *out, size_t room, const char *text, const tr_word *values, size_t count)
{
    size_t size = 0;
    size_t step = 1;

    for (; *text; text += step) {
        const char *value = value_at(&step, text, values, count);
        size_t length = value ? strlen(value) : 1;

        if (size < room)
            memcpy(out + size, value ? value : text, length < room - size ? length : room - size);
        size += length;
        step = value ? step : 1;
    }
    if (size < room)
        out[size] = '\0';
    else if (room > 0)
        cut(out, room);
    return size;
}

char *tr_words_write(tr_language language, const char *english, const tr_word *values, size_t count)
{
    const char *text = tr_words(language, english);
    size_t size = tr_words_fill(NULL, 0, text, values, count) + 1;
    char *written = malloc(size);

    if (written)
        tr_words_fill(written, size, text, values, count);
    return written;
}
