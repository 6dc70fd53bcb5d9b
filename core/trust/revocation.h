/*
 * Revocation (RFC 5280, section 6.3) by the lists that were given as files.
 *
 * Nothing is fetched. What no list speaks of is not taken for revoked: like
 * Windows without a network, and told as a note.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <openssl/x509.h>

#include "core/error.h"
#include "core/trust/chain.h"
#include "core/trust/finding.h"
#include "core/trust/path.h"

/**
 * Add findings for the revoked certificates of a path.
 *
 * A signature that was timestamped before the revocation stays good; without
 * timestamp, revoked is revoked. Timestamps themselves outlive the revocation
 * of their certificate only if its reason says that the key is not compromised
 * (RFC 3161, section 4).
 */
tr_status tr_path_judge_revocation(tr_findings *findings, const tr_path *path,
                                   const tr_chain_rules *rules, tr_error *err);
