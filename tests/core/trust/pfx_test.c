#include "core/trust/pfx.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>

#include "core/trust/certificate_file.h"
#include "tests/fixture.h"
#include "tests/suites.h"

#define ROUNDS 2048

typedef struct visits {
    size_t count;
    size_t failures;
    tr_error last;
} visits;

static X509 *root;
static X509 *other;
static EVP_PKEY *key;

static void set_up(void)
{
    root = fixture_certificate("certs/root.pem");
    other = fixture_certificate("certs/ca.pem");
    key = EVP_EC_gen("P-256");
    CU_ASSERT_PTR_NOT_NULL_FATAL(key);
}

static void tear_down(void)
{
    X509_free(root);
    X509_free(other);
    EVP_PKEY_free(key);
}

static bool visit(void *context, X509 *certificate, const tr_error *failure)
{
    visits *seen = context;

    if (failure)
        seen->last = *failure;
    seen->failures += failure != NULL;
    seen->count +=
        certificate && (X509_cmp(certificate, root) == 0 || X509_cmp(certificate, other) == 0);
    return true;
}

/* The bytes of a PFX with both certificates, to be freed by OPENSSL_free. */
static tr_bytes make(const char *password, int encryption, int rounds)
{
    STACK_OF(X509) *more = sk_X509_new_null();
    unsigned char *der = NULL;
    PKCS12 *pfx;
    int size;

    sk_X509_push(more, other);
    pfx = PKCS12_create(password, "name", NULL, root, more, -1, encryption, rounds, rounds, 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(pfx);
    size = i2d_PKCS12(pfx, &der);
    PKCS12_free(pfx);
    sk_X509_free(more);
    return (tr_bytes){ der, (size_t)size };
}

static visits read(tr_bytes bytes)
{
    visits seen = { 0, 0, { .message = "" } };

    CU_ASSERT_TRUE(tr_pfx_is(bytes));
    CU_ASSERT_EQUAL(tr_certificates_parse(bytes, "a.pfx", visit, &seen, NULL), TR_OK);
    OPENSSL_free((void *)bytes.data);
    return seen;
}

static void certificates_without_a_password_are_read(void)
{
    CU_ASSERT_EQUAL(read(make(NULL, -1, ROUNDS)).count, 2);
    CU_ASSERT_EQUAL(read(make(NULL, NID_aes_256_cbc, ROUNDS)).count, 2);
    CU_ASSERT_EQUAL(read(make("", NID_aes_256_cbc, ROUNDS)).count, 2);
    CU_ASSERT_EQUAL(read(make("", NID_pbe_WithSHA1And3_Key_TripleDES_CBC, ROUNDS)).count, 2);
}

static void password_that_is_needed_is_told_in_one_line(void)
{
    visits seen = read(make("secret", NID_aes_256_cbc, ROUNDS));

    CU_ASSERT_EQUAL(seen.count, 0);
    CU_ASSERT_EQUAL(seen.failures, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(seen.last.message, "cannot read 'a.pfx': the PFX is protected"));
    CU_ASSERT_PTR_NULL(strstr(seen.last.message, "secret"));
}

static void keys_are_passed_over(void)
{
    PKCS12 *pfx = NULL;
    STACK_OF(PKCS12_SAFEBAG) *bags = NULL;
    STACK_OF(PKCS7) *safes = NULL;
    unsigned char *der = NULL;
    int size;

    PKCS12_add_key(&bags, key, 0, ROUNDS, NID_aes_256_cbc, "another password");
    PKCS12_add_cert(&bags, root);
    PKCS12_add_safe(&safes, bags, -1, 0, NULL);
    pfx = PKCS12_add_safes(safes, 0);
    size = i2d_PKCS12(pfx, &der);
    CU_ASSERT_TRUE_FATAL(size > 0);
    CU_ASSERT_EQUAL(read((tr_bytes){ der, (size_t)size }).count, 1);
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
    sk_PKCS7_pop_free(safes, PKCS7_free);
    PKCS12_free(pfx);
}

static void work_for_passwords_is_bounded(void)
{
    tr_bytes bytes = make("secret", NID_aes_256_cbc, ROUNDS);
    uint64_t work = ROUNDS - 1;
    tr_error err;

    CU_ASSERT_EQUAL(tr_pfx_walk(bytes, &work, NULL, NULL, &err), TR_ERR_UNSUPPORTED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "too many rounds"));
    CU_ASSERT_EQUAL(work, ROUNDS - 1);
    work = 2 * ROUNDS;
    CU_ASSERT_EQUAL(tr_pfx_walk(bytes, &work, NULL, NULL, &err), TR_ERR_UNSUPPORTED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "password"));
    CU_ASSERT_EQUAL(work, 0);
    OPENSSL_free((void *)bytes.data);
}

static void damaged_pfx_is_told(void)
{
    tr_bytes bytes = make(NULL, -1, ROUNDS);
    visits seen;

    bytes.size -= 20;
    seen = read(bytes);
    CU_ASSERT_EQUAL(seen.count, 0);
    CU_ASSERT_EQUAL(seen.failures, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(seen.last.message, "damaged"));
}

static CU_TestInfo tests[] = {
    { "certificates without a password are read", certificates_without_a_password_are_read },
    { "password that is needed is told in one line", password_that_is_needed_is_told_in_one_line },
    { "keys are passed over", keys_are_passed_over },
    { "work for passwords is bounded", work_for_passwords_is_bounded },
    { "damaged PFX is told", damaged_pfx_is_told },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo pfx_suite = { "trust/pfx", NULL, NULL, set_up, tear_down, tests };
