#include "core/trust/pem.h"

#include <stdlib.h>
#include <string.h>

#define BEGIN "-----BEGIN "
#define END   "-----END "
#define TAIL  "-----"

/* The first place of a mark in text; NULL if there is none. */
static const unsigned char *find(tr_bytes text, const char *mark)
{
    size_t size = strlen(mark);
    const unsigned char *at = text.data, *end = text.data + text.size;

    while ((size_t)(end - at) >= size) {
        at = memchr(at, mark[0], (size_t)(end - at) - size + 1);
        if (!at || memcmp(at, mark, size) == 0)
            return at;
        at++;
    }
    return NULL;
}

/* Move the reader on to at, counting the lines. */
static void advance(tr_pem_reader *reader, const unsigned char *at)
{
    for (; reader->rest.data < at; reader->rest.data++, reader->rest.size--) {
        if (*reader->rest.data == '\n')
            reader->line++;
    }
}

tr_pem_reader tr_pem_start(tr_bytes text)
{
    tr_pem_reader reader = { text, 1 };

    return reader;
}

/* Read "LABEL-----" at the reader; false if the line does not go on so. */
static bool read_label(tr_bytes *label, tr_pem_reader *reader)
{
    size_t limit = reader->rest.size < 80 ? reader->rest.size : 80;
    tr_bytes line = { reader->rest.data, limit };
    const unsigned char *tail = find(line, TAIL);

    if (!tail || memchr(line.data, '\n', (size_t)(tail - line.data)))
        return false;
    label->data = line.data;
    label->size = (size_t)(tail - line.data);
    advance(reader, tail + strlen(TAIL));
    return true;
}

/* Read on to the end line of a block whose label was read. */
static bool read_body(tr_pem_block *block, tr_pem_reader *reader)
{
    tr_pem_reader ahead = *reader;
    tr_bytes label;
    const unsigned char *end = find(ahead.rest, TAIL);

    if (!end)
        return false;
    block->body.data = reader->rest.data;
    block->body.size = (size_t)(end - reader->rest.data);
    advance(&ahead, end);
    if (ahead.rest.size < strlen(END) || memcmp(ahead.rest.data, END, strlen(END)) != 0)
        return false;
    advance(&ahead, end + strlen(END));
    if (!read_label(&label, &ahead) || !tr_bytes_equal(label, block->label))
        return false;
    *reader = ahead;
    return true;
}

bool tr_pem_next(tr_pem_block *out, tr_pem_reader *reader)
{
    const unsigned char *begin;

    while ((begin = find(reader->rest, BEGIN)) != NULL) {
        tr_pem_block block = { .is_closed = false };

        advance(reader, begin);
        block.line = reader->line;
        advance(reader, begin + strlen(BEGIN));
        if (!read_label(&block.label, reader))
            continue;
        block.is_closed = read_body(&block, reader);
        *out = block;
        return true;
    }
    return false;
}

bool tr_pem_is(const tr_pem_block *block, const char *label)
{
    return block->label.size == strlen(label) &&
           memcmp(block->label.data, label, block->label.size) == 0;
}

/* The value of a Base64 digit; -1 for a blank, -2 for "=", -3 for anything else. */
static int digit_value(unsigned char digit)
{
    if (digit >= 'A' && digit <= 'Z')
        return digit - 'A';
    if (digit >= 'a' && digit <= 'z')
        return digit - 'a' + 26;
    if (digit >= '0' && digit <= '9')
        return digit - '0' + 52;
    switch (digit) {
    case '+':
        return 62;
    case '/':
        return 63;
    case ' ':
    case '\t':
    case '\r':
    case '\n':
        return -1;
    case '=':
        return -2;
    default:
        return -3;
    }
}

/* Decode into out, which holds three octets for each four characters; false if it is no Base64. */
static bool decode(unsigned char *out, size_t *size, tr_bytes body)
{
    static const unsigned bits_left[] = { 0, 6, 4, 2 }; /* over after so many digits of four */
    unsigned bits = 0;
    size_t digits = 0, padding = 0;

    *size = 0;
    for (size_t index = 0; index < body.size; index++) {
        int value = digit_value(body.data[index]);

        if (value == -1)
            continue;
        if (value == -3 || (value >= 0 && padding > 0))
            return false;
        if (value == -2) {
            padding++;
            continue;
        }
        bits = (bits << 6 | (unsigned)value) & 0xffffff;
        digits++;
        if (digits % 4 != 1)
            out[(*size)++] = (unsigned char)(bits >> bits_left[digits % 4]);
    }
    return digits % 4 != 1 && padding <= 2;
}

tr_status tr_pem_decode(unsigned char **out, size_t *size, const tr_pem_block *block, tr_error *err)
{
    unsigned char *bytes;

    if (!block->is_closed)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "its end line is missing");
    bytes = malloc(block->body.size / 4 * 3 + 3);
    if (!bytes)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a PEM block");
    if (!decode(bytes, size, block->body)) {
        free(bytes);
        return tr_error_set(err, TR_ERR_FORMAT, 0, "it is not Base64");
    }
    *out = bytes;
    return TR_OK;
}
