/*
 * SignerInfo: who signed, what, and with which attributes (RFC 5652, 5.3).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <openssl/x509.h>

#include "core/authenticode/digest.h"
#include "core/authenticode/signed_data.h"
#include "core/bytes.h"
#include "core/error.h"

/** All of it points into the message. */
struct tr_signer_info {
    unsigned version;
    tr_bytes issuer; /* Name, whole element; size 0 if the key identifier names the signer */
    tr_bytes serial; /* INTEGER, whole element */
    tr_bytes key_id; /* [0] SubjectKeyIdentifier contents */
    tr_algorithm digest_algorithm;
    tr_bytes signed_attributes; /* [0], whole element; size 0 if absent */
    tr_algorithm signature_algorithm;
    tr_bytes signature;           /* OCTET STRING contents */
    tr_bytes unsigned_attributes; /* [1] contents */
};

/** Parse one SignerInfo, whole element. False if it breaks the format. */
bool tr_signer_info_parse(tr_signer_info *out, tr_bytes element);

/** One attribute: OID contents, and the contents of its SET of values. */
typedef struct tr_attribute {
    tr_bytes oid;
    tr_bytes values;
} tr_attribute;

/** Go through attributes: pass contents of the set, moved on at each call; false at the end or at a
 * fault. */
bool tr_attribute_next(tr_attribute *out, tr_bytes *rest);

/** The first value of a signed attribute, whole element; false if there is none. */
bool tr_signer_info_signed_attribute(tr_bytes *out, const tr_signer_info *signer, const char *oid);

/** The certificate that made the signature, among certificates; borrowed, NULL if not there. */
X509 *tr_signer_info_certificate(const tr_signer_info *signer, STACK_OF(X509) *certificates);

/** What checking a signature gave. */
typedef enum tr_signature_check {
    TR_SIGNATURE_GOOD,
    TR_SIGNATURE_GOOD_RAW_DIGEST, /* RSA over a bare digest, without DigestInfo */
    TR_SIGNATURE_WRONG_CONTENT,   /* messageDigest is not that of the content */
    TR_SIGNATURE_WRONG_TYPE,      /* the contentType attribute is not that of the content */
    TR_SIGNATURE_WRONG,           /* not made with this key over these attributes */
    TR_SIGNATURE_UNKNOWN_ALGORITHM,
    TR_SIGNATURE_MALFORMED /* attributes missing, twice, or not readable */
} tr_signature_check;

/**
 * Check messageDigest, contentType and the signature itself.
 *
 * @param content_type  OID contents that the contentType attribute must have; size 0: not asked
 * @param content       what was signed
 * @param certificate   whose key is used
 * @param may_be_raw    accept an RSA block that holds a bare MD5 or SHA-1 digest
 * @return TR_OK whatever the result; TR_ERR_MEMORY or TR_ERR_CRYPTO
 */
tr_status tr_signer_info_check(tr_signature_check *out, const tr_signer_info *signer,
                               tr_bytes content_type, tr_bytes content, X509 *certificate,
                               bool may_be_raw, tr_error *err);
