#include "core/trust/thumbprint.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>

tr_status tr_thumbprint_of(tr_thumbprint *out, const X509 *certificate, tr_error *err)
{
    tr_thumbprint thumbprint;

    if (!X509_digest(certificate, EVP_sha1(), thumbprint.sha1, NULL) ||
        !X509_digest(certificate, EVP_sha256(), thumbprint.sha256, NULL))
        return tr_error_set(err, TR_ERR_CRYPTO, ERR_get_error(), "cannot digest a certificate");
    *out = thumbprint;
    return TR_OK;
}

bool tr_thumbprint_equal(const tr_thumbprint *a, const tr_thumbprint *b)
{
    return memcmp(a->sha256, b->sha256, TR_SHA256_SIZE) == 0;
}
