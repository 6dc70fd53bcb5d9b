/*
 * Digests and keys of certificates that are too weak today, or were forged.
 *
 * Windows goes on trusting them where files carry no mark of the web, so that
 * they change the strict verdict only.
 */
#pragma once

#include <stdbool.h>

#include <openssl/x509.h>

#include "core/error.h"
#include "core/trust/chain.h"
#include "core/trust/finding.h"

/** Whether a key brings its own curve instead of naming a known one (CVE-2020-0601). */
bool tr_certificate_has_explicit_curve(const X509 *certificate);

/**
 * Add a finding if a certificate is signed with a weak digest.
 *
 * MD5 is a warning. So is SHA-1, but a note for what was signed before
 * Microsoft's sunset of it, code in 2016 and timestamps in 2017: a signature
 * that was made before is no weaker for what became possible later.
 */
tr_status tr_certificate_judge_digest(tr_findings *findings, X509 *certificate,
                                      const tr_chain_rules *rules, tr_error *err);

/** Add a finding if a key is weak: a warning below 1024 bits of RSA, a note below 2048. */
tr_status tr_certificate_judge_key(tr_findings *findings, X509 *certificate, tr_error *err);
