/*
 * Certificates that are kept in the registry: below the key of a store, one to
 * a subkey of "Certificates", in a value "Blob" of properties, of which number
 * 32 is the certificate itself. Serialized stores (.sst) have the same form.
 */
#pragma once

#include <stdbool.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/registry/registry.h"

/** Called with the bytes of each certificate, borrowed. Returns false to stop. */
typedef bool tr_registry_certificate_visit(void *context, tr_bytes der);

/**
 * Visit the certificates of a store, in any order. One whose properties break
 * off is passed over; a store that is not there is empty.
 *
 * @param key  of the store: "SOFTWARE\\Microsoft\\SystemCertificates\\Root"
 */
tr_status tr_registry_walk_certificates(const tr_registry *registry, const char *key,
                                        tr_registry_certificate_visit *visit, void *context,
                                        tr_error *err);

/** The certificate among properties; false if there is none. Borrowed from them. */
bool tr_registry_certificate_of(tr_bytes *out, tr_bytes properties);
