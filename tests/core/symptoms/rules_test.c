#include "core/symptoms/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/scratch.h"
#include "tests/suites.h"

#define HEAD "<?xml version=\"1.0\"?>\n<symptoms version=\"1\">\n"
#define TAIL "</symptoms>\n"
#define RULE(id, pattern)                                                                          \
    "<symptom id=\"" id                                                                            \
    "\" family=\"B\" logs=\"debug update\">\n<title>t</title>\n<pattern>" pattern                  \
    "</pattern>\n<cause>c</cause>\n<action>a</action>\n<evidence>own</evidence>\n"                 \
    "<source>s</source>\n</symptom>\n"

static tr_symptom_rules *rules;

static void set_up(void)
{
    scratch_set_up();
    rules = tr_symptom_rules_new();
    CU_ASSERT_PTR_NOT_NULL_FATAL(rules);
}

static void tear_down(void)
{
    tr_symptom_rules_free(rules);
    scratch_tear_down();
}

static tr_bytes bytes_of(const char *text)
{
    return (tr_bytes){ (const unsigned char *)text, strlen(text) };
}

static void expect_refused(tr_status status, const tr_error *err, int line, const char *why)
{
    char beginning[64];

    snprintf(beginning, sizeof(beginning), "cannot use 'list': line %d: ", line);
    CU_ASSERT_EQUAL(status, TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(strncmp(err->message, beginning, strlen(beginning)), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(err->message, why));
    if (!strstr(err->message, why) || strncmp(err->message, beginning, strlen(beginning)) != 0)
        printf("    it said: %s\n", err->message);
    CU_ASSERT_EQUAL(tr_symptom_rules_count(rules), 0);
}

static void xml_refused(const char *xml, int line, const char *why)
{
    tr_error err = { .message = "" };
    tr_status status = tr_symptom_rules_add_xml(rules, bytes_of(xml), "list", &err);

    expect_refused(status, &err, line, why);
}

static void csv_refused(const char *csv, int line, const char *why)
{
    tr_error err = { .message = "" };
    tr_status status = tr_symptom_rules_add_csv(rules, bytes_of(csv), "list", &err);

    expect_refused(status, &err, line, why);
}

static void own_rules_stand_behind_the_shipped_ones(void)
{
    const tr_symptom *own;
    size_t shipped;

    CU_ASSERT_EQUAL_FATAL(tr_symptom_rules_add_shipped(rules, NULL), TR_OK);
    shipped = tr_symptom_rules_count(rules);
    CU_ASSERT_TRUE(scratch_write("own.xml", HEAD RULE("OWN-1", "a b") TAIL));
    CU_ASSERT_EQUAL(tr_symptom_rules_add_file(rules, scratch_path("own.xml"), NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_symptom_rules_count(rules), shipped + 1);
    own = tr_symptom_rules_get(rules, shipped);
    CU_ASSERT_STRING_EQUAL(own->id, "OWN-1");
    CU_ASSERT_EQUAL(own->family, TR_FAMILY_B);
    CU_ASSERT_EQUAL(own->logs, 1u << TR_LOG_DEBUG | 1u << TR_LOG_UPDATE);
    CU_ASSERT_PTR_NULL(own->command);
    CU_ASSERT_PTR_NULL(tr_symptom_rules_get(rules, shipped + 1));
}

static void broken_rules_are_refused_with_the_line(void)
{
    xml_refused("", 1, "empty");
    xml_refused(HEAD TAIL, 2, "symptom");
    xml_refused(HEAD RULE("A", "x") RULE("A", "y") TAIL, 11, "another one has the same id");
    xml_refused(HEAD RULE("A", "x(") TAIL, 5, "symptom 'A': missing closing parenthesis");
    xml_refused(HEAD RULE("A b", "x") TAIL, 3, "id");
    xml_refused(HEAD "<symptom id=\"A\" family=\"E\"/>" TAIL, 3, "family");
    xml_refused("<!DOCTYPE x [<!ENTITY a \"b\">]><symptoms/>", 1, "DOCTYPE");
}

static void same_id_as_a_shipped_rule_is_refused(void)
{
    tr_error err = { .message = "" };
    size_t shipped;

    CU_ASSERT_EQUAL_FATAL(tr_symptom_rules_add_shipped(rules, NULL), TR_OK);
    shipped = tr_symptom_rules_count(rules);
    CU_ASSERT_EQUAL(
        tr_symptom_rules_add_xml(rules, bytes_of(HEAD RULE("SIG01", "x") TAIL), "list", &err),
        TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_symptom_rules_count(rules), shipped);
}

static void patterns_that_take_too_much_memory_are_refused(void)
{
    const char *const one = "<symptom id=\"R%d\" family=\"A\"><title>t</title>"
                            "<pattern>(?:(?:[a-z]{1,40}x){1,40}){1,9}</pattern><cause>c</cause>"
                            "<action>a</action><evidence>own</evidence><source>s</source>"
                            "</symptom>\n";
    char *xml = malloc(2000 * 300);
    tr_error err = { .message = "" };
    int used;

    CU_ASSERT_PTR_NOT_NULL_FATAL(xml);
    used = sprintf(xml, HEAD);
    for (int index = 0; index < 2000; index++)
        used += sprintf(xml + used, one, index);
    sprintf(xml + used, TAIL);
    CU_ASSERT_EQUAL(tr_symptom_rules_add_xml(rules, bytes_of(xml), "list", &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "too much memory"));
    CU_ASSERT_EQUAL(tr_symptom_rules_count(rules), 0);
    free(xml);
}

static void csv_of_the_analyzer_is_read_with_its_commas(void)
{
    static const char csv[] = "\xEF\xBB\xBF"
                              "Code,Description,Solution\r\n"
                              "ERR-77,something is wrong,do this, then that, and wait\r\n"
                              "\r\n"
                              "\"a, \"\"b\"\"\",\"two\nlines\",last\n"
                              "alone";
    const tr_symptom *first, *second, *third;

    CU_ASSERT_EQUAL_FATAL(tr_symptom_rules_add_csv(rules, bytes_of(csv), "x/codes.csv", NULL),
                          TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_symptom_rules_count(rules), 3);
    first = tr_symptom_rules_get(rules, 0);
    second = tr_symptom_rules_get(rules, 1);
    third = tr_symptom_rules_get(rules, 2);
    CU_ASSERT_STRING_EQUAL(first->id, "codes.csv:2");
    CU_ASSERT_STRING_EQUAL(first->title, "ERR-77");
    CU_ASSERT_STRING_EQUAL(first->cause, "something is wrong");
    CU_ASSERT_STRING_EQUAL(first->action, "do this, then that, and wait");
    CU_ASSERT_STRING_EQUAL(first->source, "x/codes.csv");
    CU_ASSERT_EQUAL(first->family, TR_FAMILY_NONE);
    CU_ASSERT_STRING_EQUAL(second->id, "codes.csv:4");
    CU_ASSERT_STRING_EQUAL(second->title, "a, \"b\"");
    CU_ASSERT_STRING_EQUAL(second->cause, "two\nlines");
    CU_ASSERT_STRING_EQUAL(second->action, "last");
    CU_ASSERT_STRING_EQUAL(third->id, "codes.csv:6");
    CU_ASSERT_STRING_EQUAL(third->title, "alone");
    CU_ASSERT_STRING_EQUAL(third->action, "");
}

static void csv_of_the_japanese_code_page_is_read(void)
{
    CU_ASSERT_EQUAL_FATAL(
        tr_symptom_rules_add_csv(rules, bytes_of("E-1,\x83\x47\x83\x89\x81\x5B,x"), "c", NULL),
        TR_OK);
    CU_ASSERT_STRING_EQUAL(tr_symptom_rules_get(rules, 0)->cause, "エラー");
}

static void broken_csv_is_refused_with_the_line(void)
{
    csv_refused("", 1, "no rules");
    csv_refused("code,description,solution\n", 1, "no rules");
    csv_refused("code,a,b\nabc,x,y\n\"abc,x,y\n", 3, "quotes");
    csv_refused("a,b,c", 1, "too short");
    CU_ASSERT_EQUAL(tr_symptom_rules_add_csv(rules, (tr_bytes){ (const unsigned char *)"a\0b", 3 },
                                             "list", NULL),
                    TR_ERR_FORMAT);
}

static CU_TestInfo tests[] = {
    { "own rules stand behind the shipped ones", own_rules_stand_behind_the_shipped_ones },
    { "broken rules are refused with the line", broken_rules_are_refused_with_the_line },
    { "same id as a shipped rule is refused", same_id_as_a_shipped_rule_is_refused },
    { "patterns that take too much memory are refused",
      patterns_that_take_too_much_memory_are_refused },
    { "CSV of the analyzer is read with its commas", csv_of_the_analyzer_is_read_with_its_commas },
    { "CSV of the Japanese code page is read", csv_of_the_japanese_code_page_is_read },
    { "broken CSV is refused with the line", broken_csv_is_refused_with_the_line },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo symptom_rules_suite = { "symptoms/rules", NULL, NULL, set_up, tear_down, tests };
