/*
 * A diagnosis, for people (text) and as records (docs/check.schema.json).
 */
#pragma once

#include <stdbool.h>

#include "core/check/diagnosis.h"
#include "core/check/mending_plan.h"
#include "core/journal/change.h"
#include "core/report/report.h"

/** What a diagnosis stands for: "now"; or with `check --fix`, "before" and "after" it. */
typedef enum tr_diagnosis_time {
    TR_DIAGNOSIS_NOW,
    TR_DIAGNOSIS_BEFORE,
    TR_DIAGNOSIS_AFTER
} tr_diagnosis_time;

/** The findings in order of cause, and what could not be looked at. */
void tr_report_diagnosis(tr_report *report, const tr_diagnosis *diagnosis, tr_diagnosis_time when);

/** What `check --fix` is about to do. */
void tr_report_mending_plan(tr_report *report, const tr_mending_plan *plan, bool is_dry_run);

/**
 * A change that it made.
 *
 * @param what  in one line, as its kind describes it; NULL is noted as out of memory
 */
void tr_report_mended(tr_report *report, const tr_change *change, const char *what);

/** How many of what: the last line. */
void tr_report_diagnosis_summary(tr_report *report, const tr_diagnosis *diagnosis,
                                 tr_diagnosis_time when, bool is_complete);
