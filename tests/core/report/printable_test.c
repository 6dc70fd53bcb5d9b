#include "core/report/printable.h"

#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static void check(const char *text, const char *expected)
{
    char *printable = tr_printable(text);

    CU_ASSERT_PTR_NOT_NULL_FATAL(printable);
    CU_ASSERT_STRING_EQUAL(printable, expected);
    free(printable);
}

static void ordinary_names_stay(void)
{
    check("C:\\Program Files\\Trend Micro\\\xC3\xA9t\xC3\xA9.dll",
          "C:\\Program Files\\Trend Micro\\\xC3\xA9t\xC3\xA9.dll");
    check("\xE3\x82\xA6\xE3\x82\xA4\xE3\x83\xAB\xE3\x82\xB9.exe",
          "\xE3\x82\xA6\xE3\x82\xA4\xE3\x83\xAB\xE3\x82\xB9.exe");
}

static void nothing_moves_the_cursor(void)
{
    check("a\x1b[2Jb", "a\\x1b[2Jb");
    check("a\nb\rc\td\x7f", "a\\x0ab\\x0dc\\x09d\\x7f");
    check("\xC2\x9B"
          "2J",
          "\\u009b2J"); /* C1: CSI in one character */
}

static void nothing_turns_the_direction(void)
{
    check("gpj\xE2\x80\xAE"
          "exe",
          "gpj\\u202eexe");
    check("\xE2\x81\xA6x\xE2\x81\xA9", "\\u2066x\\u2069");
    check("a\xE2\x80\x8B"
          "b\xEF\xBB\xBF",
          "a\\u200bb\\ufeff");
    check("\xF3\xA0\x80\x81", "\\U000e0001");
}

static void bytes_that_are_no_text_are_shown(void)
{
    check("a\xFF\xE2\x82", "a\\xff\\xe2\\x82");
}

static void width_counts_columns(void)
{
    CU_ASSERT_EQUAL(tr_printable_width("abc"), 3);
    CU_ASSERT_EQUAL(tr_printable_width("\xC3\xA9"), 1);
    CU_ASSERT_EQUAL(tr_printable_width("e\xCC\x81"), 1);
    CU_ASSERT_EQUAL(tr_printable_width("\xE3\x82\xA6"), 2);
}

static CU_TestInfo tests[] = {
    { "ordinary names stay", ordinary_names_stay },
    { "nothing moves the cursor", nothing_moves_the_cursor },
    { "nothing turns the direction", nothing_turns_the_direction },
    { "bytes that are no text are shown", bytes_that_are_no_text_are_shown },
    { "width counts columns", width_counts_columns },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo printable_suite = { "report/printable", NULL, NULL, NULL, NULL, tests };
