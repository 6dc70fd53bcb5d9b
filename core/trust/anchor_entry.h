/*
 * One certificate of an anchor store, and the places where it was found.
 *
 * OpenSSL takes a tenth of a second to read the keys of 500 roots, of which
 * one or two are needed: most stay outlines until somebody asks for them.
 */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include <openssl/crypto.h>
#include <openssl/x509.h>

#include "core/bytes.h"
#include "core/trust/anchor_store.h"
#include "core/trust/thumbprint.h"

/** The store links entries; all else is set here. */
typedef struct tr_anchor_entry {
    tr_anchor anchor;    /* first, so that an anchor leads back to its entry */
    atomic_bool is_read; /* anchor.certificate is set, and stays */
    bool is_broken;      /* an outline that turned out to be no certificate */
    unsigned char *der;  /* of an outline */
    size_t der_size;
    unsigned long subject_hash;
    struct tr_anchor_entry *next_of_subject; /* in the same bucket */
    struct tr_anchor_entry *next_of_sha1;
} tr_anchor_entry;

/** An entry of a certificate, of which a reference is taken; NULL when out of memory. */
tr_anchor_entry *tr_anchor_entry_of_certificate(X509 *certificate, const tr_thumbprint *thumbprint);

/** Whether a certificate may stay an outline; sets the hash of its subject if so. */
bool tr_anchor_entry_may_wait(unsigned long *subject_hash, tr_bytes der);

/** An entry of an outline, of which the bytes are copied; NULL when out of memory. */
tr_anchor_entry *tr_anchor_entry_of_outline(tr_bytes der, unsigned long subject_hash,
                                            const tr_thumbprint *thumbprint);

void tr_anchor_entry_free(tr_anchor_entry *entry); /* NULL is fine */

/** Remember a role at a place, once; false when out of memory. */
bool tr_anchor_entry_add_place(tr_anchor_entry *entry, tr_anchor_role role, const char *place);

/**
 * An entry as others see it, with its certificate. What passed for an outline
 * and cannot be read all the same is an empty certificate, which no name and
 * no thumbprint finds. Any number of threads may ask.
 *
 * @param lock  held while an outline is read
 */
const tr_anchor *tr_anchor_entry_read(const tr_anchor_entry *entry, CRYPTO_RWLOCK *lock);

/** The subject, without reading the rest of an outline; for X509_NAME_free, NULL out of memory. */
X509_NAME *tr_anchor_entry_subject(const tr_anchor_entry *entry, CRYPTO_RWLOCK *lock);
