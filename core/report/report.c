#include "core/report/report.h"

#include <stdlib.h>
#include <string.h>

#include "core/authenticode/signable_name.h"
#include "core/platform/output.h"
#include "core/report/report_kind.h"

tr_status tr_report_new(tr_report **out, const tr_report_options *options, tr_error *err)
{
    tr_report *report = calloc(1, sizeof(*report));

    if (!report)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a report");
    report->options = *options;
    if (options->is_quiet)
        report->kind = &tr_quiet_report;
    else
        report->kind = options->records ? &tr_json_report : &tr_text_report;
    *out = report;
    return TR_OK;
}

void tr_report_free(tr_report *report)
{
    if (report)
        tr_missing_tally_clear(&report->missing);
    free(report);
}

tr_verdict tr_report_verdict(const tr_report *report, const tr_verification *verification)
{
    return report->options.is_strict ? verification->strict : verification->verdict;
}

bool tr_link_is_missing(const tr_chain *chain, const tr_link *link)
{
    if (link->role == TR_LINK_MISSING || link->role == TR_LINK_SUPPOSED)
        return true;
    return link == &chain->links[chain->count - 1] && !link->is_anchor &&
           tr_findings_find(&chain->findings, TR_F_UNTRUSTED_ROOT);
}

void tr_report_out_of_memory(tr_report *report)
{
    if (report->failure.status == TR_OK)
        tr_error_set(&report->failure, TR_ERR_MEMORY, 0, "no memory to write the report");
}

static void note_failure(tr_report *report)
{
    if (report->failure.status != TR_OK)
        return;
    if (report->options.records)
        tr_records_status(report->options.records, &report->failure);
    else if (ferror(report->options.out))
        tr_output_failure(report->options.out_path, &report->failure);
}

static void count_file(tr_report *report, const tr_verification *verification)
{
    tr_verdict verdict = tr_report_verdict(report, verification);

    report->counts.files++;
    report->counts.bytes += verification->size;
    report->counts.verdicts[tr_verdict_class_of(verdict)]++;
    if (verdict != TR_TRUSTED && !tr_missing_tally_add(&report->missing, verification))
        tr_report_out_of_memory(report);
}

void tr_report_file(tr_report *report, const tr_verification *verification)
{
    count_file(report, verification);
    report->kind->file(report, verification, false);
    note_failure(report);
}

static bool is_signable(const char *path)
{
    size_t size = strlen(path);

    if (tr_renamed_file_is(path))
        size -= sizeof("_invalid") - 1;
    return tr_signable_name(path, size);
}

bool tr_report_passes_over(const tr_verification *verification, bool is_named)
{
    return !is_named && tr_verdict_class_of(verification->verdict) == TR_CLASS_UNSUPPORTED &&
           !is_signable(verification->path);
}

void tr_report_passed_over(tr_report *report, const tr_verification *verification)
{
    count_file(report, verification);
    report->counts.passed_over++;
    report->kind->file(report, verification, true);
    note_failure(report);
}

void tr_report_failure(tr_report *report, const char *path, const tr_error *failure)
{
    report->counts.failures++;
    report->kind->failure(report, path, failure);
    note_failure(report);
}

void tr_report_comparison(tr_report *report, const tr_comparison_row *rows, size_t count)
{
    for (size_t index = 0; index < count; index++) {
        report->counts.required[rows[index].status]++;
        if (tr_comparison_row_is_fault(&rows[index])) {
            report->counts.faults[rows[index].status]++;
            report->counts.required_faults++;
        }
    }
    report->kind->comparison(report, rows, count);
    note_failure(report);
}

void tr_report_azure_signing(tr_report *report, const tr_azure_signing *found)
{
    if (found->support == TR_AZURE_NO_WINDOWS)
        return;
    report->kind->azure_signing(report, found);
    note_failure(report);
}

void tr_report_installed(tr_report *report, const tr_comparison_base *base,
                         const tr_trust_catalogue *catalogue)
{
    report->counts.installed += tr_anchor_store_count(base->store);
    report->kind->installed(report, base, catalogue);
    note_failure(report);
}

void tr_report_renamed(tr_report *report, const char *path, const tr_renamed_file *file,
                       bool is_plan)
{
    count_file(report, file->verification);
    report->counts.actions[file->action]++;
    if (file->is_restored)
        report->counts.restored++;
    else if (file->is_parked)
        report->counts.parked++;
    report->kind->renamed(report, path, file, is_plan);
    note_failure(report);
}

void tr_report_import(tr_report *report, const tr_import *import, bool is_plan)
{
    report->counts.imports[import->action]++;
    if (import->is_installed)
        report->counts.imported++;
    report->kind->import(report, import, is_plan);
    note_failure(report);
}

void tr_report_judged_again(tr_report *report, const tr_verification *verification)
{
    count_file(report, verification);
}

void tr_report_summary(tr_report *report, tr_report_subject subject, bool is_complete)
{
    tr_missing_tally_sort(&report->missing);
    report->kind->summary(report, subject, is_complete);
    note_failure(report);
}

tr_status tr_report_status(const tr_report *report, tr_error *err)
{
    if (report->failure.status != TR_OK && err)
        *err = report->failure;
    return report->failure.status;
}

tr_status tr_report_flush(tr_report *report, tr_error *err)
{
    if (fflush(report->options.out) != 0 && report->failure.status == TR_OK)
        tr_output_failure(report->options.out_path, &report->failure);
    return tr_report_status(report, err);
}

const tr_report_counts *tr_report_counts_of(const tr_report *report)
{
    return &report->counts;
}
