/*
 * Symptoms found in logs, for people (text) or as records
 * (docs/logs.schema.json).
 */
#pragma once

#include <stdbool.h>

#include "core/report/report.h"
#include "core/symptoms/log_search.h"

/** A hit; as text in a verbose report only, for a group has examples. */
void tr_logs_report_hit(tr_report *report, const tr_log_hit *hit);

/** A symptom with all its hits, what it means, and what to do. */
void tr_logs_report_group(tr_report *report, const tr_log_group *group);

/** The end. symptoms: how many groups there were. */
void tr_logs_report_end(tr_report *report, const tr_log_totals *totals, size_t symptoms,
                        bool is_complete);
