/* Property pages: by the console's own verb, by a provider of our own, and as a wizard. */
#include <stdlib.h>

#include <windows.h>
#include <prsht.h>

#include "com/module.h"
#include "tests/console/mutants/mutant.h"

/* What CreatePropertyPages is given; the page frees the notify handle when it goes. */
typedef struct page {
    mutation does;
    LONG_PTR handle;
} page;

typedef HRESULT WINAPI handle_function(LONG_PTR handle);
typedef HRESULT WINAPI change_function(LONG_PTR handle, LPARAM what);

/* The console host has what mmc.lib would, under the same names. */
static FARPROC console_function(const char *name)
{
    return GetProcAddress(GetModuleHandleW(NULL), name);
}

static void free_handle(LONG_PTR handle)
{
    FARPROC function = console_function("MMCFreeNotifyHandle");

    if (function)
        ((handle_function *)(void (*)(void))function)(handle);
}

static void tell_change(LONG_PTR handle)
{
    FARPROC function = console_function("MMCPropertyChangeNotify");

    if (function)
        ((change_function *)(void (*)(void))function)(handle, 1);
}

static void release_page(page *self)
{
    bool is_kept = self->does == FORGETS_HANDLE || self->does == FORGETS_HANDLE_AS_SOME_DO;

    if (self->handle && !is_kept)
        free_handle(self->handle);
    if (self->handle && self->does == FREES_HANDLE_TWICE)
        free_handle(self->handle);
    if (self->handle && self->does == USES_FREED_HANDLE)
        tell_change(self->handle);
    free(self);
    module_unlock();
}

static UINT CALLBACK on_page(HWND window, UINT message, PROPSHEETPAGEW *sheet_page)
{
    (void)window;
    if (message == PSPCB_RELEASE)
        release_page((page *)sheet_page->lParam);
    return 1;
}

static INT_PTR CALLBACK on_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    const NMHDR *notification = (const NMHDR *)lparam;
    const page *self;

    (void)wparam;
    if (message == WM_INITDIALOG) {
        SetWindowLongPtrW(window, GWLP_USERDATA, ((const PROPSHEETPAGEW *)lparam)->lParam);
        return TRUE;
    }
    if (message != WM_NOTIFY || notification->code != (UINT)PSN_APPLY)
        return FALSE;
    self = (const page *)GetWindowLongPtrW(window, GWLP_USERDATA);
    if (self->handle)
        tell_change(self->handle);
    return TRUE;
}

/* A page with nothing on it, as large as a console's pages are, or larger. */
typedef struct template
{
    DLGTEMPLATE head;
    WORD menu;
    WORD class_name;
    wchar_t title[8];
}
template;

static HPROPSHEETPAGE make_page(mutation does, LONG_PTR handle)
{
    static const template shapes[] = {
        { { WS_CHILD | WS_CAPTION, 0, 0, 0, 0, 252, 218 }, 0, 0, L"General" },
        { { WS_CHILD | WS_CAPTION, 0, 0, 0, 0, 400, 300 }, 0, 0, L"General" },
    };
    page *self = calloc(1, sizeof(*self));
    PROPSHEETPAGEW made = {
        .dwSize = sizeof(made),
        .dwFlags = PSP_DLGINDIRECT | PSP_USECALLBACK,
        .hInstance = module_instance(),
        .pResource = &shapes[does == HAS_LARGE_PAGES].head,
        .pfnDlgProc = on_message,
        .pfnCallback = on_page,
        .lParam = (LPARAM)self,
    };
    HPROPSHEETPAGE out;

    if (!self)
        return NULL;
    self->does = does;
    self->handle = handle;
    module_lock();
    out = CreatePropertySheetPageW(&made);
    if (!out) {
        self->handle = 0;
        release_page(self);
    }
    return out;
}

/* Of the variant that gives up a sheet without a word; the page is its own to destroy. */
static HPROPSHEETPAGE left_page;

