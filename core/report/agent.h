/*
 * Installations of the product, and their certificates beside the server's:
 * for people (text), or as records (docs/agent.schema.json).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/agent/agent_certificate.h"
#include "core/agent/installation.h"
#include "core/report/report.h"

/** What is installed, and what is known of it. */
void tr_agent_report_installation(tr_report *report, const tr_installation *installation);

/** Its certificate, and what it was compared with. */
void tr_agent_report_certificate(tr_report *report, const tr_agent_certificate *certificate);

/** A certificate of the product's that is not the server's, so that nobody takes it for the cause.
 */
void tr_agent_report_other(tr_report *report, const tr_server_certificate *other);

/** What putting the server's certificate in the place of the agent's came to, or would. */
typedef struct tr_agent_replacement {
    const tr_agent_certificate *certificate;
    bool is_plan;
    bool is_needed; /* false: it is the server's already */
    bool is_done;
    const char *refusal; /* why not; NULL: it is not refused */
    bool is_forced;      /* done although it would be refused */
    const char *backup;  /* path of the copy of the old one; NULL: there is none */
    int64_t change;      /* its number in the history; 0: none */
} tr_agent_replacement;

void tr_agent_report_replacement(tr_report *report, const tr_agent_replacement *replacement);

/** The end: how many certificates were looked at, and how many are not well. */
void tr_agent_report_end(tr_report *report, uint64_t certificates, uint64_t faults,
                         bool is_complete);

/** Whether a state is well. That the server's is not known is no fault. */
bool tr_agent_report_is_fault(const tr_agent_certificate *certificate);
