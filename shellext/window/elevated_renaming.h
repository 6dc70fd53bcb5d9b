/*
 * Renamed files that this process may not rename, and changes of the machine's
 * history: left to the elevated process, within a job of the window.
 */
#pragma once

#include <stdint.h>

#include "shellext/window/job.h"
#include "shellext/window/path_list.h"
#include "shellext/window/trust.h"

/** Restore files; a row of each is handed over. */
void elevated_renaming_restore(job *work, HWND owner, trust *by, const path_list *paths);

/** Take changes back, the last one first; the first failure is the job's. */
void elevated_renaming_undo(job *work, HWND owner, const int64_t *changes, size_t count);
