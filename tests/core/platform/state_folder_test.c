#include "core/platform/state_folder.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/user.h"
#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

static void made_folder_is_trusted(void)
{
    const char *folder = scratch_path("state");

    CU_ASSERT_EQUAL_FATAL(tr_state_folder_make(folder, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_state_folder_check(folder, NULL), TR_OK);
    if (tr_user_is_elevated())
        CU_ASSERT_EQUAL(tr_state_folder_check_machine(folder, NULL), TR_OK);
}

static void machine_folder_that_others_may_write_to_is_refused(void)
{
    tr_error err = { TR_OK, 0, "" };

    if (!tr_user_is_elevated()) {
        skip("only an administrator's folder is looked at");
        return;
    }
    CU_ASSERT_TRUE_FATAL(scratch_make_folder("vendor"));
    CU_ASSERT_TRUE_FATAL(scratch_open_to_all("vendor"));
    CU_ASSERT_EQUAL(tr_state_folder_check_machine(scratch_path("vendor"), &err),
                    TR_ERR_UNSUPPORTED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "others may write to the folder"));
}

static CU_TestInfo tests[] = {
    { "made folder is trusted", made_folder_is_trusted },
    { "machine folder that others may write to is refused",
      machine_folder_that_others_may_write_to_is_refused },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo state_folder_suite = { "platform/state_folder", NULL, NULL, scratch_set_up,
                                    scratch_tear_down,       tests };
