#include "core/authenticode/timestamp_token.h"

#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/authenticode/der.h"
#include "core/authenticode/signing_certificate.h"
#include "core/trust/certificate.h"
#include "core/words/words.h"

#define OID_TST_INFO "1.2.840.113549.1.9.16.1.4"

/* What the token vouches for: a digest, and when it was seen (TSTInfo, RFC 3161, 2.4.2). */
typedef struct tst_info {
    tr_digest_algorithm algorithm;
    tr_bytes imprint;
    time_t time;
} tst_info;

static bool read_time(time_t *out, const tr_der *element)
{
    const unsigned char *data = element->whole.data;
    ASN1_TIME *parsed = d2i_ASN1_TIME(NULL, &data, (long)element->whole.size);
    bool is_read = parsed && tr_asn1_time_parse(out, parsed);

    ASN1_TIME_free(parsed);
    return is_read;
}

static bool read_info(tst_info *out, tr_bytes content)
{
    tr_algorithm algorithm;
    tr_der info;
    tr_der imprint;
    tr_der element;

    if (!tr_der_expect(&info, &content, TR_DER_SEQUENCE) ||
        !tr_der_expect(&element, &info.contents, TR_DER_INTEGER) ||
        !tr_der_expect(&element, &info.contents, TR_DER_OID) ||
        !tr_der_expect(&imprint, &info.contents, TR_DER_SEQUENCE) ||
        !tr_algorithm_next(&algorithm, &imprint.contents) ||
        !tr_der_expect(&element, &imprint.contents, TR_DER_OCTET_STRING))
        return false;
    out->algorithm = tr_digest_algorithm_of(algorithm.oid);
    out->imprint = element.contents;
    return tr_der_expect(&element, &info.contents, TR_DER_INTEGER) &&
           tr_der_expect(&element, &info.contents, TR_DER_GENERALIZED_TIME) &&
           read_time(&out->time, &element);
}

/* The imprint has an algorithm of its own, apart from those of the token's signature. */
static tr_status check_imprint(bool *is_same, const tst_info *info, const tr_signer_info *signer,
                               tr_error *err)
{
    tr_digest digest;
    tr_status status;

    *is_same = false;
    if (info->algorithm == TR_DIGEST_UNKNOWN)
        return TR_OK;
    status = tr_digest_of(&digest, info->algorithm, signer->signature, err);
    if (status == TR_OK)
        *is_same = tr_bytes_equal(info->imprint, (tr_bytes){ digest.bytes, digest.size });
    return status;
}

/*
 * RFC 3161, 2.3: timestamps and nothing else, and critical. Microsoft's own authority did not say
 * the latter for years.
 */
static tr_status check_usage(tr_stamp *stamp, tr_error *err)
{
    int critical;
    EXTENDED_KEY_USAGE *usages =
        X509_get_ext_d2i(stamp->signer, NID_ext_key_usage, &critical, NULL);
    bool is_alone = sk_ASN1_OBJECT_num(usages) == 1;
    char *name = tr_certificate_common_name(stamp->signer);
    tr_status status = TR_OK;

    if (!is_alone)
        status = tr_findings_add(&stamp->findings, TR_F_STAMP_USAGES, TR_WARNING,
                                 TR_UNTRUSTED_TIMESTAMP, name, NULL, 0, err);
    else if (critical != 1)
        status = tr_findings_add(&stamp->findings, TR_F_STAMP_USAGE_NOT_CRITICAL, TR_NOTE,
                                 TR_TRUSTED, name, NULL, 0, err);
    free(name);
    EXTENDED_KEY_USAGE_free(usages);
    ERR_clear_error();
    return status;
}

static tr_status judge_chain(tr_stamp *stamp, STACK_OF(X509) *certificates,
                             const tr_chain_rules *rules, tr_error *err)
{
    tr_status status = tr_stamp_judge_chain(stamp, certificates, rules, err);

    if (status == TR_OK && stamp->chain.verdict == TR_TRUSTED)
        status = check_usage(stamp, err);
    return status;
}

/* Judge a token that could be read; token_certificates are the message's and its own. */
static tr_status judge_token(tr_stamp *stamp, const tr_signed_data *token,
                             const tr_signer_info *signer, STACK_OF(X509) *certificates,
                             const tr_chain_rules *rules, tr_error *err)
{
    tst_info info;
    bool is_same;
    tr_signature_check check;
    tr_status status;

    if (!tr_der_is_oid(token->content_type, OID_TST_INFO) || !token->is_wrapped ||
        token->signer_count == 0 || !read_info(&info, token->content))
        return tr_stamp_fail(stamp, TR_WORDS("it cannot be read"), err);
    stamp->has_time = true;
    stamp->time = info.time;
    stamp->digest = info.algorithm;
    stamp->signer = tr_signer_info_certificate(&token->signers[0], certificates);
    if (!stamp->signer)
        return tr_stamp_fail(stamp, TR_WORDS("the certificate of its signer is not there"), err);
    X509_up_ref(stamp->signer);
    status = check_imprint(&is_same, &info, signer, err);
    if (status != TR_OK)
        return status;
    if (!is_same)
        return tr_stamp_fail(stamp, TR_WORDS("it is the timestamp of another signature"), err);
    status = tr_signer_info_check(&check, &token->signers[0], token->content_type, token->content,
                                  stamp->signer, false, err);
    if (status != TR_OK)
        return status;
    if (tr_stamp_fault(check))
        return tr_stamp_fail(stamp, tr_stamp_fault(check), err);
    if (!tr_signing_certificate_is(&token->signers[0], stamp->signer))
        return tr_stamp_fail(stamp, TR_WORDS("it was made with another certificate than its own"),
                             err);
    return judge_chain(stamp, certificates, rules, err);
}

/* The certificates of token and message together; NULL when out of memory. Frees with sk_X509_free.
 */
static STACK_OF(X509) *join(STACK_OF(X509) *own, STACK_OF(X509) *others)
{
    STACK_OF(X509) *both = sk_X509_dup(own);

    for (int i = 0; both && i < sk_X509_num(others); i++) {
        if (!sk_X509_push(both, sk_X509_value(others, i))) {
            sk_X509_free(both);
            return NULL;
        }
    }
    return both;
}

static tr_status judge(tr_stamp *stamp, tr_bytes value, const tr_signer_info *signer,
                       STACK_OF(X509) *certificates, const tr_chain_rules *rules, tr_error *err)
{
    tr_error why;
    tr_signed_data *token;
    STACK_OF(X509) *both;
    tr_status status =
        tr_signed_data_parse_shared(&token, value, NULL, tr_anchor_store_pool(rules->store), &why);

    if (status == TR_ERR_FORMAT)
        return tr_stamp_fail(stamp, why.message, err);
    if (status != TR_OK)
        return tr_error_set(err, status, why.code, "%s", why.message);
    both = join(token->certificates, certificates);
    if (both)
        status = judge_token(stamp, token, signer, both, rules, err);
    else
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the certificates of a stamp");
    sk_X509_free(both);
    tr_signed_data_free(token);
    return status;
}

tr_status tr_timestamp_token_judge(tr_stamp *out, tr_bytes value, const tr_signer_info *signer,
                                   STACK_OF(X509) *certificates, const tr_chain_rules *rules,
                                   tr_error *err)
{
    tr_stamp stamp = { .kind = TR_STAMP_RFC3161, .digest = TR_DIGEST_UNKNOWN };
    tr_status status = judge(&stamp, value, signer, certificates, rules, err);

    if (status == TR_OK)
        *out = stamp;
    else
        tr_stamp_clear(&stamp);
    return status;
}
