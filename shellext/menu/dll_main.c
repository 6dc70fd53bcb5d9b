/* The menu DLL's exports: its classes, and what makes them known to Windows. */
#include <windows.h>
#include <olectl.h>
#include <shlobj.h>
#include <shlwapi.h>

#include "com/class_factory.h"
#include "com/module.h"
#include "com/registration.h"
#include "shellext/menu/classes.h"
#include "shellext/menu/command.h"
#include "shellext/menu/context_menu.h"
#include "shellext/menu/explorer_command.h"

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved);

static const menu_scope files = SCOPE_FILES;
static const menu_scope folders = SCOPE_FOLDERS;
static const explorer_command_kind verify_files = { &menu_commands[COMMAND_VERIFY], SCOPE_FILES };
static const explorer_command_kind verify_folders = { &menu_commands[COMMAND_VERIFY],
                                                      SCOPE_FOLDERS };
static const explorer_command_kind restore_files = { &menu_commands[COMMAND_RESTORE], SCOPE_FILES };
static const explorer_command_kind restore_folders = { &menu_commands[COMMAND_RESTORE],
                                                       SCOPE_FOLDERS };

static class_factory factories[] = {
    { { &class_factory_vtbl }, &CLSID_trustmend_file_menu, context_menu_create, &files },
    { { &class_factory_vtbl }, &CLSID_trustmend_folder_menu, context_menu_create, &folders },
    { { &class_factory_vtbl },
      &CLSID_trustmend_verify_files,
      explorer_command_create,
      &verify_files },
    { { &class_factory_vtbl },
      &CLSID_trustmend_verify_folders,
      explorer_command_create,
      &verify_folders },
    { { &class_factory_vtbl },
      &CLSID_trustmend_restore_files,
      explorer_command_create,
      &restore_files },
    { { &class_factory_vtbl },
      &CLSID_trustmend_restore_folders,
      explorer_command_create,
      &restore_folders },
};

static HRESULT set_registered(HKEY root, BOOL install)
{
    HRESULT result = install ? registration_add(root, registration_rows, registration_row_count)
                             : registration_remove(root, registration_rows, registration_row_count);

    SHChangeNotify(SHCNE_ASSOCCHANGED, SHCNF_IDLIST, NULL, NULL);
    return result;
}

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
    return set_registered(HKEY_LOCAL_MACHINE, TRUE);
}

STDAPI DllUnregisterServer(void)
{
    return set_registered(HKEY_LOCAL_MACHINE, FALSE);
}

/* `regsvr32 /n /i:user`: for this user alone. */
STDAPI DllInstall(BOOL install, const wchar_t *whom)
{
    if (!whom || !*whom)
        return set_registered(HKEY_LOCAL_MACHINE, install);
    if (CompareStringOrdinal(whom, -1, L"user", -1, TRUE) == CSTR_EQUAL)
        return set_registered(HKEY_CURRENT_USER, install);
    return E_INVALIDARG;
}

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)reserved;
    if (reason == DLL_PROCESS_ATTACH)
        module_attach(instance);
    return TRUE;
}
