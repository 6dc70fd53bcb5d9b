/* The IComponentData of a variant, with its state, its menus and pages for nodes, and its help. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "com/module.h"
#include "tests/console/mutants/known_iids.h"
#include "tests/console/mutants/mutant.h"

#define STATE_VERSION 1

static mutant *from_IComponentData(IComponentData *iface)
{
    return CONTAINING_RECORD(iface, mutant, IComponentData_iface);
}

static HRESULT find_interface(mutant *self, REFIID iid, void **out)
{
    bool is_persisted = IsEqualIID(iid, &IID_IPersist) || IsEqualIID(iid, &IID_IPersistStreamInit);

    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IComponentData))
        *out = &self->IComponentData_iface;
    else if (is_persisted && self->does != HAS_NO_STATE)
        *out = &self->IPersistStreamInit_iface;
    else if (IsEqualIID(iid, &IID_IExtendContextMenu))
        *out = &self->IExtendContextMenu_iface;
    else if (IsEqualIID(iid, &IID_IExtendPropertySheet) ||
             (IsEqualIID(iid, &IID_IExtendPropertySheet2) && self->does != IS_OF_MMC_1))
        *out = &self->IExtendPropertySheet2_iface;
    else if (IsEqualIID(iid, &IID_ISnapinHelp) ||
             (IsEqualIID(iid, &IID_ISnapinHelp2) && self->does != IS_OF_MMC_1))
        *out = &self->ISnapinHelp2_iface;
    else
        return E_NOINTERFACE;
    InterlockedIncrement(&self->references);
    return S_OK;
}

static HRESULT WINAPI data_QueryInterface(IComponentData *iface, REFIID iid, void **out)
{
    mutant *self = from_IComponentData(iface);
    HRESULT result;

    if (self->does != LEAVES_OUT_POINTER)
        *out = NULL;
    result = find_interface(self, iid, out);
    if (FAILED(result) && self->does == COUNTS_REFUSALS) {
        InterlockedIncrement(&self->references);
        self->refused++;
    }
    if (FAILED(result) && self->does == ANSWERS_ANYTHING && !is_known_iid(iid))
        return find_interface(self, &IID_IUnknown, out);
    return result;
}

static ULONG WINAPI data_AddRef(IComponentData *iface)
{
    return (ULONG)InterlockedIncrement(&from_IComponentData(iface)->references);
}

static ULONG WINAPI data_Release(IComponentData *iface)
{
    mutant *self = from_IComponentData(iface);
    ULONG left = (ULONG)InterlockedDecrement(&self->references);

    if (left == 0) {
        if (self->does == CALLS_AFTER_DESTROY && self->remembered)
            IConsole2_SetStatusText(self->remembered, NULL);
        free(self);
        module_unlock();
    }
    return left;
}

/* A string that comes and goes, as it would be kept in a console file. */
static void try_strings(mutant *self)
{
    MMC_STRING_ID id = 0;
    wchar_t text[16];

    if (SUCCEEDED(IStringTable_AddString(self->strings, L"kept", &id))) {
        IStringTable_GetString(self->strings, id, ARRAYSIZE(text), text, NULL);
        IStringTable_DeleteString(self->strings, id);
    }
    if (self->does == ASKS_FOR_NO_STRING)
        IStringTable_GetString(self->strings, 4242, ARRAYSIZE(text), text, NULL);
}

static void set_images(IConsole2 *console)
{
    IImageList *images = NULL;
    HBITMAP small_strip = mutant_bitmap(16);
    HBITMAP large_strip = mutant_bitmap(32);

    if (SUCCEEDED(IConsole2_QueryScopeImageList(console, &images))) {
        IImageList_ImageListSetStrip(images, (LONG_PTR *)small_strip, (LONG_PTR *)large_strip, 0,
                                     RGB(255, 0, 255));
        IImageList_Release(images);
    }
    DeleteObject(small_strip);
    DeleteObject(large_strip);
}

