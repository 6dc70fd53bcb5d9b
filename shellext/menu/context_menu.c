#include "shellext/menu/context_menu.h"

#include <stdlib.h>

#include <shellapi.h>
#include <shlobj.h>

#include "com/module.h"
#include "shellext/menu/command.h"
#include "shellext/menu/icon.h"
#include "shellext/menu/launch.h"
#include "shellext/menu/selected.h"
#include "shellext/menu/site.h"

typedef struct context_menu {
    IContextMenu3 IContextMenu3_iface;
    IShellExtInit IShellExtInit_iface;
    IObjectWithSite IObjectWithSite_iface;
    LONG references;
    menu_scope scope;
    SRWLOCK lock;            /* of the three pointers, which Explorer may set again at any time */
    IDataObject *data;       /* NULL if nothing is selected */
    PIDLIST_ABSOLUTE folder; /* whose background was clicked, if nothing is selected */
    IUnknown *site;
    HBITMAP icons[COMMAND_COUNT]; /* the menu borrows them until the object is gone */
} context_menu;

static context_menu *from_IContextMenu3(IContextMenu3 *iface)
{
    return CONTAINING_RECORD(iface, context_menu, IContextMenu3_iface);
}

static context_menu *from_IShellExtInit(IShellExtInit *iface)
{
    return CONTAINING_RECORD(iface, context_menu, IShellExtInit_iface);
}

static context_menu *from_IObjectWithSite(IObjectWithSite *iface)
{
    return CONTAINING_RECORD(iface, context_menu, IObjectWithSite_iface);
}

/* What the object was initialised with, held while it is looked at. */
typedef struct items {
    IDataObject *data;
    PIDLIST_ABSOLUTE folder;
} items;

static items hold_items(context_menu *menu)
{
    items held = { NULL, NULL };

    AcquireSRWLockShared(&menu->lock);
    if (menu->data) {
        held.data = menu->data;
        IDataObject_AddRef(held.data);
    } else if (menu->folder) {
        held.folder = ILCloneFull(menu->folder);
    }
    ReleaseSRWLockShared(&menu->lock);
    return held;
}

static void release_items(items held)
{
    if (held.data)
        IDataObject_Release(held.data);
    ILFree(held.folder);
}

static items replace_items(context_menu *menu, items new)
{
    items old;

    AcquireSRWLockExclusive(&menu->lock);
    old = (items){ menu->data, menu->folder };
    menu->data = new.data;
    menu->folder = new.folder;
    ReleaseSRWLockExclusive(&menu->lock);
    return old;
}

static IUnknown *replace_site(context_menu *menu, IUnknown *new)
{
    IUnknown *old;

    AcquireSRWLockExclusive(&menu->lock);
    old = menu->site;
    menu->site = new;
    ReleaseSRWLockExclusive(&menu->lock);
    return old;
}

static IUnknown *hold_site(context_menu *menu)
{
    IUnknown *site;

    AcquireSRWLockShared(&menu->lock);
    site = menu->site;
    if (site)
        IUnknown_AddRef(site);
    ReleaseSRWLockShared(&menu->lock);
    return site;
}

static HRESULT WINAPI menu_QueryInterface(IContextMenu3 *iface, REFIID iid, void **out)
{
    context_menu *menu = from_IContextMenu3(iface);

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IContextMenu) ||
        IsEqualIID(iid, &IID_IContextMenu2) || IsEqualIID(iid, &IID_IContextMenu3))
        *out = &menu->IContextMenu3_iface;
    else if (IsEqualIID(iid, &IID_IShellExtInit))
        *out = &menu->IShellExtInit_iface;
    else if (IsEqualIID(iid, &IID_IObjectWithSite))
        *out = &menu->IObjectWithSite_iface;
    else
        return E_NOINTERFACE;
    IContextMenu3_AddRef(iface);
    return S_OK;
}

static ULONG WINAPI menu_AddRef(IContextMenu3 *iface)
{
    return (ULONG)InterlockedIncrement(&from_IContextMenu3(iface)->references);
}

