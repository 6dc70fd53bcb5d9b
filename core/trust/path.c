#include "core/trust/path.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/trust/certificate.h"
#include "core/trust/certificate_strength.h"
#include "core/words/words.h"

/* Judging one path: adding findings until that fails. */
typedef struct path_judging {
    tr_findings *findings;
    const tr_path *path;
    const tr_chain_rules *rules;
    tr_status status;
    tr_error *err;
} path_judging;

bool tr_step_is_anchor(const tr_step *step)
{
    return step->entry && (step->entry->roles & TR_ROLE_ANCHOR);
}

/* Add a finding about the certificate of a step. */
static void add(path_judging *judging, tr_finding_id id, tr_severity severity, tr_verdict verdict,
                const tr_step *step, const char *detail)
{
    char *name = step->certificate ? tr_certificate_common_name(step->certificate) : NULL;

    if (judging->status == TR_OK)
        judging->status =
            tr_findings_add(judging->findings, id, severity, verdict,
                            name ? name : step->required->common_name, detail, 0, judging->err);
    free(name);
}

static void fault(path_judging *judging, tr_finding_id id, tr_verdict verdict, const tr_step *step,
                  const char *detail)
{
    add(judging, id, TR_FAULT, verdict, step, detail);
}

static const char *purpose_text(tr_purpose purpose)
{
    return purpose == TR_PURPOSE_CODE_SIGNING ? TR_WORDS("code signing") : TR_WORDS("timestamps");
}

static int purpose_nid(tr_purpose purpose)
{
    return purpose == TR_PURPOSE_CODE_SIGNING ? NID_code_sign : NID_time_stamp;
}

/* The store's entry that takes trust from a certificate; it may have another signature. */
static const tr_anchor *find_distrust(const path_judging *judging, const tr_step *step)
{
    const X509_NAME *name = X509_get_subject_name(step->certificate);
    const tr_anchor *entry = NULL;

    if (step->entry && (step->entry->roles & TR_ROLE_DISTRUSTED))
        return step->entry;
    while ((entry = tr_anchor_store_find_subject(judging->rules->store, name, entry)) != NULL) {
        if ((entry->roles & TR_ROLE_DISTRUSTED) &&
            tr_certificate_says_same(entry->certificate, step->certificate))
            return entry;
    }
    return NULL;
}

static void check_distrust(path_judging *judging, const tr_step *step)
{
    const tr_anchor *entry = find_distrust(judging, step);

    if (!entry)
        return;
    for (size_t index = 0; index < entry->place_count; index++) {
        if (entry->place_roles[index] & TR_ROLE_DISTRUSTED) {
            fault(judging, TR_F_DISTRUSTED, TR_DISTRUSTED, step, entry->places[index]);
            return;
        }
    }
}

/* Of every certificate, the root's too: Windows makes no exception for anchors. */
static void check_validity(path_judging *judging, const tr_step *step)
{
    time_t begin, end;

    if (step->certificate) {
        begin = tr_certificate_not_before(step->certificate);
        end = tr_certificate_not_after(step->certificate);
    } else {
        begin = step->required->not_before;
        end = step->required->not_after;
        if (end == 0)
            return;
    }
    if (judging->rules->at > end)
        fault(judging, TR_F_EXPIRED, TR_EXPIRED, step, tr_time_text(end).text);
    else if (judging->rules->at < begin)
        fault(judging, TR_F_NOT_YET_VALID, TR_EXPIRED, step, tr_time_text(begin).text);
}

/*
 * Critical extensions that Windows knows and OpenSSL does not: those of 1996
 * (key attributes, key usage restriction, basic constraints) and Microsoft's.
 */
static bool is_known_to_windows(const ASN1_OBJECT *type)
{
    static const char *const known[] = {
        "2.5.29.1",
        "2.5.29.2",
        "2.5.29.4",
        "2.5.29.10",
        "1.3.6.1.4.1.311.2.1.10", /* SPC_SP_AGENCY_INFO */
        "1.3.6.1.4.1.311.2.1.27", /* SPC_FINANCIAL_CRITERIA */
        "1.3.6.1.4.1.311.21.10",  /* application policies */
    };
    char oid[64];

    if (OBJ_obj2txt(oid, sizeof(oid), type, 1) <= 0)
        return false;
    for (size_t index = 0; index < sizeof(known) / sizeof(known[0]); index++) {
        if (strcmp(oid, known[index]) == 0)
            return true;
    }
    return false;
}

static void check_critical(path_judging *judging, const tr_step *step)
{
    for (int index = 0; index < X509_get_ext_count(step->certificate); index++) {
        X509_EXTENSION *extension = X509_get_ext(step->certificate, index);

        if (X509_EXTENSION_get_critical(extension) && !X509_supported_extension(extension) &&
            !is_known_to_windows(X509_EXTENSION_get_object(extension))) {
            fault(judging, TR_F_BAD_EXTENSION, TR_BAD_EXTENSION, step, NULL);
            return;
        }
    }
}

