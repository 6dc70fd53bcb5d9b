/*
 * SignedData (PKCS #7, RFC 2315; CMS, RFC 5652) as Authenticode and RFC 3161
 * use it, and the content types found inside.
 *
 * Read in place by our own reader, because Authenticode's content is no OCTET
 * STRING, hashes must run over the octets as they were signed, and what
 * nobody signed has to be found and told. Certificates become OpenSSL's X509.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <openssl/x509.h>

#include "core/authenticode/digest.h"
#include "core/bytes.h"
#include "core/error.h"
#include "core/trust/certificate_pool.h"
#include "core/trust/finding.h"

/** An AlgorithmIdentifier: OID contents, and the parameters' whole element (size 0: absent). */
typedef struct tr_algorithm {
    tr_bytes oid;
    tr_bytes parameters;
} tr_algorithm;

typedef struct tr_signer_info tr_signer_info;

/** A message. Its parts are borrowed from it. */
typedef struct tr_signed_data {
    unsigned version;
    tr_bytes content_type; /* OID contents */
    tr_bytes content;      /* value octets of the content: what messageDigest runs over */
    bool has_content;
    bool is_wrapped; /* the content is an OCTET STRING */
    STACK_OF(X509) *certificates;
    tr_signer_info *signers; /* array */
    size_t signer_count;
    tr_bytes der;              /* all of it, definite */
    tr_findings findings;      /* not-der, wrapped-content, certificates that cannot be read */
    unsigned char *owned;      /* the definite form, where the message came as BER */
    tr_certificate_pool *pool; /* where certificates are shared; borrowed */
} tr_signed_data;

/**
 * Parse a ContentInfo that holds a SignedData.
 *
 * @param bytes  begins with the message; must outlive *out
 * @param used   how much of bytes the message took; may be NULL
 * @return TR_ERR_FORMAT with what is wrong, in words that fit behind
 *         "the signature cannot be read: "; TR_ERR_MEMORY
 */
tr_status tr_signed_data_parse(tr_signed_data **out, tr_bytes bytes, size_t *used, tr_error *err);

/** The same, with the certificates shared by way of pool, which may be NULL. */
tr_status tr_signed_data_parse_shared(tr_signed_data **out, tr_bytes bytes, size_t *used,
                                      tr_certificate_pool *pool, tr_error *err);
void tr_signed_data_free(tr_signed_data *message); /* NULL is fine */

/** Read an AlgorithmIdentifier at the head of *rest. */
bool tr_algorithm_next(tr_algorithm *out, tr_bytes *rest);
