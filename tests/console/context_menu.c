#include "tests/console/context_menu.h"

#include <stdlib.h>
#include <wchar.h>

#include "tests/console/breach.h"
#include "tests/console/extension.h"
#include "tests/console/menu_callback.h"
#include "tests/console/menu_rules.h"

static wchar_t *copy_of(const wchar_t *text)
{
    return text ? _wcsdup(text) : NULL;
}

static menu_kind kind_of(const CONTEXTMENUITEM2 *item)
{
    if (item->fSpecialFlags & CCM_SPECIAL_INSERTION_POINT)
        return MENU_POINT;
    if ((item->fSpecialFlags & CCM_SPECIAL_SEPARATOR) || (item->fFlags & MF_SEPARATOR))
        return MENU_SEPARATOR;
    return item->fFlags & MF_POPUP ? MENU_SUBMENU : MENU_COMMAND;
}

HRESULT context_menu_take(context_menu *menu, const menu_addition *addition,
                          IExtendContextMenu *extension)
{
    const CONTEXTMENUITEM2 *from = addition->item;
    menu_item *items = realloc(menu->items, (menu->count + 1) * sizeof(*items));
    menu_item *item;

    if (!items)
        return E_OUTOFMEMORY;
    menu->items = items;
    item = &items[menu->count];
    *item = (menu_item){
        .kind = kind_of(from),
        .adder = addition->adder,
        .extension = extension,
        .id = from->lCommandID,
        .flags = from->fFlags,
        .is_default = (from->fSpecialFlags & CCM_SPECIAL_DEFAULT_ITEM) != 0,
    };
    menu_rules_find_point(menu, from->lInsertionPointID, addition->adder, &item->parent);
    if (item->kind == MENU_COMMAND || item->kind == MENU_SUBMENU) {
        item->name = copy_of(from->strName);
        item->status = copy_of(from->strStatusBarText);
        item->word = addition->is_by_second ? copy_of(from->strLanguageIndependentName) : NULL;
    }
    if (extension)
        IExtendContextMenu_AddRef(extension);
    menu->count++;
    return S_OK;
}

HRESULT context_menu_add(context_menu *menu, const CONTEXTMENUITEM2 *item)
{
    menu_addition addition = { item, MENU_CREATOR, 0, true };
    HRESULT result = menu_rules_check(menu, &addition);

    return FAILED(result) ? result : context_menu_take(menu, &addition, NULL);
}

HRESULT context_menu_add_points(context_menu *menu, LONG allowed)
{
    static const struct {
        LONG allowed;
        CONTEXTMENUITEM2 item;
    } points[] = {
#define POINT(id, place)                                                                           \
    { .lCommandID = (LONG)(id),                                                                    \
      .lInsertionPointID = (place),                                                                \
      .fSpecialFlags = CCM_SPECIAL_INSERTION_POINT }
#define SUBMENU(text, id, neutral)                                                                 \
    {                                                                                              \
        .strName = (wchar_t *)(text), .lCommandID = (id), .fFlags = MF_POPUP,                      \
        .fSpecialFlags = CCM_SPECIAL_SUBMENU, .strLanguageIndependentName = (wchar_t *)(neutral)   \
    }
        { CCM_INSERTIONALLOWED_TOP, POINT(CCM_INSERTIONPOINTID_PRIMARY_TOP, 0) },
        { CCM_INSERTIONALLOWED_NEW, SUBMENU(L"&New", 1, L"_NEW") },
        { CCM_INSERTIONALLOWED_NEW, POINT(CCM_INSERTIONPOINTID_PRIMARY_NEW, 1) },
        { CCM_INSERTIONALLOWED_NEW, POINT(CCM_INSERTIONPOINTID_3RDPARTY_NEW, 1) },
        { CCM_INSERTIONALLOWED_TASK, SUBMENU(L"All Tas&ks", 2, L"_TASK") },
        { CCM_INSERTIONALLOWED_TASK, POINT(CCM_INSERTIONPOINTID_PRIMARY_TASK, 2) },
        { CCM_INSERTIONALLOWED_TASK, POINT(CCM_INSERTIONPOINTID_3RDPARTY_TASK, 2) },
        { CCM_INSERTIONALLOWED_VIEW, SUBMENU(L"&View", 3, L"_VIEW") },
        { CCM_INSERTIONALLOWED_VIEW, POINT(CCM_INSERTIONPOINTID_PRIMARY_VIEW, 3) },
    };

    for (size_t index = 0; index < ARRAYSIZE(points); index++) {
        HRESULT result =
            points[index].allowed & allowed ? context_menu_add(menu, &points[index].item) : S_OK;

        if (FAILED(result))
            return result;
    }
    return S_OK;
}

