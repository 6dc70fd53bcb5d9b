/*
 * A snap-in that only extends others: a menu item, a page and a toolbar for the
 * rows and nodes of another snap-in, read through that one's data objects.
 */
#include <stdlib.h>

#include "com/module.h"
#include "tests/console/mutants/mutant.h"

typedef struct extension {
    IExtendContextMenu IExtendContextMenu_iface;
    IExtendControlbar IExtendControlbar_iface;
    IExtendPropertySheet IExtendPropertySheet_iface;
    LONG references;
    mutant_bars bars;
} extension;

static extension *from_IExtendContextMenu(IExtendContextMenu *iface)
{
    return CONTAINING_RECORD(iface, extension, IExtendContextMenu_iface);
}

static HRESULT WINAPI menu_QueryInterface(IExtendContextMenu *iface, REFIID iid, void **out)
{
    extension *self = from_IExtendContextMenu(iface);

    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IExtendContextMenu))
        *out = iface;
    else if (IsEqualIID(iid, &IID_IExtendControlbar))
        *out = &self->IExtendControlbar_iface;
    else if (IsEqualIID(iid, &IID_IExtendPropertySheet))
        *out = &self->IExtendPropertySheet_iface;
    else
        return E_NOINTERFACE;
    InterlockedIncrement(&self->references);
    return S_OK;
}

static ULONG WINAPI menu_AddRef(IExtendContextMenu *iface)
{
    return (ULONG)InterlockedIncrement(&from_IExtendContextMenu(iface)->references);
}

static ULONG WINAPI menu_Release(IExtendContextMenu *iface)
{
    extension *self = from_IExtendContextMenu(iface);
    ULONG left = (ULONG)InterlockedDecrement(&self->references);

    if (left == 0) {
        free(self);
        module_unlock();
    }
    return left;
}

/* What an extension is asked about is another's: only the formats tell what it is. */
static bool has_node_type(IDataObject *data)
{
    FORMATETC format = { (CLIPFORMAT)RegisterClipboardFormatW(CCF_NODETYPE), NULL, DVASPECT_CONTENT,
                         -1, TYMED_HGLOBAL };
    STGMEDIUM medium = { .tymed = TYMED_HGLOBAL };
    bool has;

    medium.hGlobal = GlobalAlloc(GMEM_FIXED, sizeof(GUID));
    has = medium.hGlobal && SUCCEEDED(IDataObject_GetDataHere(data, &format, &medium));
    GlobalFree(medium.hGlobal);
    return has;
}

static HRESULT WINAPI menu_AddMenuItems(IExtendContextMenu *iface, IDataObject *data,
                                        IContextMenuCallback *callback, LONG *allowed)
{
    CONTEXTMENUITEM item = {
        .strName = (LPWSTR)L"Of an &extension",
        .strStatusBarText = (LPWSTR)L"Does nothing",
        .lCommandID = 1,
        .lInsertionPointID = (LONG)CCM_INSERTIONPOINTID_3RDPARTY_TASK,
    };

    (void)iface;
    if (!(*allowed & CCM_INSERTIONALLOWED_TASK) || !has_node_type(data))
        return S_OK;
    return IContextMenuCallback_AddItem(callback, &item);
}

static HRESULT WINAPI menu_Command(IExtendContextMenu *iface, LONG command, IDataObject *data)
{
    (void)iface, (void)data;
    return command == 1 ? S_OK : E_INVALIDARG;
}

static const IExtendContextMenuVtbl menu_vtbl = {
    .QueryInterface = menu_QueryInterface,
    .AddRef = menu_AddRef,
    .Release = menu_Release,
    .AddMenuItems = menu_AddMenuItems,
    .Command = menu_Command,
};

PART_UNKNOWN(extension, IExtendControlbar, bars, IExtendContextMenu, menu)

static HRESULT WINAPI bars_SetControlbar(IExtendControlbar *iface, IControlbar *bar)
{
    return mutant_bars_set(&from_IExtendControlbar(iface)->bars, EXTENDS_OTHERS, iface, bar);
}

static HRESULT WINAPI bars_ControlbarNotify(IExtendControlbar *iface, MMC_NOTIFY_TYPE event,
                                            LPARAM arg, LPARAM param)
{
    (void)param;
    if (event != MMCN_SELECT)
        return S_FALSE;
    mutant_bars_select(&from_IExtendControlbar(iface)->bars, EXTENDS_OTHERS, HIWORD(arg));
    return S_OK;
}

static const IExtendControlbarVtbl bars_vtbl = {
    .QueryInterface = bars_QueryInterface,
    .AddRef = bars_AddRef,
    .Release = bars_Release,
    .SetControlbar = bars_SetControlbar,
    .ControlbarNotify = bars_ControlbarNotify,
};

PART_UNKNOWN(extension, IExtendPropertySheet, pages, IExtendContextMenu, menu)

static HRESULT WINAPI pages_CreatePropertyPages(IExtendPropertySheet *iface,
                                                IPropertySheetCallback *callback, LONG_PTR handle,
                                                IDataObject *data)
{
    (void)iface;
    return mutant_pages_create(EXTENDS_OTHERS, callback, handle, data);
}

static HRESULT WINAPI pages_QueryPagesFor(IExtendPropertySheet *iface, IDataObject *data)
{
    (void)iface;
    return has_node_type(data) ? S_OK : S_FALSE;
}

static const IExtendPropertySheetVtbl pages_vtbl = {
    .QueryInterface = pages_QueryInterface,
    .AddRef = pages_AddRef,
    .Release = pages_Release,
    .CreatePropertyPages = pages_CreatePropertyPages,
    .QueryPagesFor = pages_QueryPagesFor,
};

HRESULT mutant_extension_create(IUnknown **out, const void *detail)
{
    extension *self = calloc(1, sizeof(*self));

    (void)detail;
    if (!self)
        return E_OUTOFMEMORY;
    self->IExtendContextMenu_iface.lpVtbl = &menu_vtbl;
    self->IExtendControlbar_iface.lpVtbl = &bars_vtbl;
    self->IExtendPropertySheet_iface.lpVtbl = &pages_vtbl;
    self->references = 1;
    module_lock();
    *out = (IUnknown *)&self->IExtendContextMenu_iface;
    return S_OK;
}
