#include "tests/console/sheet_provider.h"

#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/extension.h"
#include "tests/console/facets.h"
#include "tests/console/notify_handle.h"

HOSTED_UNKNOWN(IPropertySheetProvider, sheet_provider)
HOSTED_UNKNOWN(IPropertySheetCallback, sheet_callback)

static sheet_provider *provider_of(sheet_callback *callback)
{
    return CONTAINING_RECORD(callback, sheet_provider, callback);
}

static HRESULT WINAPI callback_AddPage(IPropertySheetCallback *iface, HPROPSHEETPAGE page)
{
    sheet_callback *self = from_IPropertySheetCallback(iface);
    sheet_provider *provider = provider_of(self);

    if (!hosted_enter(&self->base, "IPropertySheetCallback::AddPage"))
        return E_UNEXPECTED;
    if (!breach_expect(provider->made != NULL, CHECK_SHEET_ORDER,
                       "a page was added when no sheet was being made"))
        return E_UNEXPECTED;
    if (!breach_expect(page != NULL, CHECK_BAD_ARGUMENT,
                       "IPropertySheetCallback::AddPage was called with NULL"))
        return E_INVALIDARG;
    return sheet_add_page(provider->made, page);
}

static HRESULT WINAPI callback_RemovePage(IPropertySheetCallback *iface, HPROPSHEETPAGE page)
{
    sheet_callback *self = from_IPropertySheetCallback(iface);
    sheet_provider *provider = provider_of(self);

    if (!hosted_enter(&self->base, "IPropertySheetCallback::RemovePage") || !provider->made)
        return E_UNEXPECTED;
    return breach_expect(SUCCEEDED(sheet_remove_page(provider->made, page)), CHECK_BAD_ARGUMENT,
                         "a page was removed that is not in the sheet")
               ? S_OK
               : E_INVALIDARG;
}

static const IPropertySheetCallbackVtbl callback_vtbl = {
    .QueryInterface = sheet_callback_QueryInterface,
    .AddRef = sheet_callback_AddRef,
    .Release = sheet_callback_Release,
    .AddPage = callback_AddPage,
    .RemovePage = callback_RemovePage,
};

static HRESULT WINAPI provider_CreatePropertySheet(IPropertySheetProvider *iface, LPCWSTR title,
                                                   boolean is_sheet, MMC_COOKIE cookie,
                                                   IDataObject *data, DWORD options)
{
    sheet_provider *self = from_IPropertySheetProvider(iface);
    sheet_subject subject = { title, !is_sheet, cookie, data, options };

    if (!hosted_enter(&self->base, "IPropertySheetProvider::CreatePropertySheet"))
        return E_UNEXPECTED;
    if (!breach_expect(title != NULL, CHECK_BAD_ARGUMENT, "a property sheet has no title"))
        return E_INVALIDARG;
    if (!breach_expect(!self->made, CHECK_SHEET_ORDER,
                       "a property sheet was created while another one is being made"))
        return E_UNEXPECTED;
    self->made = sheet_new(&subject);
    self->has_primary = false;
    return self->made ? S_OK : E_OUTOFMEMORY;
}

/* Ask the snap-in that owns the sheet shown, as it is asked to compare two items. */
static bool is_same(const sheet *shown, void *context)
{
    IDataObject *data = context;
    IUnknown *primary = sheet_primary(shown);
    IComponentData *scope;
    IComponent *row_owner;
    HRESULT result = E_NOTIMPL;

    if (!data || !sheet_data(shown))
        return false;
    if (data == sheet_data(shown))
        return true;
    if (!primary)
        return false;
    if (SUCCEEDED(IUnknown_QueryInterface(primary, &IID_IComponent, (void **)&row_owner))) {
        result = IComponent_CompareObjects(row_owner, data, sheet_data(shown));
        IComponent_Release(row_owner);
    } else if (SUCCEEDED(IUnknown_QueryInterface(primary, &IID_IComponentData, (void **)&scope))) {
        result = IComponentData_CompareObjects(scope, data, sheet_data(shown));
        IComponentData_Release(scope);
    }
    return result == S_OK;
}

static HRESULT bring_up(IDataObject *data)
{
    sheet *shown;

    sheet_collect();
    shown = sheet_find(is_same, data);
    if (shown)
        sheet_bring_up(shown);
    return shown ? S_OK : S_FALSE;
}