static ULONG WINAPI menu_Release(IContextMenu3 *iface)
{
    context_menu *menu = from_IContextMenu3(iface);
    ULONG left = (ULONG)InterlockedDecrement(&menu->references);

    if (left == 0) {
        release_items((items){ menu->data, menu->folder });
        if (menu->site)
            IUnknown_Release(menu->site);
        for (int id = 0; id < COMMAND_COUNT; id++) {
            if (menu->icons[id])
                DeleteObject(menu->icons[id]);
        }
        free(menu);
        module_unlock();
    }
    return left;
}

/* The names that decide what is shown. */
static selected_names look(context_menu *menu)
{
    items held = hold_items(menu);
    selected_names names = { 0 };

    if (held.data)
        selected_look(&names, held.data);
    else if (held.folder && selected_folder_has_path(held.folder))
        names.count = 1;
    release_items(held);
    return names;
}

static bool is_wanted(const context_menu *menu, const menu_command *command,
                      const selected_names *names)
{
    return names->count > 0 &&
           (!command->needs_invalid || menu->scope == SCOPE_FOLDERS || names->has_invalid);
}

static void draw_icons(context_menu *menu)
{
    IUnknown *site = hold_site(menu);
    int size = icon_size(site_window(site));

    if (site)
        IUnknown_Release(site);
    for (int id = 0; id < COMMAND_COUNT; id++) {
        if (!menu->icons[id])
            menu->icons[id] = icon_create(menu_commands[id].icon, size);
    }
}

static BOOL insert_command(const context_menu *menu, HMENU target, UINT position, UINT item_id,
                           int id, size_t count)
{
    wchar_t title[MENU_STRING_CAPACITY];
    MENUITEMINFOW item = {
        .cbSize = sizeof(item),
        .fMask =
            MIIM_ID | MIIM_STRING | MIIM_FTYPE | MIIM_STATE | (menu->icons[id] ? MIIM_BITMAP : 0u),
        .fType = MFT_STRING,
        .fState = MFS_ENABLED,
        .wID = item_id,
        .dwTypeData = title,
        .hbmpItem = menu->icons[id],
    };

    menu_string(title, ARRAYSIZE(title),
                menu_command_title(&menu_commands[id], menu->scope, count));
    return InsertMenuItemW(target, position, TRUE, &item);
}

static HRESULT WINAPI menu_QueryContextMenu(IContextMenu3 *iface, HMENU target, UINT position,
                                            UINT first, UINT last, UINT flags)
{
    context_menu *menu = from_IContextMenu3(iface);
    selected_names names;
    USHORT used = 0;

    if (flags & CMF_DEFAULTONLY)
        return MAKE_HRESULT(SEVERITY_SUCCESS, 0, 0);
    names = look(menu);
    if (names.count > 0 && !(flags & CMF_OPTIMIZEFORINVOKE))
        draw_icons(menu);
    for (int id = 0; id < COMMAND_COUNT; id++) {
        UINT item_id = first + (UINT)id;

        if (!is_wanted(menu, &menu_commands[id], &names))
            continue;
        if (item_id < first || item_id > last)
            break;
        if (!insert_command(menu, target, position++, item_id, id, names.count))
            return used > 0 ? MAKE_HRESULT(SEVERITY_SUCCESS, 0, used) : E_FAIL;
        used = (USHORT)(id + 1);
    }
    return MAKE_HRESULT(SEVERITY_SUCCESS, 0, used);
}

/* The command that a caller names by verb or offset; -1 if it is none of ours. */
static int invoked_command(const CMINVOKECOMMANDINFO *info)
{
    const CMINVOKECOMMANDINFOEX *more = (const CMINVOKECOMMANDINFOEX *)(const void *)info;

    if (info->cbSize >= sizeof(*more) && (info->fMask & CMIC_MASK_UNICODE) &&
        !IS_INTRESOURCE(more->lpVerbW))
        return menu_command_find(more->lpVerbW);
    if (!IS_INTRESOURCE(info->lpVerb))
        return menu_command_find_narrow(info->lpVerb);
    return (ULONG_PTR)info->lpVerb < COMMAND_COUNT ? (int)(ULONG_PTR)info->lpVerb : -1;
}

