#include "snapin/pages.h"

#include <stdlib.h>

#include <commctrl.h>
#include <prsht.h>

#include "com/module.h"
#include "com/users_format.h"
#include "shellext/window/passage.h"
#include "snapin/form.h"
#include "snapin/mmc_guids.h"
#include "snapin/resource.h"
#include "snapin/rows/timestamp.h"
#include "snapin/strings.h"

enum { PART_LABEL = 1000, PART_LINES, PART_WHOLE_LABEL, PART_WHOLE };

static const form_part text_parts[] = {
    { FORM_LABEL, PART_LABEL, IDS_LABEL_LINES, 0 },
    { FORM_PASSAGE, PART_LINES, 0, FORM_REST },
};

static const form_part list_parts[] = {
    { FORM_LABEL, PART_LABEL, IDS_LABEL_LINES, 0 },
    { FORM_LIST, PART_LINES, 0, FORM_REST },
    { FORM_LABEL, PART_WHOLE_LABEL, IDS_LABEL_WHOLE, 0 },
    { FORM_PASSAGE, PART_WHOLE, 0, 4 },
};

static const form_part tree_parts[] = {
    { FORM_LABEL, PART_LABEL, IDS_LABEL_CHAIN, 0 },
    { FORM_TREE, PART_LINES, 0, FORM_REST },
};

/* What the pages of one sheet share. */
typedef struct shared_sheet {
    LONG references;
    sheet all;
} shared_sheet;

typedef struct page {
    shared_sheet *shared;
    const sheet_page *shown;
    wchar_t *title;
    LANGID language; /* of the console, whose thread is another one */
    form form;
} page;

static void release_sheet(shared_sheet *shared)
{
    if (InterlockedDecrement(&shared->references) > 0)
        return;
    sheet_clear(&shared->all);
    free(shared);
}

static void free_page(page *self)
{
    release_sheet(self->shared);
    form_clear(&self->form);
    free(self->title);
    free(self);
    module_unlock();
}

/* What a line says, to free(). */
static wchar_t *value_of(const sheet_line *line)
{
    int64_t seconds;

    if (line->word)
        return text_of(line->word);
    if (line->kind == COLUMN_TIME && timestamp_parse(&seconds, line->text))
        return text_of_time((time_t)seconds);
    if (line->kind == COLUMN_SIZE)
        return users_size(strtoull(line->text, NULL, 10));
    return text_from_utf8(line->text);
}

/* The same with its label. */
static wchar_t *labelled(const sheet_line *line)
{
    wchar_t *value = value_of(line);
    wchar_t *label = line->label ? text_of(line->label) : NULL;
    wchar_t *both;

    if (!label || !value) {
        free(label);
        return value;
    }
    both = text_of(IDS_SHEET_LABELLED, label, value);
    free(label);
    free(value);
    return both;
}

static void fill_text(page *self)
{
    passage text = { 0 };

    for (size_t index = 0; index < self->shown->count; index++) {
        if (index > 0)
            passage_add_gap(&text);
        passage_add_line(&text, labelled(&self->shown->lines[index]));
    }
    form_say(&self->form, PART_LINES, text.text);
}

static void fill_list(page *self)
{
    HWND list = GetDlgItem(self->form.window, PART_LINES);

    form_add_column(&self->form, PART_LINES, 0, IDS_FACT_NAME, 24);
    form_add_column(&self->form, PART_LINES, 1, IDS_FACT_VALUE, 42);
    for (size_t index = 0; index < self->shown->count; index++) {
        const sheet_line *line = &self->shown->lines[index];
        wchar_t *label = line->label ? text_of(line->label) : NULL;
        wchar_t *value = value_of(line);
        LVITEMW entry = { .mask = LVIF_TEXT,
                          .iItem = (int)index,
                          .pszText = label ? label : (wchar_t[]){ L"" } };

        entry.iItem = ListView_InsertItem(list, &entry);
        if (value)
            ListView_SetItemText(list, entry.iItem, 1, value);
        free(label);
        free(value);
    }
    ListView_SetColumnWidth(list, 1, LVSCW_AUTOSIZE_USEHEADER);
    ListView_SetItemState(list, 0, LVIS_SELECTED | LVIS_FOCUSED, LVIS_SELECTED | LVIS_FOCUSED);
}

