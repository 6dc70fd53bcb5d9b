#include "core/agent/command_line.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static void check_written(const char *word, const char *typed, const char *in_file)
{
    const char *const words[] = { "x.exe", word };
    char *line = NULL;

    CU_ASSERT_EQUAL(tr_command_line_write(&line, words, 2, TR_COMMAND_TYPED, NULL), TR_OK);
    CU_ASSERT_STRING_EQUAL(line + 6, typed);
    free(line);
    CU_ASSERT_EQUAL(tr_command_line_write(&line, words, 2, TR_COMMAND_IN_FILE, NULL), TR_OK);
    CU_ASSERT_STRING_EQUAL(line + 6, in_file);
    free(line);
}

static void check_both(const char *word, const char *expected)
{
    check_written(word, expected, expected);
}

static void plain_word_stays_as_it_is(void)
{
    check_both("apex.example.com", "apex.example.com");
    check_both("C:\\PCCSRV\\", "C:\\PCCSRV\\");
    check_both("\\\\server\\ofcscan", "\\\\server\\ofcscan");
}

static void what_cmd_acts_on_stands_in_quotes(void)
{
    check_both("", "\"\"");
    check_both("a b", "\"a b\"");
    check_both("a&b|c<d>e^f(g)!", "\"a&b|c<d>e^f(g)!\"");
    check_both("a,b;c=d", "\"a,b;c=d\"");
    check_both("\xC3\xA4", "\"\xC3\xA4\"");
}

static void backslashes_before_the_closing_quote_are_doubled(void)
{
    check_both("C:\\a b\\", "\"C:\\a b\\\\\"");
    check_both("C:\\a b\\c", "\"C:\\a b\\c\"");
}

static void percent_sign_names_no_variable(void)
{
    check_written("%PATH%", "\"\"%\"PATH\"%\"\"", "\"%%PATH%%\"");
    check_written("a\\%b", "\"a\\\\\"%\"b\"", "\"a\\%%b\"");
}

static void quotes_are_hidden_from_cmd(void)
{
    check_both("a\"b", "^\"a\\^\"b^\"");
    check_both("\"&\\\"", "^\"\\^\"^&\\\\\\^\"^\"");
    check_written("\"%A%", "^\"\\^\"^\"%^\"A^\"%^\"^\"", "^\"\\^\"%%A%%^\"");
}

static void what_no_line_can_carry_is_refused(void)
{
    const char *const line_end[] = { "x.exe", "-pwd", "secret\nformat c:" };
    const char *const end_of_file[] = { "x.exe", "a\x1A" };
    const char *const quote[] = { "a\"b.exe" };
    char *line = NULL;
    tr_error err;

    CU_ASSERT_EQUAL(tr_command_line_write(&line, line_end, 3, TR_COMMAND_TYPED, &err),
                    TR_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "word 3 "));
    CU_ASSERT_PTR_NULL(strstr(err.message, "secret"));
    CU_ASSERT_EQUAL(tr_command_line_write(&line, end_of_file, 2, TR_COMMAND_IN_FILE, &err),
                    TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_command_line_write(&line, quote, 1, TR_COMMAND_TYPED, &err), TR_ERR_FORMAT);
}

/* The words behind the program. */
static void check_split(const char *line, size_t expected, const char *first, const char *second)
{
    char **words = NULL;
    size_t count = 0;

    CU_ASSERT_EQUAL(tr_command_line_split(&words, &count, line, NULL), TR_OK);
    CU_ASSERT_EQUAL(count, expected);
    if (count == expected && count > 1)
        CU_ASSERT_STRING_EQUAL(words[1], first);
    if (count == expected && count > 2)
        CU_ASSERT_STRING_EQUAL(words[2], second);
    tr_command_line_free(words, count);
}

static void line_is_split_as_windows_does(void)
{
    check_split("", 0, NULL, NULL);
    check_split(" x  a\t b ", 3, "a", "b");
    check_split("x \"a b\" c", 3, "a b", "c");
    check_split("x \"a\\\"b\" \"\"", 3, "a\"b", "");
    check_split("x \"a\\\\\" b\\c", 3, "a\\", "b\\c");
    check_split("x \"a b", 2, "a b", NULL);
    check_split("\"C:\\a b\\\" c", 2, "c", NULL);
}

static CU_TestInfo tests[] = {
    { "plain word stays as it is", plain_word_stays_as_it_is },
    { "what cmd acts on stands in quotes", what_cmd_acts_on_stands_in_quotes },
    { "backslashes before the closing quote are doubled",
      backslashes_before_the_closing_quote_are_doubled },
    { "percent sign names no variable", percent_sign_names_no_variable },
    { "quotes are hidden from cmd", quotes_are_hidden_from_cmd },
    { "what no line can carry is refused", what_no_line_can_carry_is_refused },
    { "line is split as Windows does", line_is_split_as_windows_does },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo command_line_suite = { "agent/command_line", NULL, NULL, NULL, NULL, tests };
