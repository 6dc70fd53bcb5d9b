/*
 * The thumbprints of a certificate: digests of its DER encoding, which is how
 * Windows and its administrators identify one.
 */
#pragma once

#include <stdbool.h>

#include <openssl/x509.h>

#include "core/error.h"

#define TR_SHA1_SIZE   20
#define TR_SHA256_SIZE 32

typedef struct tr_thumbprint {
    unsigned char sha1[TR_SHA1_SIZE];
    unsigned char sha256[TR_SHA256_SIZE];
} tr_thumbprint;

/** Both thumbprints of a certificate. Fails with TR_ERR_CRYPTO only. */
tr_status tr_thumbprint_of(tr_thumbprint *out, const X509 *certificate, tr_error *err);

/** Whether two certificates are the same one. */
bool tr_thumbprint_equal(const tr_thumbprint *a, const tr_thumbprint *b);
