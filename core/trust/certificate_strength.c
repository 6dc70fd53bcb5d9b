#include "core/trust/certificate_strength.h"

#include <stdlib.h>

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include "core/trust/certificate.h"

#define SHA1_SUNSET_CODE   ((time_t)1451606400) /* 2016-01-01 */
#define SHA1_SUNSET_STAMPS ((time_t)1483228800) /* 2017-01-01 */

bool tr_certificate_has_explicit_curve(const X509 *certificate)
{
    X509_ALGOR *algorithm = NULL;
    const ASN1_OBJECT *type = NULL;
    int parameters = V_ASN1_UNDEF;

    if (!X509_PUBKEY_get0_param(NULL, NULL, NULL, &algorithm, X509_get_X509_PUBKEY(certificate)))
        return false;
    X509_ALGOR_get0(&type, &parameters, NULL, algorithm);
    return OBJ_obj2nid(type) == NID_X9_62_id_ecPublicKey && parameters != V_ASN1_OBJECT;
}

static tr_status add(tr_findings *findings, tr_finding_id id, bool is_warning, X509 *certificate,
                     const char *detail, int amount, tr_error *err)
{
    char *name = tr_certificate_common_name(certificate);
    tr_status status;

    if (!name)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a finding");
    status = tr_findings_add(findings, id, is_warning ? TR_WARNING : TR_NOTE,
                             is_warning ? TR_WEAK_ALGORITHM : TR_TRUSTED, name, detail,
                             (uint64_t)amount, err);
    free(name);
    return status;
}

tr_status tr_certificate_judge_digest(tr_findings *findings, X509 *certificate,
                                      const tr_chain_rules *rules, tr_error *err)
{
    time_t sunset =
        rules->purpose == TR_PURPOSE_CODE_SIGNING ? SHA1_SUNSET_CODE : SHA1_SUNSET_STAMPS;
    int digest = NID_undef;

    if (!X509_get_signature_info(certificate, &digest, NULL, NULL, NULL))
        return TR_OK;
    switch (digest) {
    case NID_md2:
    case NID_md4:
    case NID_md5:
        return add(findings, TR_F_WEAK_CERT_DIGEST, true, certificate, OBJ_nid2sn(digest), 0, err);
    case NID_sha1:
        return add(findings, TR_F_WEAK_CERT_DIGEST, rules->at >= sunset, certificate, "SHA-1", 0,
                   err);
    default:
        return TR_OK;
    }
}

tr_status tr_certificate_judge_key(tr_findings *findings, X509 *certificate, tr_error *err)
{
    EVP_PKEY *key = X509_get0_pubkey(certificate);
    int bits = key ? EVP_PKEY_get_bits(key) : 0;
    bool is_curve = key && EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA &&
                    EVP_PKEY_get_base_id(key) != EVP_PKEY_DSA &&
                    EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA_PSS;

    if (bits <= 0 || bits >= (is_curve ? 224 : 2048))
        return TR_OK;
    return add(findings, TR_F_WEAK_KEY, is_curve || bits < 1024, certificate, NULL, bits, err);
}
