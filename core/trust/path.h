/*
 * One path: a way from a signer upward, and what is to be said against it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <openssl/x509.h>

#include "core/error.h"
#include "core/trust/anchor_store.h"
#include "core/trust/chain.h"
#include "core/trust/finding.h"
#include "core/trust/thumbprint.h"
#include "core/trust/trust_catalogue.h"

/** How a path ends. */
typedef enum tr_path_end {
    TR_PATH_AT_ANCHOR, /* at a trust anchor, or at what what_if supposes to be one */
    TR_PATH_AT_ROOT,   /* at a certificate that vouches for itself, and is no anchor */
    TR_PATH_OPEN       /* nobody has the next issuer */
} tr_path_end;

/** A certificate on a path. All borrowed. */
typedef struct tr_step {
    X509 *certificate;           /* NULL if supposed: only the catalogue's entry is known */
    tr_thumbprint thumbprint;    /* all zero without certificate */
    const tr_anchor *entry;      /* the store's; NULL if it is not in the store */
    const tr_required *required; /* the catalogue's, if supposed, or if it counts for an anchor */
    bool has_bad_signature;      /* the next one should have issued it, and did not */
} tr_step;

/** A path; steps[0] is the signer. One place is left for the link that is missing. */
typedef struct tr_path {
    tr_step steps[TR_CHAIN_MAX - 1];
    size_t count;
    tr_path_end end;
    const tr_required *wanted;   /* the catalogue's entry of the issuer that nobody has */
    const tr_anchor *look_alike; /* installed, of that issuer's name, with another key */
} tr_path;

/** Whether an installed trust anchor. */
bool tr_step_is_anchor(const tr_step *step);

/** Judge a path by RFC 5280, section 6, as Windows does: adds to findings. */
tr_status tr_path_judge(tr_findings *findings, const tr_path *path, const tr_chain_rules *rules,
                        tr_error *err);
