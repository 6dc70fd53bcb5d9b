/*
 * Work on a thread of its own, which hands rows to the window as it finds them.
 *
 * The window looks for rows when it has time, so that no worker can flood it; it
 * gets one message, WM_JOB_ENDED, behind the last row. A job that the window gave
 * up goes on to the next point where it can stop, and then frees what it found.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <windows.h>

#include "core/error.h"
#include "shellext/window/row.h"

/** To the window, with the job's number in wParam. */
#define WM_JOB_ENDED (WM_APP + 1)

typedef struct job job;

typedef struct job_task {
    void (*run)(job *self, void *context);
    void (*free_context)(void *context); /* on the worker's thread, once it has run */
    void *context;                       /* taken */
} job_task;

/** What is known of how far a job is. */
typedef struct job_progress {
    uint64_t files;
    uint64_t all_files; /* 0: not known yet */
    uint64_t bytes;     /* of files in hand too */
    uint64_t parts;     /* what is done of files in hand, in thousandths of a file, added up */
} job_progress;

/** Start; NULL, and the context is freed, when that cannot be done. For job_release. */
job *job_start(HWND window, const job_task *task);

/* For the window. */

/** No two jobs have the same. */
WPARAM job_number(const job *self);

/** The rows found since, in order; to be freed. */
row *job_take(job *self);
job_progress job_progress_of(job *self);

/** What kept the work as a whole from being done; status TR_OK: nothing did. */
tr_error job_failure(job *self);

/** Ask it to stop, as soon as it can. */
void job_stop(job *self);
bool job_is_stopped(const job *self);

/** The window wants no more of it. NULL is fine. */
void job_release(job *self);

/* For the worker. */

/** Hand a row over; NULL counts as out of memory. */
void job_hand_over(job *self, row *found);

/** Of a file in hand of that size, so much was read before, and is read now. */
void job_count_part(job *self, uint64_t size, uint64_t before, uint64_t read);

/** A file in hand is done, of which so much was counted. */
void job_count_file(job *self, uint64_t size, uint64_t read);
void job_expect(job *self, uint64_t files);
void job_fail(job *self, const tr_error *failure); /* the first one stays */
