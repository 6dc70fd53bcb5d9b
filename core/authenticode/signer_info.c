#include "core/authenticode/signer_info.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/authenticode/der.h"
#include "core/authenticode/signature_value.h"

#define OID_CONTENT_TYPE   "1.2.840.113549.1.9.3"
#define OID_MESSAGE_DIGEST "1.2.840.113549.1.9.4"

/* The signer's name: IssuerAndSerialNumber, or [0] SubjectKeyIdentifier in version 3. */
static bool read_identifier(tr_signer_info *out, tr_bytes *rest)
{
    tr_der names;
    tr_der element;

    if (tr_der_expect(&element, rest, TR_DER_CONTEXT | 0)) {
        out->key_id = element.contents;
        return true;
    }
    if (!tr_der_expect(&names, rest, TR_DER_SEQUENCE) ||
        !tr_der_expect(&element, &names.contents, TR_DER_SEQUENCE))
        return false;
    out->issuer = element.whole;
    if (!tr_der_expect(&element, &names.contents, TR_DER_INTEGER))
        return false;
    out->serial = element.whole;
    return true;
}

bool tr_signer_info_parse(tr_signer_info *out, tr_bytes element)
{
    tr_signer_info signer = { 0 };
    unsigned long long version;
    tr_der sequence;
    tr_der part;
    tr_bytes rest;

    if (!tr_der_expect(&sequence, &element, TR_DER_SEQUENCE) || element.size > 0)
        return false;
    rest = sequence.contents;
    if (!tr_der_expect(&part, &rest, TR_DER_INTEGER) || !tr_der_integer(&version, part.contents) ||
        version > 5 || !read_identifier(&signer, &rest) ||
        !tr_algorithm_next(&signer.digest_algorithm, &rest))
        return false;
    signer.version = (unsigned)version;
    if (tr_der_expect(&part, &rest, TR_DER_CONTEXT_CONSTRUCTED | 0))
        signer.signed_attributes = part.whole;
    if (!tr_algorithm_next(&signer.signature_algorithm, &rest) ||
        !tr_der_expect(&part, &rest, TR_DER_OCTET_STRING))
        return false;
    signer.signature = part.contents;
    if (tr_der_expect(&part, &rest, TR_DER_CONTEXT_CONSTRUCTED | 1))
        signer.unsigned_attributes = part.contents;
    *out = signer;
    return rest.size == 0;
}

bool tr_attribute_next(tr_attribute *out, tr_bytes *rest)
{
    tr_der attribute;
    tr_der oid;
    tr_der values;

    if (!tr_der_expect(&attribute, rest, TR_DER_SEQUENCE) ||
        !tr_der_expect(&oid, &attribute.contents, TR_DER_OID) ||
        !tr_der_expect(&values, &attribute.contents, TR_DER_SET))
        return false;
    out->oid = oid.contents;
    out->values = values.contents;
    return true;
}

/* How often a signed attribute is there; its first value goes into *out. */
static size_t count_attribute(tr_bytes *out, const tr_signer_info *signer, const char *oid)
{
    tr_bytes rest = signer->signed_attributes;
    tr_attribute attribute;
    size_t count = 0;
    tr_der set;

    if (!tr_der_next(&set, &rest))
        return 0;
    while (tr_attribute_next(&attribute, &set.contents)) {
        tr_der value;

        if (!tr_der_is_oid(attribute.oid, oid) || !tr_der_next(&value, &attribute.values))
            continue;
        if (count++ == 0)
            *out = value.whole;
    }
    return count;
}

bool tr_signer_info_signed_attribute(tr_bytes *out, const tr_signer_info *signer, const char *oid)
{
    return count_attribute(out, signer, oid) > 0;
}

/* A certificate's issuer and serial number, as OpenSSL has them. */
typedef struct signer_name {
    X509_NAME *issuer;
    ASN1_INTEGER *serial;
} signer_name;

static bool has_name(X509 *certificate, const signer_name *name)
{
    return name->issuer && name->serial &&
           ASN1_INTEGER_cmp(name->serial, X509_get0_serialNumber(certificate)) == 0 &&
           X509_NAME_cmp(name->issuer, X509_get_issuer_name(certificate)) == 0;
}

static bool has_key_id(X509 *certificate, tr_bytes key_id)
{
    const ASN1_OCTET_STRING *own = X509_get0_subject_key_id(certificate);

    return own && tr_bytes_equal(key_id, (tr_bytes){ ASN1_STRING_get0_data(own),
                                                     (size_t)ASN1_STRING_length(own) });
}

