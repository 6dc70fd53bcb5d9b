#include "core/authenticode/der.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/words/words.h"

#define DEPTH_MAX        64
#define REWRITTEN_MAX    4096 /* elements of indefinite length in one message */
#define SEGMENTED_STRING 0x24 /* OCTET STRING, constructed */

/* The header of one element: identifier and length octets. */
typedef struct header {
    unsigned char tag;
    size_t size; /* of the header itself */
    size_t length;
    bool is_indefinite;
} header;

static bool read_header(header *out, tr_bytes bytes)
{
    size_t octets;
    uint64_t length = 0;

    if (bytes.size < 2 || (bytes.data[0] & 0x1f) == 0x1f)
        return false;
    out->tag = bytes.data[0];
    out->is_indefinite = bytes.data[1] == 0x80;
    out->length = 0;
    out->size = 2;
    if (out->is_indefinite)
        return (out->tag & 0x20) != 0;
    if (bytes.data[1] < 0x80) {
        out->length = bytes.data[1];
    } else {
        octets = bytes.data[1] & 0x7f;
        if (octets > sizeof(length) || bytes.size - 2 < octets)
            return false;
        for (size_t i = 0; i < octets; i++)
            length = length << 8 | bytes.data[2 + i];
        out->size += octets;
        if (length > bytes.size)
            return false;
        out->length = (size_t)length;
    }
    return out->length <= bytes.size - out->size;
}

bool tr_der_next(tr_der *out, tr_bytes *rest)
{
    tr_bytes bytes = *rest;
    header head;

    if (!read_header(&head, bytes) || head.is_indefinite)
        return false;
    /* *rest first: it may be out->contents, to go down into an element. */
    rest->data += head.size + head.length;
    rest->size -= head.size + head.length;
    out->tag = head.tag;
    out->whole = (tr_bytes){ bytes.data, head.size + head.length };
    out->contents = (tr_bytes){ bytes.data + head.size, head.length };
    return true;
}

bool tr_der_expect(tr_der *out, tr_bytes *rest, unsigned char tag)
{
    return rest->size > 0 && rest->data[0] == tag && tr_der_next(out, rest);
}

/* The next number of an OID, in base 128; false at the end, or if it is larger than any in use. */
static bool oid_number(uint64_t *out, tr_bytes *rest)
{
    uint64_t number = 0;

    while (rest->size > 0 && number < (uint64_t)1 << 56) {
        unsigned char octet = *rest->data++;

        rest->size--;
        number = number << 7 | (octet & 0x7f);
        if (!(octet & 0x80)) {
            *out = number;
            return true;
        }
    }
    return false;
}

void tr_der_oid_text(char *out, size_t size, tr_bytes contents)
{
    uint64_t number;
    uint64_t first;
    size_t used;

    if (!oid_number(&number, &contents))
        goto unreadable;
    first = number < 80 ? number / 40 : 2;
    used = (size_t)snprintf(out, size, "%llu.%llu", (unsigned long long)first,
                            (unsigned long long)(number - first * 40));
    while (contents.size > 0) {
        if (!oid_number(&number, &contents) || used >= size)
            goto unreadable;
        used += (size_t)snprintf(out + used, size - used, ".%llu", (unsigned long long)number);
    }
    if (used < size)
        return;
unreadable:
    snprintf(out, size, "?");
}

/* Whether the text goes on with this number; moves behind the text's own. */
static bool take_number(const char **text, uint64_t expected)
{
    uint64_t number = 0;

    for (; **text >= '0' && **text <= '9'; ++*text)
        number = number * 10 + (uint64_t)(**text - '0');
    return number == expected;
}

/* Asked for each attribute of each signature, so that no text is made to compare. */
bool tr_der_is_oid(tr_bytes contents, const char *text)
{
    uint64_t number;
    uint64_t first;

    if (!oid_number(&number, &contents))
        return false;
    first = number < 80 ? number / 40 : 2;
    if (!take_number(&text, first) || *text++ != '.' || !take_number(&text, number - first * 40))
        return false;
    while (contents.size > 0) {
        if (!oid_number(&number, &contents) || *text++ != '.' || !take_number(&text, number))
            return false;
    }
    return *text == '\0';
}

bool tr_der_integer(unsigned long long *out, tr_bytes contents)
{
    unsigned long long number = 0;

    if (contents.size == 0 || contents.size > 8 || (contents.data[0] & 0x80))
        return false;
    for (size_t i = 0; i < contents.size; i++)
        number = number << 8 | contents.data[i];
    *out = number;
    return true;
}

/*
 * From BER to definite lengths, in two passes of the same walk: the first
 * sums up the sizes of all elements of indefinite length, the second writes.
 * Elements of definite length are copied as they are, except for strings in
 * segments, which become one.
 */
