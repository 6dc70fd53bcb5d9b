#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <jansson.h>

#include "core/report/report.h"
#include "tests/core/report/verification.h"
#include "tests/suites.h"

/* The report's only line, parsed. */
static json_t *line_of(tr_report *report)
{
    char *text = made_report_end(report);
    size_t length = strlen(text);
    json_t *object = json_loads(text, JSON_REJECT_DUPLICATES, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(object);
    CU_ASSERT_EQUAL(text[length - 1], '\n');
    CU_ASSERT_PTR_EQUAL(strchr(text, '\n'), text + length - 1);
    free(text);
    return object;
}

static json_t *line_of_file(tr_verification *made)
{
    tr_report *report = made_report(TR_REPORT_JSON, false);

    tr_report_file(report, made);
    tr_verification_free(made);
    return line_of(report);
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

static void verdict_code_and_name_are_windows_own(void)
{
    json_t *file = line_of_file(made_untrusted("a.exe"));

    CU_ASSERT_STRING_EQUAL(text_at(file, "type"), "file");
    CU_ASSERT_STRING_EQUAL(text_at(file, "path"), "a.exe");
    CU_ASSERT_STRING_EQUAL(text_at(file, "verdict"), "untrusted");
    CU_ASSERT_STRING_EQUAL(text_at(file, "code"), "0x800B010A");
    CU_ASSERT_STRING_EQUAL(text_at(file, "name"), "CERT_E_CHAINING");
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(file, "size")), 1024);
    CU_ASSERT_STRING_EQUAL(text_at(json_object_get(file, "strict"), "name"), "CERT_E_CHAINING");
    CU_ASSERT_PTR_NULL(json_object_get(file, "path_bytes"));
    json_decref(file);
}

static void missing_certificate_is_named(void)
{
    json_t *file = line_of_file(made_untrusted("a.exe"));
    json_t *missing = json_array_get(json_object_get(file, "missing"), 0);
    json_t *what_if = json_object_get(file, "what_if");

    CU_ASSERT_STRING_EQUAL(text_at(missing, "subject"), "Example Root");
    CU_ASSERT_STRING_EQUAL(text_at(missing, "sha1"), "abcd000000000000000000000000000000000000");
    CU_ASSERT_TRUE(json_is_null(json_object_get(missing, "sha256")));
    CU_ASSERT_STRING_EQUAL(text_at(missing, "store"), "Root");
    CU_ASSERT_STRING_EQUAL(text_at(missing, "required_id"), "example-root");
    CU_ASSERT_STRING_EQUAL(text_at(what_if, "verdict"), "trusted");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_array_get(json_object_get(what_if, "with"), 0)),
                           "example-root");
    json_decref(file);
}

static void signature_has_stamp_chain_and_findings(void)
{
    json_t *file = line_of_file(made_untrusted("a.exe"));
    json_t *signature = json_array_get(json_object_get(file, "signatures"), 0);
    json_t *stamp = json_object_get(signature, "timestamp");
    json_t *chain = json_object_get(signature, "chain");
    json_t *finding = json_array_get(json_object_get(signature, "findings"), 0);

    CU_ASSERT_STRING_EQUAL(text_at(signature, "source"), "embedded");
    CU_ASSERT_STRING_EQUAL(text_at(signature, "digest"), "sha256");
    CU_ASSERT_TRUE(json_is_null(json_object_get(signature, "signer")));
    CU_ASSERT_STRING_EQUAL(text_at(stamp, "kind"), "rfc3161");
    CU_ASSERT_STRING_EQUAL(text_at(stamp, "time"), "2024-01-02T03:04:05Z");
    CU_ASSERT_EQUAL(json_array_size(chain), 2);
    CU_ASSERT_STRING_EQUAL(text_at(json_array_get(chain, 1), "role"), "missing");
    CU_ASSERT_STRING_EQUAL(text_at(finding, "id"), "incomplete-chain");
    CU_ASSERT_STRING_EQUAL(text_at(finding, "severity"), "fault");
    json_decref(file);
}

