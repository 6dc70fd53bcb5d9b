#include "snapin/component_data.h"

#include <stdlib.h>

#include <ocidl.h>

#include "com/module.h"
#include "snapin/classes.h"
#include "snapin/component.h"
#include "snapin/data_object.h"
#include "snapin/extension.h"
#include "snapin/help.h"
#include "snapin/images.h"
#include "snapin/mmc_guids.h"
#include "snapin/persist.h"
#include "snapin/place.h"
#include "snapin/scope.h"
#include "snapin/strings.h"

struct component_data {
    IComponentData IComponentData_iface;
    IPersistStreamInit IPersistStreamInit_iface;
    ISnapinHelp2 ISnapinHelp2_iface;
    extension extended; /* menus */
    LONG references;

    IConsole2 *console;
    IConsoleNameSpace2 *name_space;
    target *looked_at;
    bool is_dirty;
    wchar_t *names[NODE_COUNT + 1]; /* of places, as the console was given them */
};

static component_data *from_IComponentData(IComponentData *iface)
{
    return CONTAINING_RECORD(iface, component_data, IComponentData_iface);
}

static component_data *from_IPersistStreamInit(IPersistStreamInit *iface)
{
    return CONTAINING_RECORD(iface, component_data, IPersistStreamInit_iface);
}

static component_data *from_ISnapinHelp2(ISnapinHelp2 *iface)
{
    return CONTAINING_RECORD(iface, component_data, ISnapinHelp2_iface);
}

static HRESULT WINAPI data_QueryInterface(IComponentData *iface, REFIID iid, void **out)
{
    component_data *self = from_IComponentData(iface);

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IComponentData))
        *out = iface;
    else if (IsEqualIID(iid, &IID_IPersist) || IsEqualIID(iid, &IID_IPersistStreamInit))
        *out = &self->IPersistStreamInit_iface;
    else if (IsEqualIID(iid, &IID_ISnapinHelp) || IsEqualIID(iid, &IID_ISnapinHelp2))
        *out = &self->ISnapinHelp2_iface;
    else
        *out = extension_find(&self->extended, iid);
    if (!*out)
        return E_NOINTERFACE;
    IComponentData_AddRef(iface);
    return S_OK;
}

static ULONG WINAPI data_AddRef(IComponentData *iface)
{
    return (ULONG)InterlockedIncrement(&from_IComponentData(iface)->references);
}

static void leave_console(component_data *self)
{
    extension_tear_down(&self->extended);
    if (self->name_space)
        IConsoleNameSpace2_Release(self->name_space);
    self->name_space = NULL;
    if (self->console)
        IConsole2_Release(self->console);
    self->console = NULL;
}

static ULONG WINAPI data_Release(IComponentData *iface)
{
    component_data *self = from_IComponentData(iface);
    ULONG left = (ULONG)InterlockedDecrement(&self->references);

    if (left == 0) {
        leave_console(self);
        for (size_t place = 0; place < ARRAYSIZE(self->names); place++)
            free(self->names[place]);
        target_free(self->looked_at);
        free(self);
        module_unlock();
    }
    return left;
}

static HRESULT add_images(IConsole2 *console)
{
    IImageList *images;
    HRESULT result = IConsole2_QueryScopeImageList(console, &images);

    if (SUCCEEDED(result)) {
        result = images_add_places(images);
        IImageList_Release(images);
    }
    return result;
}

static HRESULT WINAPI data_Initialize(IComponentData *iface, IUnknown *console)
{
    component_data *self = from_IComponentData(iface);
    HRESULT result;

    if (!console)
        return E_POINTER;
    leave_console(self);
    result = IUnknown_QueryInterface(console, &IID_IConsole2, (void **)&self->console);
    if (SUCCEEDED(result))
        result =
            IUnknown_QueryInterface(console, &IID_IConsoleNameSpace2, (void **)&self->name_space);
    if (SUCCEEDED(result))
        result = add_images(self->console);
    if (FAILED(result))
        leave_console(self);
    return result;
}

static HRESULT WINAPI data_CreateComponent(IComponentData *iface, IComponent **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    return component_create(out, from_IComponentData(iface));
}

static HRESULT WINAPI data_Notify(IComponentData *iface, IDataObject *about, MMC_NOTIFY_TYPE event,
                                  LPARAM arg, LPARAM param)
{
    component_data *self = from_IComponentData(iface);

    if (!self->name_space || event != MMCN_EXPAND || !arg)
        return S_FALSE;
    return scope_expand(self->name_space, about, (HSCOPEITEM)param);
}

static HRESULT WINAPI data_Destroy(IComponentData *iface)
{
    leave_console(from_IComponentData(iface));
    return S_OK;
}

static HRESULT WINAPI data_QueryDataObject(IComponentData *iface, MMC_COOKIE cookie,
                                           DATA_OBJECT_TYPES type, IDataObject **out)
{
    node_id place;

    (void)iface, (void)type;
    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!place_find(&place, cookie))
        return E_INVALIDARG;
    return data_object_create(out, place, NULL, 0, false);
}

static HRESULT WINAPI data_GetDisplayInfo(IComponentData *iface, SCOPEDATAITEM *wanted)
{
    component_data *self = from_IComponentData(iface);
    node_id place;

    if (!wanted)
        return E_POINTER;
    if (!place_find(&place, wanted->lParam))
        return E_INVALIDARG;
    if (wanted->mask & SDI_IMAGE)
        wanted->nImage = place_image(place);
    if (wanted->mask & SDI_OPENIMAGE)
        wanted->nOpenImage = place_image(place);
    if (wanted->mask & SDI_CHILDREN)
        wanted->cChildren = place == PLACE_ROOT ? NODE_COUNT : 0;
    if (wanted->mask & SDI_STR) {
        if (!self->names[place])
            self->names[place] = text_of(place_name(place));
        wanted->displayname = self->names[place];
        if (!wanted->displayname)
            return E_OUTOFMEMORY;
    }
    return S_OK;
}

