#include "core/authenticode/indirect_data.h"

#include "core/authenticode/der.h"

/* DigestInfo ::= SEQUENCE { algorithm, OCTET STRING }. */
static bool read_digest(tr_claim *out, tr_bytes *rest)
{
    tr_algorithm algorithm;
    tr_der info;
    tr_der octets;

    if (!tr_der_expect(&info, rest, TR_DER_SEQUENCE) ||
        !tr_algorithm_next(&algorithm, &info.contents) ||
        !tr_der_expect(&octets, &info.contents, TR_DER_OCTET_STRING))
        return false;
    out->octets = octets.contents;
    out->digest.algorithm = tr_digest_algorithm_of(algorithm.oid);
    out->digest.size = octets.contents.size;
    if (octets.contents.size <= TR_DIGEST_MAX_SIZE)
        memcpy(out->digest.bytes, octets.contents.data, octets.contents.size);
    return true;
}

bool tr_indirect_data_read(tr_claim *out, tr_bytes contents)
{
    tr_claim claim = { 0 };
    tr_der attribute;
    tr_der element;

    if (!tr_der_expect(&attribute, &contents, TR_DER_SEQUENCE) ||
        !tr_der_expect(&element, &attribute.contents, TR_DER_OID))
        return false;
    claim.type = element.contents;
    claim.value = attribute.contents;
    if (!read_digest(&claim, &contents))
        return false;
    *out = claim;
    return true;
}

bool tr_indirect_data_parse(tr_claim *out, const tr_signed_data *message)
{
    tr_bytes rest = message->content;
    tr_der element;

    if (!message->has_content || !tr_der_is_oid(message->content_type, TR_OID_INDIRECT_DATA))
        return false;
    if (message->is_wrapped) {
        if (!tr_der_expect(&element, &rest, TR_DER_SEQUENCE))
            return false;
        rest = element.contents;
    }
    return tr_indirect_data_read(out, rest);
}
