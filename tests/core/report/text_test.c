#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/report/report.h"
#include "tests/core/report/verification.h"
#include "tests/suites.h"

static void check_file(tr_verification *made, bool is_verbose, const char *expected)
{
    tr_report *report = made_report(TR_REPORT_TEXT, is_verbose);
    char *text;

    tr_report_file(report, made);
    text = made_report_end(report);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
    tr_verification_free(made);
}

static void reason_and_remedy_stand_under_the_path(void)
{
    check_file(made_untrusted("a.exe"), false,
               "untrusted    a.exe\n"
               "             Signed by Example Ltd, but its root certificate is not installed.\n"
               "             Install Example Root.\n"
               "             With that the file would be trusted.\n");
}

static void trusted_file_takes_one_line(void)
{
    tr_verification *made = made_untrusted("good.exe");

    made->verdict = TR_TRUSTED;
    check_file(made, false, "trusted      good.exe\n");
}

static void verbose_report_marks_the_missing_link(void)
{
    tr_verification *made = made_untrusted("a.exe");
    tr_report *report = made_report(TR_REPORT_TEXT, true);
    char *text;

    tr_report_file(report, made);
    text = made_report_end(report);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "MISSING: Example Root, thumbprint abcd0000"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "`- Example Ltd\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "2024-01-02"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "0x800B010A CERT_E_CHAINING"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "incomplete-chain"));
    free(text);
    tr_verification_free(made);
}

static void hostile_name_stays_on_its_line(void)
{
    check_file(made_unsigned("a\x1b[31m\n\xE2\x80\xAE"
                             "exe\xFF"),
               false,
               "unsigned     a\\x1b[31m\\x0a\\u202eexe\\xff\n"
               "             The file carries no signature.\n");
}

static void summary_counts_what_was_written(void)
{
    tr_report *report = made_report(TR_REPORT_TEXT, false);
    tr_verification *first = made_unsigned("a.exe");
    tr_verification *second = made_untrusted("b.exe");
    tr_verification *third = made_unsigned("readme.txt");
    tr_error failure = { TR_ERR_IO, 0, "cannot read 'c.exe': permission denied" };
    char *text;

    third->verdict = TR_UNKNOWN_SUBJECT;
    tr_report_file(report, first);
    tr_report_file(report, second);
    tr_report_passed_over(report, third);
    tr_report_failure(report, "c.exe", &failure);
    tr_report_summary(report, TR_REPORT_ABOUT_FILES, true);
    CU_ASSERT_EQUAL(tr_report_counts_of(report)->bytes, 3072);
    text = made_report_end(report);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "error        c.exe\n"
                                        "             cannot read 'c.exe': permission denied\n"));
    CU_ASSERT_PTR_NULL(strstr(text, "readme.txt"));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(text, "\n4 files: 1 untrusted, 1 unsigned, 1 passed over that cannot carry a "
                     "signature, 1 could not be looked at.\n"));
    free(text);
    tr_verification_free(first);
    tr_verification_free(second);
    tr_verification_free(third);
}

static void stopped_report_says_so(void)
{
    tr_report *report = made_report(TR_REPORT_TEXT, false);
    char *text;

    tr_report_summary(report, TR_REPORT_ABOUT_FILES, false);
    text = made_report_end(report);
    CU_ASSERT_STRING_EQUAL(text, "0 files.\nStopped before the end: the rest was not looked at.\n");
    free(text);
}

static void check_renamed(tr_renamed_action action, bool is_plan, const char *expected)
{
    char target[] = "folder/a.dll";
    tr_renamed_file file = { .target = target, .action = action };
    tr_report *report = made_report(TR_REPORT_TEXT, false);
    char *text;

    file.verification = made_unsigned("folder/a.dll_invalid");
    if (action != TR_RENAMED_REFUSE)
        file.verification->verdict = TR_TRUSTED;
    file.is_restored = action == TR_RENAMED_RESTORE && !is_plan;
    tr_report_renamed(report, file.verification->path, &file, is_plan);
    text = made_report_end(report);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, expected));
    free(text);
    tr_verification_free(file.verification);
}

static void renamed_file_is_shown_with_its_fate(void)
{
    check_renamed(TR_RENAMED_RESTORE, false, "restored     folder/a.dll_invalid -> a.dll\n");
    check_renamed(TR_RENAMED_RESTORE, true, "can restore  folder/a.dll_invalid -> a.dll\n");
    check_renamed(TR_RENAMED_REFUSE, false,
                  "refused      folder/a.dll_invalid -> a.dll\n"
                  "             The file carries no signature.\n");
    check_renamed(TR_RENAMED_TARGET_EXISTS, false,
                  "name taken   folder/a.dll_invalid -> a.dll\n"
                  "             The file is good, but another one has its name");
}

static void strict_report_counts_strict_verdicts(void)
{
    tr_report_options options = { .is_strict = true };
    tr_verification *made = made_untrusted("a.exe");
    tr_report *report = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_report_new(&report, &options, NULL), TR_OK);
    made->verdict = TR_TRUSTED;
    made->strict = TR_WEAK_ALGORITHM;
    CU_ASSERT_EQUAL(tr_report_verdict(report, made), TR_WEAK_ALGORITHM);
    tr_report_free(report);
    tr_verification_free(made);
}

static void missing_intermediate_is_no_fault(void)
{
    tr_required required = made_required;
    tr_comparison_row row = { .required = &required, .status = TR_REQUIRED_MISSING };

    CU_ASSERT_TRUE(tr_comparison_row_is_fault(&row));
    required.store = TR_REQUIRED_IN_CA;
    CU_ASSERT_FALSE(tr_comparison_row_is_fault(&row));
    row.status = TR_REQUIRED_DISTRUSTED;
    CU_ASSERT_TRUE(tr_comparison_row_is_fault(&row));
}

static CU_TestInfo tests[] = {
    { "reason and remedy stand under the path", reason_and_remedy_stand_under_the_path },
    { "trusted file takes one line", trusted_file_takes_one_line },
    { "verbose report marks the missing link", verbose_report_marks_the_missing_link },
    { "hostile name stays on its line", hostile_name_stays_on_its_line },
    { "summary counts what was written", summary_counts_what_was_written },
    { "stopped report says so", stopped_report_says_so },
    { "renamed file is shown with its fate", renamed_file_is_shown_with_its_fate },
    { "strict report counts strict verdicts", strict_report_counts_strict_verdicts },
    { "missing intermediate is no fault", missing_intermediate_is_no_fault },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo text_report_suite = { "report/text", NULL, NULL, NULL, NULL, tests };
