#include "shellext/menu/explorer_command.h"

#include <stdlib.h>
#include <wchar.h>

#include <shlobj.h>
#include <shlwapi.h>

#include "com/module.h"
#include "shellext/menu/launch.h"
#include "shellext/menu/selected.h"
#include "shellext/menu/site.h"

typedef struct explorer_command {
    IExplorerCommand IExplorerCommand_iface;
    IObjectWithSite IObjectWithSite_iface;
    LONG references;
    const explorer_command_kind *kind;
    IUnknown *site;
} explorer_command;

static explorer_command *from_IExplorerCommand(IExplorerCommand *iface)
{
    return CONTAINING_RECORD(iface, explorer_command, IExplorerCommand_iface);
}

static explorer_command *from_IObjectWithSite(IObjectWithSite *iface)
{
    return CONTAINING_RECORD(iface, explorer_command, IObjectWithSite_iface);
}

static HRESULT WINAPI command_QueryInterface(IExplorerCommand *iface, REFIID iid, void **out)
{
    explorer_command *command = from_IExplorerCommand(iface);

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IExplorerCommand))
        *out = &command->IExplorerCommand_iface;
    else if (IsEqualIID(iid, &IID_IObjectWithSite))
        *out = &command->IObjectWithSite_iface;
    else
        return E_NOINTERFACE;
    IExplorerCommand_AddRef(iface);
    return S_OK;
}

static ULONG WINAPI command_AddRef(IExplorerCommand *iface)
{
    return (ULONG)InterlockedIncrement(&from_IExplorerCommand(iface)->references);
}

static ULONG WINAPI command_Release(IExplorerCommand *iface)
{
    explorer_command *command = from_IExplorerCommand(iface);
    ULONG left = (ULONG)InterlockedDecrement(&command->references);

    if (left == 0) {
        if (command->site)
            IUnknown_Release(command->site);
        free(command);
        module_unlock();
    }
    return left;
}

static HRESULT give_string(wchar_t **out, UINT id)
{
    wchar_t text[MENU_STRING_CAPACITY];

    menu_string(text, ARRAYSIZE(text), id);
    return SHStrDupW(text, out);
}

static HRESULT WINAPI command_GetTitle(IExplorerCommand *iface, IShellItemArray *items,
                                       wchar_t **out)
{
    const explorer_command_kind *kind = from_IExplorerCommand(iface)->kind;
    DWORD count = 0;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (items && FAILED(IShellItemArray_GetCount(items, &count)))
        count = 0;
    return give_string(out, menu_command_title(kind->command, kind->scope, count));
}

/* "PATH,-ID": Explorer loads the icon by itself, at the size that it wants. */
static HRESULT WINAPI command_GetIcon(IExplorerCommand *iface, IShellItemArray *items,
                                      wchar_t **out)
{
    wchar_t *own_path;
    wchar_t id[16];

    (void)items;
    if (!out)
        return E_POINTER;
    *out = NULL;
    own_path = module_path();
    if (!own_path)
        return E_OUTOFMEMORY;
    wsprintfW(id, L",-%u", (UINT)from_IExplorerCommand(iface)->kind->command->icon);
    *out = CoTaskMemAlloc((wcslen(own_path) + wcslen(id) + 1) * sizeof(**out));
    if (*out) {
        wcscpy(*out, own_path);
        wcscat(*out, id);
    }
    free(own_path);
    return *out ? S_OK : E_OUTOFMEMORY;
}

static HRESULT WINAPI command_GetToolTip(IExplorerCommand *iface, IShellItemArray *items,
                                         wchar_t **out)
{
    (void)items;
    if (!out)
        return E_POINTER;
    *out = NULL;
    return give_string(out, from_IExplorerCommand(iface)->kind->command->help);
}

static HRESULT WINAPI command_GetCanonicalName(IExplorerCommand *iface, GUID *out)
{
    if (!out)
        return E_POINTER;
    *out = *from_IExplorerCommand(iface)->kind->command->guid;
    return S_OK;
}

/* Only many names take time: then Explorer asks again, from where it may be slow. */
static HRESULT WINAPI command_GetState(IExplorerCommand *iface, IShellItemArray *items,
                                       BOOL may_be_slow, EXPCMDSTATE *out)
{
    const explorer_command_kind *kind = from_IExplorerCommand(iface)->kind;
    selected_names names = { .is_all = true };

    if (!out)
        return E_POINTER;
    *out = ECS_ENABLED;
    if (kind->scope == SCOPE_FOLDERS || !kind->command->needs_invalid)
        return S_OK;
    if (items)
        selected_look_at_items(&names, items, may_be_slow ? SIZE_MAX : SELECTED_QUICK_LOOK);
    if (!names.has_invalid)
        *out = ECS_HIDDEN;
    return names.has_invalid || names.is_all || may_be_slow ? S_OK : E_PENDING;
}

