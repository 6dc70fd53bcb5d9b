#include "tests/console/console.h"

#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/component.h"
#include "tests/console/facets.h"
#include "tests/console/host.h"
#include "tests/console/output.h"
#include "tests/console/view.h"

HOSTED_UNKNOWN(IConsole3, console)

/* Every interface that the console's QueryInterface leads to. */
static void (*const facets[])(console *owner) = {
    name_space_create,   header_create,        result_create,
    verb_create,         string_table_create,  column_data_create,
    display_help_create, menu_provider_create, sheet_provider_create,
};

static bool enter(IConsole3 *iface, const char *method)
{
    return hosted_enter(&from_IConsole3(iface)->base, method);
}

static view *view_of(console *self)
{
    return self->viewed ? self->viewed->shown_in : self->data->in->active;
}

/* The header is the console's own, whichever is given. */
static HRESULT WINAPI console_SetHeader(IConsole3 *iface, IHeaderCtrl *header)
{
    (void)header;
    if (!enter(iface, "IConsole::SetHeader"))
        return E_UNEXPECTED;
    return S_OK;
}

static HRESULT WINAPI console_SetToolbar(IConsole3 *iface, IToolbar *toolbar)
{
    (void)toolbar;
    if (!enter(iface, "IConsole::SetToolbar"))
        return E_UNEXPECTED;
    return S_OK;
}

static HRESULT WINAPI console_QueryResultView(IConsole3 *iface, IUnknown **out)
{
    console *self = from_IConsole3(iface);
    view *at;

    if (!enter(iface, "IConsole::QueryResultView") || !out)
        return E_UNEXPECTED;
    *out = NULL;
    at = view_of(self);
    if (!console_is_for_results(self, "IConsole::QueryResultView") || !at || !at->control)
        return E_FAIL;
    *out = at->control;
    IUnknown_AddRef(*out);
    return S_OK;
}

static HRESULT give_images(console *self, IImageList **out, image_list_use use)
{
    if (!breach_expect(out != NULL, CHECK_BAD_ARGUMENT, "an image list was asked for with NULL"))
        return E_POINTER;
    *out = image_list_create(self, use);
    return S_OK;
}

static HRESULT WINAPI console_QueryScopeImageList(IConsole3 *iface, IImageList **out)
{
    if (!enter(iface, "IConsole::QueryScopeImageList"))
        return E_UNEXPECTED;
    return give_images(from_IConsole3(iface), out, IMAGES_OF_SCOPE);
}

static HRESULT WINAPI console_QueryResultImageList(IConsole3 *iface, IImageList **out)
{
    if (!enter(iface, "IConsole::QueryResultImageList"))
        return E_UNEXPECTED;
    if (!console_is_for_results(from_IConsole3(iface), "IConsole::QueryResultImageList"))
        return E_UNEXPECTED;
    return give_images(from_IConsole3(iface), out, IMAGES_OF_RESULTS);
}

/* All components of the snap-in are told, in whichever view, with what was given. */
static HRESULT WINAPI console_UpdateAllViews(IConsole3 *iface, IDataObject *data, LPARAM what,
                                             LONG_PTR hint)
{
    console *self = from_IConsole3(iface);
    host *in = self->data->in;

    if (!enter(iface, "IConsole::UpdateAllViews"))
        return E_UNEXPECTED;
    for (size_t index = 0; index < in->view_count; index++) {
        for (size_t other = 0; other < in->views[index]->component_count; other++) {
            component *told = in->views[index]->components[other];

            if (told->data == self->data)
                component_notify(told, data, MMCN_VIEW_CHANGE, what, hint);
        }
    }
    return S_OK;
}

static HRESULT WINAPI console_MessageBox(IConsole3 *iface, const wchar_t *text,
                                         const wchar_t *title, UINT style, int *answer)
{
    console *self = from_IConsole3(iface);
    int chosen;

    if (!enter(iface, "IConsole::MessageBox"))
        return E_UNEXPECTED;
    breach_expect(call_is_click(), CHECK_MODAL,
                  "a message box '%s' came when nobody had clicked on anything", shown(text));
    chosen = MessageBoxW(self->data->in->frame, text, title ? title : L"Console", style);
    if (answer)
        *answer = chosen;
    return chosen ? S_OK : E_FAIL;
}

static HRESULT WINAPI console_QueryConsoleVerb(IConsole3 *iface, IConsoleVerb **out)
{
    if (!enter(iface, "IConsole::QueryConsoleVerb"))
        return E_UNEXPECTED;
    return console_facet(from_IConsole3(iface), &IID_IConsoleVerb, (void **)out);
}

static HRESULT WINAPI console_SelectScopeItem(IConsole3 *iface, HSCOPEITEM id)
{
    console *self = from_IConsole3(iface);
    scope_item *item;
    view *at;

    if (!enter(iface, "IConsole::SelectScopeItem"))
        return E_UNEXPECTED;
    item = scope_item_find(id);
    if (!breach_expect(item != NULL, CHECK_SCOPE_HANDLE, "SelectScopeItem: there is no item %p",
                       (void *)id))
        return E_INVALIDARG;
    at = view_of(self);
    if (!at)
        return E_FAIL;
    view_select(at, item);
    return S_OK;
}

