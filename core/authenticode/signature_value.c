#include "core/authenticode/signature_value.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "core/authenticode/der.h"

#define OID_RSA     "1.2.840.113549.1.1.1"
#define OID_RSA_PSS "1.2.840.113549.1.1.10"
#define OID_EC_KEY  "1.2.840.10045.2.1"
#define RSA_MAX     ((size_t)2048) /* bytes of a block: keys of 16384 bits */

/* How the key and the algorithm's identifier say that the signature is to be checked. */
typedef enum signature_scheme {
    SCHEME_UNKNOWN,
    SCHEME_PKCS1,
    SCHEME_PSS,
    SCHEME_ECDSA
} signature_scheme;

/*
 * Signers name either the key's algorithm alone or that with a digest. A
 * digest named here that is not the SignerInfo's own is not accepted.
 */
static signature_scheme scheme_of(const tr_algorithm *algorithm, const EVP_PKEY *key,
                                  const tr_digest *digest)
{
    tr_digest_algorithm named = tr_digest_algorithm_of(algorithm->oid);
    int type = EVP_PKEY_get_base_id(key);

    if (type == EVP_PKEY_RSA_PSS || tr_der_is_oid(algorithm->oid, OID_RSA_PSS))
        return type == EVP_PKEY_RSA || type == EVP_PKEY_RSA_PSS ? SCHEME_PSS : SCHEME_UNKNOWN;
    if (type == EVP_PKEY_RSA &&
        (tr_der_is_oid(algorithm->oid, OID_RSA) || named == digest->algorithm))
        return SCHEME_PKCS1;
    if (type == EVP_PKEY_EC &&
        (tr_der_is_oid(algorithm->oid, OID_EC_KEY) || named == digest->algorithm))
        return SCHEME_ECDSA;
    return SCHEME_UNKNOWN;
}

/* The parameters of RSASSA-PSS: [0] digest, [1] mask generation, [2] salt length, [3] trailer. */
static bool set_pss(EVP_PKEY_CTX *context, tr_bytes parameters, const tr_digest *digest)
{
    tr_digest_algorithm content = TR_SHA1;
    tr_digest_algorithm mask = TR_SHA1;
    unsigned long long salt = 20;
    tr_algorithm algorithm;
    tr_der sequence;
    tr_der part;

    if (!tr_der_expect(&sequence, &parameters, TR_DER_SEQUENCE))
        return false;
    if (tr_der_expect(&part, &sequence.contents, TR_DER_CONTEXT_CONSTRUCTED | 0)) {
        if (!tr_algorithm_next(&algorithm, &part.contents))
            return false;
        content = tr_digest_algorithm_of(algorithm.oid);
    }
    if (tr_der_expect(&part, &sequence.contents, TR_DER_CONTEXT_CONSTRUCTED | 1)) {
        if (!tr_algorithm_next(&algorithm, &part.contents) ||
            !tr_algorithm_next(&algorithm, &algorithm.parameters))
            return false;
        mask = tr_digest_algorithm_of(algorithm.oid);
    }
    if (tr_der_expect(&part, &sequence.contents, TR_DER_CONTEXT_CONSTRUCTED | 2) &&
        (!tr_der_expect(&part, &part.contents, TR_DER_INTEGER) ||
         !tr_der_integer(&salt, part.contents) || salt > RSA_MAX))
        return false;
    return content == digest->algorithm && mask != TR_DIGEST_UNKNOWN &&
           EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, tr_digest_method(mask)) > 0 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, (int)salt) > 0;
}

static bool verifies(EVP_PKEY *key, signature_scheme scheme, const tr_algorithm *algorithm,
                     tr_bytes signature, const tr_digest *digest)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    bool is_good =
        context && EVP_PKEY_verify_init(context) > 0 &&
        (scheme != SCHEME_PKCS1 || EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0) &&
        (scheme != SCHEME_PSS || set_pss(context, algorithm->parameters, digest)) &&
        EVP_PKEY_CTX_set_signature_md(context, tr_digest_method(digest->algorithm)) > 0 &&
        EVP_PKEY_verify(context, signature.data, signature.size, digest->bytes, digest->size) == 1;

    EVP_PKEY_CTX_free(context);
    return is_good;
}

/*
 * EMSA-PKCS1-v1_5 with the digest where DigestInfo should be. The recovered
 * block has lost its padding, which OpenSSL has checked in full: 00 01, at
 * least eight FF, 00, and nothing else but the digest.
 */
static bool is_bare_digest(EVP_PKEY *key, tr_bytes signature, const tr_digest *digest)
{
    unsigned char block[RSA_MAX];
    size_t size = sizeof(block);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    bool is_good =
        context && (size_t)EVP_PKEY_get_size(key) <= sizeof(block) &&
        EVP_PKEY_verify_recover_init(context) > 0 &&
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0 &&
        EVP_PKEY_verify_recover(context, block, &size, signature.data, signature.size) > 0 &&
        size == digest->size && memcmp(block, digest->bytes, size) == 0;

    EVP_PKEY_CTX_free(context);
    return is_good;
}

tr_status tr_signature_value_check(tr_signature_check *out, const tr_algorithm *algorithm,
                                   tr_bytes signature, const tr_digest *digest, X509 *certificate,
                                   bool may_be_raw, tr_error *err)
{
    EVP_PKEY *key = X509_get0_pubkey(certificate);
    signature_scheme how = key ? scheme_of(algorithm, key, digest) : SCHEME_UNKNOWN;

    (void)err;
    if (how == SCHEME_UNKNOWN)
        *out = TR_SIGNATURE_UNKNOWN_ALGORITHM;
    else if (verifies(key, how, algorithm, signature, digest))
        *out = TR_SIGNATURE_GOOD;
    else if (may_be_raw && how == SCHEME_PKCS1 && tr_digest_is_weak(digest->algorithm) &&
             is_bare_digest(key, signature, digest))
        *out = TR_SIGNATURE_GOOD_RAW_DIGEST;
    else
        *out = TR_SIGNATURE_WRONG;
    ERR_clear_error();
    return TR_OK;
}
