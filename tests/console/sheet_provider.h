/*
 * IPropertySheetProvider and IPropertySheetCallback: how a snap-in shows a sheet
 * of its own, and how it adds pages to one.
 */
#pragma once

#include "tests/console/hosted.h"
#include "tests/console/sheet.h"

typedef struct sheet_callback {
    IPropertySheetCallback IPropertySheetCallback_iface;
    hosted base;
} sheet_callback;

typedef struct sheet_provider {
    IPropertySheetProvider IPropertySheetProvider_iface;
    hosted base;
    sheet_callback callback;
    sheet *made;      /* created and not yet shown, or NULL */
    bool has_primary; /* AddPrimaryPages was called for it */
} sheet_provider;

/**
 * Make self, which is all zero, two facets of owner. When that is closed, a sheet
 * that was created and neither shown nor given up is a breach.
 */
void sheet_provider_open(sheet_provider *self, console *owner);

/** What the standard verb Properties is about. */
typedef struct sheet_request {
    IUnknown *primary; /* the IComponent of a row, the IComponentData of a scope item */
    bool is_scope;
    MMC_COOKIE cookie;
    IDataObject *data;
    const wchar_t *title;
    HWND parent;
} sheet_request;

/**
 * Do what the verb does: bring up the sheet that is shown for the item already,
 * else ask QueryPagesFor, collect the pages with a notify handle, and show them.
 *
 * @return S_OK when a sheet is shown, S_FALSE if the item has none
 */
HRESULT sheet_provider_properties(sheet_provider *self, const sheet_request *request);
