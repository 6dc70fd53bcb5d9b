#include "tests/console/menu_callback.h"

#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/menu_rules.h"

/* It stays until the program ends, so that a late call is a breach and no crash. */
struct menu_callback {
    IContextMenuCallback IContextMenuCallback_iface;
    IContextMenuCallback2 IContextMenuCallback2_iface;
    LONG references;
    context_menu *menu; /* NULL once the call is over */
    IExtendContextMenu *extension;
    menu_adder adder;
    LONG allowed;
};

static menu_callback *from_IContextMenuCallback(IContextMenuCallback *iface)
{
    return CONTAINING_RECORD(iface, menu_callback, IContextMenuCallback_iface);
}

static menu_callback *from_IContextMenuCallback2(IContextMenuCallback2 *iface)
{
    return CONTAINING_RECORD(iface, menu_callback, IContextMenuCallback2_iface);
}

static HRESULT WINAPI callback_QueryInterface(IContextMenuCallback *iface, REFIID iid, void **out)
{
    menu_callback *callback = from_IContextMenuCallback(iface);

    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IContextMenuCallback))
        *out = iface;
    else if (IsEqualIID(iid, &IID_IContextMenuCallback2))
        *out = &callback->IContextMenuCallback2_iface;
    else
        return E_NOINTERFACE;
    InterlockedIncrement(&callback->references);
    return S_OK;
}

static ULONG WINAPI callback_AddRef(IContextMenuCallback *iface)
{
    return (ULONG)InterlockedIncrement(&from_IContextMenuCallback(iface)->references);
}

static ULONG WINAPI callback_Release(IContextMenuCallback *iface)
{
    return (ULONG)InterlockedDecrement(&from_IContextMenuCallback(iface)->references);
}

static HRESULT add(menu_callback *callback, const CONTEXTMENUITEM2 *item, bool is_by_second)
{
    menu_addition addition = { item, callback->adder, callback->allowed, is_by_second };
    HRESULT result;

    breach_thread("IContextMenuCallback::AddItem");
    if (!breach_expect(callback->menu != NULL, CHECK_MENU_CALLBACK_LATE,
                       "an item was added after AddMenuItems had returned"))
        return E_UNEXPECTED;
    result = menu_rules_check(callback->menu, &addition);
    if (FAILED(result) || (item->fSpecialFlags & CCM_SPECIAL_TESTONLY))
        return result;
    return context_menu_take(callback->menu, &addition, callback->extension);
}

static HRESULT WINAPI callback_AddItem(IContextMenuCallback *iface, CONTEXTMENUITEM *item)
{
    CONTEXTMENUITEM2 wider = { 0 };

    if (!item)
        return E_INVALIDARG;
    wider.strName = item->strName;
    wider.strStatusBarText = item->strStatusBarText;
    wider.lCommandID = item->lCommandID;
    wider.lInsertionPointID = item->lInsertionPointID;
    wider.fFlags = item->fFlags;
    wider.fSpecialFlags = item->fSpecialFlags;
    return add(from_IContextMenuCallback(iface), &wider, false);
}

static const IContextMenuCallbackVtbl callback_vtbl = {
    .QueryInterface = callback_QueryInterface,
    .AddRef = callback_AddRef,
    .Release = callback_Release,
    .AddItem = callback_AddItem,
};

static HRESULT WINAPI second_QueryInterface(IContextMenuCallback2 *iface, REFIID iid, void **out)
{
    return callback_QueryInterface(&from_IContextMenuCallback2(iface)->IContextMenuCallback_iface,
                                   iid, out);
}

static ULONG WINAPI second_AddRef(IContextMenuCallback2 *iface)
{
    return callback_AddRef(&from_IContextMenuCallback2(iface)->IContextMenuCallback_iface);
}

static ULONG WINAPI second_Release(IContextMenuCallback2 *iface)
{
    return callback_Release(&from_IContextMenuCallback2(iface)->IContextMenuCallback_iface);
}

static HRESULT WINAPI second_AddItem(IContextMenuCallback2 *iface, CONTEXTMENUITEM2 *item)
{
    return item ? add(from_IContextMenuCallback2(iface), item, true) : E_INVALIDARG;
}

static const IContextMenuCallback2Vtbl second_vtbl = {
    .QueryInterface = second_QueryInterface,
    .AddRef = second_AddRef,
    .Release = second_Release,
    .AddItem = second_AddItem,
};

menu_callback *menu_callback_new(context_menu *menu, IExtendContextMenu *extension,
                                 menu_adder adder, LONG allowed)
{
    menu_callback *callback = calloc(1, sizeof(*callback));

    if (!callback)
        return NULL;
    callback->IContextMenuCallback_iface.lpVtbl = &callback_vtbl;
    callback->IContextMenuCallback2_iface.lpVtbl = &second_vtbl;
    callback->references = 1;
    callback->menu = menu;
    callback->extension = extension;
    callback->adder = adder;
    callback->allowed = allowed;
    return callback;
}

IContextMenuCallback *menu_callback_interface(menu_callback *callback)
{
    return &callback->IContextMenuCallback_iface;
}

void menu_callback_close(menu_callback *callback)
{
    callback->menu = NULL;
    breach_expect(callback->references == 1, CHECK_MENU_CALLBACK_KEPT,
                  "AddMenuItems kept %ld references to the callback", callback->references - 1);
    callback->references--;
}
