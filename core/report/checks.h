/*
 * The product's signature checks, and what becomes of them, for people (text)
 * and as records (docs/checks.schema.json).
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "core/ini/signature_checks.h"
#include "core/report/record.h"

/** Where a report goes. Each function gives false when out of memory. */
typedef struct tr_checks_report {
    FILE *out;
    tr_records *records; /* NULL: as text to out */
    bool is_plan;        /* nothing is done */
    const char *path;    /* of the INI file */
} tr_checks_report;

/**
 * A check as it is.
 *
 * @param relaxing  the change that relaxed it, or NULL
 */
bool tr_checks_report_check(const tr_checks_report *report, const tr_check_switch *check,
                            const tr_change *relaxing);

/** What is done, or would be, with the check of this index. */
bool tr_checks_report_step(const tr_checks_report *report, const tr_checks_plan *plan,
                           size_t index);

/** What becomes of the service that reads the file. */
typedef enum tr_service_outcome {
    TR_SERVICE_NOT_HERE,  /* it does not run here, or reads another file */
    TR_SERVICE_LEFT,      /* the user said so */
    TR_SERVICE_RESTARTED, /* or would be */
    TR_SERVICE_FAILED     /* it could not be restarted */
} tr_service_outcome;

bool tr_checks_report_service(const tr_checks_report *report, const char *name,
                              tr_service_outcome outcome);

/** The end: how many checks are in which state, and where the backup is, or NULL. */
bool tr_checks_report_end(const tr_checks_report *report, const tr_signature_checks *checks,
                          const char *backup, bool is_complete);
