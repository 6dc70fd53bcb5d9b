#include "core/symptoms/line_decoder.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/multibyte.h"
#include "core/utf8.h"

#define SUB '\x1a'

struct tr_line_decoder {
    tr_multibyte *ansi;     /* NULL: the system has none */
    tr_multibyte *japanese; /* NULL: it does not know this one */
};

tr_line_decoder *tr_line_decoder_new(void)
{
    tr_line_decoder *decoder = calloc(1, sizeof(*decoder));

    if (!decoder)
        return NULL;
    decoder->ansi = tr_multibyte_open(TR_MULTIBYTE_ANSI);
    decoder->japanese = tr_multibyte_open(TR_MULTIBYTE_JAPANESE);
    return decoder;
}

void tr_line_decoder_free(tr_line_decoder *decoder)
{
    if (!decoder)
        return;
    tr_multibyte_close(decoder->japanese);
    tr_multibyte_close(decoder->ansi);
    free(decoder);
}

size_t tr_line_decoder_room(size_t size)
{
    return TR_MULTIBYTE_GROWTH * size + 1;
}

/* Hiragana or katakana in code page 932, which Japanese sentences have and other ones hardly. */
static bool has_kana(tr_bytes line)
{
    for (size_t index = 0; index + 1 < line.size; index++) {
        const unsigned char lead = line.data[index], trail = line.data[index + 1];

        if (lead < 0x81 || (lead > 0x9F && lead < 0xE0) || lead > 0xFC)
            continue;
        if ((lead == 0x82 && trail >= 0x9F && trail <= 0xF1) ||
            (lead == 0x83 && trail >= 0x40 && trail <= 0x96))
            return true;
        index++;
    }
    return false;
}

static void replace_zeros(char *text, size_t size)
{
    for (char *zero = memchr(text, 0, size); zero; zero = memchr(zero, 0, size)) {
        *zero = SUB;
        size -= (size_t)(zero - text);
        text = zero;
    }
}

/* What stays is a text of a code page that the system does not know. */
static size_t repair(char *out, size_t size)
{
    for (size_t index = 0; index < size; index++) {
        if ((unsigned char)out[index] >= 0x80)
            out[index] = '?';
    }
    return size;
}

size_t tr_line_decoder_decode(tr_line_decoder *decoder, char *out, tr_bytes line)
{
    tr_multibyte *page;
    size_t size = line.size;

    memcpy(out, line.data, size);
    replace_zeros(out, size);
    out[size] = '\0';
    if (tr_utf8_is_valid(out))
        return size;
    page = decoder->japanese && has_kana(line) ? decoder->japanese : decoder->ansi;
    size = page ? tr_multibyte_decode(page, out, (const char *)line.data, line.size)
                : repair(out, size);
    replace_zeros(out, size);
    out[size] = '\0';
    if (!tr_utf8_is_valid(out))
        size = repair(out, size);
    return size;
}
