#include "tests/fixture.h"

#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "core/platform/file.h"
#include "core/trust/certificate_file.h"

#define FIXTURE_MAX ((size_t)64 << 20)

tr_bytes fixture_bytes(const char *path)
{
    unsigned char *data = NULL;
    size_t size = 0;

    CU_ASSERT_EQUAL_FATAL(tr_file_load(&data, &size, path, FIXTURE_MAX, NULL), TR_OK);
    return (tr_bytes){ data, size };
}

void fixture_bytes_free(tr_bytes bytes)
{
    free((void *)bytes.data);
}

static bool take_first(void *context, X509 *certificate, const tr_error *failure)
{
    X509 **out = context;

    (void)failure;
    if (certificate && X509_up_ref(certificate))
        *out = certificate;
    return false;
}

X509 *fixture_certificate(const char *path)
{
    X509 *certificate = NULL;

    CU_ASSERT_EQUAL(tr_certificates_load(path, take_first, &certificate, NULL), TR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(certificate);
    return certificate;
}

tr_anchor_store *fixture_store(const char *path)
{
    tr_anchor_store *store = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_new(&store, NULL), TR_OK);
    if (path)
        CU_ASSERT_EQUAL_FATAL(tr_anchor_store_load(store, path, TR_ROLE_ANCHOR, NULL, NULL, NULL),
                              TR_OK);
    return store;
}

static tr_verify_options options_of(const tr_anchor_store *store)
{
    return (
        tr_verify_options){ .store = store, .has_time = true, .time = FIXTURE_NOW, .threads = 1 };
}

tr_verification *fixture_verify(const char *path, const tr_anchor_store *store)
{
    tr_verify_options options = options_of(store);
    tr_verification *verification = NULL;
    tr_error err = { .message = "" };

    if (tr_verify_path(&verification, path, &options, &err) != TR_OK)
        CU_FAIL_FATAL(err.message);
    return verification;
}

tr_verification *fixture_verify_bytes(tr_bytes bytes, const tr_anchor_store *store)
{
    tr_source source = tr_source_of_memory(bytes, "memory");
    tr_verify_options options = options_of(store);
    tr_verification *verification = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_verify(&verification, &source, &options, NULL), TR_OK);
    return verification;
}
