#include "core/restore/quarantine.h"

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static void quarantine_folders_are_known_in_any_case(void)
{
    CU_ASSERT_TRUE(tr_quarantine_holds("C:\\Trend\\PCCSRV\\Virus\\a.dll_invalid"));
    CU_ASSERT_TRUE(tr_quarantine_holds("c:/trend/pccsrv/VIRUS/deep/a.dll_invalid"));
    CU_ASSERT_TRUE(tr_quarantine_holds("/mnt/Agent/Suspect/backup/a"));
    CU_ASSERT_TRUE(tr_quarantine_holds("PCCSRV//Virus\\a"));
}

static void folders_of_similar_names_are_others(void)
{
    CU_ASSERT_FALSE(tr_quarantine_holds("C:\\Trend\\PCCSRV\\Virus"));
    CU_ASSERT_FALSE(tr_quarantine_holds("C:\\Trend\\PCCSRV\\Viruses\\a"));
    CU_ASSERT_FALSE(tr_quarantine_holds("C:\\Trend\\MYPCCSRV\\Virus\\a"));
    CU_ASSERT_FALSE(tr_quarantine_holds("C:\\Trend\\PCCSRV\\Admin\\Virus\\a"));
    CU_ASSERT_FALSE(tr_quarantine_holds("C:\\Virus\\a"));
    CU_ASSERT_FALSE(tr_quarantine_holds(""));
}

static CU_TestInfo tests[] = {
    { "quarantine folders are known in any case", quarantine_folders_are_known_in_any_case },
    { "folders of similar names are others", folders_of_similar_names_are_others },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo quarantine_suite = { "restore/quarantine", NULL, NULL, NULL, NULL, tests };
