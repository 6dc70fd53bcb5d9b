#include "core/platform/win32/arguments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/win32/wildcard.h"
#include "tests/scratch.h"
#include "tests/suites.h"

/* The arguments behind the program, each in brackets. */
static void check(const wchar_t *line, const char *expected)
{
    char joined[1024] = "";
    char **argv = NULL;
    int argc = 0;

    CU_ASSERT_TRUE_FATAL(tr_arguments_parse(&argc, &argv, line));
    CU_ASSERT(argc >= 1);
    CU_ASSERT_PTR_NULL(argv[argc]);
    for (int index = 0; index < argc; index++) {
        size_t size = strlen(joined);

        if (index > 0)
            snprintf(joined + size, sizeof(joined) - size, "[%s]", argv[index]);
        free(argv[index]);
    }
    free(argv);
    CU_ASSERT_STRING_EQUAL(joined, expected);
    if (strcmp(joined, expected) != 0)
        printf("    got: %s\n", joined);
}

static void line_is_split_as_windows_programs_do(void)
{
    check(L"trustmend", "");
    check(L"trustmend ", "");
    check(L"\"C:\\Program Files\\trustmend.exe\" verify", "[verify]");
    check(L"\"C:\\a\\\"b c", "[c]");
    check(L"", "");
    check(L"t a\tb  c ", "[a][b][c]");
    check(L"t \"a b\" c\" \"d", "[a b][c d]");
    check(L"t \"\" \"\"", "[][]");
    check(L"t a\\\\b \\\\server\\share", "[a\\\\b][\\\\server\\share]");
    check(L"t a\\\"b \"c\\\"d\"", "[a\"b][c\"d]");
    check(L"t \"C:\\folder\\\\\" b", "[C:\\folder\\][b]");
    check(L"t a\\\\\\\"b", "[a\\\"b]");
    check(L"t a\\\\\"b c\" d", "[a\\b c][d]");
    check(L"t \"a\"\"b\" c", "[a\"b][c]");
    check(L"t C:\\folder\\ b\\", "[C:\\folder\\][b\\]");
    check(L"t \"never closed", "[never closed]");
    check(L"t \x00E4\x20AC \xD800.dll", "[\xC3\xA4\xE2\x82\xAC][\xED\xA0\x80.dll]");
}

static const wchar_t *line_with(const wchar_t *pattern)
{
    static wchar_t line[512];

    swprintf(line, 512, L"t %hs%ls", scratch_path(""), pattern);
    return line;
}

static const char *expected_with(const char *first, const char *second)
{
    static char expected[512];

    snprintf(expected, sizeof(expected), "[%s][%s]", scratch_path(first), scratch_path(second));
    return expected;
}

static void unquoted_pattern_becomes_the_files_it_means(void)
{
    scratch_write("b.dll", "");
    scratch_write("a.DLL", "");
    scratch_write("c.dll_invalid", "");
    scratch_write("d.exe", "");
    check(line_with(L"/*.dll"), expected_with("a.DLL", "b.dll"));
    check(line_with(L"/?.dll"), expected_with("a.DLL", "b.dll"));
}

static void quoted_pattern_and_one_without_files_stay(void)
{
    scratch_write("b.dll", "");
    check(L"t none*.dll \"*\" --reason=* why?", "[none*.dll][*][--reason=*][why?]");
}

static void pattern_is_held_against_the_whole_name(void)
{
    static const struct {
        const wchar_t *pattern;
        const wchar_t *name;
        bool matches;
    } rows[] = {
        { L"*", L"a", true },
        { L"*.*", L"no dot", true },
        { L"*.dll", L"a.DLL", true },
        { L"*.dll", L"a.dll_invalid", false },
        { L"*_invalid", L"a.dll_Invalid", true },
        { L"a?c", L"abc", true },
        { L"a?c", L"ac", false },
        { L"*a*b", L"xaxbxab", true },
        { L"*a*b", L"xaxbxa", false },
        { L"a**", L"a", true },
        { L"a", L"ab", false },
        { L"", L"a", false },
        { L"\x00C4*", L"\x00E4rger", true },
    };

    for (size_t index = 0; index < sizeof(rows) / sizeof(rows[0]); index++)
        CU_ASSERT_EQUAL(tr_wildcard_matches(rows[index].pattern, rows[index].name),
                        rows[index].matches);
}

static CU_TestInfo tests[] = {
    { "line is split as Windows programs do", line_is_split_as_windows_programs_do },
    { "unquoted pattern becomes the files it means", unquoted_pattern_becomes_the_files_it_means },
    { "quoted pattern, and one without files, stay", quoted_pattern_and_one_without_files_stay },
    { "pattern is held against the whole name", pattern_is_held_against_the_whole_name },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo arguments_suite = { "platform/arguments", NULL, NULL, scratch_set_up,
                                 scratch_tear_down,    tests };