/* The item that a line hangs from: the last one above it that stands less deep. */
static HTREEITEM parent_of(const sheet_page *shown, HTREEITEM *items, size_t index)
{
    for (size_t above = index; above > 0; above--) {
        if (shown->lines[above - 1].depth < shown->lines[index].depth)
            return items[above - 1];
    }
    return TVI_ROOT;
}

static void fill_tree(page *self)
{
    HWND tree = GetDlgItem(self->form.window, PART_LINES);
    HTREEITEM *items = calloc(self->shown->count, sizeof(HTREEITEM));

    for (size_t index = 0; items && index < self->shown->count; index++) {
        wchar_t *text = labelled(&self->shown->lines[index]);
        TVINSERTSTRUCTW branch = { .hParent = parent_of(self->shown, items, index),
                                   .hInsertAfter = TVI_LAST,
                                   .item = { .mask = TVIF_TEXT | TVIF_STATE,
                                             .state = TVIS_EXPANDED,
                                             .stateMask = TVIS_EXPANDED,
                                             .pszText = text ? text : (wchar_t[]){ L"" } } };

        items[index] = TreeView_InsertItem(tree, &branch);
        free(text);
    }
    if (items && self->shown->count > 0)
        TreeView_SelectItem(tree, items[0]);
    free(items);
}

static void make(page *self, HWND window)
{
    switch (self->shown->kind) {
    case SHEET_TEXT:
        form_make(&self->form, window, text_parts, ARRAYSIZE(text_parts));
        fill_text(self);
        break;
    case SHEET_LIST:
        form_make(&self->form, window, list_parts, ARRAYSIZE(list_parts));
        fill_list(self);
        break;
    case SHEET_TREE:
        form_make(&self->form, window, tree_parts, ARRAYSIZE(tree_parts));
        fill_tree(self);
        break;
    }
    form_place(&self->form);
}

static void begin(page *self, HWND window)
{
    LANGID before = GetThreadUILanguage();

    SetThreadUILanguage(self->language);
    make(self, window);
    SetThreadUILanguage(before);
}

/* The whole value of the line that is chosen, which may be longer than its column. */
static void show_whole(const page *self, const NMLISTVIEW *change)
{
    if (change->iItem >= 0 && (size_t)change->iItem < self->shown->count &&
        (change->uNewState & LVIS_SELECTED))
        form_say(&self->form, PART_WHOLE, value_of(&self->shown->lines[change->iItem]));
}

static INT_PTR CALLBACK on_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    page *self = (page *)GetWindowLongPtrW(window, DWLP_USER);

    (void)wparam;
    switch (message) {
    case WM_INITDIALOG:
        self = (page *)((const PROPSHEETPAGEW *)lparam)->lParam;
        SetWindowLongPtrW(window, DWLP_USER, (LONG_PTR)self);
        begin(self, window);
        return TRUE;
    case WM_SIZE:
        if (self)
            form_place(&self->form);
        return TRUE;
    case WM_NOTIFY:
        if (self && ((const NMHDR *)lparam)->code == LVN_ITEMCHANGED)
            show_whole(self, (const NMLISTVIEW *)lparam);
        return FALSE;
    default:
        return FALSE;
    }
}

static UINT CALLBACK on_page(HWND window, UINT message, PROPSHEETPAGEW *described)
{
    (void)window;
    if (message == PSPCB_RELEASE)
        free_page((page *)described->lParam);
    return 1;
}

