/*
 * Path building: every way from a signer upward, of which the best is kept.
 */
#pragma once

#include <openssl/x509.h>

#include "core/error.h"
#include "core/trust/chain.h"
#include "core/trust/finding.h"
#include "core/trust/path.h"

/**
 * Find the best path of a signer: a trusted one if there is one, else the one
 * that comes nearest to it.
 *
 * @param out       borrows the certificates of signer, carried and the store
 * @param findings  of that path, the caller's to clear; set on TR_OK only
 * @param carried   may be NULL
 */
tr_status tr_path_find(tr_path *out, tr_findings *findings, X509 *signer, STACK_OF(X509) *carried,
                       const tr_chain_rules *rules, tr_error *err);
