/*
 * trustmend-tests [NAME]: runs the suites whose name contains NAME, or all,
 * and closes with the counts.
 */
#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <CUnit/TestRun.h>

#include "tests/role.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define DECLARE_SUITE(name) extern CU_SuiteInfo name##_suite;
FOR_EACH_SUITE(DECLARE_SUITE)

#define LIST_SUITE(name) &name##_suite,
static CU_SuiteInfo *const suites[] = { FOR_EACH_SUITE(LIST_SUITE) };

static void print_failures(CU_pFailureRecord failure)
{
    for (; failure; failure = failure->pNext)
        printf("    %s:%u: %s\n", failure->strFileName, failure->uiLineNumber,
               failure->strCondition);
}

static void print_failed_test(const CU_pTest test, const CU_pSuite suite, CU_pFailureRecord failure)
{
    (void)suite;
    if (!failure)
        return;
    printf("  FAILED: %s\n", test->pName);
    print_failures(failure);
    fflush(stdout);
}

static CU_ErrorCode add_suites(const char *filter)
{
    for (size_t index = 0; index < sizeof(suites) / sizeof(suites[0]); index++) {
        CU_SuiteInfo one[] = { *suites[index], CU_SUITE_INFO_NULL };

        if (!strstr(one[0].pName, filter))
            continue;
        if (CU_register_suites(one) != CUE_SUCCESS)
            return CU_get_error();
    }
    return CUE_SUCCESS;
}

typedef struct counts {
    unsigned passed;
    unsigned failed;
    unsigned skipped;
} counts;

static counts run_suite(CU_pSuite suite)
{
    counts result = { 0 };
    unsigned skipped_before = skip_count();

    printf("%s\n", suite->pName);
    fflush(stdout);
    if (CU_run_suite(suite) != CUE_SUCCESS && CU_get_number_of_suites_failed() > 0)
        printf("  FAILED: %s\n", CU_get_error_msg());
    result.failed = CU_get_number_of_tests_failed() + CU_get_number_of_suites_failed();
    result.skipped = skip_count() - skipped_before;
    result.passed = CU_get_number_of_tests_run() - CU_get_number_of_tests_failed() - result.skipped;
    return result;
}

int main(int argc, char **argv)
{
    counts all = { 0 };
    int code;

    if (role_run(&code))
        return code;
    if (CU_initialize_registry() != CUE_SUCCESS || add_suites(argc > 1 ? argv[1] : "")) {
        fprintf(stderr, "trustmend-tests: %s\n", CU_get_error_msg());
        return 2;
    }
    CU_set_test_complete_handler(print_failed_test);
    for (CU_pSuite suite = CU_get_registry()->pSuite; suite; suite = suite->pNext) {
        counts one = run_suite(suite);

        all.passed += one.passed;
        all.failed += one.failed;
        all.skipped += one.skipped;
    }
    CU_cleanup_registry();
    printf("trustmend-tests: %u passed, %u failed, %u skipped\n", all.passed, all.failed,
           all.skipped);
    return all.failed > 0 || all.passed == 0;
}
