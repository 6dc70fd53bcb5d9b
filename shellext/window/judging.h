/* Judging the selected files, on all processors. */
#pragma once

#include "shellext/window/arguments.h"
#include "shellext/window/job.h"
#include "shellext/window/targets.h"

/**
 * Start to go through files, and folders with all below them.
 *
 * @param given  its anchors count
 * @return for job_release; NULL if it cannot be started
 */
job *judging_start(HWND window, const arguments *given, targets *all);
