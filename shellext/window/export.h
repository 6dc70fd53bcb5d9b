/* What the list shows as a file: a page to read, a table, or JSON Lines, as the command line
 * writes them. */
#pragma once

#include "shellext/window/arguments.h"
#include "shellext/window/job.h"
#include "shellext/window/model.h"
#include "shellext/window/targets.h"

/** Ask for a file; its path in UTF-8, to free(). NULL: the user wants none. */
char *export_ask(HWND owner);

/**
 * Start to write. The model must stay as it is until the job has ended.
 *
 * @param path         its ending says which format; taken
 * @param is_complete  nothing was left out because the user said stop
 * @return for job_release; NULL if it cannot be started
 */
job *export_start(HWND window, char *path, window_mode mode, targets *all, const model *rows,
                  bool is_complete);
