/*
 * What the kinds of report have in common; for core/report only.
 */
#pragma once

#include "core/report/missing_tally.h"
#include "core/report/report.h"

/** One kind of report: how it writes each thing. Counting is done before. */
typedef struct tr_report_kind {
    void (*file)(tr_report *report, const tr_verification *verification, bool is_passed_over);
    void (*failure)(tr_report *report, const char *path, const tr_error *failure);
    void (*comparison)(tr_report *report, const tr_comparison_row *rows, size_t count);
    void (*azure_signing)(tr_report *report, const tr_azure_signing *found);
    void (*installed)(tr_report *report, const tr_comparison_base *base,
                      const tr_trust_catalogue *catalogue);
    void (*renamed)(tr_report *report, const char *path, const tr_renamed_file *file, bool is_plan);
    void (*import)(tr_report *report, const tr_import *import, bool is_plan);
    void (*summary)(tr_report *report, tr_report_subject subject, bool is_complete);
} tr_report_kind;

struct tr_report {
    const tr_report_kind *kind;
    tr_report_options options;
    tr_report_counts counts;
    tr_missing_tally missing;
    tr_error failure; /* the first one; status TR_OK if there was none */
};

extern const tr_report_kind tr_text_report;
extern const tr_report_kind tr_json_report;
extern const tr_report_kind tr_quiet_report;

/** Note that memory ran out. */
void tr_report_out_of_memory(tr_report *report);
