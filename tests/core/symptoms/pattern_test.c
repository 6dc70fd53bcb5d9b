#include "core/symptoms/pattern.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static tr_match find(const char *pattern, bool is_plain, const char *text)
{
    tr_pattern *compiled = NULL;
    tr_matcher *matcher = tr_matcher_new();
    size_t start, end;
    tr_match found;

    CU_ASSERT_PTR_NOT_NULL_FATAL(matcher);
    CU_ASSERT_EQUAL_FATAL(tr_pattern_compile(&compiled, pattern, is_plain, NULL), TR_OK);
    CU_ASSERT(tr_pattern_size(compiled) > 0);
    found = tr_matcher_find(matcher, &start, &end, compiled, text, strlen(text));
    tr_pattern_free(compiled);
    tr_matcher_free(matcher);
    return found;
}

static void pattern_is_matched_in_any_case(void)
{
    CU_ASSERT_EQUAL(find("a.c\\d", false, "xABC1"), TR_MATCH_FOUND);
    CU_ASSERT_EQUAL(find("a.c\\d", false, "xABCD"), TR_MATCH_NONE);
    CU_ASSERT_EQUAL(find("a.c", true, "abc"), TR_MATCH_NONE);
    CU_ASSERT_EQUAL(find("a.c[", true, "xA.C["), TR_MATCH_FOUND);
}

static void runaway_pattern_is_given_up(void)
{
    char text[4003];

    memset(text, 'a', sizeof(text));
    memcpy(text + sizeof(text) - 3, "xb", 3);
    CU_ASSERT_EQUAL(find("(a+)+b", false, text), TR_MATCH_BEYOND_LIMIT);
    CU_ASSERT_EQUAL(find("(?:a|aa|aaa)*b", false, text), TR_MATCH_BEYOND_LIMIT);
}

static void expect_refused(const char *pattern, const char *why)
{
    tr_pattern *compiled = NULL;
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(tr_pattern_compile(&compiled, pattern, false, &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NULL(compiled);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, why));
}

static void pattern_beyond_bounds_is_refused(void)
{
    char *nested = calloc(1, 200);
    char *large = calloc(1, TR_PATTERN_MAX + 2);

    CU_ASSERT_FATAL(nested && large);
    memset(nested, '(', 60);
    memset(nested + 60, ')', 60);
    memset(large, 'a', TR_PATTERN_MAX + 1);
    expect_refused("a(b", "at character 4 of the pattern");
    expect_refused(nested, "parentheses");
    expect_refused(large, "longer than");
    expect_refused("((((a{1,99}){1,99}){1,99}){1,99})", "too large");
    expect_refused("a\\Cb", "\\C");
    expect_refused("\xff", "UTF-8");
    free(large);
    free(nested);
}

static CU_TestInfo tests[] = {
    { "pattern is matched in any case", pattern_is_matched_in_any_case },
    { "runaway pattern is given up", runaway_pattern_is_given_up },
    { "pattern beyond bounds is refused", pattern_beyond_bounds_is_refused },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo pattern_suite = { "symptoms/pattern", NULL, NULL, NULL, NULL, tests };
