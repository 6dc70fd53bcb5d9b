/* Renamed files: what restoring them would do, restoring them, and taking that back. */
#pragma once

#include <stdint.h>

#include "shellext/window/arguments.h"
#include "shellext/window/job.h"
#include "shellext/window/targets.h"

/** Start to say what would be done with each renamed file. As judging_start. */
job *renaming_start_plan(HWND window, const arguments *given, targets *all);

/**
 * Start to do it: every file is judged again, and goes through the journal. What this process
 * may not rename is left to an elevated one, if the user lets it.
 */
job *renaming_start_restoring(HWND window, const arguments *given, targets *all);

/** The changes of restoring, by their numbers; both owned. */
typedef struct made_changes {
    int64_t *own; /* in the journal of this process */
    size_t own_count;
    int64_t *elevated; /* in that of the elevated one */
    size_t elevated_count;
} made_changes;

/** Start to take changes back, the last one first. They are taken. */
job *renaming_start_undoing(HWND window, const arguments *given, const made_changes *changes);
