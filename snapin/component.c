#include "snapin/component.h"

#include <stdlib.h>

#include "com/module.h"
#include "snapin/data_object.h"
#include "snapin/extension.h"
#include "snapin/help.h"
#include "snapin/images.h"
#include "snapin/mmc_guids.h"
#include "snapin/ordering.h"
#include "snapin/pane.h"
#include "snapin/place.h"
#include "snapin/strings.h"

/* The columns of the snap-in's own place: what a node is called, and what it shows. */
#define PLACE_COLUMNS 2

struct component {
    IComponent IComponent_iface;
    ordering order;     /* of rows */
    extension extended; /* menus, toolbar and property pages */
    LONG references;

    pane pane;

    wchar_t *texts[NODE_COUNT + 1][PLACE_COLUMNS]; /* as the console was given them */
};

static component *from_IComponent(IComponent *iface)
{
    return CONTAINING_RECORD(iface, component, IComponent_iface);
}

/* Whether it reads is what the toolbar shows. */
static void pane_changed(void *context)
{
    component *self = context;

    extension_update(&self->extended);
}

/* IUnknown ------------------------------------------------------------------------------------- */

static HRESULT WINAPI component_QueryInterface(IComponent *iface, REFIID iid, void **out)
{
    component *self = from_IComponent(iface);

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IComponent))
        *out = iface;
    else
        *out = ordering_find(&self->order, iid);
    if (!*out)
        *out = extension_find(&self->extended, iid);
    if (!*out)
        return E_NOINTERFACE;
    IComponent_AddRef(iface);
    return S_OK;
}

static ULONG WINAPI component_AddRef(IComponent *iface)
{
    return (ULONG)InterlockedIncrement(&from_IComponent(iface)->references);
}

static void leave_console(component *self)
{
    self->pane.is_showing = false;
    extension_tear_down(&self->extended);
    pane_leave(&self->pane);
}

static ULONG WINAPI component_Release(IComponent *iface)
{
    component *self = from_IComponent(iface);
    ULONG left = (ULONG)InterlockedDecrement(&self->references);

    if (left == 0) {
        leave_console(self);
        for (size_t place = 0; place < ARRAYSIZE(self->texts); place++) {
            for (size_t at = 0; at < PLACE_COLUMNS; at++)
                free(self->texts[place][at]);
        }
        component_data_release(self->pane.owner);
        free(self);
        module_unlock();
    }
    return left;
}

/* Notifications -------------------------------------------------------------------------------- */

/* The place that a notification is about; false if it is not about ours. */
static bool place_of(node_id *out, IDataObject *about, bool *is_rows)
{
    IDataObject *ours = data_object_ours(about);

    if (!ours)
        return false;
    *out = data_object_item(ours)->place;
    *is_rows = data_object_item(ours)->row_count > 0;
    IDataObject_Release(ours);
    return true;
}

static HRESULT offer(IConsoleVerb *verbs, MMC_CONSOLE_VERB verb)
{
    HRESULT result = IConsoleVerb_SetVerbState(verbs, verb, HIDDEN, FALSE);

    return SUCCEEDED(result) ? IConsoleVerb_SetVerbState(verbs, verb, ENABLED, TRUE) : result;
}

/* The console has hidden all verbs before it asks. Properties stays so: its sheet is our own
 * command's (context_menu.h). */
static HRESULT set_verbs(component *self, node_id place, bool is_rows)
{
    IConsoleVerb *verbs;
    HRESULT result = IConsole2_QueryConsoleVerb(self->pane.console, &verbs);

    if (FAILED(result))
        return result;
    if (place != PLACE_ROOT)
        result = offer(verbs, MMC_VERB_REFRESH);
    if (SUCCEEDED(result) && is_rows)
        result = offer(verbs, MMC_VERB_COPY);
    if (SUCCEEDED(result))
        result = IConsoleVerb_SetDefaultVerb(verbs, is_rows ? MMC_VERB_NONE : MMC_VERB_OPEN);
    IConsoleVerb_Release(verbs);
    return result;
}

