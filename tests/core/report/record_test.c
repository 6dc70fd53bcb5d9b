#include "core/report/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/file.h"
#include "core/platform/output.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define COMMAND_LINE "verify", "a b.dll", "--reason", "pwd=hunter2"

static void set_up(void)
{
    scratch_set_up();
}

static void tear_down(void)
{
    scratch_tear_down();
}

/* What becomes of a list of records in JSON; to free(). */
static char *written(const char *command, tr_report_format format, const char *records)
{
    static const char *const arguments[] = { COMMAND_LINE, NULL };
    tr_records_options options = { .format = format, .command = command, .arguments = arguments };
    json_t *list = json_loads(records, 0, NULL);
    tr_records *to = NULL;
    unsigned char *text = NULL;
    size_t size;

    CU_ASSERT_PTR_NOT_NULL_FATAL(list);
    CU_ASSERT_EQUAL_FATAL(tr_output_open(&options.out, scratch_path("records"), NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_records_open(&to, &options, NULL), TR_OK);
    for (size_t index = 0; index < json_array_size(list); index++)
        tr_records_write(to, json_incref(json_array_get(list, index)));
    CU_ASSERT_EQUAL(tr_records_end(to, NULL), TR_OK);
    tr_records_close(to);
    fclose(options.out);
    json_decref(list);
    CU_ASSERT_EQUAL_FATAL(tr_file_load(&text, &size, scratch_path("records"), 1 << 26, NULL),
                          TR_OK);
    return (char *)text;
}

static void holds(const char *text, const char *part)
{
    if (!strstr(text, part))
        printf("\n  lacks %s\n", part);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, part));
}

static void json_is_a_line_for_each_record(void)
{
    char *text = written("undo", TR_REPORT_JSON,
                         "[{\"type\":\"undo\",\"id\":1},"
                         "{\"type\":\"summary\",\"undone\":1}]");

    CU_ASSERT_STRING_EQUAL(text, "{\"type\":\"undo\",\"id\":1}\n"
                                 "{\"type\":\"summary\",\"undone\":1}\n");
    free(text);
}

static void csv_has_the_same_columns_whatever_there_is(void)
{
    char *none = written("undo", TR_REPORT_CSV, "[]");
    char *one = written("undo", TR_REPORT_CSV,
                        "[{\"type\":\"undo\",\"text\":\"a \\\"b\\\"\","
                        "\"id\":7,\"undone\":true,\"message\":null},"
                        "{\"type\":\"summary\"}]");

    CU_ASSERT_STRING_EQUAL(none,
                           "\xEF\xBB\xBFid,kind,path,path_bytes,dry_run,undone,message,text\r\n");
    CU_ASSERT_STRING_EQUAL(one,
                           "\xEF\xBB\xBFid,kind,path,path_bytes,dry_run,undone,message,text\r\n"
                           "7,,,,,true,,\"a \"\"b\"\"\"\r\n");
    free(one);
    free(none);
}

static void csv_keeps_names_from_being_formulas(void)
{
    char *text = written("undo", TR_REPORT_CSV,
                         "[{\"type\":\"undo\",\"id\":-1,\"kind\":\"=1+1\",\"path\":\"-2\","
                         "\"message\":\"\\r@x\",\"text\":\"a=1\"}]");

    holds(text, "\r\n-1,\"'=1+1\",\"'-2\",,,,\"'\r@x\",\"a=1\"\r\n");
    free(text);
}

static void csv_has_no_control_characters_but_those_of_lines(void)
{
    char *text = written("undo", TR_REPORT_CSV,
                         "[{\"type\":\"undo\",\"id\":1,\"kind\":\"a\\u001b[31mb\","
                         "\"path\":\"c\\u009bd\\u007f\",\"text\":\"e\\tf\\n\\u00e4\"}]");

    holds(text, "\r\n1,\"a\xEF\xBF\xBD[31mb\",\"c\xEF\xBF\xBD"
                "d\xEF\xBF\xBD\",,,,,\"e\tf\n\xC3\xA4\"\r\n");
    free(text);
}

static void csv_puts_several_values_into_one_cell_in_their_order(void)
{
    char *text = written("check", TR_REPORT_CSV,
                         "[{\"type\":\"finding\",\"evidence\":[\"a\",\"b\"],\"places\":["
                         "{\"path\":\"x\",\"line\":null},{\"path\":\"y\",\"line\":3}]}]");

    holds(text, ",\"a; b\",");
    holds(text, ",\"x; y\",,\"; 3\",");
    free(text);
}

static void xml_carries_what_it_cannot_hold_as_bytes(void)
{
    char *text = written("undo", TR_REPORT_XML,
                         "[{\"type\":\"undo\",\"path\":\"a\\u0001<&\",\"message\":null,"
                         "\"odd name\":{\"b\":[1,true]}}]");

    holds(text, "<undo version=");
    holds(text, "<path bytes=\"61013c26\">a\xEF\xBF\xBD&lt;&amp;</path>");
    holds(text, "<member name=\"odd name\">");
    holds(text, "<item>1</item>");
    CU_ASSERT_PTR_NULL(strstr(text, "message"));
    free(text);
}

