/*
 * Who may have issued a certificate: by name and key identifier, and by the
 * signature itself.
 */
#pragma once

#include <stdbool.h>

#include <openssl/x509.h>

#include "core/trust/certificate.h"
#include "core/trust/trust_catalogue.h"

/** What the authority key identifier of a certificate says of a candidate. */
typedef enum tr_key_match {
    TR_KEY_DIFFERS,
    TR_KEY_NOT_SAID, /* one of them does not name its key */
    TR_KEY_EQUAL
} tr_key_match;

tr_key_match tr_issuer_key_match(X509 *certificate, X509 *candidate);

/** What a certificate's signature says of a candidate's key. */
typedef enum tr_issuer_check {
    TR_ISSUER_RIGHT,
    TR_ISSUER_WRONG,
    TR_ISSUER_UNKNOWN /* the algorithm or key is not known here */
} tr_issuer_check;

tr_issuer_check tr_issuer_verify(X509 *certificate, X509 *candidate);

/** The key identifier that a certificate gives for its issuer, if it has the usual size. */
bool tr_issuer_key_id(unsigned char *out, X509 *certificate);

/**
 * The catalogue's entries that fit what a certificate says of its issuer:
 * name, and key identifier where both are known.
 *
 * @param previous  NULL for the first, else the one returned last
 */
const tr_required *tr_issuer_find_required(const tr_trust_catalogue *catalogue, X509 *certificate,
                                           const tr_required *previous);

/** The catalogue's entry for a certificate itself; NULL if there is none. */
const tr_required *tr_required_of(const tr_trust_catalogue *catalogue,
                                  const tr_thumbprint *thumbprint);
