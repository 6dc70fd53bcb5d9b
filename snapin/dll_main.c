/* The snap-in DLL's exports: its classes, and what makes them known to the console. */
#include <windows.h>
#include <olectl.h>
#include <shlwapi.h>

#include "com/class_factory.h"
#include "com/module.h"
#include "com/registration.h"
#include "snapin/about.h"
#include "snapin/classes.h"
#include "snapin/component_data.h"
#include "snapin/registration_rows.h"

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved);

static class_factory factories[] = {
    { { &class_factory_vtbl }, &CLSID_trustmend_snapin, component_data_create, NULL },
    { { &class_factory_vtbl }, &CLSID_trustmend_snapin_about, about_create, NULL },
};

STDAPI DllGetClassObject(REFCLSID class_id, REFIID iid, void **out)
{
    return class_factory_find(factories, ARRAYSIZE(factories), class_id, iid, out);
}

STDAPI DllCanUnloadNow(void)
{
    return module_can_unload();
}

/* For all users of the machine, which takes an administrator. */
STDAPI DllRegisterServer(void)
{
    return registration_add(HKEY_LOCAL_MACHINE, registration_rows, registration_row_count);
}

STDAPI DllUnregisterServer(void)
{
    HRESULT extension =
        registration_remove(HKEY_LOCAL_MACHINE, extension_rows, extension_row_count);
    HRESULT result =
        registration_remove(HKEY_LOCAL_MACHINE, registration_rows, registration_row_count);

    return FAILED(result) ? result : extension;
}

/* `regsvr32 /n /i:extension`: in Computer Management too; with /u, there no more. */
STDAPI DllInstall(BOOL install, const wchar_t *what)
{
    if (!what || CompareStringOrdinal(what, -1, L"extension", -1, TRUE) != CSTR_EQUAL)
        return E_INVALIDARG;
    return install ? registration_add(HKEY_LOCAL_MACHINE, extension_rows, extension_row_count)
                   : registration_remove(HKEY_LOCAL_MACHINE, extension_rows, extension_row_count);
}

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)reserved;
    if (reason == DLL_PROCESS_ATTACH)
        module_attach(instance);
    return TRUE;
}
