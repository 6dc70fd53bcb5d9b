/* The IComponent of a variant: rows, columns, verbs, toolbar, menus and pages of one view. */
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <windows.h>
#include <commctrl.h>

#include "com/module.h"
#include "tests/console/mutants/mutant.h"

typedef struct component {
    IComponent IComponent_iface;
    IExtendContextMenu IExtendContextMenu_iface;
    IExtendControlbar IExtendControlbar_iface;
    IExtendPropertySheet2 IExtendPropertySheet2_iface;
    IResultDataCompareEx IResultDataCompareEx_iface;
    IResultOwnerData IResultOwnerData_iface;
    LONG references;
    mutation does;
    mutant *data;
    IConsole2 *console;
    IHeaderCtrl2 *header;
    IResultData *results;
    IConsoleVerb *verbs;
    IImageList *images; /* kept by a variant that may not */
    mutant_bars bars;
    place shown;
    bool is_shown;
    bool has_images;         /* since it was shown last */
    int order[VIRTUAL_ROWS]; /* of the virtual list */
    int sorted_by;
    bool is_descending;
    wchar_t *last_text; /* of a variant whose texts die */
} component;

static component *from_IComponent(IComponent *iface)
{
    return CONTAINING_RECORD(iface, component, IComponent_iface);
}

static HRESULT WINAPI component_QueryInterface(IComponent *iface, REFIID iid, void **out)
{
    component *self = from_IComponent(iface);

    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IComponent))
        *out = &self->IComponent_iface;
    else if (IsEqualIID(iid, &IID_IExtendContextMenu))
        *out = &self->IExtendContextMenu_iface;
    else if (IsEqualIID(iid, &IID_IExtendControlbar))
        *out = &self->IExtendControlbar_iface;
    else if (IsEqualIID(iid, &IID_IExtendPropertySheet) ||
             (IsEqualIID(iid, &IID_IExtendPropertySheet2) && self->does != IS_OF_MMC_1))
        *out = &self->IExtendPropertySheet2_iface;
    else if (IsEqualIID(iid, &IID_IResultDataCompareEx) && self->does != IS_OF_MMC_1)
        *out = &self->IResultDataCompareEx_iface;
    else if (IsEqualIID(iid, &IID_IResultOwnerData))
        *out = &self->IResultOwnerData_iface;
    else
        return E_NOINTERFACE;
    InterlockedIncrement(&self->references);
    return S_OK;
}

static ULONG WINAPI component_AddRef(IComponent *iface)
{
    return (ULONG)InterlockedIncrement(&from_IComponent(iface)->references);
}

static ULONG WINAPI component_Release(IComponent *iface)
{
    component *self = from_IComponent(iface);
    ULONG left = (ULONG)InterlockedDecrement(&self->references);

    if (left == 0) {
        IComponentData_Release(&self->data->IComponentData_iface);
        free(self->last_text);
        free(self);
        module_unlock();
    }
    return left;
}

static HRESULT WINAPI component_Initialize(IComponent *iface, IConsole *console)
{
    component *self = from_IComponent(iface);
    HRESULT result = IConsole_QueryInterface(console, &IID_IConsole2, (void **)&self->console);

    if (SUCCEEDED(result))
        result = IConsole_QueryInterface(console, &IID_IHeaderCtrl2, (void **)&self->header);
    if (SUCCEEDED(result))
        result = IConsole_QueryInterface(console, &IID_IResultData, (void **)&self->results);
    if (SUCCEEDED(result))
        result = IConsole2_QueryConsoleVerb(self->console, &self->verbs);
    if (SUCCEEDED(result))
        result = IConsole2_SetHeader(self->console, (IHeaderCtrl *)self->header);
    return result;
}

static HRESULT add_images(component *self, IImageList *images)
{
    HBITMAP small_strip = mutant_bitmap(16);
    HBITMAP large_strip = mutant_bitmap(32);
    HRESULT result;

    if (self->does == ADDS_SINGLE_ICONS) {
        HICON icon = LoadIconW(NULL, IDI_APPLICATION);

        result = IImageList_ImageListSetIcon(images, (LONG_PTR *)icon, 0);
        if (SUCCEEDED(result))
            result = IImageList_ImageListSetIcon(images, (LONG_PTR *)icon, 1);
    } else {
        result = IImageList_ImageListSetStrip(images, (LONG_PTR *)small_strip,
                                              (LONG_PTR *)large_strip, 0, RGB(255, 0, 255));
    }
    DeleteObject(small_strip);
    DeleteObject(large_strip);
    if (self->does == KEEPS_IMAGES && !self->images) {
        IImageList_AddRef(images);
        self->images = images;
    }
    return result;
}

