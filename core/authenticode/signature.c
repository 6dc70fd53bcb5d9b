#include "core/authenticode/signature.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/x509v3.h>

#include "core/authenticode/der.h"
#include "core/authenticode/opus_info.h"
#include "core/authenticode/signer_info.h"
#include "core/authenticode/stamps.h"
#include "core/trust/certificate.h"
#include "core/words/words.h"

#define OID_LIFETIME_SIGNING "1.3.6.1.4.1.311.10.3.13"

#define SHORT_LIFE    30 /* days: certificates of signing services that rely on timestamps */
#define SECONDS_A_DAY 86400

/* Signatures over SHA-1 that were stamped before could not be forged then. */
#define SHA1_SUNSET        ((time_t)1451606400) /* 2016-01-01, Microsoft's date for code */
#define SHA1_SUNSET_STAMPS ((time_t)1483228800) /* 2017-01-01 */

static tr_status add(tr_signature *out, tr_finding_id id, tr_severity severity, tr_verdict verdict,
                     const char *subject, uint64_t amount, tr_error *err)
{
    return tr_findings_add(&out->findings, id, severity, verdict, subject, NULL, amount, err);
}

/* Digest algorithm, size and value that the signature names, against the file's. */
static tr_status judge_claim(tr_signature *out, const tr_claim *claim, tr_error *err)
{
    const char *word = tr_digest_word(claim->digest.algorithm);
    tr_status status = tr_findings_append(&out->findings, &claim->findings, err);

    out->digest = claim->digest.algorithm;
    if (status != TR_OK)
        return status;
    if (claim->is_true)
        return TR_OK;
    if (claim->digest.algorithm == TR_DIGEST_UNKNOWN)
        return add(out, TR_F_UNKNOWN_ALGORITHM, TR_FAULT, TR_UNKNOWN_ALGORITHM,
                   TR_WORDS("of the file's digest"), 0, err);
    if (claim->actual.size > 0 && claim->digest.size != claim->actual.size)
        return add(out, TR_F_SHORT_DIGEST, TR_FAULT, TR_BAD_DIGEST, word, claim->digest.size, err);
    return add(out, TR_F_BAD_DIGEST, TR_FAULT, TR_BAD_DIGEST, word, 0, err);
}

static tr_status tell_signature(tr_signature *out, tr_signature_check check, tr_error *err)
{
    tr_status status = TR_OK;
    char *name = tr_certificate_common_name(out->signer);

    switch (check) {
    case TR_SIGNATURE_GOOD:
        break;
    case TR_SIGNATURE_GOOD_RAW_DIGEST:
        status = add(out, TR_F_LEGACY_ENCODING, TR_NOTE, TR_TRUSTED, name, 0, err);
        break;
    case TR_SIGNATURE_UNKNOWN_ALGORITHM:
        status = add(out, TR_F_UNKNOWN_ALGORITHM, TR_FAULT, TR_UNKNOWN_ALGORITHM,
                     TR_WORDS("of the signer's key or signature"), 0, err);
        break;
    case TR_SIGNATURE_MALFORMED:
    case TR_SIGNATURE_WRONG_TYPE:
        status = add(out, TR_F_MALFORMED_MESSAGE, TR_FAULT, TR_MALFORMED_MESSAGE,
                     TR_WORDS("its signed attributes are damaged, or missing"), 0, err);
        break;
    case TR_SIGNATURE_WRONG_CONTENT:
    case TR_SIGNATURE_WRONG:
        status = add(out, TR_F_BAD_SIGNATURE, TR_FAULT, TR_BAD_SIGNATURE, name, 0, err);
        break;
    }
    free(name);
    return status;
}

/*
 * CMS libraries that wrap the indirect data in an OCTET STRING digest all of
 * that string; Microsoft's own tools digest what is inside the SEQUENCE.
 */
static tr_status check_signature(tr_signature_check *out, const tr_signed_data *message,
                                 X509 *certificate, tr_error *err)
{
    const tr_signer_info *signer = &message->signers[0];
    tr_bytes content = message->content;
    tr_status status =
        tr_signer_info_check(out, signer, message->content_type, content, certificate, true, err);
    tr_der inner;

    if (status == TR_OK && *out == TR_SIGNATURE_WRONG_CONTENT && message->is_wrapped &&
        tr_der_expect(&inner, &content, TR_DER_SEQUENCE))
        status = tr_signer_info_check(out, signer, message->content_type, inner.contents,
                                      certificate, true, err);
    return status;
}

