#include "core/platform/console.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/scratch.h"
#include "tests/suites.h"

static void file_is_no_terminal(void)
{
    FILE *file = fopen(scratch_path("out"), "wb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_FALSE(tr_console_is_terminal(file));
    CU_ASSERT_FALSE(tr_console_has_colour(file));
    fclose(file);
}

static void there_are_columns(void)
{
    CU_ASSERT(tr_console_columns() >= 1);
}

static void arguments_end_in_null(void)
{
    char name[] = "trustmend";
    char *given[] = { name, NULL };
    char **argv = given;
    int argc = 1;

    tr_console_set_up(&argc, &argv);
    CU_ASSERT(argc >= 1);
    CU_ASSERT(strlen(argv[0]) > 0);
    CU_ASSERT_PTR_NULL(argv[argc]);
}

static CU_TestInfo tests[] = {
    { "file is no terminal", file_is_no_terminal },
    { "there are columns", there_are_columns },
    { "arguments end in NULL", arguments_end_in_null },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo console_suite = { "platform/console", NULL, NULL, scratch_set_up,
                               scratch_tear_down,  tests };