static HRESULT WINAPI data_Initialize(IComponentData *iface, IUnknown *console)
{
    mutant *self = from_IComponentData(iface);
    HRESULT result = IUnknown_QueryInterface(console, &IID_IConsole2, (void **)&self->console);

    if (SUCCEEDED(result))
        result =
            IUnknown_QueryInterface(console, &IID_IConsoleNameSpace2, (void **)&self->name_space);
    if (FAILED(result))
        return result;
    if (SUCCEEDED(IUnknown_QueryInterface(console, &IID_IStringTable, (void **)&self->strings)))
        try_strings(self);
    set_images(self->console);
    self->remembered = self->console;
    if (self->does == KEEPS_ITSELF)
        IComponentData_AddRef(iface);
    return S_OK;
}

static HRESULT WINAPI data_CreateComponent(IComponentData *iface, IComponent **out)
{
    return mutant_component_create(out, from_IComponentData(iface));
}

static DWORD WINAPI call_from_another_thread(void *console)
{
    IConsole2_SetStatusText((IConsole2 *)console, NULL);
    return 0;
}

static void misuse_tree(mutant *self, HSCOPEITEM last)
{
    static HSCOPEITEM before; /* the static node of the variant that was opened before this one */
    HSCOPEITEM foreign = before;
    SCOPEDATAITEM item = { .mask = SDI_STATE, .ID = last };
    HANDLE thread;

    before = self->root;

    switch ((int)self->does) {
    case NAMES_NO_ITEM:
        item.ID = 0x7777;
        IConsoleNameSpace2_SetItem(self->name_space, &item);
        break;
    case DELETES_STATIC:
        IConsoleNameSpace2_DeleteItem(self->name_space, self->root, TRUE);
        break;
    case DELETES_FOREIGN:
        IConsoleNameSpace2_DeleteItem(self->name_space, foreign, TRUE);
        break;
    case CALLS_FROM_ANOTHER_THREAD:
        thread = CreateThread(NULL, 0, call_from_another_thread, self->console, 0, NULL);
        WaitForSingleObject(thread, INFINITE);
        CloseHandle(thread);
        break;
    default:
        break;
    }
}

static HSCOPEITEM insert_child(mutant *self, HSCOPEITEM parent, place where)
{
    SCOPEDATAITEM item = {
        .mask = SDI_STR | SDI_IMAGE | SDI_OPENIMAGE | SDI_PARAM | SDI_CHILDREN | SDI_PARENT,
        .displayname = (LPOLESTR)MMC_CALLBACK,
        .nImage = self->does == SHOWS_MISSING_IMAGE ? 99 : 0,
        .nOpenImage = 1,
        .cChildren = 0,
        .lParam = where,
        .relativeID = parent,
    };

    if (self->does == INSERTS_WITHOUT_NAME)
        item.mask &= ~(DWORD)SDI_STR;
    if (self->does == NAMES_NODES_AT_ONCE)
        item.displayname = (LPOLESTR)mutant_place_name(where);
    if (FAILED(IConsoleNameSpace2_InsertItem(self->name_space, &item)))
        return 0;
    return item.ID;
}

static HRESULT expand(mutant *self, IDataObject *data, HSCOPEITEM node)
{
    mutant_item what;
    HSCOPEITEM last = 0;

    if (self->does == EXTENDS_NAME_SPACE) {
        if (mutant_item_of(&what, data) && what.does != EXTENDS_NAME_SPACE)
            insert_child(self, node, PLACE_LIST);
        return S_OK;
    }
    if (!mutant_item_of(&what, data) || what.where != PLACE_ROOT)
        return S_OK;
    if (self->root)
        mutant_complain("expanded twice");
    self->root = node;
    for (int where = PLACE_LIST; where <= PLACE_MESSAGE; where++)
        last = insert_child(self, node, (place)where);
    self->last = last;
    misuse_tree(self, last);
    return S_OK;
}

/* What to say to a notification that nothing is done for: all three are known to work. */
static HRESULT ignored(const mutant *self)
{
    if (self->does == IGNORES_LOUDLY)
        return E_NOTIMPL;
    return self->does == IGNORES_SOFTLY ? S_OK : S_FALSE;
}

