/*
 * What judging a file found, in Windows' own distinctions.
 *
 * The enumerators stand in the order in which Windows meets the faults
 * (WINTRUST_ACTION_GENERIC_VERIFY_V2: subject, message, digest, signer,
 * counter-signer, chain, policy), so that of several faults the smallest one
 * other than TR_TRUSTED is the one that Windows would report.
 */
#pragma once

#include <stdint.h>

typedef enum tr_verdict {
    TR_TRUSTED = 0,
    TR_UNKNOWN_SUBJECT,     /* no signature format for this file */
    TR_NO_SIGNATURE,        /* none in the file, nor in a catalog file given */
    TR_MALFORMED_TABLE,     /* a place for signatures that breaks its own format */
    TR_MALFORMED_MESSAGE,   /* a SignedData that cannot be decoded */
    TR_UNKNOWN_ALGORITHM,   /* an algorithm that this library does not know, or refuses */
    TR_BAD_DIGEST,          /* the file is not the one that was signed */
    TR_NO_SIGNER,           /* the signer's certificate is not in the message */
    TR_BAD_SIGNATURE,       /* the signer's signature does not verify */
    TR_BAD_COUNTER_SIGNER,  /* a PKCS#9 counter-signature does not verify */
    TR_BAD_TIMESTAMP,       /* an RFC 3161 token does not verify, or is malformed */
    TR_BAD_CERT_SIGNATURE,  /* a certificate of the chain has a wrong signature */
    TR_DISTRUSTED,          /* a certificate of the chain is explicitly distrusted */
    TR_UNTRUSTED_ROOT,      /* the chain ends at a root that is not installed */
    TR_INCOMPLETE_CHAIN,    /* the chain breaks off: an issuer is nowhere to be found */
    TR_EXPIRED,             /* a certificate was not valid at the time that counts */
    TR_WRONG_USAGE,         /* a certificate may not be used for this */
    TR_REVOKED,             /* a certificate was revoked at the time that counts */
    TR_BAD_CONSTRAINTS,     /* CA flag or path length violated */
    TR_BAD_NAME,            /* name constraints violated */
    TR_BAD_EXTENSION,       /* a critical extension that this library does not know */
    TR_UNTRUSTED_TIMESTAMP, /* the timestamp's own chain is not trusted */
    TR_WEAK_ALGORITHM,      /* strict policy only: a digest or key that is too weak */
    TR_NOT_TRUSTED,         /* any other refusal: what we cannot name is never trusted */
    TR_VERDICT_COUNT
} tr_verdict;

/** What a verdict comes down to: the "verdict" of the reports. */
typedef enum tr_verdict_class {
    TR_CLASS_TRUSTED,
    TR_CLASS_UNTRUSTED, /* the chain: root, intermediate, usage, distrusted, revoked, expired */
    TR_CLASS_TAMPERED,  /* digest or signature is wrong */
    TR_CLASS_UNSIGNED,
    TR_CLASS_MALFORMED,  /* a signature is there and cannot be read */
    TR_CLASS_UNSUPPORTED /* no signature format for this file */
} tr_verdict_class;

/** The worse of two in Windows' order: the one that it meets first; TR_TRUSTED only if both are. */
tr_verdict tr_verdict_first(tr_verdict a, tr_verdict b);

/** Windows' result code, such as 0x800B0109. */
uint32_t tr_verdict_code(tr_verdict verdict);

/** Windows' name of that code, such as "CERT_E_UNTRUSTEDROOT"; "S_OK" for TR_TRUSTED. */
const char *tr_verdict_name(tr_verdict verdict);

/** The name of any of Windows' codes that a verdict has; "another code" for others. */
const char *tr_verdict_name_of_code(uint32_t code);

tr_verdict_class tr_verdict_class_of(tr_verdict verdict);

/** "trusted", "untrusted", "tampered", "unsigned", "malformed" or "unsupported". */
const char *tr_verdict_word(tr_verdict verdict);
