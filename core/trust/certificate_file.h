/*
 * Certificates in files as people bring them: PEM (any number), DER, PKCS #7
 * (.p7b, DER or PEM), serialized stores (.sst), PFX without a password, and ZIP
 * archives of all these, recognised by content.
 */
#pragma once

#include <stdbool.h>

#include <openssl/x509.h>

#include "core/bytes.h"
#include "core/error.h"

/**
 * Called for each certificate (borrowed; failure NULL), and for each part
 * that cannot be read (certificate NULL). Returns false to stop.
 */
typedef bool tr_certificate_visit(void *context, X509 *certificate, const tr_error *failure);

/**
 * Visit the certificates in bytes.
 *
 * @param name  of the file, for messages
 * @return TR_ERR_FORMAT if no form of certificate is recognised at all
 */
tr_status tr_certificates_parse(tr_bytes bytes, const char *name, tr_certificate_visit *visit,
                                void *context, tr_error *err);

/**
 * Visit the certificates of a file, or of all files below a folder. In a
 * folder, files that hold no certificate are passed over in silence.
 */
tr_status tr_certificates_load(const char *path, tr_certificate_visit *visit, void *context,
                               tr_error *err);

/**
 * What to do with a certificate's bytes, borrowed. TR_ERR_FORMAT, with why,
 * if they cannot be read, which is then told to the visitor; any other
 * failure ends reading.
 */
typedef tr_status tr_certificate_take(void *context, tr_bytes der, tr_error *err);

/** As tr_certificates_load, for those who need the bytes only: visit gets failures alone. */
tr_status tr_certificates_load_bytes(const char *path, tr_certificate_take *take,
                                     tr_certificate_visit *visit, void *context, tr_error *err);