static HRESULT WINAPI menu_InvokeCommand(IContextMenu3 *iface, CMINVOKECOMMANDINFO *info)
{
    tr_selection selection = { 0 };
    HRESULT result = S_FALSE;
    items held;
    int id;

    if (!info || info->cbSize < sizeof(*info))
        return E_INVALIDARG;
    id = invoked_command(info);
    if (id < 0)
        return E_INVALIDARG;

    held = hold_items(from_IContextMenu3(iface));
    if (held.data)
        result = selected_collect(&selection, held.data);
    else if (held.folder)
        result = selected_collect_folder(&selection, held.folder);
    release_items(held);
    if (result == S_OK)
        result = launch_command(&menu_commands[id], &selection, info->nShow);
    tr_selection_clear(&selection);

    if (result != S_OK && !(info->fMask & CMIC_MASK_FLAG_NO_UI))
        launch_explain(info->hwnd, result);
    return result == S_FALSE ? E_FAIL : result;
}

static HRESULT give_wide(void *out, UINT capacity, const wchar_t *text)
{
    size_t size = wcslen(text) + 1;
    wchar_t *to = out;

    if (!to || capacity == 0)
        return E_INVALIDARG;
    to[0] = L'\0';
    if (size > capacity)
        return HRESULT_FROM_WIN32(ERROR_INSUFFICIENT_BUFFER);
    CopyMemory(to, text, size * sizeof(*to));
    return S_OK;
}

static HRESULT give_narrow(char *out, UINT capacity, const wchar_t *text)
{
    if (!out || capacity == 0)
        return E_INVALIDARG;
    out[0] = '\0';
    if (capacity > INT_MAX)
        capacity = INT_MAX;
    if (!WideCharToMultiByte(CP_ACP, 0, text, -1, out, (int)capacity, NULL, NULL)) {
        out[0] = '\0';
        return HRESULT_FROM_WIN32(GetLastError());
    }
    return S_OK;
}

static HRESULT WINAPI menu_GetCommandString(IContextMenu3 *iface, UINT_PTR id, UINT what,
                                            UINT *reserved, char *out, UINT capacity)
{
    bool is_known = id < COMMAND_COUNT;
    wchar_t help[MENU_STRING_CAPACITY];

    (void)iface, (void)reserved;
    if (what == GCS_VALIDATEA || what == GCS_VALIDATEW)
        return is_known ? S_OK : S_FALSE;
    if (!is_known)
        return E_INVALIDARG;
    switch (what) {
    case GCS_VERBW:
        return give_wide(out, capacity, menu_commands[id].verb);
    case GCS_VERBA:
        return give_narrow(out, capacity, menu_commands[id].verb);
    case GCS_HELPTEXTW:
    case GCS_HELPTEXTA:
        menu_string(help, ARRAYSIZE(help), menu_commands[id].help);
        return what == GCS_HELPTEXTW ? give_wide(out, capacity, help)
                                     : give_narrow(out, capacity, help);
    default:
        return E_NOTIMPL;
    }
}

/* No item is drawn here, so no message is ours; one that is claimed would be lost to others. */
static HRESULT WINAPI menu_HandleMenuMsg2(IContextMenu3 *iface, UINT message, WPARAM wparam,
                                          LPARAM lparam, LRESULT *answer)
{
    (void)iface, (void)message, (void)wparam, (void)lparam;
    if (answer)
        *answer = 0;
    return S_FALSE;
}

static HRESULT WINAPI menu_HandleMenuMsg(IContextMenu3 *iface, UINT message, WPARAM wparam,
                                         LPARAM lparam)
{
    return menu_HandleMenuMsg2(iface, message, wparam, lparam, NULL);
}

