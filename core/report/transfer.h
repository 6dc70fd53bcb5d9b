/*
 * IpXfer commands, made or read, for people (text) and as records
 * (docs/transfer.schema.json). No password is in any of them.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/agent/pasted_command.h"
#include "core/agent/transfer.h"
#include "core/agent/transfer_change.h"
#include "core/report/report.h"

/**
 * The command for an agent.
 *
 * @param typed    as it is typed at the prompt
 * @param in_file  as it stands in a .cmd file
 */
void tr_transfer_report_command(tr_report *report, const tr_transfer *transfer, const char *typed,
                                const char *in_file);

/** A command that was pasted, and what is wrong with it. */
void tr_transfer_report_pasted(tr_report *report, const tr_pasted_command *command);

/** What became of a run of IpXfer, or would. */
void tr_transfer_report_run(tr_report *report, const tr_transfer_run *run, bool is_plan);

/** The end. */
void tr_transfer_report_end(tr_report *report, uint64_t faults, bool is_complete);
