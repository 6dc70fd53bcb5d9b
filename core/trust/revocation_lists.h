/*
 * The revocation lists of an anchor store, found by their issuer.
 *
 * Filled once, then only read, by any number of threads.
 */
#pragma once

#include <stddef.h>

#include <openssl/x509.h>

#include "core/error.h"
#include "core/trust/thumbprint.h"

/** A revocation list. Borrowed from those it belongs to, and const. */
typedef struct tr_revocation_list {
    X509_CRL *crl;
    unsigned char sha256[TR_SHA256_SIZE];
    const char *place;
} tr_revocation_list;

/** Begins as all zero. */
typedef struct tr_revocation_lists {
    struct tr_revocation_item *first;
    size_t count;
} tr_revocation_lists;

/** Add a list (a reference is taken); place is where it was found. */
tr_status tr_revocation_lists_add(tr_revocation_lists *lists, X509_CRL *crl, const char *place,
                                  tr_error *err);

/**
 * The lists by an issuer, one after the other.
 *
 * @param previous  NULL for the first, else the one returned last
 */
const tr_revocation_list *tr_revocation_lists_find(const tr_revocation_lists *lists,
                                                   const X509_NAME *issuer,
                                                   const tr_revocation_list *previous);

void tr_revocation_lists_clear(tr_revocation_lists *lists);
