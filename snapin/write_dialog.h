/* A file that the command line writes: a report, or a command file. */
#pragma once

#include <stdbool.h>

#include <windows.h>

#include "snapin/rows/action.h"

/**
 * Write it, while the user sees that something goes on, and can stop it.
 *
 * @param request  its answer has the file
 * @return false if it was not written; the user has been told why
 */
bool write_dialog_run(HWND owner, const action_request *request);