static const IContextMenu3Vtbl menu_vtbl = {
    .QueryInterface = menu_QueryInterface,
    .AddRef = menu_AddRef,
    .Release = menu_Release,
    .QueryContextMenu = menu_QueryContextMenu,
    .InvokeCommand = menu_InvokeCommand,
    .GetCommandString = menu_GetCommandString,
    .HandleMenuMsg = menu_HandleMenuMsg,
    .HandleMenuMsg2 = menu_HandleMenuMsg2,
};

static HRESULT WINAPI init_QueryInterface(IShellExtInit *iface, REFIID iid, void **out)
{
    return menu_QueryInterface(&from_IShellExtInit(iface)->IContextMenu3_iface, iid, out);
}

static ULONG WINAPI init_AddRef(IShellExtInit *iface)
{
    return menu_AddRef(&from_IShellExtInit(iface)->IContextMenu3_iface);
}

static ULONG WINAPI init_Release(IShellExtInit *iface)
{
    return menu_Release(&from_IShellExtInit(iface)->IContextMenu3_iface);
}

/* Explorer gives the folder beside the data object too; alone it means its background. */
static HRESULT WINAPI init_Initialize(IShellExtInit *iface, PCIDLIST_ABSOLUTE folder,
                                      IDataObject *data, HKEY type)
{
    context_menu *menu = from_IShellExtInit(iface);
    items new = { NULL, NULL };

    (void)type;
    if (data) {
        IDataObject_AddRef(data);
        new.data = data;
    } else if (folder && menu->scope == SCOPE_FOLDERS) {
        new.folder = ILCloneFull(folder);
        if (!new.folder)
            return E_OUTOFMEMORY;
    }
    release_items(replace_items(menu, new));
    return new.data || new.folder ? S_OK : E_INVALIDARG;
}

static const IShellExtInitVtbl init_vtbl = {
    .QueryInterface = init_QueryInterface,
    .AddRef = init_AddRef,
    .Release = init_Release,
    .Initialize = init_Initialize,
};

static HRESULT WINAPI site_QueryInterface(IObjectWithSite *iface, REFIID iid, void **out)
{
    return menu_QueryInterface(&from_IObjectWithSite(iface)->IContextMenu3_iface, iid, out);
}

static ULONG WINAPI site_AddRef(IObjectWithSite *iface)
{
    return menu_AddRef(&from_IObjectWithSite(iface)->IContextMenu3_iface);
}

static ULONG WINAPI site_Release(IObjectWithSite *iface)
{
    return menu_Release(&from_IObjectWithSite(iface)->IContextMenu3_iface);
}

static HRESULT WINAPI site_SetSite(IObjectWithSite *iface, IUnknown *site)
{
    IUnknown *old;

    if (site)
        IUnknown_AddRef(site);
    old = replace_site(from_IObjectWithSite(iface), site);
    if (old)
        IUnknown_Release(old);
    return S_OK;
}

static HRESULT WINAPI site_GetSite(IObjectWithSite *iface, REFIID iid, void **out)
{
    IUnknown *site;
    HRESULT result;

    if (!out)
        return E_POINTER;
    *out = NULL;
    site = hold_site(from_IObjectWithSite(iface));
    if (!site)
        return E_FAIL;
    result = IUnknown_QueryInterface(site, iid, out);
    IUnknown_Release(site);
    return result;
}

static const IObjectWithSiteVtbl site_vtbl = {
    .QueryInterface = site_QueryInterface,
    .AddRef = site_AddRef,
    .Release = site_Release,
    .SetSite = site_SetSite,
    .GetSite = site_GetSite,
};

HRESULT context_menu_create(IUnknown **out, const void *detail)
{
    context_menu *menu = calloc(1, sizeof(*menu));

    if (!menu)
        return E_OUTOFMEMORY;
    menu->IContextMenu3_iface.lpVtbl = &menu_vtbl;
    menu->IShellExtInit_iface.lpVtbl = &init_vtbl;
    menu->IObjectWithSite_iface.lpVtbl = &site_vtbl;
    menu->references = 1;
    menu->scope = *(const menu_scope *)detail;
    InitializeSRWLock(&menu->lock);
    module_lock();
    *out = (IUnknown *)&menu->IContextMenu3_iface;
    return S_OK;
}
