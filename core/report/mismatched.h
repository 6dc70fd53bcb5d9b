/*
 * A list of agents with a mismatched server certificate, and what mends each,
 * for people (text), as records (docs/mismatched.schema.json), or as a .cmd
 * file that gives each agent its server anew.
 */
#pragma once

#include <stdbool.h>

#include "core/agent/mismatch_list.h"
#include "core/agent/transfer.h"
#include "core/report/report.h"

typedef struct tr_mismatched_report tr_mismatched_report;

/**
 * Begin.
 *
 * @param report    borrowed, as are all texts
 * @param path      of the list
 * @param transfer  what agents are told, checked; NULL: it is not known
 */
tr_mismatched_report *tr_mismatched_report_new(tr_report *report, const char *path,
                                               const tr_transfer *transfer);
void tr_mismatched_report_free(tr_mismatched_report *mismatched); /* NULL is fine */

/** Write a .cmd file instead, which may run on every machine of the list. */
void tr_mismatched_report_script(tr_mismatched_report *mismatched);

/** As those of tr_mismatch_visitor. */
void tr_mismatched_report_layout(tr_mismatched_report *mismatched, const tr_agent_columns *columns,
                                 const char *encoding);
void tr_mismatched_report_agent(tr_mismatched_report *mismatched, const tr_listed_agent *agent);
void tr_mismatched_report_fault(tr_mismatched_report *mismatched, uint64_t line, bool is_lost,
                                const char *what);

/** The end. */
void tr_mismatched_report_end(tr_mismatched_report *mismatched, bool is_complete);

/** How many agents there were. */
uint64_t tr_mismatched_report_count(const tr_mismatched_report *mismatched);