static void path_that_is_no_utf8_loses_nothing(void)
{
    json_t *file = line_of_file(made_unsigned("a\xFF.exe"));

    CU_ASSERT_STRING_EQUAL(text_at(file, "path"), "a\xEF\xBF\xBD.exe");
    CU_ASSERT_STRING_EQUAL(text_at(file, "path_bytes"), "61ff2e657865");
    json_decref(file);
}

static void failure_is_a_file_with_verdict_error(void)
{
    tr_error failure = { TR_ERR_IO, 13, "cannot read 'a.exe': permission denied" };
    tr_report *report = made_report(TR_REPORT_JSON, false);
    json_t *file;

    tr_report_failure(report, "a.exe", &failure);
    file = line_of(report);
    CU_ASSERT_STRING_EQUAL(text_at(file, "type"), "file");
    CU_ASSERT_STRING_EQUAL(text_at(file, "verdict"), "error");
    CU_ASSERT_STRING_EQUAL(text_at(file, "message"), failure.message);
    json_decref(file);
}

static void summary_has_a_count_for_each_verdict(void)
{
    tr_report *report = made_report(TR_REPORT_JSON, false);
    json_t *summary;

    tr_report_summary(report, TR_REPORT_ABOUT_FILES, true);
    summary = line_of(report);
    CU_ASSERT_STRING_EQUAL(text_at(summary, "type"), "summary");
    CU_ASSERT_TRUE(json_is_true(json_object_get(summary, "complete")));
    for (int verdict = 0; verdict < TR_VERDICT_COUNT; verdict++)
        CU_ASSERT_TRUE(
            json_is_integer(json_object_get(summary, tr_verdict_word((tr_verdict)verdict))));
    CU_ASSERT_TRUE(json_is_integer(json_object_get(summary, "error")));
    json_decref(summary);
}

static void renamed_file_has_target_and_verdict(void)
{
    char target[] = "a.dll";
    tr_renamed_file file = { .target = target, .action = TR_RENAMED_REFUSE };
    tr_report *report = made_report(TR_REPORT_JSON, false);
    json_t *renamed;

    file.verification = made_unsigned("a.dll_invalid");
    tr_report_renamed(report, "a.dll_invalid", &file, true);
    tr_verification_free(file.verification);
    renamed = line_of(report);
    CU_ASSERT_STRING_EQUAL(text_at(renamed, "type"), "renamed");
    CU_ASSERT_STRING_EQUAL(text_at(renamed, "target"), "a.dll");
    CU_ASSERT_STRING_EQUAL(text_at(renamed, "action"), "refuse");
    CU_ASSERT_STRING_EQUAL(text_at(renamed, "verdict"), "unsigned");
    CU_ASSERT_TRUE(json_is_false(json_object_get(renamed, "restored")));
    json_decref(renamed);
}

static void comparison_has_a_line_for_each_row(void)
{
    tr_comparison_row row = { .required = &made_required, .status = TR_REQUIRED_MISSING };
    tr_report *report = made_report(TR_REPORT_JSON, false);
    json_t *required;

    tr_report_comparison(report, &row, 1);
    required = line_of(report);
    CU_ASSERT_STRING_EQUAL(text_at(required, "type"), "required");
    CU_ASSERT_STRING_EQUAL(text_at(required, "id"), "example-root");
    CU_ASSERT_STRING_EQUAL(text_at(required, "status"), "missing");
    CU_ASSERT_TRUE(json_is_true(json_object_get(required, "fault")));
    CU_ASSERT_EQUAL(json_array_size(json_object_get(required, "installed_in")), 0);
    json_decref(required);
}

static CU_TestInfo tests[] = {
    { "verdict, code and name are Windows' own", verdict_code_and_name_are_windows_own },
    { "missing certificate is named", missing_certificate_is_named },
    { "signature has stamp, chain and findings", signature_has_stamp_chain_and_findings },
    { "path that is no UTF-8 loses nothing", path_that_is_no_utf8_loses_nothing },
    { "failure is a file with verdict error", failure_is_a_file_with_verdict_error },
    { "summary has a count for each verdict", summary_has_a_count_for_each_verdict },
    { "renamed file has target and verdict", renamed_file_has_target_and_verdict },
    { "comparison has a line for each row", comparison_has_a_line_for_each_row },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo json_report_suite = { "report/json", NULL, NULL, NULL, NULL, tests };