static tr_status judge_signer(tr_signature *out, const tr_signed_data *message, tr_error *err)
{
    tr_signature_check check;
    tr_status status;
    X509 *certificate = tr_signer_info_certificate(&message->signers[0], message->certificates);

    if (!certificate)
        return add(out, TR_F_NO_SIGNER, TR_FAULT, TR_NO_SIGNER, NULL, 0, err);
    X509_up_ref(certificate);
    out->signer = certificate;
    out->program = tr_opus_info_program(&message->signers[0]);
    status = check_signature(&check, message, certificate, err);
    if (status != TR_OK)
        return status;
    if (message->is_wrapped)
        status = add(out, TR_F_WRAPPED_CONTENT, TR_NOTE, TR_TRUSTED, NULL, 0, err);
    return status == TR_OK ? tell_signature(out, check, err) : status;
}

static bool is_lifetime_signer(X509 *signer)
{
    EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i(signer, NID_ext_key_usage, NULL, NULL);
    bool is_lifetime = false;

    for (int i = 0; i < sk_ASN1_OBJECT_num(usages) && !is_lifetime; i++) {
        char oid[64];

        OBJ_obj2txt(oid, sizeof(oid), sk_ASN1_OBJECT_value(usages, i), 1);
        is_lifetime = strcmp(oid, OID_LIFETIME_SIGNING) == 0;
    }
    sk_ASN1_OBJECT_pop_free(usages, ASN1_OBJECT_free);
    return is_lifetime;
}

/* A signature without timestamp dies with its certificate; one that dies in days is a headline. */
static tr_status tell_no_stamp(tr_signature *out, tr_error *err)
{
    time_t end = tr_certificate_not_after(out->signer);
    time_t life = (end - tr_certificate_not_before(out->signer)) / SECONDS_A_DAY;

    if (life < SHORT_LIFE)
        return add(out, TR_F_SHORT_LIVED, TR_WARNING, TR_TRUSTED, tr_time_text(end).text,
                   life > 0 ? (uint64_t)life : 0, err);
    return add(out, TR_F_NO_TIMESTAMP, TR_NOTE, TR_TRUSTED, NULL, 0, err);
}

/* The time that counts: the stamp's, if it is valid and the signer may outlive its certificate. */
static tr_status choose_time(tr_signature *out, const tr_verify_options *options, tr_error *err)
{
    bool is_stamped = out->stamp && out->stamp->verdict == TR_TRUSTED;

    out->at = options->has_time ? options->time : time(NULL);
    if (!out->stamp)
        return tell_no_stamp(out, err);
    if (is_lifetime_signer(out->signer))
        return add(out, TR_F_LIFETIME_SIGNING, TR_NOTE, TR_TRUSTED, NULL, 0, err);
    if (is_stamped)
        out->at = out->stamp->time;
    return TR_OK;
}

static tr_status judge_chain(tr_signature *out, const tr_signed_data *message,
                             const tr_chain_rules *rules, tr_error *err)
{
    tr_chain_rules own = *rules;
    tr_status status;

    own.purpose = TR_PURPOSE_CODE_SIGNING;
    own.at = out->at;
    own.is_stamped =
        out->stamp && out->stamp->verdict == TR_TRUSTED && !is_lifetime_signer(out->signer);
    status = tr_chain_build(&out->chain, out->signer, message->certificates, &own, err);
    if (status == TR_OK)
        status = tr_findings_append(&out->findings, &out->chain.findings, err);
    return status;
}

/* The file's digest and that of the signed attributes: either one can be forged if it is weak. */
static tr_digest_algorithm weaker_digest(const tr_signature *signature,
                                         const tr_signed_data *message)
{
    tr_digest_algorithm own = tr_digest_algorithm_of(message->signers[0].digest_algorithm.oid);

    if (!tr_digest_is_weak(own))
        return signature->digest;
    return tr_digest_is_weak(signature->digest) && signature->digest < own ? signature->digest
                                                                           : own;
}

static tr_status tell_weak_digest(tr_signature *out, const tr_signed_data *message, tr_error *err)
{
    bool is_old = out->stamp && out->stamp->verdict == TR_TRUSTED && out->stamp->time < SHA1_SUNSET;
    tr_digest_algorithm digest = weaker_digest(out, message);

    if (!tr_digest_is_weak(digest))
        return TR_OK;
    if (is_old && digest == TR_SHA1)
        return add(out, TR_F_WEAK_DIGEST, TR_NOTE, TR_TRUSTED, tr_digest_word(digest), 0, err);
    return add(out, TR_F_WEAK_DIGEST, TR_WARNING, TR_WEAK_ALGORITHM, tr_digest_word(digest), 0,
               err);
}

