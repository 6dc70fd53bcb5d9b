#include "core/agent/typography.h"

#include <stdlib.h>
#include <string.h>

#include "core/authenticode/code_page.h"
#include "core/utf8.h"

typedef struct look_alike {
    uint32_t character;
    const char *name;
    const char *replacement;
} look_alike;

static const look_alike look_alikes[] = {
    { 0x00A0, "NO-BREAK SPACE", " " },
    { 0x00AB, "LEFT-POINTING DOUBLE ANGLE QUOTATION MARK", "\"" },
    { 0x00AD, "SOFT HYPHEN", "" },
    { 0x00BB, "RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK", "\"" },
    { 0x02BA, "MODIFIER LETTER DOUBLE PRIME", "\"" },
    { 0x030E, "COMBINING DOUBLE VERTICAL LINE ABOVE", "\"" },
    { 0x2007, "FIGURE SPACE", " " },
    { 0x200B, "ZERO WIDTH SPACE", "" },
    { 0x200C, "ZERO WIDTH NON-JOINER", "" },
    { 0x200D, "ZERO WIDTH JOINER", "" },
    { 0x200E, "LEFT-TO-RIGHT MARK", "" },
    { 0x200F, "RIGHT-TO-LEFT MARK", "" },
    { 0x2010, "HYPHEN", "-" },
    { 0x2011, "NON-BREAKING HYPHEN", "-" },
    { 0x2012, "FIGURE DASH", "-" },
    { 0x2013, "EN DASH", "-" },
    { 0x2014, "EM DASH", "-" },
    { 0x2015, "HORIZONTAL BAR", "-" },
    { 0x2018, "LEFT SINGLE QUOTATION MARK", "'" },
    { 0x2019, "RIGHT SINGLE QUOTATION MARK", "'" },
    { 0x201A, "SINGLE LOW-9 QUOTATION MARK", "'" },
    { 0x201B, "SINGLE HIGH-REVERSED-9 QUOTATION MARK", "'" },
    { 0x201C, "LEFT DOUBLE QUOTATION MARK", "\"" },
    { 0x201D, "RIGHT DOUBLE QUOTATION MARK", "\"" },
    { 0x201E, "DOUBLE LOW-9 QUOTATION MARK", "\"" },
    { 0x201F, "DOUBLE HIGH-REVERSED-9 QUOTATION MARK", "\"" },
    { 0x202F, "NARROW NO-BREAK SPACE", " " },
    { 0x2033, "DOUBLE PRIME", "\"" },
    { 0x2036, "REVERSED DOUBLE PRIME", "\"" },
    { 0x2060, "WORD JOINER", "" },
    { 0x2212, "MINUS SIGN", "-" },
    { 0x3000, "IDEOGRAPHIC SPACE", " " },
    { 0x301D, "REVERSED DOUBLE PRIME QUOTATION MARK", "\"" },
    { 0x301E, "DOUBLE PRIME QUOTATION MARK", "\"" },
    { 0x301F, "LOW DOUBLE PRIME QUOTATION MARK", "\"" },
    { 0xFE58, "SMALL EM DASH", "-" },
    { 0xFE63, "SMALL HYPHEN-MINUS", "-" },
    { 0xFEFF, "ZERO WIDTH NO-BREAK SPACE", "" },
    { 0xFF02, "FULLWIDTH QUOTATION MARK", "\"" },
    { 0xFF0D, "FULLWIDTH HYPHEN-MINUS", "-" },
};

static int by_character(const void *key, const void *item)
{
    const uint32_t character = *(const uint32_t *)key;
    const look_alike *known = item;

    return (character > known->character) - (character < known->character);
}

static const look_alike *find(uint32_t character)
{
    return bsearch(&character, look_alikes, sizeof(look_alikes) / sizeof(look_alikes[0]),
                   sizeof(look_alikes[0]), by_character);
}

/* As tr_utf8_next, with Windows-1252 for what is none. */
static size_t next_character(uint32_t *out, const char *text)
{
    size_t length = tr_utf8_next(out, text);

    if (length > 0 && *out == TR_UTF8_INVALID)
        *out = tr_code_page_get(TR_CODE_PAGE_WESTERN)->characters[(unsigned char)*text - 0x80];
    return length;
}

tr_status tr_typography_mend(char **out, const char *text, tr_typography_visit *visit,
                             void *context, tr_error *err)
{
    char *mended = malloc(strlen(text) * 3 + 1); /* one byte may become three */
    char *end = mended;
    uint32_t character;
    const char *begin = text;
    size_t position = 1;

    if (!mended)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a command line");
    for (size_t length; (length = next_character(&character, text)) > 0;
         text += length, position++) {
        const look_alike *known = find(character);

        if (known) {
            size_t size = strlen(known->replacement);

            if (visit)
                visit(context, &(tr_typographic){ position, (size_t)(text - begin) + length,
                                                  character, known->name, known->replacement });
            memcpy(end, known->replacement, size);
            end += size;
        } else if (length == 1 && (unsigned char)*text >= 0x80) {
            end += tr_utf8_put(end, character); /* of Windows-1252 */
        } else {
            memcpy(end, text, length);
            end += length;
        }
    }
    *end = '\0';
    *out = mended;
    return TR_OK;
}

bool tr_typography_find(tr_typographic *out, const char *text)
{
    const char *begin = text;
    uint32_t character;
    size_t position = 1;

    for (size_t length; (length = next_character(&character, text)) > 0;
         text += length, position++) {
        const look_alike *known = find(character);

        if (known) {
            *out = (tr_typographic){ position, (size_t)(text - begin) + length, character,
                                     known->name, known->replacement };
            return true;
        }
    }
    return false;
}
