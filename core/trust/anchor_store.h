/*
 * The certificates that judging stands on: trust anchors, intermediates and
 * distrusted ones, with where each was found.
 *
 * Loaded once, then only read, by any number of threads. Look-ups are by
 * subject name and thumbprint, without going through the rest.
 */
#pragma once

#include <stddef.h>

#include <openssl/x509.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/trust/certificate_pool.h"
#include "core/trust/revocation_lists.h"
#include "core/trust/thumbprint.h"

/** What a certificate is in the store for; one certificate may have several roles. */
typedef enum tr_anchor_role {
    TR_ROLE_ANCHOR = 1,       /* chains may end here */
    TR_ROLE_INTERMEDIATE = 2, /* helps to build chains, vouches for nothing */
    TR_ROLE_DISTRUSTED = 4,   /* no chain may contain it */
    TR_ROLE_LISTED = 8        /* takes no part in judging: it is only told where it is */
} tr_anchor_role;

/** What the places of users begin with, on a disk of another system: "Users\\alice\\Root". */
#define TR_PLACE_OF_USERS "Users\\"

/** One certificate of the store. Borrowed from the store, and const. */
typedef struct tr_anchor {
    X509 *certificate;
    tr_thumbprint thumbprint;
    unsigned roles;        /* of tr_anchor_role */
    const char **places;   /* where it was found: a path, or "LocalMachine\\Root" */
    unsigned *place_roles; /* the role that it has at each place */
    size_t place_count;
} tr_anchor;

typedef struct tr_anchor_store tr_anchor_store;

tr_status tr_anchor_store_new(tr_anchor_store **out, tr_error *err);
void tr_anchor_store_free(tr_anchor_store *store); /* NULL is fine */

/** Add a certificate (a reference is taken); one that is there already gains role and place. */
tr_status tr_anchor_store_add(tr_anchor_store *store, X509 *certificate, tr_anchor_role role,
                              const char *place, tr_error *err);

/** The same from its bytes; TR_ERR_FORMAT if they are no certificate. */
tr_status tr_anchor_store_add_bytes(tr_anchor_store *store, tr_bytes der, tr_anchor_role role,
                                    const char *place, tr_error *err);

/** What to do with a certificate that cannot be read: told, and passed over. May be NULL. */
typedef void tr_anchor_warning(void *context, const tr_error *failure);

/** Add all certificates of a file or folder. */
tr_status tr_anchor_store_load(tr_anchor_store *store, const char *path, tr_anchor_role role,
                               tr_anchor_warning *warn, void *context, tr_error *err);

/** Add the system's certificates, each by the role of its store. */
tr_status tr_anchor_store_load_system(tr_anchor_store *store, tr_error *err);

/** Add a revocation list (a reference is taken). */
tr_status tr_anchor_store_add_crl(tr_anchor_store *store, X509_CRL *crl, const char *place,
                                  tr_error *err);

/** Add all revocation lists of a file (DER or PEM) or folder. */
tr_status tr_anchor_store_load_crls(tr_anchor_store *store, const char *path,
                                    tr_anchor_warning *warn, void *context, tr_error *err);

size_t tr_anchor_store_count(const tr_anchor_store *store);
const tr_anchor *tr_anchor_store_get(const tr_anchor_store *store, size_t index);

/**
 * The name and the roles of an entry, without reading the rest of its certificate.
 *
 * @param roles  may be NULL
 * @return for X509_NAME_free; NULL when out of memory
 */
X509_NAME *tr_anchor_store_subject(const tr_anchor_store *store, size_t index, unsigned *roles);

/** The entry with this thumbprint; NULL if there is none. sha256 may be NULL: SHA-1 alone decides.
 */
const tr_anchor *tr_anchor_store_find(const tr_anchor_store *store, const unsigned char *sha1,
                                      const unsigned char *sha256);

/**
 * The entries whose subject is name, one after the other, but for those that are only listed.
 *
 * @param previous  NULL for the first, else the one returned last
 */
const tr_anchor *tr_anchor_store_find_subject(const tr_anchor_store *store, const X509_NAME *name,
                                              const tr_anchor *previous);

/**
 * Where those who judge by this store share what they meet. May be used by
 * any number of threads.
 */
tr_certificate_pool *tr_anchor_store_pool(const tr_anchor_store *store);

/** How many revocation lists there are: 0 means that revocation cannot be looked at. */
size_t tr_anchor_store_crl_count(const tr_anchor_store *store);

/** The revocation lists by an issuer, one after the other, as tr_anchor_store_find_subject. */
const tr_revocation_list *tr_anchor_store_find_crl(const tr_anchor_store *store,
                                                   const X509_NAME *issuer,
                                                   const tr_revocation_list *previous);
