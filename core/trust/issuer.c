#include "core/trust/issuer.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

tr_key_match tr_issuer_key_match(X509 *certificate, X509 *candidate)
{
    const ASN1_OCTET_STRING *wanted = X509_get0_authority_key_id(certificate);
    const ASN1_OCTET_STRING *offered = X509_get0_subject_key_id(candidate);
    const ASN1_INTEGER *serial = X509_get0_authority_serial(certificate);

    if (wanted && offered)
        return ASN1_OCTET_STRING_cmp(wanted, offered) == 0 ? TR_KEY_EQUAL : TR_KEY_DIFFERS;
    if (serial && ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(candidate)) != 0)
        return TR_KEY_DIFFERS;
    return TR_KEY_NOT_SAID;
}

/* Whether OpenSSL can check signatures of this kind: MD2 is gone, for one. */
static bool knows_algorithm(X509 *certificate)
{
    int digest, key;

    if (!X509_get_signature_info(certificate, &digest, &key, NULL, NULL))
        return false;
    return digest == NID_undef || EVP_get_digestbynid(digest) != NULL;
}

tr_issuer_check tr_issuer_verify(X509 *certificate, X509 *candidate)
{
    EVP_PKEY *key = X509_get0_pubkey(candidate);
    tr_issuer_check check = TR_ISSUER_UNKNOWN;

    if (key && knows_algorithm(certificate))
        check = X509_verify(certificate, key) == 1 ? TR_ISSUER_RIGHT : TR_ISSUER_WRONG;
    ERR_clear_error();
    return check;
}

bool tr_issuer_key_id(unsigned char *out, X509 *certificate)
{
    const ASN1_OCTET_STRING *id = X509_get0_authority_key_id(certificate);

    if (!id || ASN1_STRING_length(id) != TR_SHA1_SIZE)
        return false;
    memcpy(out, ASN1_STRING_get0_data(id), TR_SHA1_SIZE);
    return true;
}

/* What a certificate says of its issuer. */
typedef struct sought_issuer {
    char *common_name;
    char *subject;
    unsigned char key_id[TR_SHA1_SIZE];
    bool has_key_id;
} sought_issuer;

static bool fits(const tr_required *entry, const sought_issuer *sought)
{
    if (!entry->common_name || strcmp(entry->common_name, sought->common_name) != 0)
        return false;
    if (entry->subject && strcmp(entry->subject, sought->subject) != 0)
        return false;
    return !entry->has_key_id || !sought->has_key_id ||
           memcmp(entry->key_id, sought->key_id, sizeof(sought->key_id)) == 0;
}

const tr_required *tr_issuer_find_required(const tr_trust_catalogue *catalogue, X509 *certificate,
                                           const tr_required *previous)
{
    const X509_NAME *name = X509_get_issuer_name(certificate);
    sought_issuer sought = { .common_name = tr_name_common_name(name),
                             .subject = tr_name_text(name) };
    const tr_required *found = NULL;
    bool is_past = previous == NULL;

    sought.has_key_id = tr_issuer_key_id(sought.key_id, certificate);
    for (size_t index = 0; sought.common_name && sought.subject && !found &&
                           index < tr_trust_catalogue_count(catalogue);
         index++) {
        const tr_required *entry = tr_trust_catalogue_get(catalogue, index);

        if (is_past && fits(entry, &sought))
            found = entry;
        is_past = is_past || entry == previous;
    }
    free(sought.common_name);
    free(sought.subject);
    return found;
}

const tr_required *tr_required_of(const tr_trust_catalogue *catalogue,
                                  const tr_thumbprint *thumbprint)
{
    const tr_required *entry =
        catalogue ? tr_trust_catalogue_find_sha1(catalogue, thumbprint->sha1) : NULL;

    if (entry && entry->has_sha256 &&
        memcmp(entry->sha256, thumbprint->sha256, TR_SHA256_SIZE) != 0)
        return NULL;
    return entry;
}
