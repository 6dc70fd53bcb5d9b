/* What the console says about a listing beside its rows. */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "snapin/listing.h"

/** In the status bar, how far it is; above the list, what could not be read. */
void status_say(IConsole2 *console, IResultData *list, listing *shown);

/** Nothing any more. */
void status_clear(IConsole2 *console);

/** In place of the list, why there is none. The console's view is a message view. */
HRESULT status_show_message(IConsole2 *console, const listing *shown);
