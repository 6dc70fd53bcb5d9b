/*
 * A signature value checked against a digest: RSA (PKCS #1 v1.5 and PSS,
 * RFC 8017) and ECDSA.
 *
 * Signatures of 1990s and 2000s counter-signers hold a bare digest in their
 * PKCS #1 block instead of a DigestInfo; the block's padding is checked all
 * the same, to the last octet.
 */
#pragma once

#include <stdbool.h>

#include <openssl/x509.h>

#include "core/authenticode/digest.h"
#include "core/authenticode/signer_info.h"
#include "core/bytes.h"
#include "core/error.h"

/**
 * Check a signature over a digest with a certificate's key.
 *
 * @param out         TR_SIGNATURE_GOOD, _GOOD_RAW_DIGEST, _WRONG or _UNKNOWN_ALGORITHM
 * @param algorithm   as the SignerInfo names it; must fit the key
 * @param may_be_raw  accept a bare MD5 or SHA-1 digest
 * @return TR_OK whatever the result; TR_ERR_MEMORY
 */
tr_status tr_signature_value_check(tr_signature_check *out, const tr_algorithm *algorithm,
                                   tr_bytes signature, const tr_digest *digest, X509 *certificate,
                                   bool may_be_raw, tr_error *err);
