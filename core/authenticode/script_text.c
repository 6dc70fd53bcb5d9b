#include "core/authenticode/script_text.h"

#define UNITS_AT_ONCE 2048
#define REPLACEMENT   0xfffd

size_t tr_encoding_mark(tr_encoding_form *form, tr_bytes head)
{
    if (head.size >= 3 && memcmp(head.data, "\xef\xbb\xbf", 3) == 0) {
        *form = TR_ENCODING_UTF8;
        return 3;
    }
    if (head.size >= 2 && memcmp(head.data, "\xff\xfe", 2) == 0) {
        *form = TR_ENCODING_UTF16LE;
        return 2;
    }
    if (head.size >= 2 && memcmp(head.data, "\xfe\xff", 2) == 0) {
        *form = TR_ENCODING_UTF16BE;
        return 2;
    }
    return 0;
}

const char *tr_encoding_name(tr_encoding encoding)
{
    switch (encoding.form) {
    case TR_ENCODING_UTF8:
        return "UTF-8";
    case TR_ENCODING_CODE_PAGE:
        return encoding.page->name;
    default:
        return "UTF-16";
    }
}

void tr_script_text_set_up(tr_script_text *text, tr_encoding encoding, tr_source_take *take,
                           void *context)
{
    *text = (tr_script_text){
        .encoding = encoding, .take = take, .context = context, .is_ascii = true, .is_valid = true
    };
}

/* What was decoded and not yet passed on. */
typedef struct output {
    unsigned char bytes[2 * UNITS_AT_ONCE];
    size_t units;
} output;

static void put(output *out, uint32_t unit)
{
    out->bytes[2 * out->units] = (unsigned char)unit;
    out->bytes[2 * out->units + 1] = (unsigned char)(unit >> 8);
    out->units++;
}

static void put_character(output *out, uint32_t character)
{
    if (character < 0x10000) {
        put(out, character);
    } else {
        put(out, 0xd800 + ((character - 0x10000) >> 10));
        put(out, 0xdc00 + ((character - 0x10000) & 0x3ff));
    }
}

static tr_status pass_on(tr_script_text *text, output *out, tr_error *err)
{
    size_t units = out->units;

    out->units = 0;
    text->units += units;
    return units ? text->take(text->context, out->bytes, 2 * units, err) : TR_OK;
}

/* The first byte of a character; of several bytes, it says how many follow and from where. */
static void begin_character(tr_script_text *text, output *out, unsigned char byte)
{
    text->lowest = 0x80;
    text->highest = 0xbf;
    if (byte < 0x80) {
        put(out, byte);
    } else if (byte >= 0xc2 && byte <= 0xdf) {
        text->missing = 1;
        text->character = byte & 0x1f;
    } else if (byte >= 0xe0 && byte <= 0xef) {
        text->missing = 2;
        text->character = byte & 0x0f;
        text->lowest = byte == 0xe0 ? 0xa0 : 0x80;
        text->highest = byte == 0xed ? 0x9f : 0xbf;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
        text->missing = 3;
        text->character = byte & 0x07;
        text->lowest = byte == 0xf0 ? 0x90 : 0x80;
        text->highest = byte == 0xf4 ? 0x8f : 0xbf;
    } else {
        text->is_valid = false;
        put(out, REPLACEMENT);
    }
}

static void decode_utf8(tr_script_text *text, output *out, unsigned char byte)
{
    if (text->missing > 0 && (byte < text->lowest || byte > text->highest)) {
        text->missing = 0;
        text->is_valid = false;
        put(out, REPLACEMENT);
    }
    if (text->missing == 0) {
        begin_character(text, out, byte);
        return;
    }
    text->character = text->character << 6 | (byte & 0x3f);
    text->lowest = 0x80;
    text->highest = 0xbf;
    if (--text->missing == 0)
        put_character(out, text->character);
}

static void decode_utf16(tr_script_text *text, output *out, unsigned char byte)
{
    if (text->missing == 0) {
        text->half = byte;
        text->missing = 1;
        return;
    }
    text->missing = 0;
    put(out, text->encoding.form == TR_ENCODING_UTF16LE ? text->half | (uint32_t)byte << 8
                                                        : byte | (uint32_t)text->half << 8);
}

static void decode(tr_script_text *text, output *out, unsigned char byte)
{
    if (byte >= 0x80)
        text->is_ascii = false;
    switch (text->encoding.form) {
    case TR_ENCODING_UTF8:
        decode_utf8(text, out, byte);
        break;
    case TR_ENCODING_CODE_PAGE:
        put(out, byte < 0x80 ? byte : text->encoding.page->characters[byte - 0x80]);
        break;
    default:
        decode_utf16(text, out, byte);
    }
}

/* Of the bytes at data, how many are ASCII; eight are looked at together. */
static size_t count_ascii(const unsigned char *data, size_t size)
{
    const uint64_t high_bits = 0x8080808080808080;
    size_t count = 0;
    uint64_t eight;

    for (; size - count >= sizeof(eight); count += sizeof(eight)) {
        memcpy(&eight, data + count, sizeof(eight));
        if (eight & high_bits)
            break;
    }
    while (count < size && data[count] < 0x80)
        count++;
    return count;
}

/* ASCII, of which most scripts are, is widened without looking further. */
static size_t widen_ascii(const tr_script_text *text, output *out, const unsigned char *data,
                          size_t size)
{
    size_t room = UNITS_AT_ONCE - 2 - out->units;
    unsigned char *to = out->bytes + 2 * out->units;
    size_t count;

    if (text->missing > 0 || text->encoding.form == TR_ENCODING_UTF16LE ||
        text->encoding.form == TR_ENCODING_UTF16BE)
        return 0;
    count = count_ascii(data, size < room ? size : room);
    for (size_t i = 0; i < count; i++) {
        to[2 * i] = data[i];
        to[2 * i + 1] = 0;
    }
    out->units += count;
    return count;
}

tr_status tr_script_text_feed(void *context, const unsigned char *data, size_t size, tr_error *err)
{
    tr_script_text *text = context;
    output out;
    tr_status status = TR_OK;

    out.units = 0;
    while (size > 0 && status == TR_OK) {
        size_t done = widen_ascii(text, &out, data, size);

        /* One byte gives two units at most, a replacement and what follows it. */
        if (done < size)
            decode(text, &out, data[done++]);
        data += done;
        size -= done;
        if (out.units + 2 >= UNITS_AT_ONCE)
            status = pass_on(text, &out, err);
    }
    return status == TR_OK ? pass_on(text, &out, err) : status;
}

tr_status tr_script_text_finish(tr_script_text *text, tr_error *err)
{
    output out;

    out.units = 0;
    if (text->missing > 0) {
        text->missing = 0;
        text->is_valid = false;
        put(&out, REPLACEMENT);
    }
    return pass_on(text, &out, err);
}
