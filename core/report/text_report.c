#include "core/report/text.h"

#include <stdlib.h>

static void write_file(tr_report *report, const tr_verification *verification, bool is_passed_over)
{
    tr_verdict verdict = tr_report_verdict(report, verification);

    if (is_passed_over && !report->options.is_verbose)
        return;
    tr_text_cell(report, tr_text_tone_of(verdict), tr_verdict_word(verdict), TR_TEXT_INDENT);
    tr_text_print(report, verification->path);
    putc('\n', report->options.out);
    if (!is_passed_over)
        tr_text_explain(report, verification);
}

/* On a terminal, standard error has just said it. */
static void write_failure(tr_report *report, const char *path, const tr_error *failure)
{
    if (report->options.is_terminal)
        return;
    tr_text_cell(report, TR_TONE_DOUBT, "error", TR_TEXT_INDENT);
    tr_text_print(report, path);
    putc('\n', report->options.out);
    tr_text_paragraph(report, TR_TEXT_INDENT, failure->message);
}

const tr_report_kind tr_text_report = {
    .file = write_file,
    .failure = write_failure,
    .comparison = tr_text_comparison,
    .azure_signing = tr_text_azure_signing,
    .installed = tr_text_installed,
    .renamed = tr_text_renamed,
    .import = tr_text_import,
    .summary = tr_text_summary,
};
