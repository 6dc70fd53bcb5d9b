#include "snapin/extension.h"

#include <string.h>

#include "snapin/context_menu.h"
#include "snapin/mmc_guids.h"
#include "snapin/pages.h"
#include "snapin/place.h"

static extension *from_IExtendContextMenu(IExtendContextMenu *iface)
{
    return CONTAINING_RECORD(iface, extension, IExtendContextMenu_iface);
}

static extension *from_IExtendControlbar(IExtendControlbar *iface)
{
    return CONTAINING_RECORD(iface, extension, IExtendControlbar_iface);
}

static extension *from_IExtendPropertySheet2(IExtendPropertySheet2 *iface)
{
    return CONTAINING_RECORD(iface, extension, IExtendPropertySheet2_iface);
}

/* Menus ---------------------------------------------------------------------------------------- */

static HRESULT WINAPI menu_QueryInterface(IExtendContextMenu *iface, REFIID iid, void **out)
{
    return IUnknown_QueryInterface(from_IExtendContextMenu(iface)->outer, iid, out);
}

static ULONG WINAPI menu_AddRef(IExtendContextMenu *iface)
{
    return IUnknown_AddRef(from_IExtendContextMenu(iface)->outer);
}

static ULONG WINAPI menu_Release(IExtendContextMenu *iface)
{
    return IUnknown_Release(from_IExtendContextMenu(iface)->outer);
}

static HRESULT WINAPI menu_AddMenuItems(IExtendContextMenu *iface, IDataObject *about,
                                        IContextMenuCallback *out, LONG *allowed)
{
    IDataObject *ours = data_object_ours(about);
    HRESULT result;

    if (!ours || !out || !allowed) {
        if (ours)
            IDataObject_Release(ours);
        return ours ? E_POINTER : S_FALSE;
    }
    result = context_menu_add(out, &from_IExtendContextMenu(iface)->scene, data_object_item(ours),
                              *allowed);
    IDataObject_Release(ours);
    return result;
}

static HRESULT run(extension *self, LONG command, IDataObject *about)
{
    IDataObject *ours = data_object_ours(about);
    HRESULT result;

    if (!ours)
        return S_FALSE;
    /* A dialog may last, and the console may let go of us meanwhile. */
    IUnknown_AddRef(self->outer);
    result = command >= 0 && command < ACTION_COUNT
                 ? action_run((action_id)command, &self->scene, ours)
                 : E_INVALIDARG;
    extension_update(self);
    IUnknown_Release(self->outer);
    IDataObject_Release(ours);
    return result;
}

static HRESULT WINAPI menu_Command(IExtendContextMenu *iface, LONG command, IDataObject *about)
{
    return run(from_IExtendContextMenu(iface), command, about);
}

static const IExtendContextMenuVtbl menu_vtbl = {
    .QueryInterface = menu_QueryInterface,
    .AddRef = menu_AddRef,
    .Release = menu_Release,
    .AddMenuItems = menu_AddMenuItems,
    .Command = menu_Command,
};

/* The toolbar ---------------------------------------------------------------------------------- */

static HRESULT WINAPI bar_QueryInterface(IExtendControlbar *iface, REFIID iid, void **out)
{
    return IUnknown_QueryInterface(from_IExtendControlbar(iface)->outer, iid, out);
}

static ULONG WINAPI bar_AddRef(IExtendControlbar *iface)
{
    return IUnknown_AddRef(from_IExtendControlbar(iface)->outer);
}

static ULONG WINAPI bar_Release(IExtendControlbar *iface)
{
    return IUnknown_Release(from_IExtendControlbar(iface)->outer);
}

static HRESULT WINAPI bar_SetControlbar(IExtendControlbar *iface, IControlbar *controls)
{
    return toolbar_take(&from_IExtendControlbar(iface)->bar, controls, iface);
}

static HRESULT select(extension *self, BOOL is_selected, IDataObject *about)
{
    IDataObject *ours = is_selected ? data_object_ours(about) : NULL;

    toolbar_select(&self->bar, &self->scene, ours ? data_object_item(ours) : NULL);
    if (ours)
        IDataObject_Release(ours);
    return S_OK;
}

static action_id pressed_action(const extension *self, int command, IDataObject *about)
{
    action_prospect prospect;
    action_id id;

    action_prospect_read(&prospect, data_object_item(about));
    id = toolbar_action(command, &self->scene, &prospect.subject);
    action_prospect_clear(&prospect);
    return id;
}

/* What a button is about: the rows that are selected, or their list. */
static HRESULT press(extension *self, IDataObject *about, int command)
{
    IDataObject *ours = data_object_ours(about);
    IDataObject *place = NULL;
    HRESULT result = S_FALSE;
    action_id id;

    if (!ours)
        return S_FALSE;
    id = pressed_action(self, command, ours);
    if (id == ACTION_COUNT &&
        SUCCEEDED(data_object_create(&place, data_object_item(ours)->place, NULL, 0, false)))
        id = pressed_action(self, command, place);
    if (id != ACTION_COUNT)
        result = run(self, (LONG)id, place ? place : ours);
    if (place)
        IDataObject_Release(place);
    IDataObject_Release(ours);
    return result;
}

