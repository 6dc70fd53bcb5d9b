/*
 * Class factories that need no memory: a DLL lists its classes in a table of
 * them. A reference to one holds the module, as an object does.
 */
#pragma once

#include <windows.h>
#include <unknwn.h>

typedef struct class_factory {
    IClassFactory IClassFactory_iface; /* { &class_factory_vtbl } */
    const CLSID *class_id;
    /** Give an object with one reference; detail is the class's own. */
    HRESULT (*create)(IUnknown **out, const void *detail);
    const void *detail;
} class_factory;

extern const IClassFactoryVtbl class_factory_vtbl;

/** What DllGetClassObject does with the table of the DLL's classes. */
HRESULT class_factory_find(class_factory *factories, size_t count, REFCLSID class_id, REFIID iid,
                           void **out);