/* Extensions that limit a certificate must not lose their effect by being unreadable. */
static void check_readable(path_judging *judging, const tr_step *step)
{
    static const int nids[] = { NID_basic_constraints, NID_key_usage, NID_ext_key_usage,
                                NID_name_constraints };

    if (!(X509_get_extension_flags(step->certificate) & EXFLAG_INVALID))
        return;
    for (size_t index = 0; index < sizeof(nids) / sizeof(nids[0]); index++) {
        int critical;
        void *value = X509_get_ext_d2i(step->certificate, nids[index], &critical, NULL);

        if (!value && critical != -1)
            fault(judging, TR_F_MALFORMED_EXTENSION, TR_BAD_EXTENSION, step,
                  OBJ_nid2ln(nids[index]));
        if (value)
            ASN1_item_free(value, ASN1_ITEM_ptr(X509V3_EXT_get_nid(nids[index])->it));
    }
    ERR_clear_error();
}

/* Certificates below index that count for path lengths (RFC 5280, 6.1.4 (l)). */
static long count_below(const tr_path *path, size_t index)
{
    long count = 0;

    for (size_t below = 1; below < index; below++) {
        const X509 *certificate = path->steps[below].certificate;

        count += !certificate || !tr_certificate_is_self_issued(certificate);
    }
    return count;
}

/*
 * May the certificate issue others? One without basic constraints may only as
 * an anchor or root: those of version 1 cannot say.
 */
static void check_constraints(path_judging *judging, size_t index)
{
    const tr_step *step = &judging->path->steps[index];
    bool is_end = index == judging->path->count - 1 && judging->path->end != TR_PATH_OPEN;
    uint32_t flags = X509_get_extension_flags(step->certificate);
    long limit = tr_certificate_path_limit(step->certificate);

    if ((flags & EXFLAG_BCONS) ? !(flags & EXFLAG_CA) : !is_end)
        fault(judging, TR_F_BAD_CONSTRAINTS, TR_BAD_CONSTRAINTS, step, NULL);
    else if (limit >= 0 && count_below(judging->path, index) > limit)
        fault(judging, TR_F_BAD_CONSTRAINTS, TR_BAD_CONSTRAINTS, step, NULL);
}

/* Extended key usage nests: an intermediate limits all below it. Roots are not asked. */
static void check_issuer_usage(path_judging *judging, size_t index)
{
    const tr_step *step = &judging->path->steps[index];
    tr_purpose purpose = judging->rules->purpose;
    bool is_end = index == judging->path->count - 1 && judging->path->end != TR_PATH_OPEN;

    if (!tr_certificate_allows(step->certificate, KU_KEY_CERT_SIGN))
        fault(judging, TR_F_WRONG_USAGE, TR_WRONG_USAGE, step, TR_WORDS("issuing certificates"));
    if (!is_end &&
        tr_certificate_usage(step->certificate, purpose_nid(purpose)) == TR_USAGE_HAS_NOT)
        fault(judging, TR_F_WRONG_USAGE, TR_WRONG_USAGE, step, purpose_text(purpose));
}

/* The names of all certificates below (RFC 5280, 6.1.3 (b)): self-issued ones only as signer. */
static void check_names(path_judging *judging, size_t index)
{
    const tr_path *path = judging->path;
    NAME_CONSTRAINTS *constraints =
        X509_get_ext_d2i(path->steps[index].certificate, NID_name_constraints, NULL, NULL);

    for (size_t below = 0; constraints && below < index; below++) {
        const tr_step *step = &path->steps[below];

        if (!step->certificate || (below > 0 && tr_certificate_is_self_issued(step->certificate)))
            continue;
        if (NAME_CONSTRAINTS_check(step->certificate, constraints) != X509_V_OK)
            fault(judging, TR_F_BAD_NAME, TR_BAD_NAME, step, NULL);
    }
    NAME_CONSTRAINTS_free(constraints);
    ERR_clear_error();
}

static void check_signer_usage(path_judging *judging)
{
    const tr_step *signer = &judging->path->steps[0];
    tr_purpose purpose = judging->rules->purpose;
    tr_usage usage = tr_certificate_usage(signer->certificate, purpose_nid(purpose));

    if (usage == TR_USAGE_HAS_NOT || (usage == TR_USAGE_ANY && purpose == TR_PURPOSE_TIMESTAMPING))
        fault(judging, TR_F_WRONG_USAGE, TR_WRONG_USAGE, signer, purpose_text(purpose));
    else if (usage == TR_USAGE_ANY && purpose == TR_PURPOSE_CODE_SIGNING)
        add(judging, TR_F_NO_CODE_SIGNING, TR_NOTE, TR_TRUSTED, signer, NULL);
}

