#include "core/trust/revocation.h"

#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/trust/certificate.h"
#include "core/trust/certificate_pool.h"

#define NO_REASON (-1)

/* What the lists say of one certificate. */
typedef struct crl_answer {
    bool is_known; /* a list that is fit for use speaks for it */
    bool is_revoked;
    time_t revoked; /* since when */
    int reason;
    time_t hold_issued;     /* of the newest list that puts it on hold; 0 if none does */
    time_t held;            /* since when */
    time_t released;        /* of the newest list that does not, or takes it back */
    const X509_CRL *newest; /* of those that speak for it */
} crl_answer;

static time_t issued_at(const X509_CRL *crl)
{
    time_t time;

    return tr_asn1_time_parse(&time, X509_CRL_get0_lastUpdate(crl)) ? time : 0;
}

static bool is_signed_by(const tr_revocation_list *list, tr_identified issuer,
                         const tr_chain_rules *rules)
{
    if (!tr_certificate_allows(issuer.certificate, KU_CRL_SIGN))
        return false;
    return tr_certificate_pool_verify_crl(tr_anchor_store_pool(rules->store),
                                          (tr_identified_crl){ list->crl, list->sha256 }, issuer);
}

/* By the issuer on the path, or by an anchor of its name that was renewed with another key. */
static bool is_authentic(const tr_revocation_list *list, const tr_step *issuer,
                         const tr_chain_rules *rules)
{
    const X509_NAME *name = X509_get_subject_name(issuer->certificate);
    const tr_anchor *entry = NULL;

    if (is_signed_by(list, (tr_identified){ issuer->certificate, &issuer->thumbprint }, rules))
        return true;
    while ((entry = tr_anchor_store_find_subject(rules->store, name, entry)) != NULL) {
        if ((entry->roles & TR_ROLE_ANCHOR) &&
            is_signed_by(list, (tr_identified){ entry->certificate, &entry->thumbprint }, rules))
            return true;
    }
    return false;
}

/* Whether a list's distribution point (RFC 5280, 5.2.5) leaves a certificate out. */
static bool is_out_of_scope(const X509_CRL *crl, X509 *certificate)
{
    int critical;
    ISSUING_DIST_POINT *scope =
        X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, &critical, NULL);
    bool is_ca = (X509_get_extension_flags(certificate) & EXFLAG_CA) != 0;
    bool is_out = !scope && critical != -1;

    if (scope)
        is_out = scope->indirectCRL > 0 || scope->onlyattr > 0 || (scope->onlyuser > 0 && is_ca) ||
                 (scope->onlyCA > 0 && !is_ca);
    ISSUING_DIST_POINT_free(scope);
    ERR_clear_error();
    return is_out;
}

/* A list with a critical extension that is not understood must not be used (RFC 5280, 5.2). */
static bool is_understood(const X509_CRL *crl)
{
    for (int index = 0; index < X509_CRL_get_ext_count(crl); index++) {
        X509_EXTENSION *extension = X509_CRL_get_ext(crl, index);

        if (!X509_EXTENSION_get_critical(extension))
            continue;
        switch (OBJ_obj2nid(X509_EXTENSION_get_object(extension))) {
        case NID_issuing_distribution_point:
        case NID_delta_crl:
        case NID_crl_number:
        case NID_authority_key_identifier:
            break;
        default:
            return false;
        }
    }
    return true;
}

/* Whether a list has only what changed since another one. */
static bool is_delta(const X509_CRL *crl)
{
    return X509_CRL_get_ext_by_NID(crl, NID_delta_crl, -1) >= 0;
}

static int reason_of(X509_REVOKED *entry)
{
    ASN1_ENUMERATED *reason = X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, NULL, NULL);
    int value = reason ? (int)ASN1_ENUMERATED_get(reason) : NO_REASON;

    ASN1_ENUMERATED_free(reason);
    ERR_clear_error();
    return value;
}

/* Since when: invalidityDate says when a key was lost, which may be long before it was noticed. */
static time_t revoked_since(X509_REVOKED *entry, int reason)
{
    ASN1_GENERALIZEDTIME *date = X509_REVOKED_get_ext_d2i(entry, NID_invalidity_date, NULL, NULL);
    time_t since, earlier;

    /* What cannot be read is taken for the worst. */
    if (!tr_asn1_time_parse(&since, X509_REVOKED_get0_revocationDate(entry)))
        since = 0;
    if ((reason == CRL_REASON_KEY_COMPROMISE || reason == CRL_REASON_CA_COMPROMISE) && date &&
        tr_asn1_time_parse(&earlier, date) && earlier < since)
        since = earlier;
    ASN1_GENERALIZEDTIME_free(date);
    ERR_clear_error();
    return since;
}

