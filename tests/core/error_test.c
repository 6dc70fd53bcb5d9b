#include "core/error.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static void message_status_and_code_are_kept(void)
{
    tr_error err;

    CU_ASSERT_EQUAL(tr_error_set(&err, TR_ERR_IO, 5, "cannot read '%s'", "a.dll"), TR_ERR_IO);
    CU_ASSERT_EQUAL(err.status, TR_ERR_IO);
    CU_ASSERT_EQUAL(err.code, 5);
    CU_ASSERT_STRING_EQUAL(err.message, "cannot read 'a.dll'");
}

static void nobody_need_take_the_message(void)
{
    CU_ASSERT_EQUAL(tr_error_set(NULL, TR_ERR_FORMAT, 0, "%d", 1), TR_ERR_FORMAT);
}

static void long_message_is_cut_not_overrun(void)
{
    tr_error err;

    tr_error_set(&err, TR_ERR_FORMAT, 0, "%2000d", 1);
    CU_ASSERT_EQUAL(strlen(err.message), sizeof(err.message) - 1);
}

static CU_TestInfo tests[] = {
    { "message, status and code are kept", message_status_and_code_are_kept },
    { "nobody need take the message", nobody_need_take_the_message },
    { "long message is cut, not overrun", long_message_is_cut_not_overrun },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo error_suite = { "error", NULL, NULL, NULL, NULL, tests };
