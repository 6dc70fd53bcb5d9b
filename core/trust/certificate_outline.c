#include "core/trust/certificate_outline.h"

#include <openssl/asn1.h>

#include "core/authenticode/der.h"

/* Octets of the header that DER demands for this much content. */
static size_t header_size(size_t contents)
{
    size_t size = 2;

    if (contents >= 0x80) {
        for (; contents > 0; contents >>= 8)
            size++;
    }
    return size;
}

/* An element of this tag, with its length as short as DER demands. */
static bool next(tr_der *out, tr_bytes *rest, unsigned char tag)
{
    return tr_der_expect(out, rest, tag) &&
           out->whole.size - out->contents.size == header_size(out->contents.size);
}

/* AlgorithmIdentifier ::= SEQUENCE { OID, parameters ANY OPTIONAL }. */
static bool skip_algorithm(tr_bytes *rest)
{
    tr_der algorithm, part;

    if (!next(&algorithm, rest, TR_DER_SEQUENCE) || !next(&part, &algorithm.contents, TR_DER_OID) ||
        part.contents.size == 0)
        return false;
    if (algorithm.contents.size > 0 && !tr_der_next(&part, &algorithm.contents))
        return false;
    return algorithm.contents.size == 0;
}

static bool skip_bits(tr_bytes *rest)
{
    tr_der bits;

    return next(&bits, rest, TR_DER_BIT_STRING) && bits.contents.size > 0 &&
           bits.contents.data[0] == 0;
}

/* A time as RFC 5280, section 4.1.2.5, has it, which OpenSSL takes as it is. */
static bool skip_time(tr_bytes *rest)
{
    tr_der time;

    return next(&time, rest, TR_DER_UTC_TIME) || next(&time, rest, TR_DER_GENERALIZED_TIME);
}

static bool skip_validity(tr_bytes *rest)
{
    tr_der validity;

    return next(&validity, rest, TR_DER_SEQUENCE) && skip_time(&validity.contents) &&
           skip_time(&validity.contents) && validity.contents.size == 0;
}

static bool skip_key(tr_bytes *rest)
{
    tr_der key;

    return next(&key, rest, TR_DER_SEQUENCE) && skip_algorithm(&key.contents) &&
           skip_bits(&key.contents) && key.contents.size == 0;
}

/* Extension ::= SEQUENCE { OID, critical BOOLEAN DEFAULT FALSE, OCTET STRING }. */
static bool skip_extension(tr_bytes *rest)
{
    tr_der extension, part;

    if (!next(&extension, rest, TR_DER_SEQUENCE) || !next(&part, &extension.contents, TR_DER_OID) ||
        part.contents.size == 0)
        return false;
    if (next(&part, &extension.contents, TR_DER_BOOLEAN) && part.contents.size != 1)
        return false;
    return next(&part, &extension.contents, TR_DER_OCTET_STRING) && extension.contents.size == 0;
}

static bool skip_extensions(tr_bytes *rest)
{
    tr_der outer, extensions;

    if (rest->size == 0)
        return true;
    if (!next(&outer, rest, TR_DER_CONTEXT_CONSTRUCTED | 3) ||
        !next(&extensions, &outer.contents, TR_DER_SEQUENCE) || outer.contents.size > 0)
        return false;
    while (extensions.contents.size > 0) {
        if (!skip_extension(&extensions.contents))
            return false;
    }
    return rest->size == 0;
}

static bool skip_serial(tr_bytes *rest)
{
    tr_der serial;

    if (!next(&serial, rest, TR_DER_INTEGER) || serial.contents.size == 0)
        return false;
    /* Padding that DER forbids, and OpenSSL refuses. */
    return serial.contents.size == 1 ||
           !((serial.contents.data[0] == 0 && serial.contents.data[1] < 0x80) ||
             (serial.contents.data[0] == 0xff && serial.contents.data[1] >= 0x80));
}

static bool skip_version(tr_bytes *rest)
{
    tr_der outer, version;

    if (!next(&outer, rest, TR_DER_CONTEXT_CONSTRUCTED | 0))
        return true;
    return next(&version, &outer.contents, TR_DER_INTEGER) && version.contents.size == 1 &&
           outer.contents.size == 0;
}

/* TBSCertificate, RFC 5280, section 4.1; unique identifiers are left to OpenSSL. */
static bool read_signed_part(tr_certificate_outline *out, tr_bytes rest)
{
    tr_der issuer, subject;

    if (!skip_version(&rest) || !skip_serial(&rest) || !skip_algorithm(&rest) ||
        !next(&issuer, &rest, TR_DER_SEQUENCE) || !skip_validity(&rest) ||
        !next(&subject, &rest, TR_DER_SEQUENCE) || !skip_key(&rest) || !skip_extensions(&rest))
        return false;
    out->issuer = issuer.whole;
    out->subject = subject.whole;
    return true;
}

bool tr_certificate_outline_read(tr_certificate_outline *out, tr_bytes der)
{
    tr_der certificate, part;
    tr_bytes rest = der;

    if (!next(&certificate, &rest, TR_DER_SEQUENCE) || rest.size > 0)
        return false;
    rest = certificate.contents;
    return next(&part, &rest, TR_DER_SEQUENCE) && read_signed_part(out, part.contents) &&
           skip_algorithm(&rest) && skip_bits(&rest) && rest.size == 0;
}
