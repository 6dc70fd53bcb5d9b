#include "core/trust/certificate_pool.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/parallel.h"
#include "core/trust/certificate.h"
#include "tests/authority.h"
#include "tests/suites.h"

#define CERTIFICATES 32

static tr_certificate_pool *pool;
static X509 *made[CERTIFICATES];
static unsigned char *der[CERTIFICATES];
static tr_bytes bytes[CERTIFICATES];

static void set_up(void)
{
    CU_ASSERT_EQUAL_FATAL(tr_certificate_pool_new(&pool, NULL), TR_OK);
    for (unsigned index = 0; index < CERTIFICATES; index++) {
        int size;

        made[index] =
            index == 0 ? authority_root("Root", 0) : authority_ca("Below", index % 8, made[0], 0);
        der[index] = NULL;
        size = i2d_X509(made[index], &der[index]);
        CU_ASSERT_FATAL(size > 0);
        bytes[index] = (tr_bytes){ der[index], (size_t)size };
    }
}

static void tear_down(void)
{
    for (size_t index = 0; index < CERTIFICATES; index++) {
        OPENSSL_free(der[index]);
        X509_free(made[index]);
    }
    tr_certificate_pool_free(pool);
    authority_tear_down();
}

static void equal_bytes_give_the_same_certificate(void)
{
    X509 *first = NULL, *second = NULL, *other = NULL;

    CU_ASSERT_EQUAL(tr_certificate_pool_parse(pool, &first, bytes[0], NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_certificate_pool_parse(pool, &second, bytes[0], NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_certificate_pool_parse(pool, &other, bytes[1], NULL), TR_OK);
    CU_ASSERT_PTR_EQUAL(first, second);
    CU_ASSERT_EQUAL(X509_cmp(first, made[0]), 0);
    CU_ASSERT_EQUAL(X509_cmp(other, made[1]), 0);
    X509_free(first);
    X509_free(second);
    X509_free(other);
}

static void certificate_outlives_the_pool(void)
{
    X509 *certificate = NULL;

    CU_ASSERT_EQUAL(tr_certificate_pool_parse(pool, &certificate, bytes[0], NULL), TR_OK);
    tr_certificate_pool_free(pool);
    pool = NULL;
    CU_ASSERT_EQUAL(X509_cmp(certificate, made[0]), 0);
    X509_free(certificate);
    CU_ASSERT_EQUAL(tr_certificate_pool_parse(NULL, &certificate, bytes[0], NULL), TR_OK);
    X509_free(certificate);
}

static void broken_bytes_are_not_remembered(void)
{
    X509 *certificate = NULL;
    tr_bytes part = { bytes[0].data, bytes[0].size - 1 };

    for (int time = 0; time < 2; time++) {
        CU_ASSERT_EQUAL(tr_certificate_pool_parse(pool, &certificate, part, NULL), TR_ERR_FORMAT);
    }
    CU_ASSERT_EQUAL(tr_certificate_pool_parse(pool, &certificate, (tr_bytes){ NULL, 0 }, NULL),
                    TR_ERR_FORMAT);
}

static tr_issuer_check verify(size_t certificate, size_t candidate)
{
    tr_thumbprint a, b;

    if (tr_thumbprint_of(&a, made[certificate], NULL) != TR_OK ||
        tr_thumbprint_of(&b, made[candidate], NULL) != TR_OK)
        return TR_ISSUER_UNKNOWN;
    return tr_certificate_pool_verify(pool, (tr_identified){ made[certificate], &a },
                                      (tr_identified){ made[candidate], &b });
}

static void checks_are_remembered_for_the_right_pair(void)
{
    for (int time = 0; time < 2; time++) {
        CU_ASSERT_EQUAL(verify(1, 0), TR_ISSUER_RIGHT);
        CU_ASSERT_EQUAL(verify(0, 1), TR_ISSUER_WRONG);
        CU_ASSERT_EQUAL(verify(0, 0), TR_ISSUER_RIGHT);
        CU_ASSERT_EQUAL(verify(1, 1), TR_ISSUER_WRONG);
    }
}

/* One item of work: parse and verify a certificate. */
static void work(void *context, void *item)
{
    size_t index = *(size_t *)item;
    X509 *certificate = NULL;

    (void)context;
    if (tr_certificate_pool_parse(pool, &certificate, bytes[index], NULL) != TR_OK)
        *(size_t *)item = CERTIFICATES;
    else if (X509_cmp(certificate, made[index]) != 0 || verify(index, 0) != TR_ISSUER_RIGHT)
        *(size_t *)item = CERTIFICATES;
    X509_free(certificate);
}

static void finish(void *context, void *item)
{
    if (*(size_t *)item == CERTIFICATES)
        ++*(size_t *)context;
}

static void threads_may_share_it(void)
{
    static size_t items[2000];
    size_t failures = 0;
    const tr_parallel_tasks tasks = { work, finish, &failures };
    tr_parallel *parallel = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_parallel_start(&parallel, 4, &tasks, NULL), TR_OK);
    for (size_t index = 0; index < 2000; index++) {
        items[index] = index % CERTIFICATES;
        tr_parallel_add(parallel, &items[index]);
    }
    tr_parallel_finish(parallel);
    CU_ASSERT_EQUAL(failures, 0);
}

static CU_TestInfo tests[] = {
    { "equal bytes give the same certificate", equal_bytes_give_the_same_certificate },
    { "certificate outlives the pool", certificate_outlives_the_pool },
    { "broken bytes are not remembered", broken_bytes_are_not_remembered },
    { "checks are remembered for the right pair", checks_are_remembered_for_the_right_pair },
    { "threads may share it", threads_may_share_it },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo certificate_pool_suite = {
    "trust/certificate_pool", NULL, NULL, set_up, tear_down, tests
};
