#include "core/registry/certificates.h"

#include <CUnit/CUnit.h>

#include "tests/suites.h"

/* A property of two bytes, and the certificate "abc". */
static const unsigned char properties[] = {
    3,  0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 'x', 'y',      /* some other one */
    32, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 'a', 'b', 'c', /* the certificate */
};

static void certificate_is_found_among_properties(void)
{
    tr_bytes found = { NULL, 0 };

    CU_ASSERT_TRUE(
        tr_registry_certificate_of(&found, (tr_bytes){ properties, sizeof(properties) }));
    CU_ASSERT_TRUE(tr_bytes_equal(found, (tr_bytes){ (const unsigned char *)"abc", 3 }));
}

static void properties_that_break_off_hold_none(void)
{
    tr_bytes found;

    for (size_t size = 0; size < sizeof(properties); size++)
        CU_ASSERT_FALSE(tr_registry_certificate_of(&found, (tr_bytes){ properties, size }));
}

static void size_beyond_the_end_is_refused(void)
{
    static const unsigned char huge[] = { 3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255, 32, 0 };
    tr_bytes found;

    CU_ASSERT_FALSE(tr_registry_certificate_of(&found, (tr_bytes){ huge, sizeof(huge) }));
}

static CU_TestInfo tests[] = {
    { "certificate is found among properties", certificate_is_found_among_properties },
    { "properties that break off hold none", properties_that_break_off_hold_none },
    { "size beyond the end is refused", size_beyond_the_end_is_refused },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo registry_certificates_suite = {
    "registry/certificates", NULL, NULL, NULL, NULL, tests
};
