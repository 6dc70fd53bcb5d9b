#include "core/authenticode/catalog_file.h"

#include <string.h>

#include "core/authenticode/certificate_trust_list.h"
#include "core/authenticode/der.h"
#include "core/authenticode/indirect_data.h"
#include "core/words/words.h"

#define OID_SIGNED_DATA  "1.2.840.113549.1.7.2"
#define OID_CATALOG_LIST "1.3.6.1.4.1.311.12.1.1" /* usage of a list that is a catalog file */

/* The list of a catalog file; false if the message is another one. */
static bool read_list(tr_certificate_trust_list *out, const tr_signed_data *message)
{
    tr_bytes rest;
    tr_der usages, oid;

    if (!tr_certificate_trust_list_read(out, message))
        return false;
    rest = out->usages;
    if (!tr_der_expect(&usages, &rest, TR_DER_SEQUENCE))
        return false;
    while (tr_der_expect(&oid, &usages.contents, TR_DER_OID)) {
        if (tr_der_is_oid(oid.contents, OID_CATALOG_LIST))
            return true;
    }
    return false;
}

bool tr_catalog_file_is(const tr_signed_data *message)
{
    tr_certificate_trust_list list;

    return read_list(&list, message);
}

bool tr_catalog_reader_set_up(tr_catalog_reader *reader, const tr_signed_data *message)
{
    tr_certificate_trust_list list;

    if (!read_list(&list, message))
        return false;
    *reader = (tr_catalog_reader){ .rest = list.entries };
    return true;
}

static bool hex_digit(unsigned *out, unsigned char c)
{
    if (c >= '0' && c <= '9')
        *out = c - (unsigned)'0';
    else if (c >= 'A' && c <= 'F')
        *out = c - (unsigned)'A' + 10;
    else if (c >= 'a' && c <= 'f')
        *out = c - (unsigned)'a' + 10;
    else
        return false;
    return true;
}

/* A tag of version 1 is the digest in hexadecimal, as UTF-16 that may end with a zero. */
static bool read_hex_tag(tr_digest *out, tr_bytes tag, size_t size)
{
    if (tag.size != 4 * size && tag.size != 4 * size + 2)
        return false;
    for (size_t i = 0; i < size; i++) {
        const unsigned char *pair = tag.data + 4 * i;
        unsigned high, low;

        if (pair[1] != 0 || pair[3] != 0 || !hex_digit(&high, pair[0]) || !hex_digit(&low, pair[2]))
            return false;
        out->bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

/* The digest that an entry's own tag is; many tags are names and GUIDs instead. */
static bool read_tag(tr_digest *out, tr_bytes tag)
{
    static const tr_digest_algorithm algorithms[] = { TR_SHA1, TR_SHA256 };

    for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
        size_t size = tr_digest_size(algorithms[i]);
        tr_digest digest = { .algorithm = algorithms[i], .size = size };

        if (tag.size == size)
            memcpy(digest.bytes, tag.data, size);
        else if (!read_hex_tag(&digest, tag, size))
            continue;
        *out = digest;
        return true;
    }
    return false;
}

/* The value of the attribute that says what the member is; false if there is none. */
static bool find_indirect_data(tr_der *out, tr_bytes attributes)
{
    tr_der attribute, oid, values;

    while (tr_der_expect(&attribute, &attributes, TR_DER_SEQUENCE)) {
        if (tr_der_expect(&oid, &attribute.contents, TR_DER_OID) &&
            tr_der_is_oid(oid.contents, TR_OID_INDIRECT_DATA) &&
            tr_der_expect(&values, &attribute.contents, TR_DER_SET))
            return tr_der_expect(out, &values.contents, TR_DER_SEQUENCE);
    }
    return false;
}

/* TrustedSubject ::= SEQUENCE { subjectIdentifier, SET OF attributes OPTIONAL }. */
static bool read_member(tr_claim *out, tr_bytes entry)
{
    tr_der tag, attributes, value;

    *out = (tr_claim){ .digest.algorithm = TR_DIGEST_UNKNOWN };
    if (!tr_der_expect(&tag, &entry, TR_DER_OCTET_STRING))
        return false;
    if (tr_der_expect(&attributes, &entry, TR_DER_SET) &&
        find_indirect_data(&value, attributes.contents))
        return tr_indirect_data_read(out, value.contents);
    out->octets = tag.contents;
    return read_tag(&out->digest, tag.contents);
}

bool tr_catalog_reader_next(tr_claim *out, tr_catalog_reader *reader)
{
    tr_der entry;

    while (tr_der_expect(&entry, &reader->rest, TR_DER_SEQUENCE)) {
        if (read_member(out, entry.contents))
            return true;
    }
    reader->is_broken = reader->rest.size > 0;
    return false;
}

bool tr_catalog_file_find(tr_claim *out, const tr_signed_data *message, const tr_digest *digest)
{
    tr_catalog_reader reader;
    tr_claim member;

    if (!tr_catalog_reader_set_up(&reader, message))
        return false;
    while (tr_catalog_reader_next(&member, &reader)) {
        if (tr_digest_equal(&member.digest, digest)) {
            *out = member;
            return true;
        }
    }
    return false;
}

/* The contents of the element at the head of *rest, of which only the beginning may be at hand. */
static bool enter(tr_bytes *rest, unsigned char tag)
{
    size_t header = 2;

    if (rest->size < header || rest->data[0] != tag)
        return false;
    if (rest->data[1] > 0x80)
        header += rest->data[1] & 0x7f;
    if (rest->size < header)
        return false;
    rest->data += header;
    rest->size -= header;
    return true;
}

/* ContentInfo with SignedData with a trust list; its head is enough, and lengths do not matter. */
static bool trust_list_recognises(tr_bytes head, const char *name, uint64_t size)
{
    tr_bytes rest = head;
    tr_der element;

    (void)name, (void)size;
    return enter(&rest, TR_DER_SEQUENCE) && tr_der_expect(&element, &rest, TR_DER_OID) &&
           tr_der_is_oid(element.contents, OID_SIGNED_DATA) &&
           enter(&rest, TR_DER_CONTEXT_CONSTRUCTED | 0) && enter(&rest, TR_DER_SEQUENCE) &&
           tr_der_expect(&element, &rest, TR_DER_INTEGER) &&
           tr_der_expect(&element, &rest, TR_DER_SET) && enter(&rest, TR_DER_SEQUENCE) &&
           tr_der_expect(&element, &rest, TR_DER_OID) &&
           tr_der_is_oid(element.contents, TR_OID_TRUST_LIST);
}

static tr_status trust_list_open(tr_signed_file *file, tr_error *err)
{
    if (file->source.size > TR_MESSAGE_MAX)
        return tr_findings_add(&file->findings, TR_F_MALFORMED_FILE, TR_FAULT, TR_MALFORMED_MESSAGE,
                               TR_WORDS("it is larger than any catalog file that is read here"),
                               NULL, 0, err);
    file->is_message = true;
    return tr_signed_file_read_blob(file, 0, (size_t)file->source.size, err);
}

const tr_format tr_catalog_format = {
    .word = "cat",
    .is_self_contained = true,
    .recognises = trust_list_recognises,
    .open = trust_list_open,
};