typedef struct ber_walk {
    tr_bytes rest;
    size_t *sizes; /* of the new contents of each rewritten element, in the order they begin */
    size_t count;
    size_t open[DEPTH_MAX]; /* those that are open now; indices into sizes */
    bool is_string[DEPTH_MAX];
    size_t depth;
    unsigned char *out; /* NULL in the first pass */
} ber_walk;

static size_t length_octets(size_t length)
{
    size_t octets = 1;

    if (length >= 0x80) {
        for (size_t left = length; left > 0; left >>= 8)
            octets++;
    }
    return octets;
}

static void write_header(ber_walk *walk, unsigned char tag, size_t length)
{
    size_t octets = length_octets(length);

    *walk->out++ = tag;
    if (octets == 1) {
        *walk->out++ = (unsigned char)length;
        return;
    }
    *walk->out++ = (unsigned char)(0x80 | (octets - 1));
    for (size_t i = octets - 1; i > 0; i--)
        *walk->out++ = (unsigned char)(length >> (8 * (i - 1)));
}

static void walk_copy(ber_walk *walk, const unsigned char *data, size_t size)
{
    if (walk->out) {
        memcpy(walk->out, data, size);
        walk->out += size;
    } else {
        walk->sizes[walk->open[walk->depth - 1]] += size;
    }
}

/* An element whose length is rewritten begins. */
static bool walk_begin(ber_walk *walk, unsigned char tag, bool is_string)
{
    if (walk->depth == DEPTH_MAX || walk->count == REWRITTEN_MAX)
        return false;
    walk->is_string[walk->depth] = is_string;
    walk->open[walk->depth++] = walk->count;
    if (walk->out)
        write_header(walk, is_string ? TR_DER_OCTET_STRING : tag, walk->sizes[walk->count]);
    else
        walk->sizes[walk->count] = 0;
    walk->count++;
    return true;
}

static void walk_end(ber_walk *walk)
{
    size_t size = walk->sizes[walk->open[--walk->depth]];

    if (!walk->out && walk->depth > 0)
        walk->sizes[walk->open[walk->depth - 1]] += 1 + length_octets(size) + size;
}

static void walk_skip(ber_walk *walk, size_t size)
{
    walk->rest.data += size;
    walk->rest.size -= size;
}

/* One step: an end-of-contents, the beginning of an indefinite element, or a definite one. */
static bool walk_step(ber_walk *walk)
{
    bool in_string = walk->depth > 0 && walk->is_string[walk->depth - 1];
    header head;

    if (walk->depth > 0 && walk->rest.size >= 2 && walk->rest.data[0] == 0 &&
        walk->rest.data[1] == 0) {
        walk_skip(walk, 2);
        walk_end(walk);
        return true;
    }
    if (!read_header(&head, walk->rest) || (in_string && head.tag != TR_DER_OCTET_STRING))
        return false;
    if (head.is_indefinite) {
        walk_skip(walk, head.size);
        return walk_begin(walk, head.tag, head.tag == SEGMENTED_STRING);
    }
    if (in_string)
        walk_copy(walk, walk->rest.data + head.size, head.length);
    else
        walk_copy(walk, walk->rest.data, head.size + head.length);
    walk_skip(walk, head.size + head.length);
    return true;
}

static bool walk_all(ber_walk *walk, tr_bytes ber, unsigned char *out)
{
    walk->rest = ber;
    walk->count = 0;
    walk->depth = 0;
    walk->out = out;
    do {
        if (!walk_step(walk))
            return false;
    } while (walk->depth > 0);
    return true;
}

tr_status tr_der_from_ber(unsigned char **out, size_t *size, size_t *used, tr_bytes ber,
                          tr_error *err)
{
    tr_status status = TR_OK;
    unsigned char *definite = NULL;
    ber_walk walk = { 0 };
    header head;
    size_t total;

    if (!read_header(&head, ber))
        return tr_error_set(err, TR_ERR_FORMAT, 0, TR_WORDS("its outermost element does not fit"));
    if (!head.is_indefinite) {
        *out = NULL;
        *size = *used = head.size + head.length;
        return TR_OK;
    }
    walk.sizes = malloc(REWRITTEN_MAX * sizeof(*walk.sizes));
    if (!walk.sizes)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to decode a signature");
    if (!walk_all(&walk, ber, NULL)) {
        status = tr_error_set(
            err, TR_ERR_FORMAT, 0,
            TR_WORDS("an element of indefinite length does not end, or nests too deep"));
        goto done;
    }
    total = 1 + length_octets(walk.sizes[0]) + walk.sizes[0];
    definite = malloc(total);
    if (!definite) {
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to decode a signature");
        goto done;
    }
    walk_all(&walk, ber, definite);
    *out = definite;
    *size = total;
    *used = ber.size - walk.rest.size;
done:
    free(walk.sizes);
    return status;
}
