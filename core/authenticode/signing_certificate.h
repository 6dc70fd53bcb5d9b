/*
 * The signed attributes signingCertificate (RFC 2634, section 5.4) and
 * signingCertificateV2 (RFC 5035): which certificate a signature was made
 * with. Without them another one for the same key could take its place.
 */
#pragma once

#include <stdbool.h>

#include <openssl/x509.h>

#include "core/authenticode/signer_info.h"

/** Whether each of the two that is there names this certificate first. */
bool tr_signing_certificate_is(const tr_signer_info *signer, X509 *certificate);
