/*
 * The certificates that keep a file from being trusted because they are not
 * installed: issuers that nobody has, and roots that are no trust anchors.
 */
#pragma once

#include <stddef.h>

#include "core/authenticode/verify.h"
#include "core/trust/chain.h"

/** All of it is borrowed from the verification. */
typedef struct tr_missing_certificate {
    const char *subject;
    const unsigned char *sha1;   /* NULL if not known */
    const unsigned char *sha256; /* NULL if not known */
    const unsigned char *key_id; /* NULL if not known */
    const char *store;           /* "Root" or "CA"; NULL if it cannot be told */
    const char *required_id;     /* the catalogue's; NULL if it is not listed there */
} tr_missing_certificate;

/** More than that no signature can miss: one for each chain. */
#define TR_MISSING_MAX 8

/** Whether this link of a chain is missing on this machine. */
bool tr_link_is_missing(const tr_chain *chain, const tr_link *link);

/** Those that the decisive signature and its timestamps miss. Returns how many. */
size_t tr_missing_certificates(tr_missing_certificate out[TR_MISSING_MAX],
                               const tr_verification *verification);
