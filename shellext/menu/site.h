/* What the window that shows the menu tells of itself: the site that Explorer sets. */
#pragma once

#include <windows.h>
#include <shlobj.h>

/** The site's window; NULL if it has none. */
HWND site_window(IUnknown *site);

/** The folder that the site shows, to CoTaskMemFree(); NULL if it shows none. */
PIDLIST_ABSOLUTE site_folder(IUnknown *site);
