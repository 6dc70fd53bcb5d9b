#include "core/registry/registry.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/directory.h"
#include "core/platform/path_search.h"
#include "core/registry/system_disk.h"
#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define DISK "offline/disk"

static tr_registry *registry;

static void set_up(void)
{
    scratch_set_up();
    registry = NULL;
    if (tr_path_kind_of(DISK) == TR_PATH_FOLDER)
        CU_ASSERT_EQUAL_FATAL(tr_registry_open(&registry, DISK, NULL), TR_OK);
}

static void tear_down(void)
{
    tr_registry_free(registry);
    scratch_tear_down();
}

static bool skip_without_hives(void)
{
    if (!registry)
        skip("no registry hives were made");
    return !registry;
}

static void check_text(tr_registry_view view, const char *key, const char *value,
                       const char *expected)
{
    char *text = NULL;

    CU_ASSERT_EQUAL(tr_registry_text(&text, registry, view, key, value, NULL), TR_OK);
    if (expected && text) {
        CU_ASSERT_STRING_EQUAL(text, expected);
    } else {
        CU_ASSERT_PTR_EQUAL(text, expected);
    }
    free(text);
}

static void settings_of_the_disk_are_read(void)
{
    bool is_there = false;
    uint32_t number = 0;

    if (skip_without_hives())
        return;
    CU_ASSERT_TRUE(tr_registry_is_of_windows(registry));
    check_text(TR_REGISTRY_64, "software\\microsoft\\windows nt\\currentversion", "PRODUCTNAME",
               "Windows 10 Pro");
    check_text(TR_REGISTRY_64, "SOFTWARE\\Kinds", "Expandable", "%W%\\x");
    check_text(TR_REGISTRY_64, "SOFTWARE\\Kinds", "Number", NULL);
    check_text(TR_REGISTRY_64, "HARDWARE\\Kinds", "Number", NULL);
    CU_ASSERT_EQUAL(tr_registry_number(&is_there, &number, registry, TR_REGISTRY_64,
                                       "SOFTWARE\\Kinds", "Number", NULL),
                    TR_OK);
    CU_ASSERT_TRUE(is_there);
    CU_ASSERT_EQUAL(number, 0x89ABCDEF);
}

static void programs_of_32_bits_have_a_view_of_their_own(void)
{
    static const char key[] = "SOFTWARE\\TrendMicro\\OfficeScan\\service\\Information";

    if (skip_without_hives())
        return;
    check_text(TR_REGISTRY_64, key, "Local_Path", NULL);
    check_text(TR_REGISTRY_32, key, "Local_Path",
               "C:\\Program Files (x86)\\Trend Micro\\OfficeScan\\PCCSRV\\");
    check_text(TR_REGISTRY_32, "SOFTWARE\\Kinds", "Empty", NULL);
}

static void current_control_set_is_the_selected_one(void)
{
    static const char name[] = "Control\\ComputerName\\ComputerName";
    char key[100];

    if (skip_without_hives())
        return;
    strcpy(key, "SYSTEM\\CurrentControlSet\\");
    check_text(TR_REGISTRY_64, strcat(key, name), "ComputerName", "AGENT-7");
    strcpy(key, "SYSTEM\\ControlSet001\\");
    check_text(TR_REGISTRY_64, strcat(key, name), "ComputerName", "BEFORE");
}

static bool count_name(void *context, const char *name)
{
    CU_ASSERT_STRING_NOT_EQUAL(name, "");
    ++*(size_t *)context;
    return true;
}

static void subkeys_of_the_disk_are_walked(void)
{
    size_t count = 0;

    if (skip_without_hives())
        return;
    CU_ASSERT_EQUAL(tr_registry_walk(registry, TR_REGISTRY_64,
                                     "SOFTWARE\\Microsoft\\SystemCertificates", count_name, &count,
                                     NULL),
                    TR_OK);
    CU_ASSERT_EQUAL(count, 5);
    CU_ASSERT_EQUAL(tr_registry_walk(registry, TR_REGISTRY_64, "SYSTEM\\CurrentControlSet\\No such",
                                     count_name, &count, NULL),
                    TR_OK);
    CU_ASSERT_EQUAL(count, 5);
}

/* Where names have no case, they are as they were asked for. */
static void check_located(const char *path, const char *expected)
{
    char *found = NULL;

    CU_ASSERT_EQUAL(tr_registry_locate(&found, registry, path, NULL), TR_OK);
    for (char *at = found; at && *at; at++)
        *at = *at == '\\' ? '/' : *at;
    if (expected && found) {
        CU_ASSERT_TRUE(tr_name_equal(found, expected));
    } else {
        CU_ASSERT_PTR_EQUAL(found, expected);
    }
    free(found);
}

static void files_are_found_on_the_disk_and_nowhere_else(void)
{
    if (skip_without_hives())
        return;
    check_located("c:\\WINDOWS\\system32\\Config\\system",
                  "offline/disk/Windows/System32/config/SYSTEM");
    check_located("\\users\\ALICE\\", "offline/disk/Users/alice");
    check_located("D:\\Windows", NULL);
    check_located("C:\\Windows\\No such", NULL);
    check_located("C:\\..\\disk\\Windows", NULL);
    check_located("C:\\Windows/../Windows", NULL);
}

static void links_do_not_lead_out_of_the_disk(void)
{
    char *found = NULL;

    scratch_make_folder("disk");
    scratch_make_folder("disk/inside");
    scratch_make_folder("outside");
    scratch_write("outside/file", "x");
    scratch_write("disk/inside/file", "x");
    if (!scratch_make_folder_link("disk/link", "../outside")) {
        skip("no links here");
        return;
    }
    CU_ASSERT_EQUAL(tr_system_disk_find(&found, scratch_path("disk"), "LINK\\file", NULL), TR_OK);
    CU_ASSERT_PTR_NULL(found);
    CU_ASSERT_EQUAL(tr_system_disk_find(&found, scratch_path("disk"), "link", NULL), TR_OK);
    CU_ASSERT_PTR_NULL(found);
    CU_ASSERT_EQUAL(tr_system_disk_find(&found, scratch_path("disk"), "INSIDE\\file", NULL), TR_OK);
    CU_ASSERT_PTR_NOT_NULL(found);
    free(found);
}

static void disk_without_windows_is_told(void)
{
    tr_registry *none = NULL;
    tr_error err;

    CU_ASSERT_EQUAL(tr_registry_open(&none, scratch_path(""), &err), TR_ERR_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "there is no Windows in"));
    CU_ASSERT_EQUAL(tr_registry_open(&none, scratch_path("no such"), NULL), TR_ERR_NOT_FOUND);
    if (skip_without_hives())
        return;
    CU_ASSERT_EQUAL(tr_registry_open(&none, "offline/text", &err), TR_ERR_FORMAT);
}

static CU_TestInfo tests[] = {
    { "settings of the disk are read", settings_of_the_disk_are_read },
    { "programs of 32 bits have a view of their own",
      programs_of_32_bits_have_a_view_of_their_own },
    { "current control set is the selected one", current_control_set_is_the_selected_one },
    { "subkeys of the disk are walked", subkeys_of_the_disk_are_walked },
    { "files are found on the disk, and nowhere else",
      files_are_found_on_the_disk_and_nowhere_else },
    { "links do not lead out of the disk", links_do_not_lead_out_of_the_disk },
    { "disk without Windows is told", disk_without_windows_is_told },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo offline_registry_suite = {
    "registry/offline_registry", NULL, NULL, set_up, tear_down, tests
};