static void insert_columns(component *self)
{
    static const wchar_t *const titles[COLUMNS] = { L"Name", L"Number", L"Date" };

    for (int column = 0; column < COLUMNS; column++)
        IHeaderCtrl2_InsertColumn(self->header, column, titles[column], LVCFMT_LEFT,
                                  self->does == LETS_CONSOLE_MEASURE ? AUTO_WIDTH : 120);
    if (self->does == NAMES_NO_COLUMN)
        IHeaderCtrl2_SetColumnWidth(self->header, 17, 100);
}

static HRESULT insert_row(component *self, int row)
{
    RESULTDATAITEM item = {
        .mask = RDI_STR | RDI_IMAGE | RDI_PARAM,
        .str = (LPOLESTR)MMC_CALLBACK,
        .nImage = self->does == SHOWS_MISSING_ROW_IMAGE ? 99 : 0,
        .nCol = self->does == INSERTS_INTO_COLUMN_1 ? 1 : 0,
        .lParam = ROW_COOKIE(row),
    };

    return IResultData_InsertItem(self->results, &item);
}

/* The settings of the columns are only looked at, as a snap-in does that fetches what is shown. */
static void look_at_columns(component *self)
{
    BYTE id_bytes[sizeof(SColumnSetID) + sizeof(DWORD)] = { 0 };
    SColumnSetID *id = (SColumnSetID *)(void *)id_bytes;
    MMC_COLUMN_SET_DATA *set = NULL;
    MMC_COLUMN_SET_DATA bad = { 0 };
    IColumnData *columns;

    id->cBytes = sizeof(DWORD);
    id->id[0] = PLACE_LIST;
    if (FAILED(IConsole2_QueryInterface(self->console, &IID_IColumnData, (void **)&columns)))
        return;
    if (SUCCEEDED(IColumnData_GetColumnConfigData(columns, id, &set)))
        CoTaskMemFree(set);
    if (self->does == SETS_BAD_COLUMNS)
        IColumnData_SetColumnConfigData(columns, id, &bad);
    IColumnData_Release(columns);
}

