/*
 * One run of a command: where its report goes, what failed, and how it ends.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/cli/progress.h"
#include "core/cli/settings.h"
#include "core/error.h"
#include "core/report/record.h"
#include "core/report/report.h"

typedef struct session {
    const settings *given;
    FILE *out;
    tr_records *records; /* NULL: the report is text */
    tr_report *report;
    progress shown;
    int64_t changes;    /* the run of the journal that its changes are of; 0: none yet */
    bool has_failed;    /* something could not be looked at or done */
    bool has_fault;     /* something is not well */
    bool is_incomplete; /* the user said stop, or nobody reads the report */
} session;

/** Open the report. On failure nothing is left to close, and it has been told. */
bool session_open(session *out, const settings *given);

/** Tell a failure that is about no single path of the report. */
void session_fail(session *run, const tr_error *failure);

/** Tell what a reader should know, and what is no failure. */
void session_note(session *run, const tr_error *note);

/** Tell that a path could not be looked at, here and in the report. */
void session_fail_path(session *run, const char *path, const tr_error *failure);

/** Write the summary and close the report. Returns the exit code. */
int session_close(session *run, tr_report_subject subject);

/** Close a report that needs no summary. Returns the exit code. */
int session_end(session *run);
