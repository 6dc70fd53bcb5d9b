/*
 * Certificates and signatures on them that were met before.
 *
 * Files come in families: thousands carry the same few certificates, and
 * OpenSSL takes longer to read a key than to verify with it. What is kept is
 * bounded, and newer ones displace older ones. For any number of threads.
 */
#pragma once

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

/** As tr_issuer_verify, remembered by thumbprints. pool may be NULL. */
tr_issuer_check tr_certificate_pool_verify(tr_certificate_pool *pool, tr_identified certificate,
                                           tr_identified candidate);