static HRESULT WINAPI provider_FindPropertySheet(IPropertySheetProvider *iface, MMC_COOKIE item,
                                                 IComponent *of, IDataObject *data)
{
    sheet_provider *self = from_IPropertySheetProvider(iface);

    (void)item, (void)of;
    if (!hosted_enter(&self->base, "IPropertySheetProvider::FindPropertySheet"))
        return E_UNEXPECTED;
    if (!breach_expect(data != NULL, CHECK_BAD_ARGUMENT,
                       "IPropertySheetProvider::FindPropertySheet was called without an item"))
        return E_INVALIDARG;
    return bring_up(data);
}

/* IExtendPropertySheet2 begins with the methods of the first one. */
static HRESULT find_extender(IUnknown *of, IExtendPropertySheet **out)
{
    HRESULT result = IUnknown_QueryInterface(of, &IID_IExtendPropertySheet2, (void **)out);

    if (FAILED(result))
        result = IUnknown_QueryInterface(of, &IID_IExtendPropertySheet, (void **)out);
    return result;
}

/* The callback and the data object are lent for the call alone. */
static HRESULT collect(sheet_provider *self, IExtendPropertySheet *extender, LONG_PTR handle)
{
    LONG before = self->callback.base.references;
    IDataObject *data = sheet_data(self->made);
    HRESULT result;
    call now;

    call_begin(&now, CALL_CLICK, "IExtendPropertySheet::CreatePropertyPages");
    result = IExtendPropertySheet_CreatePropertyPages(
        extender, &self->callback.IPropertySheetCallback_iface, handle, data);
    call_end(&now);
    breach_expect(self->callback.base.references == before, CHECK_SHEET_CALLBACK_KEPT,
                  "CreatePropertyPages kept %ld references to the callback",
                  self->callback.base.references - before);
    if (handle && FAILED(result))
        notify_handle_drop(handle);
    else if (handle)
        sheet_set_handle(self->made, handle);
    return result;
}

static HRESULT add_primary(sheet_provider *self, IUnknown *snapin, bool has_handle, bool is_scope)
{
    IExtendPropertySheet *extender;
    HRESULT result = find_extender(snapin, &extender);
    LONG_PTR handle = 0;

    if (!breach_expect(SUCCEEDED(result), CHECK_SHEET_EXTENDER,
                       "the object whose pages are asked for has no IExtendPropertySheet"))
        return result;
    if (has_handle)
        handle = notify_handle_new(snapin, is_scope);
    sheet_set_primary(self->made, snapin);
    result = collect(self, extender, handle);
    IExtendPropertySheet_Release(extender);
    return result;
}

static HRESULT WINAPI provider_AddPrimaryPages(IPropertySheetProvider *iface, IUnknown *snapin,
                                               BOOL has_handle, HWND reserved, BOOL is_scope)
{
    sheet_provider *self = from_IPropertySheetProvider(iface);

    if (!hosted_enter(&self->base, "IPropertySheetProvider::AddPrimaryPages"))
        return E_UNEXPECTED;
    if (!breach_expect(self->made != NULL, CHECK_SHEET_ORDER,
                       "AddPrimaryPages was called before CreatePropertySheet"))
        return E_UNEXPECTED;
    breach_expect(!reserved, CHECK_SHEET_ARGUMENT,
                  "AddPrimaryPages was called with a notify window, which is reserved");
    self->has_primary = true;
    return snapin ? add_primary(self, snapin, has_handle, is_scope) : S_OK;
}

static void let_extension_add(IUnknown *extension, const CLSID *id, void *context)
{
    sheet_provider *self = context;
    IExtendPropertySheet *extender;

    (void)id;
    if (FAILED(find_extender(extension, &extender)))
        return;
    if (IExtendPropertySheet_QueryPagesFor(extender, sheet_data(self->made)) == S_OK)
        collect(self, extender, 0);
    IExtendPropertySheet_Release(extender);
}

static HRESULT add_extensions(sheet_provider *self)
{
    if (!sheet_data(self->made))
        return S_FALSE;
    return extension_for_each(sheet_data(self->made), sheet_cookie(self->made),
                              EXTENSION_PROPERTY_SHEET, let_extension_add, self);
}

static HRESULT WINAPI provider_AddExtensionPages(IPropertySheetProvider *iface)
{
    sheet_provider *self = from_IPropertySheetProvider(iface);

    if (!hosted_enter(&self->base, "IPropertySheetProvider::AddExtensionPages"))
        return E_UNEXPECTED;
    if (!breach_expect(self->made && self->has_primary, CHECK_SHEET_ORDER,
                       "AddExtensionPages was called before AddPrimaryPages"))
        return E_UNEXPECTED;
    return add_extensions(self);
}

