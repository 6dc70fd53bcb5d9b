/*
 * Installing a certificate as a kind of change: `path` is the store, `after`
 * the certificate's name, `proof` its SHA-1 and SHA-256 thumbprints in
 * hexadecimal, with a blank between them.
 */
#pragma once

#include "core/journal/change_kind.h"
#include "core/trust/thumbprint.h"

/** Its act takes a tr_bytes with the certificate's DER as subject. */
extern const tr_change_kind tr_import_change;

#define TR_IMPORT_PROOF_SIZE (2 * TR_SHA1_SIZE + 2 * TR_SHA256_SIZE + 2)

/** Write a proof. */
void tr_import_proof_write(char out[TR_IMPORT_PROOF_SIZE], const tr_thumbprint *thumbprint);