static HRESULT WINAPI bar_ControlbarNotify(IExtendControlbar *iface, MMC_NOTIFY_TYPE event,
                                           LPARAM arg, LPARAM param)
{
    extension *self = from_IExtendControlbar(iface);

    if (!self->scene.view || !component_console(self->scene.view))
        return S_FALSE;
    if (event == MMCN_SELECT)
        return select(self, HIWORD(arg), (IDataObject *)param);
    if (event == MMCN_BTN_CLICK)
        return press(self, (IDataObject *)arg, (int)param);
    return S_FALSE;
}

static const IExtendControlbarVtbl bar_vtbl = {
    .QueryInterface = bar_QueryInterface,
    .AddRef = bar_AddRef,
    .Release = bar_Release,
    .SetControlbar = bar_SetControlbar,
    .ControlbarNotify = bar_ControlbarNotify,
};

/* Property pages ------------------------------------------------------------------------------- */

static HRESULT WINAPI pages_QueryInterface(IExtendPropertySheet2 *iface, REFIID iid, void **out)
{
    return IUnknown_QueryInterface(from_IExtendPropertySheet2(iface)->outer, iid, out);
}

static ULONG WINAPI pages_AddRef(IExtendPropertySheet2 *iface)
{
    return IUnknown_AddRef(from_IExtendPropertySheet2(iface)->outer);
}

static ULONG WINAPI pages_Release(IExtendPropertySheet2 *iface)
{
    return IUnknown_Release(from_IExtendPropertySheet2(iface)->outer);
}

/* Other rows of the list, which say who issued a certificate. */
typedef struct finding {
    row_set *rows;
    json_t *found; /* owned; the last one */
} finding;

static const json_t *find_record(void *context, const char *id)
{
    finding *in = context;
    size_t count = in->rows ? row_set_count(in->rows) : 0;

    for (size_t index = 0; index < count; index++) {
        json_t *record = row_record(row_set_at(in->rows, index));
        const char *other = json_string_value(json_object_get(record, "id"));

        if (other && strcmp(other, id) == 0) {
            json_array_append_new(in->found, record);
            return record;
        }
        json_decref(record);
    }
    return NULL;
}

static HRESULT WINAPI pages_CreatePropertyPages(IExtendPropertySheet2 *iface,
                                                IPropertySheetCallback *out, LONG_PTR handle,
                                                IDataObject *about)
{
    extension *self = from_IExtendPropertySheet2(iface);
    IDataObject *ours = data_object_ours(about);
    finding in = { .rows = self->scene.view ? component_rows(self->scene.view) : NULL,
                   .found = json_array() };
    HRESULT result = S_FALSE;

    /* A handle would have to be given back with a function that MinGW does not have; our own
     * command lets the console make none. On failure the console takes it back by itself. */
    if (!out)
        result = E_POINTER;
    else if (handle)
        result = E_NOTIMPL;
    else if (ours && in.found)
        result = pages_add(out, data_object_item(ours), find_record, &in);
    json_decref(in.found);
    if (ours)
        IDataObject_Release(ours);
    return result;
}

static HRESULT WINAPI pages_QueryPagesFor(IExtendPropertySheet2 *iface, IDataObject *about)
{
    IDataObject *ours = data_object_ours(about);
    HRESULT result = ours ? pages_query(data_object_item(ours)) : S_FALSE;

    (void)iface;
    if (ours)
        IDataObject_Release(ours);
    return result;
}

static HRESULT WINAPI pages_GetWatermarks(IExtendPropertySheet2 *iface, IDataObject *about,
                                          HBITMAP *watermark, HBITMAP *header, HPALETTE *palette,
                                          WINBOOL *is_stretched)
{
    (void)iface, (void)about, (void)watermark, (void)header, (void)palette, (void)is_stretched;
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

/* The part itself ------------------------------------------------------------------------------ */

void extension_set_up(extension *out, IUnknown *outer, component_data *data, component *view)
{
    *out = (extension){ .IExtendContextMenu_iface = { &menu_vtbl },
                        .IExtendControlbar_iface = { &bar_vtbl },
                        .IExtendPropertySheet2_iface = { &pages_vtbl },
                        .outer = outer,
                        .scene = { .data = data, .view = view } };
}

void *extension_find(extension *self, REFIID iid)
{
    if (IsEqualIID(iid, &IID_IExtendContextMenu))
        return &self->IExtendContextMenu_iface;
    if (!self->scene.view)
        return NULL;
    if (IsEqualIID(iid, &IID_IExtendControlbar))
        return &self->IExtendControlbar_iface;
    if (IsEqualIID(iid, &IID_IExtendPropertySheet) || IsEqualIID(iid, &IID_IExtendPropertySheet2))
        return &self->IExtendPropertySheet2_iface;
    return NULL;
}

HRESULT extension_open(extension *self, IDataObject *about)
{
    return run(self, ACTION_PROPERTIES, about);
}

void extension_update(extension *self)
{
    if (self->scene.view && component_console(self->scene.view))
        toolbar_update(&self->bar, &self->scene);
}

void extension_tear_down(extension *self)
{
    toolbar_leave(&self->bar);
    action_scene_clear(&self->scene);
}
