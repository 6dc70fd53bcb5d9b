/*
 * The records of core/report/agent.h; for core/report only.
 */
#pragma once

#include "core/report/agent.h"

void tr_json_installation(tr_report *report, const tr_installation *installation);
void tr_json_agent_certificate(tr_report *report, const tr_agent_certificate *of);
void tr_json_other_certificate(tr_report *report, const tr_server_certificate *other);
void tr_json_agent_replacement(tr_report *report, const tr_agent_replacement *replacement);
void tr_json_agent_end(tr_report *report, uint64_t certificates, uint64_t faults, bool is_complete);
