#include "core/platform/trust_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

typedef struct visits {
    int count;
    int wrong;
    int stop_at;
    char place[4096]; /* of the last one */
    unsigned char last;
} visits;

/* The outermost length of DER, RFC 5280's certificate being a SEQUENCE. */
static bool is_der(const unsigned char *der, size_t size)
{
    size_t value = 0;
    size_t bytes = size > 1 && der[1] & 0x80 ? der[1] & 0x7Fu : 0;

    if (size < 2 || der[0] != 0x30 || bytes > 3 || size < 2 + bytes)
        return false;
    for (size_t index = 0; index < bytes; index++)
        value = value << 8 | der[2 + index];
    return size == 2 + bytes + (bytes ? value : der[1]);
}

static bool take(void *context, tr_store_kind kind, const char *place, const unsigned char *der,
                 size_t size)
{
    visits *into = context;

    if (!is_der(der, size) || kind > TR_STORE_PUBLISHER || !*place)
        into->wrong++;
    snprintf(into->place, sizeof(into->place), "%s", place);
    into->last = der[size - 1];
    return ++into->count != into->stop_at;
}

static void each_certificate_of_the_system_is_visited(void)
{
    visits seen = { 0 };

    CU_ASSERT_EQUAL(tr_trust_store_walk(take, &seen, NULL), TR_OK);
    CU_ASSERT_EQUAL(seen.wrong, 0);
    if (seen.count == 0)
        skip("the system trusts nobody");
}

static void visitor_may_stop(void)
{
    visits all = { 0 };
    visits seen = { .stop_at = 1 };

    tr_trust_store_walk(take, &all, NULL);
    CU_ASSERT_EQUAL(tr_trust_store_walk(take, &seen, NULL), TR_OK);
    CU_ASSERT_EQUAL(seen.count, all.count < 1 ? all.count : 1);
}

/* Gives false where there are system stores, and no bundle to choose. */
static bool choose_bundle(const char *path)
{
    static char setting[4096];
    visits seen = { .stop_at = 1 };

    snprintf(setting, sizeof(setting), "SSL_CERT_FILE=%s", path);
    putenv(setting);
    tr_trust_store_walk(take, &seen, NULL);
    return !strstr(seen.place, "\\");
}

static void chosen_bundle_is_read_and_what_is_broken_passed_over(void)
{
    visits seen = { 0 };

    CU_ASSERT_TRUE(scratch_write("bundle.pem", "# a comment\n"
                                               "-----BEGIN CERTIFICATE-----\n"
                                               "MAMCAQE=\n"
                                               "-----END CERTIFICATE-----\n"
                                               "-----BEGIN CERTIFICATE-----\n"
                                               "not base64\n"
                                               "-----END CERTIFICATE-----\n"
                                               "-----BEGIN PRIVATE KEY-----\n"
                                               "MAMCAQM=\n"
                                               "-----END PRIVATE KEY-----\n"
                                               "-----BEGIN CERTIFICATE-----\n"
                                               "MAMCAQI=\n"
                                               "-----END CERTIFICATE-----\n"
                                               "-----BEGIN CERTIFICATE-----\n"));
    if (!choose_bundle(scratch_path("bundle.pem"))) {
        skip("system stores here");
        return;
    }
    CU_ASSERT_EQUAL(tr_trust_store_walk(take, &seen, NULL), TR_OK);
    CU_ASSERT_EQUAL(seen.count, 2);
    CU_ASSERT_EQUAL(seen.wrong, 0);
    CU_ASSERT_EQUAL(seen.last, 2);
    CU_ASSERT_STRING_EQUAL(seen.place, scratch_path("bundle.pem"));
    choose_bundle("");
}

static void chosen_bundle_that_is_missing_is_told(void)
{
    visits seen = { 0 };

    if (!choose_bundle(scratch_path("missing.pem"))) {
        skip("system stores here");
        return;
    }
    CU_ASSERT_EQUAL(tr_trust_store_walk(take, &seen, NULL), TR_ERR_NOT_FOUND);
    CU_ASSERT_EQUAL(seen.count, 0);
    choose_bundle("");
}

static CU_TestInfo tests[] = {
    { "each certificate of the system is visited", each_certificate_of_the_system_is_visited },
    { "visitor may stop", visitor_may_stop },
    { "chosen bundle is read, and what is broken passed over",
      chosen_bundle_is_read_and_what_is_broken_passed_over },
    { "chosen bundle that is missing is told", chosen_bundle_that_is_missing_is_told },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo trust_store_suite = { "platform/trust_store", NULL, NULL, scratch_set_up,
                                   scratch_tear_down,      tests };
