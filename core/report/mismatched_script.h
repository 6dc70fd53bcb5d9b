/*
 * The .cmd file that gives the agents of a list their server anew. It may be
 * started on all of their machines: each runs the command of its own name, once,
 * and ends.
 *
 * Nothing of the list stands in it but names and addresses of plain letters and
 * digits.
 */
#pragma once

#include <stdio.h>

#include "core/agent/mismatch_list.h"
#include "core/agent/transfer_lines.h"

void tr_mismatched_script_begin(FILE *out);
void tr_mismatched_script_agent(FILE *out, const tr_transfer_lines *lines,
                                const tr_listed_agent *agent);
void tr_mismatched_script_end(FILE *out);