static HRESULT WINAPI data_Notify(IComponentData *iface, IDataObject *data, MMC_NOTIFY_TYPE event,
                                  LPARAM arg, LPARAM param)
{
    mutant *self = from_IComponentData(iface);
    MMC_EXPANDSYNC_STRUCT *sync = (MMC_EXPANDSYNC_STRUCT *)param;

    switch (event) {
    case MMCN_EXPANDSYNC:
        if (self->does != EXPANDS_AT_ONCE || !sync->bExpanding)
            return ignored(self);
        sync->bHandled = TRUE;
        return expand(self, data, sync->hItem);
    case MMCN_EXPAND:
        return arg ? expand(self, data, (HSCOPEITEM)param) : S_OK;
    case MMCN_REMOVE_CHILDREN:
        for (int turn = 0; turn < 2 && self->last && self->does == DELETES_WHAT_IS_GONE; turn++)
            IConsoleNameSpace2_DeleteItem(self->name_space, self->last, TRUE);
        self->root = 0;
        return self->does == REFUSES_STRANGELY ? E_ABORT : S_OK;
    case MMCN_PROPERTY_CHANGE:
        return S_OK;
    default:
        if (self->does == FAILS_ON_UNKNOWN && (event < MMCN_ACTIVATE || event > 0x8023))
            return E_INVALIDARG;
        return ignored(self);
    }
}

static void let_go(mutant *self)
{
    if (self->strings)
        IStringTable_Release(self->strings);
    if (self->name_space)
        IConsoleNameSpace2_Release(self->name_space);
    if (self->console && self->does != KEEPS_CONSOLE)
        IConsole2_Release(self->console);
    if (self->console && self->does == RELEASES_TWICE)
        IConsole2_Release(self->console);
    self->strings = NULL;
    self->name_space = NULL;
    self->console = NULL;
}

static HRESULT WINAPI data_Destroy(IComponentData *iface)
{
    mutant *self = from_IComponentData(iface);

    let_go(self);
    if (self->does == KEEPS_ITSELF)
        module_unlock(); /* for the lock of the one that stays; only it is to be found */
    InterlockedExchangeAdd(&self->references, -self->refused);
    self->refused = 0;
    return self->does == DESTROYS_BADLY ? E_FAIL : S_OK;
}

static HRESULT WINAPI data_QueryDataObject(IComponentData *iface, MMC_COOKIE cookie,
                                           DATA_OBJECT_TYPES type, IDataObject **out)
{
    mutant *self = from_IComponentData(iface);
    mutant_item item = { self->does, (place)cookie, -1, type, false };

    if (self->does != LEAVES_DATA_POINTER)
        *out = NULL;
    if (cookie < PLACE_ROOT || cookie > PLACE_MESSAGE)
        return E_INVALIDARG;
    if (self->does == GIVES_NO_DATA && cookie == PLACE_MESSAGE)
        return E_FAIL;
    return mutant_item_create(out, &item);
}

static HRESULT WINAPI data_GetDisplayInfo(IComponentData *iface, SCOPEDATAITEM *item)
{
    mutant *self = from_IComponentData(iface);

    if (item->mask & SDI_STR)
        item->displayname = (LPOLESTR)mutant_place_name((place)item->lParam);
    if (item->mask & SDI_IMAGE)
        item->nImage = 0;
    if (item->mask & SDI_OPENIMAGE)
        item->nOpenImage = 1;
    if (self->does == NAMES_NOTHING && (item->mask & SDI_STR))
        item->displayname = NULL;
    return self->does == IS_OF_MMC_1 ? S_FALSE : S_OK;
}

/* The same for both interfaces: the same place and row. */
static HRESULT compare(const mutant *self, IDataObject *one, IDataObject *two)
{
    mutant_item items[2];

    if (self->does == COMPARES_NOTHING || self->does == IS_OF_MMC_2)
        return E_NOTIMPL;
    if (!mutant_item_of(&items[0], one) || !mutant_item_of(&items[1], two))
        return S_FALSE;
    if (self->does == NEVER_SAYS_SAME)
        return S_FALSE;
    return items[0].where == items[1].where && items[0].row == items[1].row ? S_OK : S_FALSE;
}

static HRESULT WINAPI data_CompareObjects(IComponentData *iface, IDataObject *one, IDataObject *two)
{
    return compare(from_IComponentData(iface), one, two);
}