static void leak(const component *self)
{
    static void *volatile lost; /* read by nobody, and yet allocated */

    (void)lost;
    switch ((int)self->does) {
    case LOSES_TASK_MEMORY:
        CoTaskMemAlloc(64);
        break;
    case LOSES_HANDLES:
        CreateEventW(NULL, FALSE, FALSE, NULL);
        break;
    case LOSES_BRUSHES:
        CreateSolidBrush(RGB(1, 2, 3));
        break;
    case LOSES_WINDOWS:
        CreateWindowW(L"STATIC", NULL, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
        break;
    case LOSES_MEMORY:
        lost = malloc(1024);
        break;
    default:
        break;
    }
}

static void misuse_list(component *self)
{
    IResultData *wrong = NULL;
    int answer;

    leak(self);
    switch ((int)self->does) {
    case UPDATES_NO_ROW:
        IResultData_UpdateItem(self->results, 0x7777);
        break;
    case SHOWS_BY_SCOPE_CONSOLE:
        if (SUCCEEDED(
                IConsole2_QueryInterface(self->data->console, &IID_IResultData, (void **)&wrong))) {
            IResultData_DeleteAllRsltItems(wrong);
            IResultData_Release(wrong);
        }
        break;
    case PASSES_NULL:
        IConsole2_QueryResultImageList(self->console, NULL);
        break;
    case ASKS_UNASKED:
        IConsole2_MessageBox(self->console, L"Shall I?", L"Variant", MB_OK, &answer);
        break;
    case SETS_VERBS_WHEN_SHOWN:
        IConsoleVerb_SetVerbState(self->verbs, MMC_VERB_COPY, ENABLED, TRUE);
        break;
    case CRASHES:
        RaiseException(EXCEPTION_ACCESS_VIOLATION, 0, 0, NULL);
        break;
    case HANGS:
        Sleep(INFINITE);
        break;
    default:
        break;
    }
}

static void show_list(component *self)
{
    look_at_columns(self);
    if (self->does == INSERTS_ROWS_FIRST)
        insert_row(self, 0);
    insert_columns(self);
    for (int row = self->does == INSERTS_ROWS_FIRST ? 1 : 0; row < LIST_ROWS; row++)
        insert_row(self, row);
    misuse_list(self);
}

static void show_virtual(component *self)
{
    insert_columns(self);
    IResultData_SetItemCount(self->results, VIRTUAL_ROWS, 0);
    if (self->does == INSERTS_INTO_VIRTUAL)
        insert_row(self, 0);
}

static void show_message(component *self)
{
    IUnknown *view = NULL;
    IMessageView *message;

    if (FAILED(IConsole2_QueryResultView(self->console, &view)))
        return;
    if (SUCCEEDED(IUnknown_QueryInterface(view, &IID_IMessageView, (void **)&message))) {
        IMessageView_SetTitleText(message, L"Nothing to show");
        IMessageView_SetBodyText(message, L"This place has a message instead of rows.");
        IMessageView_SetIcon(message, self->does == SHOWS_STRANGE_ICON ? (IconIdentifier)5
                                                                       : Icon_Information);
        IMessageView_Release(message);
    }
    IUnknown_Release(view);
}

static HRESULT show(component *self, IDataObject *data)
{
    mutant_item what;

    if (!self->has_images)
        mutant_complain("shown before ADD_IMAGES");
    self->has_images = false;
    self->is_shown = true;
    if (!mutant_item_of(&what, data))
        return S_OK;
    self->shown = what.where;
    if (what.where == PLACE_LIST)
        show_list(self);
    else if (what.where == PLACE_VIRTUAL)
        show_virtual(self);
    else if (what.where == PLACE_MESSAGE)
        show_message(self);
    else
        IHeaderCtrl2_InsertColumn(self->header, 0, L"Name", LVCFMT_LEFT, 200);
    return S_OK;
}

/* A snap-in of the first consoles asks the list which rows are selected. */
static void count_selected(component *self)
{
    RESULTDATAITEM item = { .mask = RDI_STATE, .nCol = 0, .nIndex = -1, .nState = LVNI_SELECTED };
    int count = 0;

    while (IResultData_GetNextItem(self->results, &item) == S_OK && count <= VIRTUAL_ROWS) {
        if (item.lParam == 0)
            mutant_complain("GetNextItem does not tell whose row it is");
        item.lParam = 0;
        count++;
    }
    if (count > VIRTUAL_ROWS)
        mutant_complain("GetNextItem comes to no end");
}

/* A verb is hidden to begin with, and not only disabled. */
static void enable(IConsoleVerb *verbs, MMC_CONSOLE_VERB verb)
{
    IConsoleVerb_SetVerbState(verbs, verb, HIDDEN, FALSE);
    IConsoleVerb_SetVerbState(verbs, verb, ENABLED, TRUE);
}

static HRESULT select_item(component *self, IDataObject *data, bool is_scope, bool is_selected)
{
    bool is_row = !is_scope;
    mutant_item what;

    if (mutant_item_of(&what, data) && what.does != self->does)
        mutant_complain("told of what another snap-in put there");
    if (self->does == IS_SLOW)
        Sleep(25);
    if (!self->bars.bar)
        mutant_complain("selected before SetControlbar");
    if ((self->does == ASKS_FOR_SELECTION || self->does == KEEPS_EVERY_RULE) && self->is_shown &&
        self->shown == PLACE_LIST)
        count_selected(self);
    if (!is_selected || IS_SPECIAL_DATAOBJECT(data))
        return S_OK;
    enable(self->verbs, MMC_VERB_REFRESH);
    if (mutant_pages_query(self->does, data) == S_OK)
        enable(self->verbs, MMC_VERB_PROPERTIES);
    IConsoleVerb_SetDefaultVerb(self->verbs, is_row ? MMC_VERB_PROPERTIES : MMC_VERB_OPEN);
    if (self->does == SETS_NO_VERB)
        IConsoleVerb_SetVerbState(self->verbs, (MMC_CONSOLE_VERB)0x1234, ENABLED, TRUE);
    return S_OK;
}

static HRESULT help(component *self)
{
    IDisplayHelp *display;
    HRESULT result = IConsole2_QueryInterface(self->console, &IID_IDisplayHelp, (void **)&display);

    if (FAILED(result))
        return S_FALSE;
    result = IDisplayHelp_ShowTopic(
        display, (LPOLESTR)(self->does == SHOWS_NO_TOPIC ? L"" : L"variant.chm::/help.htm"));
    IDisplayHelp_Release(display);
    return SUCCEEDED(result) ? S_OK : S_FALSE;
}

static HRESULT ignored(const component *self)
{
    if (self->does == IGNORES_LOUDLY)
        return E_NOTIMPL;
    return self->does == IGNORES_SOFTLY ? S_OK : S_FALSE;
}

static HRESULT WINAPI component_Notify(IComponent *iface, IDataObject *data, MMC_NOTIFY_TYPE event,
                                       LPARAM arg, LPARAM param)
{
    component *self = from_IComponent(iface);

    (void)param;
    switch (event) {
    case MMCN_ADD_IMAGES:
        self->has_images = true;
        return add_images(self, (IImageList *)arg);
    case MMCN_SHOW:
        self->is_shown = false;
        mutant_list_is_shown = arg != 0;
        return arg ? show(self, data) : S_OK;
    case MMCN_SELECT:
        return select_item(self, data, LOWORD(arg), HIWORD(arg));
    case MMCN_REFRESH:
        IConsole2_UpdateAllViews(self->console, data, 1, 0);
        return S_OK;
    case MMCN_VIEW_CHANGE:
    case MMCN_PROPERTY_CHANGE:
        return S_OK;
    case MMCN_CONTEXTHELP:
        return help(self);
    default:
        if (self->does == FAILS_ON_UNKNOWN && (event < MMCN_ACTIVATE || event > 0x8023))
            return E_INVALIDARG;
        return ignored(self);
    }
}

static HRESULT WINAPI component_Destroy(IComponent *iface, MMC_COOKIE cookie)
{
    component *self = from_IComponent(iface);

    (void)cookie;
    if (self->is_shown)
        mutant_complain("destroyed while shown");
    if (self->does == TOUCHES_TOO_LATE)
        IResultData_DeleteAllRsltItems(self->results);
    if (self->does == INSERTS_TOO_LATE)
        insert_row(self, 0);
    if (self->verbs)
        IConsoleVerb_Release(self->verbs);
    if (self->results)
        IResultData_Release(self->results);
    if (self->header)
        IHeaderCtrl2_Release(self->header);
    if (self->console)
        IConsole2_Release(self->console);
    return S_OK;
}

/* In a virtual list the cookie of a row is its index, and the node is the one that is shown. */
static HRESULT WINAPI component_QueryDataObject(IComponent *iface, MMC_COOKIE cookie,
                                                DATA_OBJECT_TYPES type, IDataObject **out)
{
    component *self = from_IComponent(iface);
    mutant_item item = { self->does, self->shown, -1, type, false };

    if (self->does != LEAVES_DATA_POINTER)
        *out = NULL;
    if (IS_SPECIAL_COOKIE(cookie)) {
        if (cookie != MMC_MULTI_SELECT_COOKIE)
            return E_NOTIMPL;
        item.row = 0;
        item.is_many = true;
    } else if (self->shown == PLACE_VIRTUAL && type == CCT_RESULT) {
        if (cookie < 0 || cookie >= VIRTUAL_ROWS)
            return E_INVALIDARG;
        item.row = self->order[cookie];
    } else if (ROW_OF(cookie) >= 0 && ROW_OF(cookie) < LIST_ROWS) {
        item.where = PLACE_LIST;
        item.row = ROW_OF(cookie);
    } else if (cookie >= PLACE_ROOT && cookie <= PLACE_MESSAGE) {
        item.where = (place)cookie;
    } else {
        return E_INVALIDARG;
    }
    return mutant_item_create(out, &item);
}

static HRESULT WINAPI component_GetResultViewType(IComponent *iface, MMC_COOKIE cookie,
                                                  LPOLESTR *text, LONG *options)
{
    static wchar_t fixed[] = L"{80F94176-FCCC-11D2-B991-00C04F8ECD78}";
    component *self = from_IComponent(iface);

    *text = NULL;
    *options = MMC_VIEW_OPTIONS_NONE;
    if (self->does == WANTS_STRANGE_VIEW)
        *options = 0x40000;
    if (cookie == PLACE_LIST)
        *options |= MMC_VIEW_OPTIONS_MULTISELECT;
    if (cookie == PLACE_VIRTUAL)
        *options |= MMC_VIEW_OPTIONS_OWNERDATALIST;
    if (cookie != PLACE_MESSAGE)
        return S_FALSE;
    if (self->does == GIVES_FIXED_TEXT) {
        *text = fixed;
        return S_OK;
    }
    *options |= MMC_VIEW_OPTIONS_NOLISTVIEWS;
    return StringFromCLSID(&CLSID_MessageView, text);
}

/* One variant gives each text a life until the next question only. */
static wchar_t *dying(component *self, const wchar_t *text)
{
    free(self->last_text);
    self->last_text = _wcsdup(text);
    return self->last_text;
}

static HRESULT WINAPI component_GetDisplayInfo(IComponent *iface, RESULTDATAITEM *item)
{
    component *self = from_IComponent(iface);
    int row = item->bScopeItem ? -1 : ROW_OF(item->lParam);
    const wchar_t *text;

    if (!item->bScopeItem && self->shown == PLACE_VIRTUAL)
        row = self->order[item->nIndex];
    if (item->mask & RDI_IMAGE)
        item->nImage = self->does == SHOWS_MISSING_ROW_IMAGE ? 99 : 0;
    if (!(item->mask & RDI_STR))
        return S_OK;
    text = row >= 0 ? mutant_cell(row, item->nCol) : L"";
    if (row < 0 && item->nCol == 0)
        text = mutant_place_name((place)item->lParam);
    item->str = (LPOLESTR)(self->does == GIVES_NO_TEXT && row == 3 ? MMC_CALLBACK : text);
    if (self->does == FREES_ITS_TEXTS && text)
        item->str = dying(self, text);
    return S_OK;
}

static HRESULT WINAPI component_CompareObjects(IComponent *iface, IDataObject *one,
                                               IDataObject *two)
{
    return IComponentData_CompareObjects(&from_IComponent(iface)->data->IComponentData_iface, one,
                                         two);
}

static const IComponentVtbl component_vtbl = {
    .QueryInterface = component_QueryInterface,
    .AddRef = component_AddRef,
    .Release = component_Release,
    .Initialize = component_Initialize,
    .Notify = component_Notify,
    .Destroy = component_Destroy,
    .QueryDataObject = component_QueryDataObject,
    .GetResultViewType = component_GetResultViewType,
    .GetDisplayInfo = component_GetDisplayInfo,
    .CompareObjects = component_CompareObjects,
};

PART_UNKNOWN(component, IExtendContextMenu, menu, IComponent, component)

static HRESULT WINAPI menu_AddMenuItems(IExtendContextMenu *iface, IDataObject *data,
                                        IContextMenuCallback *callback, LONG *allowed)
{
    return mutant_menu_add(from_IExtendContextMenu(iface)->does, data, callback, allowed, true);
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

PART_UNKNOWN(component, IExtendControlbar, bars, IComponent, component)

static HRESULT WINAPI bars_SetControlbar(IExtendControlbar *iface, IControlbar *bar)
{
    component *self = from_IExtendControlbar(iface);

    return mutant_bars_set(&self->bars, self->does, iface, bar);
}

static HRESULT WINAPI bars_ControlbarNotify(IExtendControlbar *iface, MMC_NOTIFY_TYPE event,
                                            LPARAM arg, LPARAM param)
{
    component *self = from_IExtendControlbar(iface);
    mutant_item what;

    switch (event) {
    case MMCN_SELECT:
        if (mutant_item_of(&what, (IDataObject *)param) && what.is_many)
            mutant_complain("toolbars are told of several rows by what is not the console's");
        mutant_bars_select(&self->bars, self->does, HIWORD(arg));
        return S_OK;
    case MMCN_BTN_CLICK:
    case MMCN_MENU_BTNCLICK:
        return S_OK;
    default:
        return S_FALSE;
    }
}

static const IExtendControlbarVtbl bars_vtbl = {
    .QueryInterface = bars_QueryInterface,
    .AddRef = bars_AddRef,
    .Release = bars_Release,
    .SetControlbar = bars_SetControlbar,
    .ControlbarNotify = bars_ControlbarNotify,
};

PART_UNKNOWN(component, IExtendPropertySheet2, pages, IComponent, component)

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

PART_UNKNOWN(component, IResultDataCompareEx, compare, IComponent, component)

/* Rows of nodes stand before those of ours. */
static int row_of(const RDITEMHDR *item)
{
    return item->dwFlags & RDCI_ScopeItem ? -1 : ROW_OF(item->cookie);
}

static HRESULT WINAPI compare_Compare(IResultDataCompareEx *iface, RDCOMPARE *asked, int *out)
{
    component *self = from_IResultDataCompareEx(iface);
    int one = row_of(asked->prdch1);
    int two = row_of(asked->prdch2);

    if (self->does == ORDERS_IN_CIRCLES)
        *out = 1;
    else if (one < 0 || two < 0)
        *out = (one >= 0) - (two >= 0);
    else
        *out = mutant_compare(one, two, asked->nColumn);
    return S_OK;
}

static const IResultDataCompareExVtbl compare_vtbl = {
    .QueryInterface = compare_QueryInterface,
    .AddRef = compare_AddRef,
    .Release = compare_Release,
    .Compare = compare_Compare,
};

PART_UNKNOWN(component, IResultOwnerData, owner, IComponent, component)

static HRESULT WINAPI owner_FindItem(IResultOwnerData *iface, RESULTFINDINFO *wanted, int *found)
{
    component *self = from_IResultOwnerData(iface);

    for (int index = wanted->nStart < 0 ? 0 : wanted->nStart; index < VIRTUAL_ROWS; index++) {
        const wchar_t *text = mutant_cell(self->order[index], 0);

        if (_wcsnicmp(text, wanted->psz, wcslen(wanted->psz)) == 0) {
            *found = index;
            return S_OK;
        }
    }
    return S_FALSE;
}

static HRESULT WINAPI owner_CacheHint(IResultOwnerData *iface, int first, int last)
{
    (void)iface, (void)first, (void)last;
    return S_OK;
}

/* Few enough rows for the simplest of all sorts. */
static HRESULT WINAPI owner_SortItems(IResultOwnerData *iface, int column, DWORD options,
                                      LPARAM user)
{
    component *self = from_IResultOwnerData(iface);
    int sign = options & RSI_DESCENDING ? -1 : 1;

    (void)user;
    if (column < 0 || column >= COLUMNS)
        return S_FALSE;
    for (int index = 1; index < VIRTUAL_ROWS; index++) {
        int row = self->order[index];
        int at = index;

        for (; at > 0 && sign * mutant_compare(self->order[at - 1], row, column) > 0; at--)
            self->order[at] = self->order[at - 1];
        self->order[at] = row;
    }
    return S_OK;
}

static const IResultOwnerDataVtbl owner_vtbl = {
    .QueryInterface = owner_QueryInterface,
    .AddRef = owner_AddRef,
    .Release = owner_Release,
    .FindItem = owner_FindItem,
    .CacheHint = owner_CacheHint,
    .SortItems = owner_SortItems,
};

HRESULT mutant_component_create(IComponent **out, mutant *data)
{
    component *self = calloc(1, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IComponent_iface.lpVtbl = &component_vtbl;
    self->IExtendContextMenu_iface.lpVtbl = &menu_vtbl;
    self->IExtendControlbar_iface.lpVtbl = &bars_vtbl;
    self->IExtendPropertySheet2_iface.lpVtbl = &pages_vtbl;
    self->IResultDataCompareEx_iface.lpVtbl = &compare_vtbl;
    self->IResultOwnerData_iface.lpVtbl = &owner_vtbl;
    self->references = 1;
    self->does = data->does;
    self->data = data;
    for (int index = 0; index < VIRTUAL_ROWS; index++)
        self->order[index] = index;
    IComponentData_AddRef(&data->IComponentData_iface);
    module_lock();
    *out = &self->IComponent_iface;
    return S_OK;
}
