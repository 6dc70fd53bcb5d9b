/* The line at the bottom: how far the work is, and what came of it. */
#pragma once

#include <windows.h>

#include "core/error.h"
#include "shellext/window/job.h"
#include "shellext/window/model.h"

/** How far a job is, to free(). */
wchar_t *status_of_progress(const job_progress *at);

/** The same in the bar, which only moves while it is not known how much there is to do. */
void status_show_progress(HWND bar, const job_progress *at);

/** How the work ended. */
typedef struct status_outcome {
    const model *rows;
    const tr_error *failure; /* of the work as a whole; status TR_OK: none */
    unsigned left_out;       /* selected items that are no files */
    bool was_stopped;
    bool is_about_renamed;
} status_outcome;

/** In words, to free(). */
wchar_t *status_of_outcome(const status_outcome *how);
