/*
 * Starting the window program, which does all the work.
 *
 * It lies beside the DLL. It inherits one handle: a pipe, its standard input,
 * through which it reads the selection (shellext/selection.h). A thread writes
 * that, so that nobody waits here for a program that is slow to read.
 */
#pragma once

#include <windows.h>

#include "shellext/menu/command.h"
#include "shellext/selection.h"

#define LAUNCH_PROGRAM L"trustmend-window.exe"

/** Start the program for a command, shown as `show` says. Takes what the selection holds. */
HRESULT launch_command(const menu_command *command, tr_selection *selection, int show);

/** Tell the user in a box why launch_command failed, or that nothing selected is a file. */
void launch_explain(HWND owner, HRESULT result);
