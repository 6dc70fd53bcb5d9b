#include "core/authenticode/certificate_trust_list.h"

#include "core/authenticode/der.h"

static bool skip(tr_bytes *rest, unsigned char tag)
{
    tr_der element;

    return tr_der_expect(&element, rest, tag);
}

static bool skip_time(tr_bytes *rest)
{
    return skip(rest, TR_DER_UTC_TIME) || skip(rest, TR_DER_GENERALIZED_TIME);
}

bool tr_certificate_trust_list_is(const tr_signed_data *message)
{
    return message->has_content && tr_der_is_oid(message->content_type, TR_OID_TRUST_LIST);
}

/* Optional members are told by their tags. */
bool tr_certificate_trust_list_read(tr_certificate_trust_list *out, const tr_signed_data *message)
{
    tr_bytes rest = message->content;
    tr_der element;

    if (!tr_certificate_trust_list_is(message))
        return false;
    if (message->is_wrapped) {
        if (!tr_der_expect(&element, &rest, TR_DER_SEQUENCE))
            return false;
        rest = element.contents;
    }
    skip(&rest, TR_DER_INTEGER); /* version */
    if (!tr_der_expect(&element, &rest, TR_DER_SEQUENCE))
        return false;
    out->usages = element.whole;
    skip(&rest, TR_DER_OCTET_STRING); /* listIdentifier */
    skip(&rest, TR_DER_INTEGER);      /* sequenceNumber */
    if (!skip_time(&rest))            /* thisUpdate, and perhaps nextUpdate */
        return false;
    skip_time(&rest);
    if (!skip(&rest, TR_DER_SEQUENCE)) /* subjectAlgorithm */
        return false;
    out->entries = (tr_bytes){ NULL, 0 };
    if (tr_der_expect(&element, &rest, TR_DER_SEQUENCE))
        out->entries = element.contents;
    return true;
}
