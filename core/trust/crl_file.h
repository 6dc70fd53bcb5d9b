/*
 * Certificate revocation lists (RFC 5280, section 5) in files: DER, or PEM
 * with any number of them, recognised by content.
 */
#pragma once

#include <stdbool.h>

#include <openssl/x509.h>

#include "core/bytes.h"
#include "core/error.h"

/** As tr_certificate_visit, for revocation lists. */
typedef bool tr_crl_visit(void *context, X509_CRL *crl, const tr_error *failure);

/** Visit the lists in bytes; TR_ERR_FORMAT if there is none. name is the file's, for messages. */
tr_status tr_crls_parse(tr_bytes bytes, const char *name, tr_crl_visit *visit, void *context,
                        tr_error *err);

/** Visit the lists of a file, or of all files below a folder; others there are passed over. */
tr_status tr_crls_load(const char *path, tr_crl_visit *visit, void *context, tr_error *err);
