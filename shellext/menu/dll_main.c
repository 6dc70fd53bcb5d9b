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

/* The same numbers as in classes.h; the shell client compares them. */
#define FILE_MENU       L"{F235C0C1-BEA2-4D37-9249-E83C145131AB}"
#define FOLDER_MENU     L"{58C44E01-8B08-4A20-8F8F-40C74D25736D}"
#define VERIFY_FILES    L"{76B3D900-C6E9-487A-992B-F7715886D80B}"
#define VERIFY_FOLDERS  L"{FC397922-A23D-4BBB-827D-A9D878311186}"
#define RESTORE_FILES   L"{EED0A1AF-08D1-43CE-BF6A-F5B11BA4F4B0}"
#define RESTORE_FOLDERS L"{A47BD58A-F0E0-4520-9B51-0C4C3D5EF8DE}"

#define CLASSES  L"Software\\Classes\\"
#define SERVER   L"\\InprocServer32"
#define HANDLERS L"\\shellex\\ContextMenuHandlers\\Trustmend"
#define APPROVED L"Software\\Microsoft\\Windows\\CurrentVersion\\Shell Extensions\\Approved"

#define CLASS_ROWS(id, name)                                                                       \
    { CLASSES L"CLSID\\" id, NULL, name }, { CLASSES L"CLSID\\" id SERVER, NULL, NULL },           \
    {                                                                                              \
        CLASSES L"CLSID\\" id SERVER, L"ThreadingModel", L"Apartment"                              \
    }

static const registration_row rows[] = {
    CLASS_ROWS(FILE_MENU, L"Trustmend menu of files"),
    CLASS_ROWS(FOLDER_MENU, L"Trustmend menu of folders"),
    CLASS_ROWS(VERIFY_FILES, L"Trustmend.VerifySignature of files"),
    CLASS_ROWS(VERIFY_FOLDERS, L"Trustmend.VerifySignature of folders"),
    CLASS_ROWS(RESTORE_FILES, L"Trustmend.RestoreInvalid of files"),
    CLASS_ROWS(RESTORE_FOLDERS, L"Trustmend.RestoreInvalid of folders"),
    { APPROVED, FILE_MENU, L"Trustmend menu of files" },
    { APPROVED, FOLDER_MENU, L"Trustmend menu of folders" },
    { CLASSES L"*" HANDLERS, NULL, FILE_MENU },
    { CLASSES L"Directory" HANDLERS, NULL, FOLDER_MENU },
    { CLASSES L"Directory\\Background" HANDLERS, NULL, FOLDER_MENU },
    { CLASSES L"Drive" HANDLERS, NULL, FOLDER_MENU },
};

static HRESULT set_registered(HKEY root, BOOL install)
{
    HRESULT result = install ? registration_add(root, rows, ARRAYSIZE(rows))
                             : registration_remove(root, rows, ARRAYSIZE(rows));

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