/* Take in what one list says of a certificate. */
static void ask(crl_answer *answer, const X509_CRL *crl, X509 *certificate)
{
    X509_REVOKED *entry = NULL;
    int found = X509_CRL_get0_by_cert((X509_CRL *)crl, &entry, certificate);
    int reason = found == 1 ? reason_of(entry) : NO_REASON;
    time_t issued = issued_at(crl);

    answer->is_known = true;
    if (!answer->newest || issued > issued_at(answer->newest))
        answer->newest = crl;
    if (found == 1 && reason == CRL_REASON_CERTIFICATE_HOLD) {
        if (issued >= answer->hold_issued) {
            answer->hold_issued = issued;
            answer->held = revoked_since(entry, reason);
        }
    } else if ((found == 2 || (found == 0 && !is_delta(crl))) && issued >= answer->released) {
        /* removeFromCRL, or not listed any more: ends a hold; nothing else is taken back. */
        answer->released = issued;
    }
    if (found == 1 && reason != CRL_REASON_CERTIFICATE_HOLD) {
        time_t since = revoked_since(entry, reason);

        if (!answer->is_revoked || since < answer->revoked) {
            answer->revoked = since;
            answer->reason = reason;
        }
        answer->is_revoked = true;
    }
}

/* All that the store's lists say of a certificate whose issuer is known. */
static crl_answer ask_all(X509 *certificate, const tr_step *issuer, const tr_chain_rules *rules)
{
    const X509_NAME *name = X509_get_issuer_name(certificate);
    const tr_revocation_list *list = NULL;
    crl_answer answer = { .reason = NO_REASON };

    while ((list = tr_anchor_store_find_crl(rules->store, name, list)) != NULL) {
        if (is_understood(list->crl) && !is_out_of_scope(list->crl, certificate) &&
            is_authentic(list, issuer, rules))
            ask(&answer, list->crl, certificate);
    }
    if (!answer.is_revoked && answer.hold_issued > 0 && answer.released <= answer.hold_issued) {
        answer.is_revoked = true;
        answer.revoked = answer.held;
        answer.reason = CRL_REASON_CERTIFICATE_HOLD;
    }
    return answer;
}

/* Whether what was signed before the revocation stays good. */
static bool may_outlive(const crl_answer *answer, const tr_chain_rules *rules)
{
    if (rules->purpose == TR_PURPOSE_CODE_SIGNING)
        return rules->is_stamped;
    return answer->reason == CRL_REASON_UNSPECIFIED ||
           answer->reason == CRL_REASON_AFFILIATION_CHANGED ||
           answer->reason == CRL_REASON_SUPERSEDED ||
           answer->reason == CRL_REASON_CESSATION_OF_OPERATION;
}

static tr_status tell_revoked(tr_findings *findings, X509 *certificate, const crl_answer *answer,
                              const tr_chain_rules *rules, tr_error *err)
{
    bool is_later = answer->revoked > rules->at && may_outlive(answer, rules);
    char *name = tr_certificate_common_name(certificate);
    tr_status status = tr_findings_add(
        findings, is_later ? TR_F_REVOKED_LATER : TR_F_REVOKED, is_later ? TR_NOTE : TR_FAULT,
        is_later ? TR_TRUSTED : TR_REVOKED, name, tr_time_text(answer->revoked).text, 0, err);

    free(name);
    return status;
}

/* A list that was already to be replaced at the time that counts may have missed something. */
static tr_status tell_age(tr_findings *findings, X509 *certificate, const crl_answer *answer,
                          const tr_chain_rules *rules, tr_error *err)
{
    const ASN1_TIME *next = X509_CRL_get0_nextUpdate(answer->newest);
    char *issuer;
    time_t until;
    tr_status status;

    if (!next || !tr_asn1_time_parse(&until, next) || until >= rules->at)
        return TR_OK;
    issuer = tr_name_common_name(X509_get_issuer_name(certificate));
    status = tr_findings_add(findings, TR_F_OLD_CRL, TR_NOTE, TR_TRUSTED, issuer,
                             tr_time_text(until).text, 0, err);
    free(issuer);
    return status;
}

tr_status tr_path_judge_revocation(tr_findings *findings, const tr_path *path,
                                   const tr_chain_rules *rules, tr_error *err)
{
    bool is_unknown = false;
    tr_status status = TR_OK;

    for (size_t index = 0; index + 1 < path->count && status == TR_OK; index++) {
        X509 *certificate = path->steps[index].certificate;
        const tr_step *issuer = &path->steps[index + 1];
        crl_answer answer;

        if (!certificate || !issuer->certificate)
            continue;
        answer = ask_all(certificate, issuer, rules);
        is_unknown |= !answer.is_known;
        if (answer.is_revoked)
            status = tell_revoked(findings, certificate, &answer, rules, err);
        if (status == TR_OK && answer.is_known && !answer.is_revoked)
            status = tell_age(findings, certificate, &answer, rules, err);
    }
    if (status == TR_OK && is_unknown && rules->purpose == TR_PURPOSE_CODE_SIGNING)
        status = tr_findings_add(findings, TR_F_REVOCATION_UNKNOWN, TR_NOTE, TR_TRUSTED, NULL, NULL,
                                 0, err);
    return status;
}