static const IComponentDataVtbl data_vtbl = {
    .QueryInterface = data_QueryInterface,
    .AddRef = data_AddRef,
    .Release = data_Release,
    .Initialize = data_Initialize,
    .CreateComponent = data_CreateComponent,
    .Notify = data_Notify,
    .Destroy = data_Destroy,
    .QueryDataObject = data_QueryDataObject,
    .GetDisplayInfo = data_GetDisplayInfo,
    .CompareObjects = data_CompareObjects,
};

static mutant *from_IPersistStreamInit(IPersistStreamInit *iface)
{
    return CONTAINING_RECORD(iface, mutant, IPersistStreamInit_iface);
}

/* One variant hands out an IUnknown of its own here, another does not know the way back. */
static HRESULT WINAPI persist_QueryInterface(IPersistStreamInit *iface, REFIID iid, void **out)
{
    mutant *self = from_IPersistStreamInit(iface);

    if (self->does == IS_TWO_OBJECTS && IsEqualIID(iid, &IID_IUnknown)) {
        InterlockedIncrement(&self->references);
        *out = iface;
        return S_OK;
    }
    if (self->does == KNOWS_NO_WAY_BACK && IsEqualIID(iid, &IID_IExtendContextMenu)) {
        *out = NULL;
        return E_NOINTERFACE;
    }
    return data_QueryInterface(&self->IComponentData_iface, iid, out);
}

static ULONG WINAPI persist_AddRef(IPersistStreamInit *iface)
{
    return data_AddRef(&from_IPersistStreamInit(iface)->IComponentData_iface);
}

static ULONG WINAPI persist_Release(IPersistStreamInit *iface)
{
    return data_Release(&from_IPersistStreamInit(iface)->IComponentData_iface);
}

static HRESULT WINAPI persist_GetClassID(IPersistStreamInit *iface, CLSID *out)
{
    mutant *self = from_IPersistStreamInit(iface);

    *out = mutant_class(self->does);
    if (self->does == PERSISTS_AS_ANOTHER)
        out->Data1++;
    return S_OK;
}

static HRESULT WINAPI persist_IsDirty(IPersistStreamInit *iface)
{
    mutant *self = from_IPersistStreamInit(iface);

    return self->is_dirty || self->does == IS_ALWAYS_DIRTY ? S_OK : S_FALSE;
}

static HRESULT WINAPI persist_Load(IPersistStreamInit *iface, IStream *stream)
{
    mutant *self = from_IPersistStreamInit(iface);
    DWORD saved[2] = { STATE_VERSION, 0 };
    ULONG got = 0;
    HRESULT result = IStream_Read(stream, saved, sizeof(saved), &got);

    if (FAILED(result) || got != sizeof(saved) || saved[0] != STATE_VERSION)
        return self->does == LOADS_ANYTHING ? S_OK : E_FAIL;
    self->state = saved[1];
    self->is_dirty = false;
    return S_OK;
}

static HRESULT WINAPI persist_Save(IPersistStreamInit *iface, IStream *stream, BOOL is_clean_then)
{
    mutant *self = from_IPersistStreamInit(iface);
    DWORD saved[2] = { STATE_VERSION, self->state };
    static DWORD times;

    if (self->does == SAVES_SOMETHING_ELSE)
        saved[1] = ++times;
    if (is_clean_then)
        self->is_dirty = false;
    return IStream_Write(stream, saved, sizeof(saved), NULL);
}

static HRESULT WINAPI persist_GetSizeMax(IPersistStreamInit *iface, ULARGE_INTEGER *out)
{
    (void)iface;
    out->QuadPart = 2 * sizeof(DWORD);
    return S_OK;
}

static HRESULT WINAPI persist_InitNew(IPersistStreamInit *iface)
{
    from_IPersistStreamInit(iface)->state = 7;
    return S_OK;
}

static const IPersistStreamInitVtbl persist_vtbl = {
    .QueryInterface = persist_QueryInterface,
    .AddRef = persist_AddRef,
    .Release = persist_Release,
    .GetClassID = persist_GetClassID,
    .IsDirty = persist_IsDirty,
    .Load = persist_Load,
    .Save = persist_Save,
    .GetSizeMax = persist_GetSizeMax,
    .InitNew = persist_InitNew,
};

PART_UNKNOWN(mutant, IExtendContextMenu, menu, IComponentData, data)

