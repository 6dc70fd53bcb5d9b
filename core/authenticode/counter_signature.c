#include "core/authenticode/counter_signature.h"

#include <stdlib.h>

#include "core/authenticode/der.h"
#include "core/trust/certificate.h"
#include "core/words/words.h"

#define OID_SIGNING_TIME "1.2.840.113549.1.9.5"

/* The attribute signingTime, whichever of the two time types it has. */
static bool read_time(time_t *out, const tr_signer_info *signer)
{
    tr_bytes value;
    const unsigned char *data;
    ASN1_TIME *parsed;
    bool is_read;

    if (!tr_signer_info_signed_attribute(&value, signer, OID_SIGNING_TIME))
        return false;
    data = value.data;
    parsed = d2i_ASN1_TIME(NULL, &data, (long)value.size);
    is_read = parsed && tr_asn1_time_parse(out, parsed);
    ASN1_TIME_free(parsed);
    return is_read;
}

static tr_status tell_legacy(tr_stamp *stamp, tr_error *err)
{
    char *name = tr_certificate_common_name(stamp->signer);
    tr_status status = tr_findings_add(&stamp->findings, TR_F_LEGACY_ENCODING, TR_NOTE, TR_TRUSTED,
                                       name, NULL, 0, err);

    free(name);
    return status;
}

static tr_status judge(tr_stamp *stamp, tr_bytes value, const tr_signer_info *signer,
                       STACK_OF(X509) *certificates, const tr_chain_rules *rules, tr_error *err)
{
    tr_signer_info own;
    tr_signature_check check;
    tr_status status;

    if (!tr_signer_info_parse(&own, value))
        return tr_stamp_fail(stamp, TR_WORDS("it cannot be read"), err);
    stamp->digest = tr_digest_algorithm_of(own.digest_algorithm.oid);
    stamp->has_time = read_time(&stamp->time, &own);
    stamp->signer = tr_signer_info_certificate(&own, certificates);
    if (!stamp->signer)
        return tr_stamp_fail(stamp, TR_WORDS("the certificate of its signer is not there"), err);
    X509_up_ref(stamp->signer);
    status = tr_signer_info_check(&check, &own, (tr_bytes){ 0 }, signer->signature, stamp->signer,
                                  true, err);
    if (status != TR_OK)
        return status;
    if (tr_stamp_fault(check))
        return tr_stamp_fail(stamp, tr_stamp_fault(check), err);
    if (!stamp->has_time)
        return tr_stamp_fail(stamp, TR_WORDS("it names no time"), err);
    if (check == TR_SIGNATURE_GOOD_RAW_DIGEST)
        status = tell_legacy(stamp, err);
    return status == TR_OK ? tr_stamp_judge_chain(stamp, certificates, rules, err) : status;
}

tr_status tr_counter_signature_judge(tr_stamp *out, tr_bytes value, const tr_signer_info *signer,
                                     STACK_OF(X509) *certificates, const tr_chain_rules *rules,
                                     tr_error *err)
{
    tr_stamp stamp = { .kind = TR_STAMP_PKCS9, .digest = TR_DIGEST_UNKNOWN };
    tr_status status = judge(&stamp, value, signer, certificates, rules, err);

    if (status == TR_OK)
        *out = stamp;
    else
        tr_stamp_clear(&stamp);
    return status;
}
