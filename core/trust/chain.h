/*
 * Chain building: from a signing certificate up to a trust anchor.
 *
 * All paths are tried (cross-certificates, renewed CAs, look-alikes), and the
 * best one counts. Path validation is that of RFC 5280, section 6, without
 * certificate policies, as Authenticode does it: a counter-signed signature is
 * judged at the time its timestamp vouches for, and extended key usages nest.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <openssl/x509.h>

#include "core/error.h"
#include "core/trust/anchor_store.h"
#include "core/trust/finding.h"
#include "core/trust/trust_catalogue.h"
#include "core/trust/trust_list.h"
#include "core/trust/verdict.h"
#include "core/words/language.h"

#define TR_CHAIN_MAX 16

typedef enum tr_link_role {
    TR_LINK_SIGNER,
    TR_LINK_INTERMEDIATE,
    TR_LINK_ROOT,
    TR_LINK_MISSING, /* nobody has it: only its name is known */
    TR_LINK_SUPPOSED /* nobody has it, but the catalogue lists it, and what_if supposes it */
} tr_link_role;

typedef struct tr_link {
    tr_link_role role;
    X509 *certificate;        /* owned; NULL if missing or supposed */
    char *subject;            /* the whole name; owned */
    char *name;               /* that by which people know it; owned */
    tr_thumbprint thumbprint; /* all zero without certificate */
    unsigned char key_id[20]; /* of a missing issuer, from the authority key identifier */
    bool has_key_id;
    const tr_required *required; /* the catalogue's entry for it, borrowed; may be NULL */
    bool is_anchor;              /* it is one of the installed trust anchors */
    bool is_supposed;            /* what_if: it counts as installed only because it is required */
} tr_link;

/** A chain with its verdict; links[0] is the signer. All zero is the empty one. */
typedef struct tr_chain {
    tr_link links[TR_CHAIN_MAX];
    size_t count;
    tr_verdict verdict; /* the first of the findings' faults in Windows' order */
    tr_findings findings;
} tr_chain;

/** What a chain is built for. */
typedef enum tr_purpose {
    TR_PURPOSE_CODE_SIGNING,
    TR_PURPOSE_TIMESTAMPING,    /* RFC 3161: extended key usage has to name it */
    TR_PURPOSE_COUNTER_SIGNING, /* PKCS #9: it may be absent, as in the 1990s */
} tr_purpose;

/**
 * What judging one file may still cost, where it has many signatures and timestamps; a file that
 * is to be trusted needs a few of each. What is left undone for it is told, and not trusted.
 */
typedef struct tr_chain_work {
    unsigned checks; /* of signatures, of certificates and timestamps */
    unsigned paths;
} tr_chain_work;

#define TR_CHAIN_WORK_PER_FILE                                                                     \
    {                                                                                              \
        .checks = 512, .paths = 4096                                                               \
    }

/** Take one from what is left, which may be NULL: no bound; false if nothing is. */
static inline bool tr_chain_work_take(unsigned *left)
{
    if (left && *left == 0)
        return false;
    if (left)
        --*left;
    return true;
}

/** By what a chain is judged. All borrowed. */
typedef struct tr_chain_rules {
    const tr_anchor_store *store;
    const tr_trust_catalogue *catalogue; /* to name what is missing; may be NULL */
    const tr_trust_list *trust_list;     /* Microsoft's; may be NULL */
    bool suppose_required; /* what_if: the catalogue's certificates count as installed */
    tr_purpose purpose;
    time_t at;            /* when it has to be valid */
    bool is_stamped;      /* at is a valid timestamp's: what happened later does not count */
    tr_chain_work *work;  /* NULL: no bound but those of one chain */
    tr_language language; /* of what findings quote */
} tr_chain_rules;

/**
 * Build the chain of one signer and judge it.
 *
 * @param out      set on TR_OK only; the caller's, for tr_chain_clear
 * @param signer   the certificate that the SignerInfo names; borrowed
 * @param carried  the certificates that the signature carries; may be NULL
 * @return TR_OK whatever the verdict, else TR_ERR_MEMORY or TR_ERR_CRYPTO
 */
tr_status tr_chain_build(tr_chain *out, X509 *signer, STACK_OF(X509) *carried,
                         const tr_chain_rules *rules, tr_error *err);

void tr_chain_clear(tr_chain *chain);

/** "signer", "intermediate", "root", "missing" or "supposed". */
const char *tr_link_role_word(tr_link_role role);