X509 *tr_signer_info_certificate(const tr_signer_info *signer, STACK_OF(X509) *certificates)
{
    const unsigned char *issuer = signer->issuer.data;
    const unsigned char *serial = signer->serial.data;
    signer_name name = { 0 };
    X509 *found = NULL;

    if (signer->key_id.size == 0) {
        name.issuer = d2i_X509_NAME(NULL, &issuer, (long)signer->issuer.size);
        name.serial = d2i_ASN1_INTEGER(NULL, &serial, (long)signer->serial.size);
    }
    for (int i = 0; i < sk_X509_num(certificates) && !found; i++) {
        X509 *certificate = sk_X509_value(certificates, i);

        if (signer->key_id.size > 0 ? has_key_id(certificate, signer->key_id)
                                    : has_name(certificate, &name))
            found = certificate;
    }
    ASN1_INTEGER_free(name.serial);
    X509_NAME_free(name.issuer);
    ERR_clear_error();
    return found;
}

/* The messageDigest attribute must be there once, and be that of the content. */
static tr_signature_check check_content(const tr_signer_info *signer, tr_bytes content_type,
                                        const tr_digest *digest)
{
    tr_der value;
    tr_bytes type;
    tr_bytes claimed;

    if (count_attribute(&claimed, signer, OID_MESSAGE_DIGEST) != 1 ||
        !tr_der_expect(&value, &claimed, TR_DER_OCTET_STRING))
        return TR_SIGNATURE_MALFORMED;
    if (!tr_bytes_equal(value.contents, (tr_bytes){ digest->bytes, digest->size }))
        return TR_SIGNATURE_WRONG_CONTENT;
    if (content_type.size == 0)
        return TR_SIGNATURE_GOOD;
    if (count_attribute(&type, signer, OID_CONTENT_TYPE) != 1 ||
        !tr_der_expect(&value, &type, TR_DER_OID))
        return TR_SIGNATURE_MALFORMED;
    return tr_bytes_equal(value.contents, content_type) ? TR_SIGNATURE_GOOD
                                                        : TR_SIGNATURE_WRONG_TYPE;
}

/* The attributes are digested as a SET: their own identifier octet is that of [0]. */
static tr_status digest_attributes(tr_digest *out, tr_digest_algorithm algorithm,
                                   tr_bytes attributes, tr_error *err)
{
    static const unsigned char set = TR_DER_SET;
    tr_status status;
    tr_digest_set *digests;

    status = tr_digest_set_new(&digests, 1u << algorithm, 1, err);
    if (status != TR_OK)
        return status;
    tr_digest_set_update(digests, &set, 1, err);
    tr_digest_set_update(digests, attributes.data + 1, attributes.size - 1, err);
    status = tr_digest_set_finish(digests, err);
    if (status == TR_OK)
        *out = *tr_digest_set_get(digests, algorithm);
    tr_digest_set_free(digests);
    return status;
}

tr_status tr_signer_info_check(tr_signature_check *out, const tr_signer_info *signer,
                               tr_bytes content_type, tr_bytes content, X509 *certificate,
                               bool may_be_raw, tr_error *err)
{
    tr_digest_algorithm algorithm = tr_digest_algorithm_of(signer->digest_algorithm.oid);
    tr_digest digest;
    tr_status status;

    if (algorithm == TR_DIGEST_UNKNOWN) {
        *out = TR_SIGNATURE_UNKNOWN_ALGORITHM;
        return TR_OK;
    }
    /* Only attributes say of which type the content is (RFC 5652, 5.3). */
    if (content_type.size > 0 && signer->signed_attributes.size == 0) {
        *out = TR_SIGNATURE_MALFORMED;
        return TR_OK;
    }
    status = tr_digest_of(&digest, algorithm, content, err);
    if (status != TR_OK)
        return status;
    if (signer->signed_attributes.size > 0) {
        tr_signature_check check = check_content(signer, content_type, &digest);

        if (check != TR_SIGNATURE_GOOD) {
            *out = check;
            return TR_OK;
        }
        status = digest_attributes(&digest, algorithm, signer->signed_attributes, err);
        if (status != TR_OK)
            return status;
    }
    return tr_signature_value_check(out, &signer->signature_algorithm, signer->signature, &digest,
                                    certificate, may_be_raw, err);
}
