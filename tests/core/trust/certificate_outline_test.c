#include "core/trust/certificate_outline.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/parallel.h"
#include "core/trust/anchor_store.h"
#include "core/trust/certificate.h"
#include "tests/authority.h"
#include "tests/suites.h"

static X509 *root, *signer;
static unsigned char *der;
static tr_bytes bytes; /* of signer */
static tr_anchor_store *store;

static void set_up(void)
{
    int size;

    root = authority_root("Root", 0);
    signer = authority_signer("Signer", 1, root, 0);
    der = NULL;
    size = i2d_X509(signer, &der);
    CU_ASSERT_FATAL(size > 0);
    bytes = (tr_bytes){ der, (size_t)size };
    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_new(&store, NULL), TR_OK);
}

static void tear_down(void)
{
    OPENSSL_free(der);
    X509_free(root);
    X509_free(signer);
    tr_anchor_store_free(store);
    authority_tear_down();
}

static bool is_name(tr_bytes found, const X509_NAME *name)
{
    unsigned char *expected = NULL;
    int size = i2d_X509_NAME(name, &expected);
    bool is_equal = size > 0 && tr_bytes_equal(found, (tr_bytes){ expected, (size_t)size });

    OPENSSL_free(expected);
    return is_equal;
}

static void outline_has_the_names(void)
{
    tr_certificate_outline outline;

    CU_ASSERT_TRUE_FATAL(tr_certificate_outline_read(&outline, bytes));
    CU_ASSERT_TRUE(is_name(outline.subject, X509_get_subject_name(signer)));
    CU_ASSERT_TRUE(is_name(outline.issuer, X509_get_issuer_name(signer)));
}

static void certificate_of_version_1_has_an_outline(void)
{
    X509 *old = authority_issue(&(authority_request){ .name = "Old", .is_version_1 = true });
    unsigned char *old_der = NULL;
    int size = i2d_X509(old, &old_der);
    tr_certificate_outline outline;

    CU_ASSERT_TRUE(tr_certificate_outline_read(&outline, (tr_bytes){ old_der, (size_t)size }));
    OPENSSL_free(old_der);
    X509_free(old);
}

static void other_encodings_have_none(void)
{
    tr_certificate_outline outline;
    unsigned char longer[2048] = { 0x30, 0x83, 0 };

    /* The length of the whole with an octet that it does not need. */
    CU_ASSERT_FATAL(bytes.size < 2000 && der[1] == 0x82);
    memcpy(longer + 3, der + 2, bytes.size - 2);
    CU_ASSERT_FALSE(tr_certificate_outline_read(&outline, (tr_bytes){ longer, bytes.size + 1 }));
    /* Something behind it. */
    memcpy(longer, der, bytes.size);
    CU_ASSERT_FALSE(tr_certificate_outline_read(&outline, (tr_bytes){ longer, bytes.size + 1 }));
    for (size_t size = 0; size < bytes.size; size++) {
        unsigned char *part = malloc(size + 1); /* of its own, so that overruns are seen */

        memcpy(part, der, size);
        if (tr_certificate_outline_read(&outline, (tr_bytes){ part, size }))
            CU_FAIL("a part was taken for the whole");
        free(part);
    }
}

/* Whatever is damaged: found by its thumbprint it is readable, or it is not found. */
static void damaged_certificates_are_found_whole_or_not_at_all(void)
{
    tr_thumbprint thumbprint;

    for (size_t at = 0; at < bytes.size; at++) {
        der[at] ^= 0x41;
        EVP_Digest(der, bytes.size, thumbprint.sha1, NULL, EVP_sha1(), NULL);
        if (tr_anchor_store_add_bytes(store, bytes, TR_ROLE_ANCHOR, "test", NULL) == TR_OK) {
            const tr_anchor *found = tr_anchor_store_find(store, thumbprint.sha1, NULL);
            X509 *parsed = NULL;

            if (found && (tr_certificate_parse(&parsed, bytes, NULL) != TR_OK ||
                          X509_cmp(found->certificate, parsed) != 0))
                CU_FAIL("not what was added");
            X509_free(parsed);
        }
        der[at] ^= 0x41;
    }
    for (size_t index = 0; index < tr_anchor_store_count(store); index++)
        CU_ASSERT_PTR_NOT_NULL(tr_anchor_store_get(store, index)->certificate);
}

static void one_certificate_is_one_however_it_came(void)
{
    CU_ASSERT_EQUAL(tr_anchor_store_add_bytes(store, bytes, TR_ROLE_ANCHOR, "a", NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_anchor_store_add(store, signer, TR_ROLE_INTERMEDIATE, "b", NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_anchor_store_add_bytes(store, bytes, TR_ROLE_DISTRUSTED, "c", NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_count(store), 1);
    CU_ASSERT_EQUAL(tr_anchor_store_get(store, 0)->place_count, 3);
    CU_ASSERT_EQUAL(X509_cmp(tr_anchor_store_get(store, 0)->certificate, signer), 0);
}

static void find_all(void *context, void *item)
{
    const X509_NAME *name = X509_get_subject_name(signer);
    const tr_anchor *found = tr_anchor_store_find_subject(store, name, NULL);

    (void)context;
    *(bool *)item = found && X509_cmp(found->certificate, signer) == 0;
}

static void count_found(void *context, void *item)
{
    *(size_t *)context += *(bool *)item;
}

static void threads_may_be_the_first_to_ask(void)
{
    static bool items[64];
    size_t count = 0;
    const tr_parallel_tasks tasks = { find_all, count_found, &count };
    tr_parallel *parallel = NULL;

    CU_ASSERT_EQUAL(tr_anchor_store_add_bytes(store, bytes, TR_ROLE_ANCHOR, "a", NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_parallel_start(&parallel, 4, &tasks, NULL), TR_OK);
    for (size_t index = 0; index < 64; index++)
        tr_parallel_add(parallel, &items[index]);
    tr_parallel_finish(parallel);
    CU_ASSERT_EQUAL(count, 64);
}

static CU_TestInfo tests[] = {
    { "outline has the names", outline_has_the_names },
    { "certificate of version 1 has an outline", certificate_of_version_1_has_an_outline },
    { "other encodings have none", other_encodings_have_none },
    { "damaged certificates are found whole or not at all",
      damaged_certificates_are_found_whole_or_not_at_all },
    { "one certificate is one however it came", one_certificate_is_one_however_it_came },
    { "threads may be the first to ask", threads_may_be_the_first_to_ask },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo certificate_outline_suite = {
    "trust/certificate_outline", NULL, NULL, set_up, tear_down, tests
};