static HRESULT add_page(IPropertySheetCallback *out, shared_sheet *shared, size_t index)
{
    page *self = calloc(1, sizeof(*self));
    PROPSHEETPAGEW described = { .dwSize = sizeof(described),
                                 .dwFlags = PSP_DLGINDIRECT | PSP_USETITLE | PSP_USECALLBACK,
                                 .hInstance = module_instance(),
                                 .pResource = form_page_template(),
                                 .pfnDlgProc = on_message,
                                 .lParam = (LPARAM)self,
                                 .pfnCallback = on_page };
    HPROPSHEETPAGE made;
    HRESULT result;

    if (!self)
        return E_OUTOFMEMORY;
    module_lock();
    InterlockedIncrement(&shared->references);
    self->shared = shared;
    self->shown = &shared->all.pages[index];
    self->language = GetThreadUILanguage();
    self->title = text_of(self->shown->title);
    described.pszTitle = self->title ? self->title : L"";
    made = CreatePropertySheetPageW(&described);
    if (!made) {
        free_page(self);
        return E_OUTOFMEMORY;
    }
    result = IPropertySheetCallback_AddPage(out, made);
    if (FAILED(result))
        DestroyPropertySheetPage(made); /* frees it by on_page */
    return result;
}

static json_t *record_of(const item *about)
{
    return about->row_count == 1 && about->rows[0].record
               ? json_loads(about->rows[0].record, 0, NULL)
               : NULL;
}

HRESULT pages_query(const item *about)
{
    return about->row_count == 1 && about->rows[0].record ? S_OK : S_FALSE;
}

HRESULT pages_add(IPropertySheetCallback *out, const item *about, sheet_find *find, void *context)
{
    json_t *record = record_of(about);
    shared_sheet *shared = record ? calloc(1, sizeof(*shared)) : NULL;
    HRESULT result = shared ? S_OK : E_INVALIDARG;

    if (shared) {
        shared->references = 1;
        if (!sheet_make(&shared->all, record, find, context))
            result = E_OUTOFMEMORY;
        for (size_t index = 0; SUCCEEDED(result) && index < shared->all.count; index++)
            result = add_page(out, shared, index);
        if (SUCCEEDED(result) && shared->all.count == 0)
            result = S_FALSE;
        release_sheet(shared);
    }
    json_decref(record);
    return result;
}

static HRESULT find_provider(IPropertySheetProvider **out, IConsole2 *console)
{
    if (SUCCEEDED(IConsole2_QueryInterface(console, &IID_IPropertySheetProvider, (void **)out)))
        return S_OK;
    return CoCreateInstance(&CLSID_NodeManager, NULL, CLSCTX_INPROC_SERVER,
                            &IID_IPropertySheetProvider, (void **)out);
}

static HRESULT make_sheet(IPropertySheetProvider *provider, IUnknown *extender, IDataObject *about,
                          const wchar_t *title, HWND owner)
{
    HRESULT result = IPropertySheetProvider_CreatePropertySheet(provider, title, TRUE, 0, about,
                                                                MMC_PSO_NOAPPLYNOW);

    if (FAILED(result))
        return result;
    result = IPropertySheetProvider_AddPrimaryPages(provider, extender, FALSE, NULL, FALSE);
    if (SUCCEEDED(result))
        result = IPropertySheetProvider_AddExtensionPages(provider);
    if (SUCCEEDED(result))
        return IPropertySheetProvider_Show(provider, (LONG_PTR)owner, 0);
    (void)IPropertySheetProvider_Show(provider, -1, 0); /* which takes it away again */
    return result;
}

HRESULT pages_show(IConsole2 *console, IComponent *view, IDataObject *about, const wchar_t *title)
{
    IPropertySheetProvider *provider;
    HWND owner = NULL;
    HRESULT result = find_provider(&provider, console);

    if (FAILED(result))
        return result;
    (void)IConsole2_GetMainWindow(console, &owner);
    result = IPropertySheetProvider_FindPropertySheet(provider, 0, view, about);
    if (result != S_OK)
        result = make_sheet(provider, (IUnknown *)view, about, title, owner);
    IPropertySheetProvider_Release(provider);
    return result;
}
