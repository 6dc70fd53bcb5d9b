/*
 * The certificates that may have issued one certificate, the likeliest first:
 * by key identifier, then anchors, then those valid at the time, then the
 * newest.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/x509.h>

#include "core/trust/chain.h"
#include "core/trust/path.h"

#define TR_CANDIDATES_MAX 32

/** Steps are borrowed from where they were found. */
typedef struct tr_issuer_candidates {
    tr_step steps[TR_CANDIDATES_MAX];
    int64_t likelihood[TR_CANDIDATES_MAX];
    size_t count;
    bool is_cut_off; /* there were more: the least likely ones are left out */
} tr_issuer_candidates;

/**
 * List those of the issuer's name that are not on the path yet.
 *
 * @param carried  certificates that the signature brings along
 */
void tr_issuer_candidates_list(tr_issuer_candidates *out, X509 *certificate, const tr_path *path,
                               const tr_step *carried, size_t carried_count,
                               const tr_chain_rules *rules);