HRESULT mutant_pages_create(mutation does, IPropertySheetCallback *callback, LONG_PTR handle,
                            IDataObject *data)
{
    HPROPSHEETPAGE made;
    HRESULT result;

    (void)data;
    if (does == PROMISES_PAGES) {
        if (handle)
            free_handle(handle);
        return S_FALSE;
    }
    made = make_page(does, handle);
    if (!made)
        return E_OUTOFMEMORY;
    result = IPropertySheetCallback_AddPage(callback, made);
    if (FAILED(result))
        DestroyPropertySheetPage(made);
    if (does == LEAVES_SHEET)
        left_page = made;
    if (does == KEEPS_SHEET_CALLBACK)
        IPropertySheetCallback_AddRef(callback);
    return result;
}

HRESULT mutant_pages_query(mutation does, IDataObject *data)
{
    mutant_item what;

    (void)does;
    return mutant_item_of(&what, data) && what.row >= 0 ? S_OK : S_FALSE;
}

static HRESULT provider_of(IPropertySheetProvider **out)
{
    return CoCreateInstance(&CLSID_NodeManager, NULL, CLSCTX_INPROC_SERVER,
                            &IID_IPropertySheetProvider, (void **)out);
}

static HRESULT add_pages(mutation does, IPropertySheetProvider *provider, IUnknown *extender,
                         bool is_scope)
{
    if (does == ADDS_EXTENSIONS_FIRST)
        IPropertySheetProvider_AddExtensionPages(provider);
    if (does == ASKS_WRONG_OBJECT)
        IPropertySheetProvider_AddPrimaryPages(provider, (IUnknown *)provider, FALSE, NULL, FALSE);
    return IPropertySheetProvider_AddPrimaryPages(
        provider, extender, FALSE, does == PASSES_WINDOW ? GetDesktopWindow() : NULL, is_scope);
}

HRESULT mutant_pages_show(mutation does, IUnknown *extender, IDataObject *data)
{
    IPropertySheetProvider *provider;
    mutant_item what;
    HRESULT result = provider_of(&provider);

    if (FAILED(result))
        return result;
    if (!mutant_item_of(&what, data) || IPropertySheetProvider_FindPropertySheet(
                                            provider, (MMC_COOKIE)what.where, NULL, data) == S_OK) {
        IPropertySheetProvider_Release(provider);
        return S_OK;
    }
    result = IPropertySheetProvider_CreatePropertySheet(
        provider, L"Variant", TRUE, (MMC_COOKIE)what.where, data, MMC_PSO_NOAPPLYNOW);
    if (SUCCEEDED(result))
        result = add_pages(does, provider, extender, what.row < 0);
    if (SUCCEEDED(result))
        IPropertySheetProvider_AddExtensionPages(provider);
    if (SUCCEEDED(result) && does != LEAVES_SHEET)
        result = IPropertySheetProvider_Show(provider, 0, 0);
    else if (FAILED(result))
        IPropertySheetProvider_Show(provider, -1, 0);
    IPropertySheetProvider_Release(provider);
    if (does == LEAVES_SHEET && left_page)
        DestroyPropertySheetPage(left_page);
    left_page = NULL;
    return result;
}

/* The pages come first, and then the console is told that they are there. */
HRESULT mutant_pages_wizard(mutation does, IDataObject *data)
{
    IPropertySheetProvider *provider;
    IPropertySheetCallback *callback;
    HRESULT result = provider_of(&provider);

    if (FAILED(result))
        return result;
    result = IPropertySheetProvider_CreatePropertySheet(provider, L"Variant", FALSE, 0, data,
                                                        MMC_PSO_NEWWIZARDTYPE);
    if (SUCCEEDED(result))
        result = IPropertySheetProvider_QueryInterface(provider, &IID_IPropertySheetCallback,
                                                       (void **)&callback);
    if (SUCCEEDED(result)) {
        result = IPropertySheetCallback_AddPage(callback, make_page(does, 0));
        IPropertySheetCallback_Release(callback);
    }
    if (SUCCEEDED(result))
        result = IPropertySheetProvider_AddPrimaryPages(provider, NULL, FALSE, NULL, TRUE);
    if (SUCCEEDED(result))
        result = IPropertySheetProvider_Show(provider, 0, 0);
    else
        IPropertySheetProvider_Show(provider, -1, 0);
    IPropertySheetProvider_Release(provider);
    return result;
}
