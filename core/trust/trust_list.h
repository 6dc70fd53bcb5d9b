/*
 * Microsoft's trust lists: authroot.stl, which says what each root of its
 * program is trusted for and since when not, and disallowedcert.stl.
 *
 * Both are CTLs inside a SignedData. A list only ever takes trust away here,
 * so that its own signature need not be trusted. Loaded once, then only read.
 */
#pragma once

#include <stddef.h>

#include <openssl/x509.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/trust/thumbprint.h"
#include "core/trust/trust_entry.h"

typedef struct tr_trust_list tr_trust_list;

/** An empty list, which says nothing. */
tr_status tr_trust_list_new(tr_trust_list **out, tr_error *err);
void tr_trust_list_free(tr_trust_list *list); /* NULL is fine */

/** Add what a trust list's file says. name is the file's, for messages. */
tr_status tr_trust_list_add(tr_trust_list *list, tr_bytes bytes, const char *name, tr_error *err);

/** Add a file. */
tr_status tr_trust_list_load(tr_trust_list *list, const char *path, tr_error *err);

size_t tr_trust_list_count(const tr_trust_list *list);

/** What the list says of a certificate; NULL if nothing. */
const tr_trust_entry *tr_trust_list_find(const tr_trust_list *list, X509 *certificate,
                                         const tr_thumbprint *thumbprint);

/** The same for one of which only the thumbprint is known. sha256 may be NULL. */
const tr_trust_entry *tr_trust_list_find_thumbprint(const tr_trust_list *list,
                                                    const unsigned char *sha1,
                                                    const unsigned char *sha256);