static HRESULT WINAPI console_GetMainWindow(IConsole3 *iface, HWND *out)
{
    if (!enter(iface, "IConsole::GetMainWindow") || !out)
        return E_UNEXPECTED;
    *out = from_IConsole3(iface)->data->in->frame;
    return S_OK;
}

static HRESULT WINAPI console_NewWindow(IConsole3 *iface, HSCOPEITEM id, ULONG options)
{
    console *self = from_IConsole3(iface);
    scope_item *item = scope_item_find(id);
    view *made;

    (void)options;
    if (!enter(iface, "IConsole::NewWindow"))
        return E_UNEXPECTED;
    if (!breach_expect(item != NULL, CHECK_SCOPE_HANDLE, "NewWindow: there is no item %p",
                       (void *)id))
        return E_INVALIDARG;
    made = view_open(self->data->in);
    if (!made)
        return E_OUTOFMEMORY;
    view_select(made, item);
    return S_OK;
}

static HRESULT WINAPI console_Expand(IConsole3 *iface, HSCOPEITEM id, BOOL expand)
{
    scope_item *item = scope_item_find(id);

    if (!enter(iface, "IConsole2::Expand"))
        return E_UNEXPECTED;
    if (!breach_expect(item != NULL, CHECK_SCOPE_HANDLE, "Expand: there is no item %p", (void *)id))
        return E_INVALIDARG;
    if (expand)
        snap_in_expand(item);
    return S_OK;
}

static HRESULT WINAPI console_IsTaskpadViewPreferred(IConsole3 *iface)
{
    return enter(iface, "IConsole2::IsTaskpadViewPreferred") ? S_FALSE : E_UNEXPECTED;
}

/* A NULL clears it, as an empty text does. */
static HRESULT WINAPI console_SetStatusText(IConsole3 *iface, wchar_t *text)
{
    console *self = from_IConsole3(iface);
    view *at;

    if (!enter(iface, "IConsole2::SetStatusText"))
        return E_UNEXPECTED;
    at = view_of(self);
    if (!at)
        return E_FAIL;
    free(at->status);
    at->status = text && *text ? _wcsdup(text) : NULL;
    host_changed(self->data->in, CHANGED_STATUS);
    return S_OK;
}

static HRESULT WINAPI console_RenameScopeItem(IConsole3 *iface, HSCOPEITEM id)
{
    if (!enter(iface, "IConsole3::RenameScopeItem"))
        return E_UNEXPECTED;
    return breach_expect(scope_item_find(id) != NULL, CHECK_SCOPE_HANDLE,
                         "RenameScopeItem: there is no item %p", (void *)id)
               ? S_OK
               : E_INVALIDARG;
}

static const IConsole3Vtbl console_vtbl = {
    .QueryInterface = console_QueryInterface,
    .AddRef = console_AddRef,
    .Release = console_Release,
    .SetHeader = console_SetHeader,
    .SetToolbar = console_SetToolbar,
    .QueryResultView = console_QueryResultView,
    .QueryScopeImageList = console_QueryScopeImageList,
    .QueryResultImageList = console_QueryResultImageList,
    .UpdateAllViews = console_UpdateAllViews,
    .MessageBox = console_MessageBox,
    .QueryConsoleVerb = console_QueryConsoleVerb,
    .SelectScopeItem = console_SelectScopeItem,
    .GetMainWindow = console_GetMainWindow,
    .NewWindow = console_NewWindow,
    .Expand = console_Expand,
    .IsTaskpadViewPreferred = console_IsTaskpadViewPreferred,
    .SetStatusText = console_SetStatusText,
    .RenameScopeItem = console_RenameScopeItem,
};

console *console_new(snap_in *data, component *viewed)
{
    static const IID *const iids[] = { &IID_IConsole3, &IID_IConsole2, &IID_IConsole, NULL };
    console *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->IConsole3_iface.lpVtbl = &console_vtbl;
    self->data = data;
    self->viewed = viewed;
    hosted_open(&self->base, "IConsole", self, true, &self->IConsole3_iface, iids);
    for (size_t index = 0; index < ARRAYSIZE(facets); index++)
        facets[index](self);
    return self;
}

void console_end(console *self)
{
    for (hosted *object = self->objects; object; object = object->next)
        hosted_close(object);
}

void console_close(console *self)
{
    for (hosted *object = self->objects; object; object = object->next)
        breach_expect(object->references == 0, CHECK_CONSOLE_REFERENCES,
                      "%ld references to %s of the console of %s are left", object->references,
                      object->name, self->viewed ? "an IComponent" : "the IComponentData");
}

bool console_is_for_results(console *self, const char *method)
{
    return breach_expect(self->viewed != NULL, CHECK_WRONG_CONSOLE,
                         "%s was called on the console of the IComponentData", method);
}

HRESULT console_facet(console *self, REFIID iid, void **out)
{
    return hosted_query(&self->base, iid, out);
}