static HRESULT collect(tr_selection *selection, IShellItemArray *items, IUnknown *site)
{
    HRESULT result = S_FALSE;
    PIDLIST_ABSOLUTE folder;

    if (items)
        return selected_collect_items(selection, items);
    folder = site_folder(site);
    if (folder)
        result = selected_collect_folder(selection, folder);
    CoTaskMemFree(folder);
    return result;
}

static HRESULT WINAPI command_Invoke(IExplorerCommand *iface, IShellItemArray *items,
                                     IBindCtx *context)
{
    explorer_command *command = from_IExplorerCommand(iface);
    tr_selection selection = { 0 };
    HRESULT result = collect(&selection, items, command->site);

    (void)context;
    if (result == S_OK)
        result = launch_command(command->kind->command, &selection, SW_SHOWNORMAL);
    tr_selection_clear(&selection);
    if (result != S_OK)
        launch_explain(site_window(command->site), result);
    return result == S_FALSE ? E_FAIL : result;
}

static HRESULT WINAPI command_GetFlags(IExplorerCommand *iface, EXPCMDFLAGS *out)
{
    (void)iface;
    if (!out)
        return E_POINTER;
    *out = ECF_DEFAULT;
    return S_OK;
}

static HRESULT WINAPI command_EnumSubCommands(IExplorerCommand *iface, IEnumExplorerCommand **out)
{
    (void)iface;
    if (!out)
        return E_POINTER;
    *out = NULL;
    return E_NOTIMPL;
}

static const IExplorerCommandVtbl command_vtbl = {
    .QueryInterface = command_QueryInterface,
    .AddRef = command_AddRef,
    .Release = command_Release,
    .GetTitle = command_GetTitle,
    .GetIcon = command_GetIcon,
    .GetToolTip = command_GetToolTip,
    .GetCanonicalName = command_GetCanonicalName,
    .GetState = command_GetState,
    .Invoke = command_Invoke,
    .GetFlags = command_GetFlags,
    .EnumSubCommands = command_EnumSubCommands,
};

static HRESULT WINAPI site_QueryInterface(IObjectWithSite *iface, REFIID iid, void **out)
{
    return command_QueryInterface(&from_IObjectWithSite(iface)->IExplorerCommand_iface, iid, out);
}

static ULONG WINAPI site_AddRef(IObjectWithSite *iface)
{
    return command_AddRef(&from_IObjectWithSite(iface)->IExplorerCommand_iface);
}

static ULONG WINAPI site_Release(IObjectWithSite *iface)
{
    return command_Release(&from_IObjectWithSite(iface)->IExplorerCommand_iface);
}

static HRESULT WINAPI site_SetSite(IObjectWithSite *iface, IUnknown *site)
{
    IUnknown *old;

    if (site)
        IUnknown_AddRef(site);
    old = InterlockedExchangePointer((void *volatile *)&from_IObjectWithSite(iface)->site, site);
    if (old)
        IUnknown_Release(old);
    return S_OK;
}

static HRESULT WINAPI site_GetSite(IObjectWithSite *iface, REFIID iid, void **out)
{
    IUnknown *site = from_IObjectWithSite(iface)->site;

    if (!out)
        return E_POINTER;
    *out = NULL;
    return site ? IUnknown_QueryInterface(site, iid, out) : E_FAIL;
}

static const IObjectWithSiteVtbl site_vtbl = {
    .QueryInterface = site_QueryInterface,
    .AddRef = site_AddRef,
    .Release = site_Release,
    .SetSite = site_SetSite,
    .GetSite = site_GetSite,
};

HRESULT explorer_command_create(IUnknown **out, const void *detail)
{
    explorer_command *command = calloc(1, sizeof(*command));

    if (!command)
        return E_OUTOFMEMORY;
    command->IExplorerCommand_iface.lpVtbl = &command_vtbl;
    command->IObjectWithSite_iface.lpVtbl = &site_vtbl;
    command->references = 1;
    command->kind = detail;
    module_lock();
    *out = (IUnknown *)&command->IExplorerCommand_iface;
    return S_OK;
}
