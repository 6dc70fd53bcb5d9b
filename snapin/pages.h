/*
 * Property pages of a row, as rows/sheet.h says what stands on them.
 *
 * The console shows a sheet on a thread of its own, which may outlive the view and even the
 * console: a page has copies only, and keeps the DLL loaded.
 */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "snapin/data_object.h"
#include "snapin/rows/sheet.h"

/** Whether there are pages: S_OK, or S_FALSE. */
HRESULT pages_query(const item *about);

/**
 * Add the pages to the sheet that the console is making.
 *
 * @param find     gives other records of the list; NULL: there are none
 * @param context  its own, for the time of the call
 */
HRESULT pages_add(IPropertySheetCallback *out, const item *about, sheet_find *find, void *context);

/**
 * Show the sheet of a row, or bring it to the front if it is shown already. The console makes it
 * without a handle for notifications, which only its own Properties command needs.
 *
 * @param view  adds the pages (IExtendPropertySheet)
 */
HRESULT pages_show(IConsole2 *console, IComponent *view, IDataObject *about, const wchar_t *title);