static HRESULT show_made(sheet_provider *self, HWND parent, int page)
{
    sheet *made = self->made;

    self->made = NULL;
    if (sheet_page_count(made) > 0)
        return sheet_show(made, parent, page);
    sheet_free(made);
    return E_FAIL;
}

/* Show(-1, 0) gives up what was made, and always fails. */
static HRESULT WINAPI provider_Show(IPropertySheetProvider *iface, LONG_PTR window, int page)
{
    sheet_provider *self = from_IPropertySheetProvider(iface);
    HRESULT result;

    if (!hosted_enter(&self->base, "IPropertySheetProvider::Show"))
        return E_UNEXPECTED;
    if (!breach_expect(self->made != NULL, CHECK_SHEET_ORDER,
                       "Show was called before CreatePropertySheet"))
        return E_UNEXPECTED;
    if (window == -1) {
        sheet_free(self->made);
        self->made = NULL;
        return E_FAIL;
    }
    breach_expect(sheet_page_count(self->made) > 0, CHECK_SHEET_NO_PAGES,
                  "a property sheet without pages was shown");
    result = show_made(self, (HWND)window, page); /* NOLINT(performance-no-int-to-ptr) */
    return result;
}

static const IPropertySheetProviderVtbl provider_vtbl = {
    .QueryInterface = sheet_provider_QueryInterface,
    .AddRef = sheet_provider_AddRef,
    .Release = sheet_provider_Release,
    .CreatePropertySheet = provider_CreatePropertySheet,
    .FindPropertySheet = provider_FindPropertySheet,
    .AddPrimaryPages = provider_AddPrimaryPages,
    .AddExtensionPages = provider_AddExtensionPages,
    .Show = provider_Show,
};

static void give_up(hosted *base)
{
    sheet_provider *self = CONTAINING_RECORD(base, sheet_provider, base);

    breach_expect(!self->made, CHECK_SHEET_GIVEN_UP,
                  "a property sheet was created, and neither shown nor given up by Show(-1, 0)");
    sheet_free(self->made);
    self->made = NULL;
}

void sheet_provider_open(sheet_provider *self, console *owner)
{
    static const IID *const provider_iids[] = { &IID_IPropertySheetProvider, NULL };
    static const IID *const callback_iids[] = { &IID_IPropertySheetCallback, NULL };

    self->IPropertySheetProvider_iface.lpVtbl = &provider_vtbl;
    self->callback.IPropertySheetCallback_iface.lpVtbl = &callback_vtbl;
    self->base.on_close = give_up;
    hosted_open(&self->base, "IPropertySheetProvider", owner, true,
                &self->IPropertySheetProvider_iface, provider_iids);
    hosted_open(&self->callback.base, "IPropertySheetCallback", owner, true,
                &self->callback.IPropertySheetCallback_iface, callback_iids);
}

void sheet_provider_create(console *owner)
{
    sheet_provider *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    sheet_provider_open(self, owner);
}

static HRESULT query_pages(IExtendPropertySheet *extender, IDataObject *data)
{
    HRESULT result;
    call now;

    call_begin(&now, CALL_ANY, "IExtendPropertySheet::QueryPagesFor");
    result = IExtendPropertySheet_QueryPagesFor(extender, data);
    call_end(&now);
    return result;
}

HRESULT sheet_provider_properties(sheet_provider *self, const sheet_request *request)
{
    sheet_subject subject = { request->title, false, request->cookie, request->data, 0 };
    IExtendPropertySheet *extender;
    HRESULT result;

    if (bring_up(request->data) == S_OK)
        return S_OK;
    if (FAILED(find_extender(request->primary, &extender)))
        return S_FALSE;
    result = query_pages(extender, request->data);
    IExtendPropertySheet_Release(extender);
    if (result != S_OK || self->made)
        return FAILED(result) ? result : S_FALSE;

    self->made = sheet_new(&subject);
    if (!self->made)
        return E_OUTOFMEMORY;
    result = add_primary(self, request->primary, true, request->is_scope);
    if (result == S_OK)
        add_extensions(self);
    breach_expect(FAILED(result) || sheet_page_count(self->made) > 0, CHECK_SHEET_NO_PAGES,
                  "QueryPagesFor promised pages, and none came");
    if (sheet_page_count(self->made) > 0)
        return show_made(self, request->parent, 0);
    sheet_free(self->made);
    self->made = NULL;
    return FAILED(result) ? result : S_FALSE;
}
