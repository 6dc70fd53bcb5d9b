#include "tests/shell/handler.h"

#include <string.h>

static HRESULT create_registered(const handler *tested, IUnknown *outer, REFIID iid, void **out)
{
    return CoCreateInstance(&tested->class_id, outer, CLSCTX_INPROC_SERVER, iid, out);
}

handler handler_registered(const CLSID *class_id)
{
    return (handler){ .create = create_registered,
                      .class_id = *class_id,
                      .selected = HANDLER_USUAL_FILE };
}

IContextMenu *handler_create(const handler *tested)
{
    IContextMenu *menu = NULL;

    if (FAILED(tested->create(tested, NULL, &IID_IContextMenu, (void **)&menu)))
        return NULL;
    return menu;
}

bool handler_initialise(IContextMenu *menu, PCIDLIST_ABSOLUTE folder, data_object *data)
{
    IShellExtInit *init = NULL;
    HRESULT result = IContextMenu_QueryInterface(menu, &IID_IShellExtInit, (void **)&init);

    if (FAILED(result))
        return false;
    result = IShellExtInit_Initialize(init, folder, data ? &data->IDataObject_iface : NULL, NULL);
    IShellExtInit_Release(init);
    return SUCCEEDED(result);
}

IContextMenu *handler_open(const handler *tested, PCIDLIST_ABSOLUTE folder, data_object *data)
{
    IContextMenu *menu = handler_create(tested);

    if (menu && !handler_initialise(menu, folder, data)) {
        IContextMenu_Release(menu);
        return NULL;
    }
    return menu;
}

shown_menu handler_query(IContextMenu *menu, UINT first, UINT last, UINT flags)
{
    shown_menu shown = { .menu = CreatePopupMenu() };

    AppendMenuW(shown.menu, MF_STRING, 1, L"&Open");
    AppendMenuW(shown.menu, MF_STRING, 2, L"P&roperties");
    shown.result =
        IContextMenu_QueryContextMenu(menu, shown.menu, SHOWN_POSITION, first, last, flags);
    shown.count = GetMenuItemCount(shown.menu) - 2;
    return shown;
}

void shown_menu_free(shown_menu *shown)
{
    DestroyMenu(shown->menu);
    memset(shown, 0, sizeof(*shown));
}

UINT shown_menu_id(const shown_menu *shown, int index)
{
    MENUITEMINFOW item = { .cbSize = sizeof(item), .fMask = MIIM_ID | MIIM_SUBMENU | MIIM_FTYPE };

    if (!GetMenuItemInfoW(shown->menu, (UINT)(SHOWN_POSITION + index), TRUE, &item) ||
        item.hSubMenu || (item.fType & MFT_SEPARATOR))
        return UINT_MAX;
    return item.wID - SHOWN_FIRST;
}

void shown_menu_text(const shown_menu *shown, int index, wchar_t *out, int capacity)
{
    out[0] = L'\0';
    GetMenuStringW(shown->menu, (UINT)(SHOWN_POSITION + index), out, capacity, MF_BYPOSITION);
}
