/*
 * Records: what a report says to programs and to readers elsewhere, in the
 * format that was asked for. Who finds something hands over a JSON object, and
 * need not know what becomes of it.
 *
 * A record has a "type", which says what other members it has; those are the
 * ones of the schemas in docs/. The last record of a report has the type
 * "summary". Not for several threads at once.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include <jansson.h>

#include "core/error.h"

/** In the order of the words of --format. Text is for people, and has no records. */
typedef enum tr_report_format {
    TR_REPORT_TEXT,
    TR_REPORT_JSON,
    TR_REPORT_CSV,
    TR_REPORT_XML,
    TR_REPORT_HTML
} tr_report_format;

/** Where records go, and what they are about; all is borrowed. */
typedef struct tr_records_options {
    tr_report_format format; /* not TR_REPORT_TEXT */
    FILE *out;
    const char *out_path;         /* of a file, for messages; NULL for standard output */
    const char *command;          /* "verify" */
    const char *const *arguments; /* as they were given, with the command; NULL at the end */
    bool is_strict;               /* the strict verdict counts, not Windows' */
} tr_records_options;

typedef struct tr_records tr_records;

tr_status tr_records_open(tr_records **out, const tr_records_options *options, tr_error *err);
void tr_records_close(tr_records *records); /* NULL is fine */

/**
 * Write a record, which is taken. NULL is noted as out of memory, so that a
 * record may be handed over just as it was made.
 */
void tr_records_write(tr_records *records, json_t *record);

/** Whether all could be written so far; else what kept it, in *err. */
tr_status tr_records_status(const tr_records *records, tr_error *err);

/** Write what stands behind the last record; to be called once. Returns the status. */
tr_status tr_records_end(tr_records *records, tr_error *err);