static tr_status tell_weak_stamp(tr_signature *out, tr_error *err)
{
    const tr_stamp *stamp = out->stamp;

    if (!stamp || stamp->verdict != TR_TRUSTED || !tr_digest_is_weak(stamp->digest))
        return TR_OK;
    if (stamp->time < SHA1_SUNSET_STAMPS)
        return add(out, TR_F_WEAK_STAMP_DIGEST, TR_NOTE, TR_TRUSTED, tr_digest_word(stamp->digest),
                   0, err);
    return add(out, TR_F_WEAK_STAMP_DIGEST, TR_WARNING, TR_WEAK_ALGORITHM,
               tr_digest_word(stamp->digest), 0, err);
}

static bool chain_holds(const tr_chain *chain, const X509 *certificate)
{
    for (size_t i = 0; i < chain->count; i++) {
        if (chain->links[i].certificate && X509_cmp(chain->links[i].certificate, certificate) == 0)
            return true;
    }
    return false;
}

static bool is_used(const tr_signature *signature, const X509 *certificate)
{
    if (chain_holds(&signature->chain, certificate))
        return true;
    for (size_t i = 0; i < signature->stamp_count; i++) {
        const tr_stamp *stamp = &signature->stamps[i];

        if (chain_holds(&stamp->chain, certificate) ||
            (stamp->signer && X509_cmp(stamp->signer, certificate) == 0))
            return true;
    }
    return false;
}

/* Certificates are not signed as part of the message, so that anything can be put there. */
static tr_status tell_unused(tr_signature *out, const tr_signed_data *message, tr_error *err)
{
    tr_status status = TR_OK;

    for (int i = 0; i < sk_X509_num(message->certificates) && status == TR_OK; i++) {
        X509 *certificate = sk_X509_value(message->certificates, i);
        char *name;

        if (is_used(out, certificate))
            continue;
        name = tr_certificate_common_name(certificate);
        status = add(out, TR_F_UNUSED_CERTIFICATE, TR_NOTE, TR_TRUSTED, name,
                     (uint64_t)i2d_X509(certificate, NULL), err);
        free(name);
    }
    return status;
}

static tr_status judge_parts(tr_signature *out, const tr_signed_data *message,
                             const tr_claim *claim, const tr_chain_rules *rules,
                             const tr_verify_options *options, tr_error *err)
{
    tr_status status = tr_findings_append(&out->findings, &message->findings, err);

    if (status == TR_OK && claim)
        status = judge_claim(out, claim, err);
    if (status == TR_OK && message->signer_count == 0)
        return add(out, TR_F_NO_SIGNER, TR_FAULT, TR_NO_SIGNER, NULL, 0, err);
    if (status == TR_OK)
        status = judge_signer(out, message, err);
    if (status != TR_OK || !out->signer)
        return status;
    status = tr_stamps_judge(out, message, rules, err);
    if (status == TR_OK)
        status = choose_time(out, options, err);
    if (status == TR_OK)
        status = judge_chain(out, message, rules, err);
    if (status == TR_OK)
        status = tell_weak_digest(out, message, err);
    if (status == TR_OK)
        status = tell_weak_stamp(out, err);
    return status == TR_OK ? tell_unused(out, message, err) : status;
}

tr_status tr_signature_judge(tr_signature *out, const tr_signed_data *message,
                             const tr_claim *claim, const tr_verify_options *options, bool suppose,
                             tr_chain_work *work, tr_error *err)
{
    const tr_chain_rules rules = {
        .store = options->store,
        .catalogue = options->catalogue,
        .trust_list = options->trust_list,
        .suppose_required = suppose,
        .work = work,
        .language = options->language,
    };
    tr_status status;

    out->digest = TR_DIGEST_UNKNOWN;
    status = judge_parts(out, message, claim, &rules, options, err);
    out->verdict = tr_findings_verdict(&out->findings, TR_FAULT);
    out->strict = tr_findings_verdict(&out->findings, TR_WARNING);
    out->what_if = out->verdict;
    return status;
}

void tr_signature_clear(tr_signature *signature)
{
    X509_free(signature->signer);
    free(signature->program);
    free(signature->catalog);
    for (size_t i = 0; i < signature->stamp_count; i++)
        tr_stamp_clear(&signature->stamps[i]);
    free(signature->stamps);
    tr_chain_clear(&signature->chain);
    tr_findings_clear(&signature->findings);
    *signature = (tr_signature){ 0 };
}

const char *tr_signature_source_word(tr_signature_source source)
{
    switch (source) {
    case TR_SOURCE_NESTED:
        return "nested";
    case TR_SOURCE_CATALOG:
        return "catalog";
    case TR_SOURCE_EMBEDDED:
        break;
    }
    return "embedded";
}
