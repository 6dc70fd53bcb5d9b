#include "com/class_factory.h"

#include "com/module.h"

static class_factory *from_IClassFactory(IClassFactory *iface)
{
    return CONTAINING_RECORD(iface, class_factory, IClassFactory_iface);
}

static HRESULT WINAPI factory_QueryInterface(IClassFactory *iface, REFIID iid, void **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IClassFactory))
        return E_NOINTERFACE;
    IClassFactory_AddRef(iface);
    *out = iface;
    return S_OK;
}

/* A factory is never freed, so that its references are counted as locks of the module. */
static ULONG WINAPI factory_AddRef(IClassFactory *iface)
{
    (void)iface;
    module_lock();
    return 2;
}

static ULONG WINAPI factory_Release(IClassFactory *iface)
{
    (void)iface;
    module_unlock();
    return 1;
}

static HRESULT WINAPI factory_CreateInstance(IClassFactory *iface, IUnknown *outer, REFIID iid,
                                             void **out)
{
    class_factory *factory = from_IClassFactory(iface);
    IUnknown *object;
    HRESULT result;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (outer)
        return CLASS_E_NOAGGREGATION;
    result = factory->create(&object, factory->detail);
    if (FAILED(result))
        return result;
    result = IUnknown_QueryInterface(object, iid, out);
    IUnknown_Release(object);
    return result;
}

static HRESULT WINAPI factory_LockServer(IClassFactory *iface, BOOL lock)
{
    (void)iface;
    if (lock)
        module_lock();
    else
        module_unlock();
    return S_OK;
}

const IClassFactoryVtbl class_factory_vtbl = {
    .QueryInterface = factory_QueryInterface,
    .AddRef = factory_AddRef,
    .Release = factory_Release,
    .CreateInstance = factory_CreateInstance,
    .LockServer = factory_LockServer,
};

HRESULT class_factory_find(class_factory *factories, size_t count, REFCLSID class_id, REFIID iid,
                           void **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    for (size_t index = 0; index < count; index++) {
        if (IsEqualCLSID(class_id, factories[index].class_id))
            return IClassFactory_QueryInterface(&factories[index].IClassFactory_iface, iid, out);
    }
    return CLASS_E_CLASSNOTAVAILABLE;
}
