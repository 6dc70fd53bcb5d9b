/* Renamed files: what restoring them would do, restoring them, and taking that back. */
#pragma once

#include <stdint.h>

#include "shellext/window/arguments.h"
#include "shellext/window/job.h"
#include "shellext/window/targets.h"

/** Start to say what would be done with each renamed file. As judging_start. */
job *renaming_start_plan(HWND window, const arguments *given, targets *all);

/** Start to do it: every file is judged again, and goes through the journal. */
job *renaming_start_restoring(HWND window, const arguments *given, targets *all);

/**
 * Start to take changes back, the last one first.
 *
 * @param changes  their numbers in the journal; taken
 */
job *renaming_start_undoing(HWND window, const arguments *given, int64_t *changes, size_t count);
