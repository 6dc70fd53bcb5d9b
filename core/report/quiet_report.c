/* A report that is not written: only what it counts is wanted. */
#include "core/report/report_kind.h"

static void pass_file(tr_report *report, const tr_verification *verification, bool is_passed_over)
{
    (void)report, (void)verification, (void)is_passed_over;
}

static void pass_failure(tr_report *report, const char *path, const tr_error *failure)
{
    (void)report, (void)path, (void)failure;
}

static void pass_comparison(tr_report *report, const tr_comparison_row *rows, size_t count)
{
    (void)report, (void)rows, (void)count;
}

static void pass_azure_signing(tr_report *report, const tr_azure_signing *found)
{
    (void)report, (void)found;
}

static void pass_installed(tr_report *report, const tr_comparison_base *base,
                           const tr_trust_catalogue *catalogue)
{
    (void)report, (void)base, (void)catalogue;
}

static void pass_renamed(tr_report *report, const char *path, const tr_renamed_file *file,
                         bool is_plan)
{
    (void)report, (void)path, (void)file, (void)is_plan;
}

static void pass_import(tr_report *report, const tr_import *import, bool is_plan)
{
    (void)report, (void)import, (void)is_plan;
}

static void pass_summary(tr_report *report, tr_report_subject subject, bool is_complete)
{
    (void)report, (void)subject, (void)is_complete;
}

const tr_report_kind tr_quiet_report = {
    .file = pass_file,
    .failure = pass_failure,
    .comparison = pass_comparison,
    .azure_signing = pass_azure_signing,
    .installed = pass_installed,
    .renamed = pass_renamed,
    .import = pass_import,
    .summary = pass_summary,
};