static HRESULT let_add(context_menu *menu, IUnknown *snapin, menu_adder adder, IDataObject *data,
                       LONG allowed)
{
    IExtendContextMenu *extension;
    menu_callback *callback;
    LONG told = allowed;
    HRESULT result;

    if (FAILED(IUnknown_QueryInterface(snapin, &IID_IExtendContextMenu, (void **)&extension)))
        return S_FALSE;
    callback = menu_callback_new(menu, extension, adder, allowed);
    if (!callback) {
        IExtendContextMenu_Release(extension);
        return E_OUTOFMEMORY;
    }
    result =
        IExtendContextMenu_AddMenuItems(extension, data, menu_callback_interface(callback), &told);
    breach_expect((told & ~allowed) == 0, CHECK_MENU_ALLOWED_BITS,
                  "AddMenuItems allowed itself %lx of the insertion points",
                  (ULONG)(told & ~allowed));
    menu_callback_close(callback);
    IExtendContextMenu_Release(extension);
    return result;
}

HRESULT context_menu_add_primary(context_menu *menu, IUnknown *snapin, IDataObject *data,
                                 LONG allowed)
{
    return let_add(menu, snapin, MENU_PRIMARY, data, allowed);
}

typedef struct extending {
    context_menu *menu;
    IDataObject *data;
    LONG allowed;
} extending;

static void let_extension_add(IUnknown *extension, const CLSID *id, void *context)
{
    extending *about = context;

    (void)id;
    let_add(about->menu, extension, MENU_EXTENSION, about->data, about->allowed);
}

HRESULT context_menu_add_extensions(context_menu *menu, IDataObject *data, MMC_COOKIE cookie,
                                    LONG allowed)
{
    extending about = { menu, data, allowed };

    return extension_for_each(data, cookie, EXTENSION_CONTEXT_MENU, let_extension_add, &about);
}

const menu_item *context_menu_find(const context_menu *menu, const wchar_t *name)
{
    for (int is_by_name = 0; is_by_name < 2; is_by_name++) {
        for (size_t index = 0; index < menu->count; index++) {
            const menu_item *item = &menu->items[index];
            const wchar_t *called = is_by_name ? item->name : item->word;

            if (item->kind == MENU_COMMAND && called && wcscmp(called, name) == 0)
                return item;
        }
    }
    return NULL;
}

HRESULT context_menu_choose(const menu_item *item, IDataObject *data)
{
    if (!item->extension || (item->flags & (MF_GRAYED | MF_DISABLED)))
        return E_INVALIDARG;
    return IExtendContextMenu_Command(item->extension, item->id, data);
}

static void show_below(const context_menu *menu, HMENU shown, size_t parent)
{
    for (size_t index = 0; index < menu->count; index++) {
        const menu_item *item = &menu->items[index];
        UINT flags = (UINT)item->flags & (MF_GRAYED | MF_DISABLED | MF_CHECKED);

        if (item->parent != parent)
            continue;
        if (item->kind == MENU_POINT) {
            show_below(menu, shown, index);
        } else if (item->kind == MENU_SEPARATOR) {
            AppendMenuW(shown, MF_SEPARATOR, 0, NULL);
        } else if (item->kind == MENU_COMMAND) {
            AppendMenuW(shown, flags | MF_STRING, index + 1, item->name);
            if (item->is_default)
                SetMenuDefaultItem(shown, (UINT)index + 1, FALSE);
        } else {
            HMENU below = CreatePopupMenu();

            show_below(menu, below, index);
            if (GetMenuItemCount(below) == 0)
                flags |= MF_GRAYED;
            AppendMenuW(shown, flags | MF_POPUP, (UINT_PTR)below, item->name);
        }
    }
}

HMENU context_menu_show(const context_menu *menu)
{
    HMENU shown = CreatePopupMenu();

    if (shown)
        show_below(menu, shown, MENU_ROOT);
    return shown;
}

void context_menu_clear(context_menu *menu)
{
    for (size_t index = 0; index < menu->count; index++) {
        menu_item *item = &menu->items[index];

        free(item->name);
        free(item->status);
        free(item->word);
        if (item->extension)
            IExtendContextMenu_Release(item->extension);
    }
    free(menu->items);
    menu->items = NULL;
    menu->count = 0;
}
