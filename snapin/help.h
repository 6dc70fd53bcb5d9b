/*
 * Help on a place: the page that stands for it in the folder "help" beside the
 * DLL.
 *
 * The console's own help window shows compiled help (.chm) only, which needs a compiler that runs
 * on Windows alone. Where somebody has made trustmend.chm of the same pages and put it beside the
 * DLL, it is used; else the page is shown by the system's browser.
 */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "snapin/rows/node.h"

/** Show the page of a place (PLACE_ROOT: the first page). S_FALSE if there is none. */
HRESULT help_show(IConsole2 *console, node_id place);

/** The path of the compiled help, in memory that the console frees; S_FALSE if there is none. */
HRESULT help_compiled(wchar_t **out);