static HRESULT WINAPI data_CompareObjects(IComponentData *iface, IDataObject *first,
                                          IDataObject *second)
{
    (void)iface;
    return data_object_equals(first, second) ? S_OK : S_FALSE;
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

/* What is saved with the console --------------------------------------------------------------- */

static HRESULT WINAPI persist_QueryInterface(IPersistStreamInit *iface, REFIID iid, void **out)
{
    return data_QueryInterface(&from_IPersistStreamInit(iface)->IComponentData_iface, iid, out);
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
    (void)iface;
    if (!out)
        return E_POINTER;
    *out = CLSID_trustmend_snapin;
    return S_OK;
}

static HRESULT WINAPI persist_IsDirty(IPersistStreamInit *iface)
{
    return from_IPersistStreamInit(iface)->is_dirty ? S_OK : S_FALSE;
}

static HRESULT WINAPI persist_Load(IPersistStreamInit *iface, IStream *stream)
{
    component_data *self = from_IPersistStreamInit(iface);
    target *looked_at;
    HRESULT result = stream ? persist_read(&looked_at, stream) : E_POINTER;

    if (FAILED(result))
        return result;
    target_free(self->looked_at);
    self->looked_at = looked_at;
    self->is_dirty = false;
    return S_OK;
}

static HRESULT WINAPI persist_Save(IPersistStreamInit *iface, IStream *stream, BOOL clear_dirty)
{
    component_data *self = from_IPersistStreamInit(iface);
    HRESULT result = stream ? persist_write(stream, self->looked_at) : E_POINTER;

    if (SUCCEEDED(result) && clear_dirty)
        self->is_dirty = false;
    return result;
}

static HRESULT WINAPI persist_GetSizeMax(IPersistStreamInit *iface, ULARGE_INTEGER *out)
{
    (void)iface;
    if (!out)
        return E_POINTER;
    out->QuadPart = sizeof(DWORD) + PERSIST_LARGEST;
    return S_OK;
}

static HRESULT WINAPI persist_InitNew(IPersistStreamInit *iface)
{
    component_data *self = from_IPersistStreamInit(iface);
    target *looked_at = target_new();

    if (!looked_at)
        return E_OUTOFMEMORY;
    target_free(self->looked_at);
    self->looked_at = looked_at;
    self->is_dirty = false;
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

/* Help ----------------------------------------------------------------------------------------- */

static HRESULT WINAPI help_QueryInterface(ISnapinHelp2 *iface, REFIID iid, void **out)
{
    return data_QueryInterface(&from_ISnapinHelp2(iface)->IComponentData_iface, iid, out);
}

static ULONG WINAPI help_AddRef(ISnapinHelp2 *iface)
{
    return data_AddRef(&from_ISnapinHelp2(iface)->IComponentData_iface);
}

static ULONG WINAPI help_Release(ISnapinHelp2 *iface)
{
    return data_Release(&from_ISnapinHelp2(iface)->IComponentData_iface);
}

static HRESULT WINAPI help_GetHelpTopic(ISnapinHelp2 *iface, LPOLESTR *out)
{
    (void)iface;
    return out ? help_compiled(out) : E_POINTER;
}

static HRESULT WINAPI help_GetLinkedTopics(ISnapinHelp2 *iface, LPOLESTR *out)
{
    (void)iface;
    if (!out)
        return E_POINTER;
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

/* For the views -------------------------------------------------------------------------------- */

HRESULT component_data_create(IUnknown **out, const void *detail)
{
    component_data *self = calloc(1, sizeof(*self));
    target *looked_at = target_new();

    (void)detail;
    if (!self || !looked_at) {
        target_free(looked_at);
        free(self);
        return E_OUTOFMEMORY;
    }
    self->IComponentData_iface.lpVtbl = &data_vtbl;
    self->IPersistStreamInit_iface.lpVtbl = &persist_vtbl;
    self->ISnapinHelp2_iface.lpVtbl = &help_vtbl;
    self->references = 1;
    self->looked_at = looked_at;
    extension_set_up(&self->extended, (IUnknown *)&self->IComponentData_iface, self, NULL);
    module_lock();
    *out = (IUnknown *)&self->IComponentData_iface;
    return S_OK;
}

void component_data_hold(component_data *self)
{
    IComponentData_AddRef(&self->IComponentData_iface);
}

void component_data_release(component_data *self)
{
    IComponentData_Release(&self->IComponentData_iface);
}

const target *component_data_target(const component_data *self)
{
    return self->looked_at;
}

IConsole2 *component_data_console(const component_data *self)
{
    return self->console;
}

void component_data_refresh(component_data *self)
{
    IDataObject *root;

    if (!self->console || FAILED(data_object_create(&root, PLACE_ROOT, NULL, 0, false)))
        return;
    IConsole2_UpdateAllViews(self->console, root, 0, COMPONENT_READ_AGAIN);
    IDataObject_Release(root);
}

void component_data_look_at(component_data *self, target *looked_at)
{
    target_free(self->looked_at);
    self->looked_at = looked_at;
    self->is_dirty = true;
    component_data_refresh(self);
}
