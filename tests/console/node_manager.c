#include "tests/console/node_manager.h"

#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/console.h"
#include "tests/console/menu_provider.h"
#include "tests/console/sheet_provider.h"

/* A console without a snap-in: the object of its facets is its base. */
typedef struct node_manager {
    IUnknown IUnknown_iface;
    console anchor;
    menu_provider menu;
    sheet_provider sheet;
    struct node_manager *next;
} node_manager;

static node_manager *managers;
static DWORD registration;

static node_manager *from_IUnknown(IUnknown *iface)
{
    return CONTAINING_RECORD(iface, node_manager, IUnknown_iface);
}

static HRESULT WINAPI manager_QueryInterface(IUnknown *iface, REFIID iid, void **out)
{
    return hosted_query(&from_IUnknown(iface)->anchor.base, iid, out);
}

static ULONG WINAPI manager_AddRef(IUnknown *iface)
{
    return hosted_add_reference(&from_IUnknown(iface)->anchor.base);
}

static ULONG WINAPI manager_Release(IUnknown *iface)
{
    return hosted_release(&from_IUnknown(iface)->anchor.base);
}

static const IUnknownVtbl manager_vtbl = {
    .QueryInterface = manager_QueryInterface,
    .AddRef = manager_AddRef,
    .Release = manager_Release,
};

static bool is_released(const node_manager *self)
{
    return self->anchor.base.references == 0 && self->menu.base.references == 0 &&
           self->sheet.base.references == 0 && self->sheet.callback.base.references == 0;
}

/* What snap-ins have let go of is over; what they made with it goes too. */
static void collect(void)
{
    node_manager **at = &managers;

    while (*at) {
        node_manager *self = *at;

        if (!is_released(self)) {
            at = &self->next;
            continue;
        }
        *at = self->next;
        console_end(&self->anchor);
        console_close(&self->anchor);
    }
}

static node_manager *make(void)
{
    static const IID *const none[] = { NULL };
    node_manager *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->IUnknown_iface.lpVtbl = &manager_vtbl;
    hosted_open(&self->anchor.base, "the node manager", &self->anchor, true, &self->IUnknown_iface,
                none);
    menu_provider_open(&self->menu, &self->anchor);
    sheet_provider_open(&self->sheet, &self->anchor);
    self->next = managers;
    managers = self;
    return self;
}

sheet_provider *node_manager_own_sheets(void)
{
    static node_manager *own;

    if (!own) {
        own = make();
        if (!own)
            abort();
        hosted_add_reference(&own->sheet.base);
    }
    return &own->sheet;
}

static HRESULT WINAPI factory_QueryInterface(IClassFactory *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IClassFactory))
        return E_NOINTERFACE;
    *out = iface;
    return S_OK;
}

static ULONG WINAPI factory_AddRef(IClassFactory *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI factory_Release(IClassFactory *iface)
{
    (void)iface;
    return 1;
}

static HRESULT WINAPI factory_CreateInstance(IClassFactory *iface, IUnknown *outer, REFIID iid,
                                             void **out)
{
    node_manager *made;

    (void)iface;
    *out = NULL;
    if (outer)
        return CLASS_E_NOAGGREGATION;
    breach_thread("CoCreateInstance(CLSID_NodeManager)");
    collect();
    made = make();
    return made ? hosted_query(&made->anchor.base, iid, out) : E_OUTOFMEMORY;
}

static HRESULT WINAPI factory_LockServer(IClassFactory *iface, BOOL lock)
{
    (void)iface, (void)lock;
    return S_OK;
}

static const IClassFactoryVtbl factory_vtbl = {
    .QueryInterface = factory_QueryInterface,
    .AddRef = factory_AddRef,
    .Release = factory_Release,
    .CreateInstance = factory_CreateInstance,
    .LockServer = factory_LockServer,
};

HRESULT node_manager_register(void)
{
    static IClassFactory factory = { &factory_vtbl };

    return CoRegisterClassObject(&CLSID_NodeManager, (IUnknown *)&factory, CLSCTX_INPROC_SERVER,
                                 REGCLS_MULTIPLEUSE, &registration);
}

void node_manager_revoke(void)
{
    CoRevokeClassObject(registration);
}

void node_manager_check(void)
{
    hosted_release(&node_manager_own_sheets()->base);
    while (managers) {
        node_manager *next = managers->next;

        console_end(&managers->anchor);
        console_close(&managers->anchor);
        managers = next;
    }
}
