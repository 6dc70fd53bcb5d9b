#include "core/trust/azure_signing.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

#define NO_REVISION UINT32_MAX

/* One line of the table: a build, and how it stands. */
static void expect(uint32_t build, uint32_t revision, tr_azure_support support, const char *says)
{
    const tr_windows_version windows = { .product = "Windows",
                                         .build = build,
                                         .revision = revision,
                                         .has_revision = revision != NO_REVISION };
    tr_azure_signing found;
    char *text;

    tr_azure_signing_judge(&found, &windows);
    CU_ASSERT_STRING_EQUAL(tr_azure_support_word(found.support), tr_azure_support_word(support));
    text = tr_azure_signing_explain(&found, TR_ENGLISH);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, says));
    free(text);
}

static void a_build_counts_from_its_update_on(void)
{
    expect(10240, 19085, TR_AZURE_NEEDS_UPDATE, "KB5006675");
    expect(10240, 19086, TR_AZURE_SUPPORTED, "(build 10240.19086) accepts");
    expect(14393, 4703, TR_AZURE_NEEDS_UPDATE, "KB5006669");
    expect(14393, 4704, TR_AZURE_SUPPORTED, "accepts");
    expect(17763, 2209, TR_AZURE_NEEDS_UPDATE, "KB5005625");
    expect(17763, 2210, TR_AZURE_SUPPORTED, "accepts");
    expect(18363, 1829, TR_AZURE_NEEDS_UPDATE, "KB5005624");
    expect(19041, 1265, TR_AZURE_NEEDS_UPDATE, "KB5005611");
    expect(19043, 1266, TR_AZURE_SUPPORTED, "accepts");
    expect(19044, 1585, TR_AZURE_NEEDS_UPDATE, "KB5011487");
    expect(20348, 260, TR_AZURE_NEEDS_UPDATE, "KB5005619");
    expect(20348, 261, TR_AZURE_SUPPORTED, "accepts");
}

static void later_builds_need_nothing(void)
{
    expect(19045, 0, TR_AZURE_SUPPORTED, "accepts");
    expect(22000, 1, TR_AZURE_SUPPORTED, "accepts");
    expect(26100, NO_REVISION, TR_AZURE_SUPPORTED, "accepts");
}

static void a_version_without_an_update_is_to_be_upgraded(void)
{
    expect(10586, 1176, TR_AZURE_NO_UPDATE, "Upgrade Windows");
    expect(18362, 1256, TR_AZURE_NO_UPDATE, "Upgrade Windows");
}

static void what_the_build_does_not_tell_is_unclear(void)
{
    expect(7601, NO_REVISION, TR_AZURE_UNCLEAR, "KB5006743 or KB5006728");
    expect(9600, 20144, TR_AZURE_UNCLEAR, "Neither is listed");
    expect(17763, NO_REVISION, TR_AZURE_UNCLEAR, "It is not listed");
    expect(0, 0, TR_AZURE_NO_WINDOWS, "No Windows");
}

static void only_what_is_known_to_be_wrong_is_a_fault(void)
{
    const tr_azure_support supports[] = { TR_AZURE_NO_WINDOWS, TR_AZURE_SUPPORTED, TR_AZURE_UNCLEAR,
                                          TR_AZURE_NEEDS_UPDATE, TR_AZURE_NO_UPDATE };

    for (size_t index = 0; index < 5; index++) {
        const tr_azure_signing found = { .support = supports[index] };

        CU_ASSERT_EQUAL(tr_azure_signing_is_fault(&found), index >= 3);
    }
}

static void this_machine_is_looked_at(void)
{
    tr_registry *registry = NULL;
    tr_azure_signing found;

    CU_ASSERT_EQUAL_FATAL(tr_registry_open(&registry, NULL, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_azure_signing_look(&found, registry, NULL), TR_OK);
    if (tr_registry_is_of_windows(registry)) {
        CU_ASSERT_TRUE(found.windows.build >= 6002);
        CU_ASSERT_TRUE(strncmp(found.windows.product, "Windows", 7) == 0 ||
                       strncmp(found.windows.product, "Microsoft", 9) == 0);
        CU_ASSERT_NOT_EQUAL(found.support, TR_AZURE_NO_WINDOWS);
    } else {
        CU_ASSERT_EQUAL(found.support, TR_AZURE_NO_WINDOWS);
    }
    tr_registry_free(registry);
}

static CU_TestInfo tests[] = {
    { "a build counts from its update on", a_build_counts_from_its_update_on },
    { "later builds need nothing", later_builds_need_nothing },
    { "a version without an update is to be upgraded",
      a_version_without_an_update_is_to_be_upgraded },
    { "what the build does not tell is unclear", what_the_build_does_not_tell_is_unclear },
    { "only what is known to be wrong is a fault", only_what_is_known_to_be_wrong_is_a_fault },
    { "this machine is looked at", this_machine_is_looked_at },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo azure_signing_suite = { "trust/azure_signing", NULL, NULL, NULL, NULL, tests };