static HRESULT refresh(component *self, node_id place)
{
    return place == PLACE_ROOT ? S_FALSE : pane_read(&self->pane, place);
}

/* Of another target, or after a change, all rows that were read are old. */
static HRESULT change(component *self, LPARAM hint)
{
    if (hint != COMPONENT_READ_AGAIN)
        return S_FALSE;
    pane_read_all(&self->pane);
    return S_OK;
}

static HRESULT WINAPI component_Notify(IComponent *iface, IDataObject *about, MMC_NOTIFY_TYPE event,
                                       LPARAM arg, LPARAM param)
{
    component *self = from_IComponent(iface);
    node_id place = PLACE_ROOT;
    bool is_rows = false;
    bool is_ours = place_of(&place, about, &is_rows);

    if (!self->pane.console)
        return S_FALSE;
    switch (event) {
    case MMCN_ADD_IMAGES:
        return arg ? images_add_rows((IImageList *)arg) : E_INVALIDARG;
    case MMCN_SHOW:
        if (!arg)
            return pane_hide(&self->pane);
        return is_ours ? pane_show(&self->pane, place, (HSCOPEITEM)param) : S_FALSE;
    case MMCN_SELECT:
        return is_ours && HIWORD(arg) ? set_verbs(self, place, is_rows) : S_FALSE;
    case MMCN_REFRESH:
        return is_ours ? refresh(self, place) : S_FALSE;
    case MMCN_DBLCLICK:
        return is_ours && is_rows ? extension_open(&self->extended, about) : S_FALSE;
    case MMCN_COLUMN_CLICK:
        results_note_sorting(self->pane.results, (int)arg, (DWORD)param);
        return S_OK;
    case MMCN_VIEW_CHANGE:
        return change(self, param);
    case MMCN_CONTEXTHELP:
    case MMCN_SNAPINHELP:
        return is_ours ? help_show(self->pane.console, place) : S_FALSE;
    default:
        return S_FALSE;
    }
}

/* IComponent ----------------------------------------------------------------------------------- */

static HRESULT WINAPI component_Initialize(IComponent *iface, IConsole *console)
{
    component *self = from_IComponent(iface);

    if (!console)
        return E_POINTER;
    leave_console(self);
    return pane_enter(&self->pane, console);
}

static HRESULT WINAPI component_Destroy(IComponent *iface, MMC_COOKIE cookie)
{
    (void)cookie;
    leave_console(from_IComponent(iface));
    return S_OK;
}

HRESULT component_selected(component *self, IDataObject **out)
{
    size_t count = 0;
    const row **rows = self->pane.results ? results_selected(self->pane.results, &count) : NULL;
    HRESULT result =
        rows && count > 0 ? data_object_create(out, self->pane.place, rows, count, true) : E_FAIL;

    free(rows);
    return result;
}

static HRESULT WINAPI component_QueryDataObject(IComponent *iface, MMC_COOKIE cookie,
                                                DATA_OBJECT_TYPES type, IDataObject **out)
{
    component *self = from_IComponent(iface);
    const row *found;
    node_id place;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!self->pane.results)
        return E_UNEXPECTED;
    if (cookie == MMC_MULTI_SELECT_COOKIE)
        return component_selected(self, out);
    if (type == CCT_RESULT) {
        found = results_row(self->pane.results, cookie);
        return found ? data_object_create(out, self->pane.place, &found, 1, false) : E_INVALIDARG;
    }
    if (!place_find(&place, cookie))
        return E_INVALIDARG;
    return data_object_create(out, place, NULL, 0, false);
}

/* The name of a class, as text in memory that the console frees. */
static HRESULT message_view(LPOLESTR *out)
{
    return StringFromCLSID(&CLSID_MessageView, out);
}

