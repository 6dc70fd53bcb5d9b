#include "core/symptoms/log_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

#define SAMPLE_SIZE 4096
#define UNITS_SIZE  32768 /* bytes of UTF-16 that are read at once */

typedef enum form { FORM_BYTES, FORM_UTF16LE, FORM_UTF16BE } form;

struct tr_log_text {
    const tr_file *file;
    uint64_t at;
    uint64_t end;
    form form;
    bool is_marked; /* as UTF-8 */
    uint32_t high;  /* of UTF-16: the first half of a pair, 0 if there is none */
    size_t filled;  /* bytes in units */
    size_t used;
    unsigned char units[UNITS_SIZE];
};

/*
 * Without a byte order mark, the many characters of ASCII that all logs have
 * tell: each has a zero byte, and always on the same side.
 */
static form guess(const unsigned char *sample, size_t size)
{
    size_t little = 0, big = 0, pairs = size / 2;

    for (size_t index = 0; index < pairs; index++) {
        const unsigned char first = sample[2 * index], second = sample[2 * index + 1];

        little += second == 0 && first >= '\t' && first < 0x7F;
        big += first == 0 && second >= '\t' && second < 0x7F;
    }
    if (little > pairs / 4 && big <= pairs / 64)
        return FORM_UTF16LE;
    if (big > pairs / 4 && little <= pairs / 64)
        return FORM_UTF16BE;
    return FORM_BYTES;
}

static void look_at_head(tr_log_text *text, const unsigned char *sample, size_t size)
{
    if (size >= 3 && memcmp(sample, "\xEF\xBB\xBF", 3) == 0) {
        text->at = 3;
        text->is_marked = true;
    } else if (size >= 2 && memcmp(sample, "\xFF\xFE", 2) == 0) {
        text->form = FORM_UTF16LE;
        text->at = 2;
    } else if (size >= 2 && memcmp(sample, "\xFE\xFF", 2) == 0) {
        text->form = FORM_UTF16BE;
        text->at = 2;
    } else {
        text->form = guess(sample, size);
    }
}

const char *tr_log_text_encoding(const tr_log_text *text)
{
    if (text->form == FORM_BYTES)
        return text->is_marked ? "UTF-8" : NULL;
    return text->form == FORM_UTF16LE ? "UTF-16LE" : "UTF-16BE";
}

tr_status tr_log_text_open(tr_log_text **out, const tr_file *file, tr_error *err)
{
    unsigned char sample[SAMPLE_SIZE];
    size_t got = 0;
    tr_log_text *text = calloc(1, sizeof(*text));
    tr_status status;

    if (!text)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", tr_file_path(file));
    text->file = file;
    text->end = tr_file_size(file);
    status = tr_file_read_some(file, sample,
                               text->end < sizeof(sample) ? (size_t)text->end : sizeof(sample), 0,
                               &got, err);
    if (status != TR_OK) {
        free(text);
        return status;
    }
    look_at_head(text, sample, got);
    *out = text;
    return TR_OK;
}

void tr_log_text_close(tr_log_text *text)
{
    free(text);
}

static tr_status read_bytes(tr_log_text *text, unsigned char *out, size_t room, size_t *got,
                            tr_error *err)
{
    uint64_t left = text->end - text->at;
    tr_status status = TR_OK;

    *got = 0;
    if (left > 0)
        status = tr_file_read_some(text->file, out, left < room ? (size_t)left : room, text->at,
                                   got, err);
    if (status == TR_OK && *got == 0)
        text->end = text->at; /* cut off meanwhile: what was there is read */
    if (status == TR_OK)
        text->at += *got;
    return status;
}

/* A unit becomes at most a replacement for the one before it, and itself. */
static size_t put_unit(tr_log_text *text, char *out, uint32_t unit)
{
    const uint32_t high = text->high;
    size_t size = 0;

    text->high = 0;
    if (high && unit >= 0xDC00 && unit <= 0xDFFF)
        return tr_utf8_put(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
    if (high)
        size = tr_utf8_put(out, 0xFFFD);
    if (unit >= 0xD800 && unit <= 0xDBFF)
        text->high = unit;
    else
        size += tr_utf8_put(out + size, unit >= 0xDC00 && unit <= 0xDFFF ? 0xFFFD : unit);
    return size;
}

static tr_status fill_units(tr_log_text *text, tr_error *err)
{
    size_t rest = text->filled - text->used; /* a byte at most */
    size_t got = 0;
    tr_status status;

    memmove(text->units, text->units + text->used, rest);
    text->used = 0;
    text->filled = rest;
    status = read_bytes(text, text->units + rest, UNITS_SIZE - rest, &got, err);
    text->filled += got;
    return status;
}

static tr_status read_units(tr_log_text *text, unsigned char *out, size_t room, size_t *got,
                            tr_error *err)
{
    const int low = text->form == FORM_UTF16LE ? 0 : 1;
    size_t size = 0;
    tr_status status = TR_OK;

    while (room - size >= TR_LOG_TEXT_ROOM) {
        if (text->filled - text->used < 2) {
            status = fill_units(text, err);
            if (status != TR_OK || text->filled < 2)
                break;
        }
        const unsigned char *unit = text->units + text->used;

        size += put_unit(text, (char *)out + size, unit[low] | (uint32_t)unit[1 - low] << 8);
        text->used += 2;
    }
    *got = size;
    return status;
}

tr_status tr_log_text_read(tr_log_text *text, unsigned char *out, size_t room, size_t *got,
                           tr_error *err)
{
    return text->form == FORM_BYTES ? read_bytes(text, out, room, got, err)
                                    : read_units(text, out, room, got, err);
}
