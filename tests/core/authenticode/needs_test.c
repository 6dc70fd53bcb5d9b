#include "core/authenticode/needs.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/fixture.h"
#include "tests/suites.h"

static tr_needs *needs;

static void set_up(void)
{
    CU_ASSERT_EQUAL_FATAL(tr_needs_new(&needs, NULL), TR_OK);
}

static void tear_down(void)
{
    tr_needs_free(needs);
}

static void look_at(const char *path, const char *anchors)
{
    tr_anchor_store *store = fixture_store(anchors);
    tr_verification *verification = fixture_verify(path, store);

    CU_ASSERT_EQUAL(tr_needs_add(needs, verification, NULL), TR_OK);
    tr_verification_free(verification);
    tr_anchor_store_free(store);
}

/* The row of a name; all zero if there is none. */
static tr_comparison_row row_of(const char *name)
{
    tr_comparison_row *rows = NULL, found = { .required = NULL };
    size_t count = 0;

    CU_ASSERT_EQUAL_FATAL(tr_needs_rows(&rows, &count, needs, NULL), TR_OK);
    for (size_t index = 0; index < count; index++) {
        if (strcmp(rows[index].required->common_name, name) == 0)
            found = rows[index];
    }
    free(rows);
    return found;
}

static void file_without_signature_needs_nothing(void)
{
    tr_comparison_row *rows = NULL;
    size_t count = 1;

    look_at("pe/unsigned.exe", "certs/root.pem");
    CU_ASSERT_EQUAL(tr_needs_rows(&rows, &count, needs, NULL), TR_OK);
    CU_ASSERT_EQUAL(count, 0);
    free(rows);
}

static void chain_ends_at_the_root_that_is_needed(void)
{
    tr_comparison_row root, ca;

    look_at("pe/sha256.exe", "certs/root.pem");
    root = row_of("Fixture Root");
    ca = row_of("Fixture CA");
    CU_ASSERT_FATAL(root.required && ca.required);
    CU_ASSERT_EQUAL(root.required->store, TR_REQUIRED_IN_ROOT);
    CU_ASSERT_TRUE(root.required->has_sha256);
    CU_ASSERT_FALSE(root.is_carried);
    CU_ASSERT_EQUAL(ca.required->store, TR_REQUIRED_IN_CA);
    CU_ASSERT_TRUE(ca.is_carried);
    CU_ASSERT_STRING_EQUAL(root.required->purpose, "code signing");
}

static void root_that_nobody_has_is_known_by_its_name(void)
{
    tr_comparison_row root;

    look_at("pe/sha256.exe", NULL);
    root = row_of("Fixture Root");
    CU_ASSERT_PTR_NOT_NULL_FATAL(root.required);
    CU_ASSERT_TRUE(root.required->lacks_sha1);
    CU_ASSERT_EQUAL(root.required->store, TR_REQUIRED_IN_ROOT);
}

static void chains_of_timestamps_count(void)
{
    tr_comparison_row root;

    look_at("pe/rfc3161.exe", "certs/root.pem");
    root = row_of("Fixture Timestamp Root");
    CU_ASSERT_PTR_NOT_NULL_FATAL(root.required);
    CU_ASSERT_STRING_EQUAL(root.required->purpose, "timestamp");
}

static void each_file_counts_once(void)
{
    look_at("pe/sha256.exe", "certs/root.pem");
    look_at("pe/rfc3161.exe", "certs/root.pem");
    look_at("pe/unsigned.exe", "certs/root.pem");
    CU_ASSERT_EQUAL(row_of("Fixture Root").files, 2);
    CU_ASSERT_EQUAL(row_of("Fixture Timestamp Root").files, 1);
    CU_ASSERT_STRING_EQUAL(row_of("Fixture Root").example, "pe/sha256.exe");
}

static CU_TestInfo tests[] = {
    { "file without signature needs nothing", file_without_signature_needs_nothing },
    { "chain ends at the root that is needed", chain_ends_at_the_root_that_is_needed },
    { "root that nobody has is known by its name", root_that_nobody_has_is_known_by_its_name },
    { "chains of timestamps count", chains_of_timestamps_count },
    { "each file counts once", each_file_counts_once },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo needs_suite = { "authenticode/needs", NULL, NULL, set_up, tear_down, tests };