static HRESULT WINAPI component_GetResultViewType(IComponent *iface, MMC_COOKIE cookie,
                                                  LPOLESTR *type, LONG *options)
{
    component *self = from_IComponent(iface);
    node_id place;

    if (!type || !options)
        return E_POINTER;
    *type = NULL;
    *options = MMC_VIEW_OPTIONS_NONE;
    if (!place_find(&place, cookie))
        return E_INVALIDARG;
    if (pane_ask_message(&self->pane, place)) {
        *options = MMC_VIEW_OPTIONS_NOLISTVIEWS;
        return message_view(type);
    }
    if (place != PLACE_ROOT) {
        *options = MMC_VIEW_OPTIONS_MULTISELECT;
        if (node_of(place)->is_virtual)
            *options |= MMC_VIEW_OPTIONS_OWNERDATALIST;
    }
    return S_FALSE;
}

static HRESULT display_place(component *self, RESULTDATAITEM *wanted)
{
    node_id place;
    wchar_t **text;

    if (!place_find(&place, wanted->lParam))
        return E_INVALIDARG;
    if (wanted->mask & RDI_IMAGE)
        wanted->nImage = place_image(place);
    if (!(wanted->mask & RDI_STR))
        return S_OK;
    if (wanted->nCol < 0 || wanted->nCol >= PLACE_COLUMNS)
        return E_INVALIDARG;
    text = &self->texts[place][wanted->nCol];
    if (!*text)
        *text = text_of(wanted->nCol == 0 ? place_name(place) : place_description(place));
    wanted->str = *text;
    return *text ? S_OK : E_OUTOFMEMORY;
}

static HRESULT WINAPI component_GetDisplayInfo(IComponent *iface, RESULTDATAITEM *wanted)
{
    component *self = from_IComponent(iface);

    if (!wanted)
        return E_POINTER;
    if (!self->pane.results)
        return E_UNEXPECTED;
    return wanted->bScopeItem ? display_place(self, wanted)
                              : results_display(self->pane.results, wanted);
}

static HRESULT WINAPI component_CompareObjects(IComponent *iface, IDataObject *first,
                                               IDataObject *second)
{
    (void)iface;
    return data_object_equals(first, second) ? S_OK : S_FALSE;
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

/* For the commands ----------------------------------------------------------------------------- */

HRESULT component_create(IComponent **out, component_data *owner)
{
    component *self = calloc(1, sizeof(*self));

    if (!self)
        return E_OUTOFMEMORY;
    self->IComponent_iface.lpVtbl = &component_vtbl;
    ordering_set_up(&self->order, (IUnknown *)&self->IComponent_iface, &self->pane.results);
    self->references = 1;
    component_data_hold(owner);
    self->pane = (pane){ .owner = owner, .changed = pane_changed, .context = self };
    extension_set_up(&self->extended, (IUnknown *)&self->IComponent_iface, owner, self);
    module_lock();
    *out = &self->IComponent_iface;
    return S_OK;
}

IComponent *component_interface(component *self)
{
    return &self->IComponent_iface;
}

IConsole2 *component_console(const component *self)
{
    return self->pane.console;
}

component_data *component_owner(const component *self)
{
    return self->pane.owner;
}

bool component_place(const component *self, node_id *out)
{
    if (self->pane.is_showing)
        *out = self->pane.place;
    return self->pane.is_showing;
}

row_set *component_rows(component *self)
{
    listing *shown = pane_listing(&self->pane);

    return shown ? listing_rows(shown) : NULL;
}

void component_read(component *self)
{
    if (pane_listing(&self->pane))
        pane_read(&self->pane, self->pane.place);
}

void component_stop(component *self)
{
    if (pane_listing(&self->pane))
        listing_stop(pane_listing(&self->pane));
}

bool component_is_reading(const component *self)
{
    listing *shown = pane_listing(&self->pane);

    return shown && listing_state_of(shown) == LISTING_READING;
}

void component_filter(component *self, const row_filter *filter)
{
    pane_filter(&self->pane, filter);
}

void component_select(component *self, size_t index)
{
    if (self->pane.results)
        results_select(self->pane.results, index);
}
