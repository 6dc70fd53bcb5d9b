#include "core/platform/multibyte.h"

#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

struct tr_multibyte {
    iconv_t decoder;
    iconv_t encoder;
};

static bool is_open(iconv_t converter)
{
    return (intptr_t)converter != -1;
}

tr_multibyte *tr_multibyte_open(tr_multibyte_page page)
{
    const char *name = page == TR_MULTIBYTE_JAPANESE ? "CP932" : "CP1252";
    tr_multibyte *multibyte = malloc(sizeof(*multibyte));

    if (!multibyte)
        return NULL;
    multibyte->decoder = iconv_open("UTF-8", name);
    multibyte->encoder = iconv_open(name, "UTF-8");
    if (!is_open(multibyte->decoder) || !is_open(multibyte->encoder)) {
        tr_multibyte_close(multibyte);
        return NULL;
    }
    return multibyte;
}

void tr_multibyte_close(tr_multibyte *multibyte)
{
    if (!multibyte)
        return;
    if (is_open(multibyte->encoder))
        iconv_close(multibyte->encoder);
    if (is_open(multibyte->decoder))
        iconv_close(multibyte->decoder);
    free(multibyte);
}

size_t tr_multibyte_decode(tr_multibyte *multibyte, char *out, const char *text, size_t size)
{
    char *in = (char *)text; /* iconv's type, which it does not write to */
    char *end = out;
    size_t room = TR_MULTIBYTE_GROWTH * size;

    iconv(multibyte->decoder, NULL, NULL, NULL, NULL);
    while (size > 0 && iconv(multibyte->decoder, &in, &size, &end, &room) == (size_t)-1) {
        if (size == 0 || room < sizeof(REPLACEMENT) - 1)
            break;
        memcpy(end, REPLACEMENT, sizeof(REPLACEMENT) - 1);
        end += sizeof(REPLACEMENT) - 1;
        room -= sizeof(REPLACEMENT) - 1;
        in++;
        size--;
    }
    return (size_t)(end - out);
}

size_t tr_multibyte_encode(tr_multibyte *multibyte, char *out, size_t room, const char *text,
                           size_t size)
{
    char *in = (char *)text;
    char *end = out;

    iconv(multibyte->encoder, NULL, NULL, NULL, NULL);
    if (iconv(multibyte->encoder, &in, &size, &end, &room) == (size_t)-1)
        return 0;
    return (size_t)(end - out);
}
