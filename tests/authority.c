#include "tests/authority.h"

#include <string.h>

#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <CUnit/CUnit.h>

static EVP_PKEY *keys[AUTHORITY_KEY_COUNT];
static long serial;

static EVP_PKEY *make_key(unsigned number)
{
    switch (number) {
    case AUTHORITY_RSA_1024:
        return EVP_RSA_gen(1024);
    case AUTHORITY_RSA_512:
        return EVP_RSA_gen(512);
    default:
        return EVP_EC_gen("P-256");
    }
}

EVP_PKEY *authority_key_of(unsigned number)
{
    CU_ASSERT_FATAL(number < AUTHORITY_KEY_COUNT);
    if (!keys[number]) {
        keys[number] = make_key(number);
        CU_ASSERT_PTR_NOT_NULL_FATAL(keys[number]);
        if (number == AUTHORITY_EXPLICIT_CURVE)
            EVP_PKEY_set_utf8_string_param(keys[number], "encoding", "explicit");
    }
    return keys[number];
}

void authority_tear_down(void)
{
    for (size_t index = 0; index < AUTHORITY_KEY_COUNT; index++) {
        EVP_PKEY_free(keys[index]);
        keys[index] = NULL;
    }
}

static X509_EXTENSION *make_extension(X509V3_CTX *context, const char *text)
{
    const char *equals = strchr(text, '=');
    char name[64];
    X509_EXTENSION *extension;

    CU_ASSERT_PTR_NOT_NULL_FATAL(equals);
    CU_ASSERT_FATAL((size_t)(equals - text) < sizeof(name));
    memcpy(name, text, (size_t)(equals - text));
    name[equals - text] = '\0';
    extension = X509V3_EXT_nconf(NULL, context, name, equals + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(extension);
    return extension;
}

static void add_extension(X509 *certificate, X509 *issuer, const char *text)
{
    X509V3_CTX context;
    X509_EXTENSION *extension;

    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    extension = make_extension(&context, text);
    CU_ASSERT(X509_add_ext(certificate, extension, -1));
    X509_EXTENSION_free(extension);
}

static void set_time(ASN1_TIME *out, time_t time)
{
    CU_ASSERT_PTR_NOT_NULL_FATAL(ASN1_TIME_set(out, time));
}

X509 *authority_issue(const authority_request *request)
{
    X509 *certificate = X509_new(), *parsed;
    X509 *issuer = request->issuer ? request->issuer : certificate;
    unsigned issuer_key = request->issuer ? request->issuer_key : request->key;
    unsigned char *der = NULL;
    const unsigned char *next;
    int size;

    CU_ASSERT_PTR_NOT_NULL_FATAL(certificate);
    X509_set_version(certificate, request->is_version_1 ? X509_VERSION_1 : X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    set_time(X509_getm_notBefore(certificate), request->from ? request->from : AUTHORITY_FROM);
    set_time(X509_getm_notAfter(certificate), request->until ? request->until : AUTHORITY_UNTIL);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               (const unsigned char *)request->name, -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
    X509_set_pubkey(certificate, authority_key_of(request->key));
    if (!request->is_version_1 && !request->without_key_ids) {
        add_extension(certificate, issuer, "subjectKeyIdentifier=hash");
        if (X509_get0_subject_key_id(issuer))
            add_extension(certificate, issuer, "authorityKeyIdentifier=keyid");
    }
    for (size_t index = 0; index < 6 && request->extensions[index]; index++)
        add_extension(certificate, issuer, request->extensions[index]);
    CU_ASSERT_FATAL(X509_sign(certificate, authority_key_of(issuer_key),
                              request->digest ? request->digest : EVP_sha256()) > 0);

    /* As others would get it: out of its bytes. */
    size = i2d_X509(certificate, &der);
    next = der;
    parsed = d2i_X509(NULL, &next, size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(parsed);
    OPENSSL_free(der);
    X509_free(certificate);
    return parsed;
}

X509 *authority_root(const char *name, unsigned key)
{
    authority_request request = { .name = name,
                                  .key = key,
                                  .extensions = { "basicConstraints=critical,CA:TRUE",
                                                  "keyUsage=critical,keyCertSign,cRLSign" } };

    return authority_issue(&request);
}

X509 *authority_ca(const char *name, unsigned key, X509 *issuer, unsigned issuer_key)
{
    authority_request request = { .name = name,
                                  .key = key,
                                  .issuer = issuer,
                                  .issuer_key = issuer_key,
                                  .extensions = { "basicConstraints=critical,CA:TRUE",
                                                  "keyUsage=critical,keyCertSign,cRLSign" } };

    return authority_issue(&request);
}

X509 *authority_signer(const char *name, unsigned key, X509 *issuer, unsigned issuer_key)
{
    authority_request request = { .name = name,
                                  .key = key,
                                  .issuer = issuer,
                                  .issuer_key = issuer_key,
                                  .extensions = { "keyUsage=critical,digitalSignature",
                                                  "extendedKeyUsage=codeSigning" } };

    return authority_issue(&request);
}

static void add_revoked(X509_CRL *crl, const authority_revocation *revocation)
{
    X509_REVOKED *entry = X509_REVOKED_new();
    ASN1_TIME *on = ASN1_TIME_set(NULL, revocation->on);
    ASN1_INTEGER *number = ASN1_INTEGER_dup(X509_get0_serialNumber(revocation->revoked));

    X509_REVOKED_set_serialNumber(entry, number);
    X509_REVOKED_set_revocationDate(entry, on);
    if (revocation->reason >= 0) {
        ASN1_ENUMERATED *reason = ASN1_ENUMERATED_new();

        ASN1_ENUMERATED_set(reason, revocation->reason);
        CU_ASSERT(X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, reason, 0, 0));
        ASN1_ENUMERATED_free(reason);
    }
    if (revocation->invalid_since) {
        ASN1_GENERALIZEDTIME *since = ASN1_GENERALIZEDTIME_set(NULL, revocation->invalid_since);

        CU_ASSERT(X509_REVOKED_add1_ext_i2d(entry, NID_invalidity_date, since, 0, 0));
        ASN1_GENERALIZEDTIME_free(since);
    }
    CU_ASSERT(X509_CRL_add0_revoked(crl, entry));
    ASN1_TIME_free(on);
    ASN1_INTEGER_free(number);
}

static void set_crl_times(X509_CRL *crl, const authority_revocation *revocation)
{
    ASN1_TIME *time = ASN1_TIME_set(NULL, revocation->issued);

    X509_CRL_set1_lastUpdate(crl, time);
    if (revocation->next)
        X509_CRL_set1_nextUpdate(crl, ASN1_TIME_set(time, revocation->next));
    ASN1_TIME_free(time);
}

X509_CRL *authority_revoke(const authority_revocation *revocation)
{
    X509_CRL *crl = X509_CRL_new(), *parsed;
    unsigned char *der = NULL;
    const unsigned char *next;
    int size;

    CU_ASSERT_PTR_NOT_NULL_FATAL(crl);
    X509_CRL_set_version(crl, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(crl, X509_get_subject_name(revocation->issuer));
    set_crl_times(crl, revocation);
    if (revocation->revoked)
        add_revoked(crl, revocation);
    if (revocation->extension) {
        X509V3_CTX context;
        X509_EXTENSION *extension;

        X509V3_set_ctx(&context, revocation->issuer, NULL, NULL, crl, 0);
        extension = make_extension(&context, revocation->extension);
        CU_ASSERT(X509_CRL_add_ext(crl, extension, -1));
        X509_EXTENSION_free(extension);
    }
    CU_ASSERT_FATAL(X509_CRL_sign(crl, authority_key_of(revocation->issuer_key), EVP_sha256()) > 0);
    size = i2d_X509_CRL(crl, &der);
    next = der;
    parsed = d2i_X509_CRL(NULL, &next, size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(parsed);
    OPENSSL_free(der);
    X509_CRL_free(crl);
    return parsed;
}
