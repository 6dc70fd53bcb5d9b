/*
 * Certificates and signatures on them that were met before.
 *
 * Files come in families: thousands carry the same few certificates, and
 * OpenSSL takes longer to read a key than to verify with it. What is kept is
 * bounded, and newer ones displace older ones. For any number of threads.
 */
#pragma once

#include <stdbool.h>

#include <openssl/x509.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/trust/issuer.h"
#include "core/trust/thumbprint.h"

typedef struct tr_certificate_pool tr_certificate_pool;

tr_status tr_certificate_pool_new(tr_certificate_pool **out, tr_error *err);
void tr_certificate_pool_free(tr_certificate_pool *pool); /* NULL is fine */

/**
 * As tr_certificate_parse, but equal bytes give the same certificate.
 *
 * @param pool  NULL to do without
 */
tr_status tr_certificate_pool_parse(tr_certificate_pool *pool, X509 **out, tr_bytes der,
                                    tr_error *err);

/** A certificate and its thumbprint. */
typedef struct tr_identified {
    X509 *certificate;
    const tr_thumbprint *thumbprint;
} tr_identified;

/** A revocation list and the SHA-256 digest of all of it. */
typedef struct tr_identified_crl {
    X509_CRL *crl;
    const unsigned char *sha256;
} tr_identified_crl;

/** Whether a revocation list is signed with a candidate's key, remembered in the same way. */
bool tr_certificate_pool_verify_crl(tr_certificate_pool *pool, tr_identified_crl crl,
                                    tr_identified candidate);

/** As tr_issuer_verify, remembered by thumbprints. pool may be NULL. */
tr_issuer_check tr_certificate_pool_verify(tr_certificate_pool *pool, tr_identified certificate,
                                           tr_identified candidate);