/* Windows does not ask for it; RFC 5280 does, and RFC 3161 takes nonRepudiation as well. */
static void check_signer_key_usage(path_judging *judging)
{
    const tr_step *signer = &judging->path->steps[0];
    uint32_t allowed = KU_DIGITAL_SIGNATURE;

    if (judging->rules->purpose != TR_PURPOSE_CODE_SIGNING)
        allowed |= KU_NON_REPUDIATION;
    if (!tr_certificate_allows(signer->certificate, allowed))
        add(judging, TR_F_NO_KEY_USAGE, TR_WARNING, TR_WRONG_USAGE, signer, NULL);
}

/* CVE-2020-0601: whoever brings the curve's parameters can choose the private key. */
static void check_curve(path_judging *judging, const tr_step *step)
{
    if (tr_certificate_has_explicit_curve(step->certificate))
        fault(judging, TR_F_EXPLICIT_CURVE, TR_BAD_CERT_SIGNATURE, step, NULL);
}

static void check_strength(path_judging *judging, size_t index)
{
    const tr_step *step = &judging->path->steps[index];
    bool is_end = index == judging->path->count - 1 && judging->path->end != TR_PATH_OPEN;

    /* Nobody relies on the signature of an anchor or root. */
    if (judging->status == TR_OK && !is_end)
        judging->status = tr_certificate_judge_digest(judging->findings, step->certificate,
                                                      judging->rules, judging->err);
    if (judging->status == TR_OK)
        judging->status =
            tr_certificate_judge_key(judging->findings, step->certificate, judging->err);
}

static void check_step(path_judging *judging, size_t index)
{
    const tr_step *step = &judging->path->steps[index];

    check_validity(judging, step);
    if (!step->certificate) {
        add(judging, TR_F_SUPPOSED, TR_NOTE, TR_TRUSTED, step, NULL);
        return;
    }
    if (step->has_bad_signature)
        fault(judging, TR_F_BAD_CERT_SIGNATURE, TR_BAD_CERT_SIGNATURE, step, NULL);
    check_distrust(judging, step);
    check_curve(judging, step);
    check_critical(judging, step);
    check_readable(judging, step);
    if (index > 0) {
        check_constraints(judging, index);
        check_issuer_usage(judging, index);
        check_names(judging, index);
    }
    check_strength(judging, index);
}

/* Whether a certificate of the same name, with another key, is installed as an anchor. */
static bool has_look_alike(const path_judging *judging, const tr_step *step)
{
    const X509_NAME *name = X509_get_subject_name(step->certificate);
    const tr_anchor *entry = NULL;

    while ((entry = tr_anchor_store_find_subject(judging->rules->store, name, entry)) != NULL) {
        if ((entry->roles & TR_ROLE_ANCHOR) && entry->certificate != step->certificate)
            return true;
    }
    return false;
}

/* The chain breaks off above step: nobody has its issuer. */
static void tell_open_end(path_judging *judging, const tr_step *step)
{
    const X509_NAME *name = X509_get_issuer_name(step->certificate);
    char *issuer = tr_name_common_name(name);
    char *subject = tr_certificate_common_name(step->certificate);

    if (!issuer || !subject)
        judging->status = tr_error_set(judging->err, TR_ERR_MEMORY, 0, "no memory for a finding");
    if (judging->status == TR_OK)
        judging->status = tr_findings_add(judging->findings, TR_F_INCOMPLETE_CHAIN, TR_FAULT,
                                          TR_INCOMPLETE_CHAIN, issuer, subject, 0, judging->err);
    if (judging->status == TR_OK && judging->path->look_alike)
        judging->status = tr_findings_add(judging->findings, TR_F_LOOK_ALIKE, TR_NOTE, TR_TRUSTED,
                                          issuer, NULL, 0, judging->err);
    free(issuer);
    free(subject);
}

static void check_end(path_judging *judging)
{
    const tr_step *last = &judging->path->steps[judging->path->count - 1];

    if (judging->path->end == TR_PATH_AT_ROOT) {
        fault(judging, TR_F_UNTRUSTED_ROOT, TR_UNTRUSTED_ROOT, last, NULL);
        if (has_look_alike(judging, last))
            add(judging, TR_F_LOOK_ALIKE, TR_NOTE, TR_TRUSTED, last, NULL);
    } else if (judging->path->end == TR_PATH_OPEN && last->certificate) {
        tell_open_end(judging, last);
    } else if (judging->path->end == TR_PATH_OPEN) {
        fault(judging, TR_F_INCOMPLETE_CHAIN, TR_INCOMPLETE_CHAIN, last,
              last->required->common_name);
    }
}

tr_status tr_path_judge(tr_findings *findings, const tr_path *path, const tr_chain_rules *rules,
                        tr_error *err)
{
    path_judging judging = { .findings = findings, .path = path, .rules = rules, .err = err };

    check_end(&judging);
    check_signer_usage(&judging);
    check_signer_key_usage(&judging);
    for (size_t index = 0; index < path->count; index++)
        check_step(&judging, index);
    return judging.status;
}
