#include "core/platform/win32/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static wchar_t before[MAX_PATH];

/* A current folder that every Windows has. */
static void set_up(void)
{
    GetCurrentDirectoryW(MAX_PATH, before);
    SetCurrentDirectoryW(L"C:\\windows\\system32");
}

static void tear_down(void)
{
    SetCurrentDirectoryW(before);
}

static void path_becomes_absolute_and_prefixed(void)
{
    static const struct {
        const char *path;
        const wchar_t *native;
    } rows[] = {
        { "C:\\a\\b.dll", L"\\\\?\\C:\\a\\b.dll" },
        { "C:/a/b.dll", L"\\\\?\\C:\\a\\b.dll" },
        { "C:\\a\\.\\c\\..\\\\b.dll", L"\\\\?\\C:\\a\\b.dll" },
        { "C:\\..\\..\\a", L"\\\\?\\C:\\a" },
        { "C:\\", L"\\\\?\\C:\\" },
        { "C:\\a\\..", L"\\\\?\\C:\\" },
        { "C:\\a\\", L"\\\\?\\C:\\a" },
        { "C:\\a.\\b ", L"\\\\?\\C:\\a.\\b " },
        { "C:\\aux", L"\\\\?\\C:\\aux" },
        { "C:\\...", L"\\\\?\\C:\\..." },
        { "b.dll", L"\\\\?\\C:\\windows\\system32\\b.dll" },
        { "nul", L"\\\\?\\C:\\windows\\system32\\nul" },
        { ".", L"\\\\?\\C:\\windows\\system32" },
        { "..\\b", L"\\\\?\\C:\\windows\\b" },
        { "..\\..\\..\\b", L"\\\\?\\C:\\b" },
        { "C:b", L"\\\\?\\C:\\windows\\system32\\b" },
        { "C:", L"\\\\?\\C:\\windows\\system32" },
        { "\\b", L"\\\\?\\C:\\b" },
        { "/b/c", L"\\\\?\\C:\\b\\c" },
        { "\\\\server\\share\\a\\..\\b", L"\\\\?\\UNC\\server\\share\\b" },
        { "//server/share/b", L"\\\\?\\UNC\\server\\share\\b" },
        { "\\\\server\\share\\..\\..\\b", L"\\\\?\\UNC\\server\\share\\b" },
        { "\\\\server\\share", L"\\\\?\\UNC\\server\\share" },
        { "\\\\?\\C:\\a\\..\\b", L"\\\\?\\C:\\a\\..\\b" },
        { "\\\\.\\NUL", L"\\\\.\\NUL" },
        { "\xED\xA0\x80", L"\\\\?\\C:\\windows\\system32\\\xD800" },
    };

    for (size_t index = 0; index < sizeof(rows) / sizeof(rows[0]); index++) {
        wchar_t *native = tr_path_native(rows[index].path);

        CU_ASSERT(native && wcsicmp(native, rows[index].native) == 0);
        if (!native || wcsicmp(native, rows[index].native) != 0)
            printf("    %s became %ls\n", rows[index].path, native ? native : L"nothing");
        free(native);
    }
}

static void empty_path_is_none(void)
{
    CU_ASSERT_PTR_NULL(tr_path_native(""));
    CU_ASSERT_EQUAL(GetLastError(), ERROR_PATH_NOT_FOUND);
}

static void unknown_reparse_point_counts_as_a_link(void)
{
    CU_ASSERT_TRUE(tr_path_is_link(IO_REPARSE_TAG_SYMLINK));
    CU_ASSERT_TRUE(tr_path_is_link(IO_REPARSE_TAG_MOUNT_POINT));
    CU_ASSERT_TRUE(tr_path_is_link(0));
    CU_ASSERT_TRUE(tr_path_is_link(0x80000123));
    CU_ASSERT_FALSE(tr_path_is_link(0x80000013)); /* deduplicated */
    CU_ASSERT_FALSE(tr_path_is_link(0x9000601A)); /* in the cloud */
}

static CU_TestInfo tests[] = {
    { "path becomes absolute and prefixed", path_becomes_absolute_and_prefixed },
    { "empty path is none", empty_path_is_none },
    { "unknown reparse point counts as a link", unknown_reparse_point_counts_as_a_link },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo path_suite = { "platform/path", NULL, NULL, set_up, tear_down, tests };
