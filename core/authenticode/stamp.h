/*
 * A timestamp of either kind, judged: when a signature existed, and who says so.
 */
#pragma once

#include <stdbool.h>
#include <time.h>

#include <openssl/x509.h>

#include "core/authenticode/digest.h"
#include "core/authenticode/signer_info.h"
#include "core/trust/chain.h"
#include "core/trust/finding.h"
#include "core/trust/verdict.h"

typedef enum tr_stamp_kind {
    TR_STAMP_PKCS9,  /* counter-signature, PKCS #9 and RFC 5652 11.4 */
    TR_STAMP_RFC3161 /* TimeStampToken, in the attribute 1.3.6.1.4.1.311.3.3.1 */
} tr_stamp_kind;

typedef struct tr_stamp {
    tr_stamp_kind kind;
    bool has_time;
    time_t time;
    tr_digest_algorithm digest; /* of the imprint, or of the counter-signature */
    X509 *signer;               /* owned; NULL if its certificate is not there */
    tr_chain chain;             /* empty if the stamp itself is wrong */
    tr_verdict verdict;
    tr_findings findings; /* of the stamp itself; its chain has its own */
} tr_stamp;

void tr_stamp_clear(tr_stamp *stamp);

/** For both kinds: the stamp is wrong, and what is; in words that end a sentence. */
tr_status tr_stamp_fail(tr_stamp *stamp, const char *what, tr_error *err);

/** What a check found wrong, for tr_stamp_fail; NULL if it is good. */
const char *tr_stamp_fault(tr_signature_check check);

/** Build the chain of stamp->signer at stamp->time; one that is not trusted is a fault. */
tr_status tr_stamp_judge_chain(tr_stamp *stamp, STACK_OF(X509) *certificates,
                               const tr_chain_rules *rules, tr_error *err);

/** "pkcs9" or "rfc3161". */
const char *tr_stamp_kind_word(tr_stamp_kind kind);