static void html_shows_hostile_names_as_they_are(void)
{
    char *text = written("verify", TR_REPORT_HTML,
                         "[{\"type\":\"file\",\"path\":\"<img src=x>'\\\"\\u202egpj\\u0007\","
                         "\"verdict\":\"unsigned\",\"reason\":\"&amp;\"}]");

    holds(text, "<bdi>&lt;img src=x&gt;&#39;&quot;\\u202egpj\\x07</bdi>");
    holds(text, "&amp;amp;");
    holds(text, "default-src 'none'");
    CU_ASSERT_PTR_NULL(strstr(text, "<img"));
    CU_ASSERT_PTR_NULL(strstr(text, "\xE2\x80\xAE"));
    free(text);
}

static void html_tells_first_what_needs_attention(void)
{
    char *text = written("verify", TR_REPORT_HTML,
                         "[{\"type\":\"file\",\"path\":\"good.dll\",\"verdict\":\"trusted\"},"
                         "{\"type\":\"file\",\"path\":\"bad.dll\",\"verdict\":\"tampered\"},"
                         "{\"type\":\"summary\",\"complete\":true,\"files\":2}]");
    const char *bad = strstr(text, "bad.dll");
    const char *good = strstr(text, "good.dll");

    holds(text, "1 of 2 needs attention.");
    CU_ASSERT_FATAL(bad && good);
    CU_ASSERT(bad < good);
    free(text);
}

static void html_says_that_a_run_broke_off(void)
{
    char *text = written("verify", TR_REPORT_HTML, "[{\"type\":\"summary\",\"complete\":false}]");
    char *none = written("verify", TR_REPORT_HTML, "[]");

    holds(text, "This report is not complete");
    holds(none, "This report is not complete");
    free(none);
    free(text);
}

static void html_has_a_limit_and_says_so(void)
{
    const size_t count = 5001;
    const char one[] = "{\"type\":\"file\",\"path\":\"a\",\"verdict\":\"trusted\"},";
    char *list = malloc(count * strlen(one) + 3);
    char *end = list;
    char *text;

    CU_ASSERT_PTR_NOT_NULL_FATAL(list);
    *end++ = '[';
    for (size_t index = 0; index < count; index++, end += strlen(one))
        memcpy(end, one, strlen(one));
    memcpy(end - 1, "]", 2);
    text = written("verify", TR_REPORT_HTML, list);
    holds(text, "Files (5,001)");
    holds(text, ">1 more are not shown here");
    free(text);
    free(list);
}

static void arguments_that_may_be_secrets_are_hidden(void)
{
    char *xml = written("verify", TR_REPORT_XML, "[]");
    char *html = written("verify", TR_REPORT_HTML, "[]");

    holds(xml, "<argument>a b.dll</argument>");
    holds(xml, "<argument>(hidden)</argument>");
    holds(html, "(hidden)");
    CU_ASSERT_PTR_NULL(strstr(xml, "hunter2"));
    CU_ASSERT_PTR_NULL(strstr(html, "hunter2"));
    free(html);
    free(xml);
}

static void no_memory_for_a_record_is_a_failure(void)
{
    tr_records_options options = { .format = TR_REPORT_JSON, .command = "verify" };
    tr_records *to = NULL;
    tr_error err;

    CU_ASSERT_EQUAL_FATAL(tr_output_open(&options.out, scratch_path("records"), NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_records_open(&to, &options, NULL), TR_OK);
    tr_records_write(to, NULL);
    CU_ASSERT_EQUAL(tr_records_end(to, &err), TR_ERR_MEMORY);
    CU_ASSERT_STRING_EQUAL(err.message, "no memory to write the report");
    tr_records_close(to);
    fclose(options.out);
}

static CU_TestInfo tests[] = {
    { "JSON is a line for each record", json_is_a_line_for_each_record },
    { "CSV has the same columns whatever there is", csv_has_the_same_columns_whatever_there_is },
    { "CSV keeps names from being formulas", csv_keeps_names_from_being_formulas },
    { "CSV has no control characters but those of lines",
      csv_has_no_control_characters_but_those_of_lines },
    { "CSV puts several values into one cell, in their order",
      csv_puts_several_values_into_one_cell_in_their_order },
    { "XML carries what it cannot hold as bytes", xml_carries_what_it_cannot_hold_as_bytes },
    { "HTML shows hostile names as they are", html_shows_hostile_names_as_they_are },
    { "HTML tells first what needs attention", html_tells_first_what_needs_attention },
    { "HTML says that a run broke off", html_says_that_a_run_broke_off },
    { "HTML has a limit, and says so", html_has_a_limit_and_says_so },
    { "arguments that may be secrets are hidden", arguments_that_may_be_secrets_are_hidden },
    { "no memory for a record is a failure", no_memory_for_a_record_is_a_failure },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo record_suite = { "report/record", NULL, NULL, set_up, tear_down, tests };