static HRESULT WINAPI menu_AddMenuItems(IExtendContextMenu *iface, IDataObject *data,
                                        IContextMenuCallback *callback, LONG *allowed)
{
    return mutant_menu_add(from_IExtendContextMenu(iface)->does, data, callback, allowed, false);
}

static HRESULT WINAPI menu_Command(IExtendContextMenu *iface, LONG command, IDataObject *data)
{
    return mutant_menu_command(from_IExtendContextMenu(iface)->does, (IUnknown *)iface, command,
                               data);
}

static const IExtendContextMenuVtbl menu_vtbl = {
    .QueryInterface = menu_QueryInterface,
    .AddRef = menu_AddRef,
    .Release = menu_Release,
    .AddMenuItems = menu_AddMenuItems,
    .Command = menu_Command,
};

PART_UNKNOWN(mutant, IExtendPropertySheet2, pages, IComponentData, data)

static HRESULT WINAPI pages_CreatePropertyPages(IExtendPropertySheet2 *iface,
                                                IPropertySheetCallback *callback, LONG_PTR handle,
                                                IDataObject *data)
{
    return mutant_pages_create(from_IExtendPropertySheet2(iface)->does, callback, handle, data);
}

static HRESULT WINAPI pages_QueryPagesFor(IExtendPropertySheet2 *iface, IDataObject *data)
{
    return mutant_pages_query(from_IExtendPropertySheet2(iface)->does, data);
}

static HRESULT WINAPI pages_GetWatermarks(IExtendPropertySheet2 *iface, IDataObject *data,
                                          HBITMAP *watermark, HBITMAP *header, HPALETTE *palette,
                                          BOOL *is_stretched)
{
    (void)iface, (void)data;
    *watermark = NULL;
    *header = NULL;
    *palette = NULL;
    *is_stretched = FALSE;
    return E_NOTIMPL;
}

static const IExtendPropertySheet2Vtbl pages_vtbl = {
    .QueryInterface = pages_QueryInterface,
    .AddRef = pages_AddRef,
    .Release = pages_Release,
    .CreatePropertyPages = pages_CreatePropertyPages,
    .QueryPagesFor = pages_QueryPagesFor,
    .GetWatermarks = pages_GetWatermarks,
};

PART_UNKNOWN(mutant, ISnapinHelp2, help, IComponentData, data)

static HRESULT WINAPI help_GetHelpTopic(ISnapinHelp2 *iface, LPOLESTR *out)
{
    bool is_missing = from_ISnapinHelp2(iface)->does == HELPS_BY_NOTHING;
    wchar_t *path = is_missing ? _wcsdup(L"Z:\\nowhere\\missing.chm") : module_path();
    size_t size = path ? (wcslen(path) + 1) * sizeof(*path) : 0;

    *out = path ? CoTaskMemAlloc(size) : NULL;
    if (*out)
        memcpy(*out, path, size);
    free(path);
    return *out ? S_OK : E_OUTOFMEMORY;
}

static HRESULT WINAPI help_GetLinkedTopics(ISnapinHelp2 *iface, LPOLESTR *out)
{
    (void)iface;
    *out = NULL;
    return S_FALSE;
}

static const ISnapinHelp2Vtbl help_vtbl = {
    .QueryInterface = help_QueryInterface,
    .AddRef = help_AddRef,
    .Release = help_Release,
    .GetHelpTopic = help_GetHelpTopic,
    .GetLinkedTopics = help_GetLinkedTopics,
};

HRESULT mutant_create(IUnknown **out, const void *detail)
{
    mutant *self;

    if ((mutation)(uintptr_t)detail == IS_NOT_CREATED)
        return E_FAIL;
    self = calloc(1, sizeof(*self));
    if (!self)
        return E_OUTOFMEMORY;
    self->IComponentData_iface.lpVtbl = &data_vtbl;
    self->IPersistStreamInit_iface.lpVtbl = &persist_vtbl;
    self->IExtendContextMenu_iface.lpVtbl = &menu_vtbl;
    self->IExtendPropertySheet2_iface.lpVtbl = &pages_vtbl;
    self->ISnapinHelp2_iface.lpVtbl = &help_vtbl;
    self->references = 1;
    self->does = (mutation)(uintptr_t)detail;
    module_lock();
    *out = (IUnknown *)&self->IComponentData_iface;
    return S_OK;
}
