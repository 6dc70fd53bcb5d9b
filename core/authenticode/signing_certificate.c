#include "core/authenticode/signing_certificate.h"

#include <openssl/evp.h>

#include "core/authenticode/der.h"

#define OID_SIGNING_CERTIFICATE    "1.2.840.113549.1.9.16.2.12"
#define OID_SIGNING_CERTIFICATE_V2 "1.2.840.113549.1.9.16.2.47"

/* { certs SEQUENCE OF { hashAlgorithm OPTIONAL, certHash, ... }, ... }: the first is the signer's.
 */
static bool names(tr_bytes value, tr_digest_algorithm algorithm, const X509 *certificate)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    tr_algorithm own;
    unsigned size;
    tr_der part;

    if (!tr_der_expect(&part, &value, TR_DER_SEQUENCE) ||
        !tr_der_expect(&part, &part.contents, TR_DER_SEQUENCE) ||
        !tr_der_expect(&part, &part.contents, TR_DER_SEQUENCE))
        return false;
    if (tr_algorithm_next(&own, &part.contents))
        algorithm = tr_digest_algorithm_of(own.oid);
    return tr_der_expect(&part, &part.contents, TR_DER_OCTET_STRING) &&
           algorithm != TR_DIGEST_UNKNOWN &&
           X509_digest(certificate, tr_digest_method(algorithm), digest, &size) &&
           tr_bytes_equal(part.contents, (tr_bytes){ digest, size });
}

bool tr_signing_certificate_is(const tr_signer_info *signer, X509 *certificate)
{
    tr_bytes value;

    if (tr_signer_info_signed_attribute(&value, signer, OID_SIGNING_CERTIFICATE) &&
        !names(value, TR_SHA1, certificate))
        return false;
    return !tr_signer_info_signed_attribute(&value, signer, OID_SIGNING_CERTIFICATE_V2) ||
           names(value, TR_SHA256, certificate);
}
