/* The DLL's classes, as COM sees them: how they are registered, made and counted. */
#include <stdio.h>

#include <windows.h>
#include <shlobj.h>

#include "shellext/menu/classes.h"
#include "tests/shell/check.h"
#include "tests/shell/parts.h"

static const CLSID *const classes[] = {
    &CLSID_trustmend_file_menu,     &CLSID_trustmend_folder_menu,
    &CLSID_trustmend_verify_files,  &CLSID_trustmend_verify_folders,
    &CLSID_trustmend_restore_files, &CLSID_trustmend_restore_folders,
};

static void read_value(wchar_t *out, const wchar_t *key, const wchar_t *value)
{
    DWORD size = MAX_PATH * sizeof(*out);

    out[0] = L'\0';
    RegGetValueW(HKEY_CLASSES_ROOT, key, value, RRF_RT_REG_SZ, NULL, out, &size);
}

static void check_registration(const CLSID *class_id)
{
    wchar_t id[40];
    wchar_t key[80];
    wchar_t value[MAX_PATH];

    StringFromGUID2(class_id, id, ARRAYSIZE(id));
    wsprintfW(key, L"CLSID\\%s\\InprocServer32", id);
    read_value(value, key, NULL);
    check("register.path", _wcsicmp(value, subject_path()) == 0, "%ls is in '%ls'", id, value);
    read_value(value, key, L"ThreadingModel");
    check("register.threads", wcscmp(value, L"Apartment") == 0, "%ls has the model '%ls'", id,
          value);
}

/* What makes Explorer ask for a class. */
static void check_handler(const wchar_t *type, const CLSID *class_id)
{
    wchar_t key[160];
    wchar_t id[40];
    wchar_t value[MAX_PATH];

    StringFromGUID2(class_id, id, ARRAYSIZE(id));
    wsprintfW(key, L"%s\\shellex\\ContextMenuHandlers\\Trustmend", type);
    read_value(value, key, NULL);
    check("register.type", _wcsicmp(value, id) == 0, "'%ls' has '%ls'", type, value);
}

static void check_factory(const CLSID *class_id)
{
    IClassFactory *factory = NULL;
    IUnknown *object = NULL;
    void *nothing = &nothing;

    if (!check("factory.found",
               SUCCEEDED(CoGetClassObject(class_id, CLSCTX_INPROC_SERVER, NULL, &IID_IClassFactory,
                                          (void **)&factory)),
               "a class has no factory"))
        return;
    check("factory.refuses",
          IClassFactory_QueryInterface(factory, &IID_IContextMenu, &nothing) == E_NOINTERFACE &&
              !nothing,
          "a factory is a menu");
    check("factory.makes",
          IClassFactory_CreateInstance(factory, NULL, &IID_IUnknown, (void **)&object) == S_OK &&
              object,
          "a factory makes nothing");
    nothing = &nothing;
    check("class.no-aggregation",
          IClassFactory_CreateInstance(factory, object, &IID_IUnknown, &nothing) ==
                  CLASS_E_NOAGGREGATION &&
              !nothing,
          "an outer object was taken");
    nothing = &nothing;
    check("factory.nulls",
          FAILED(IClassFactory_CreateInstance(factory, NULL, &IID_IDataObject, &nothing)) &&
              !nothing,
          "the out pointer of a refusal is not NULL");
    check("factory.no-out",
          IClassFactory_CreateInstance(factory, NULL, &IID_IUnknown, NULL) == E_POINTER,
          "no out pointer was taken");
    IUnknown_Release(object);
    IClassFactory_Release(factory);
}

typedef HRESULT WINAPI get_class_object(REFCLSID class_id, REFIID iid, void **out);

static void check_exports(void)
{
    get_class_object *get =
        (get_class_object *)(void (*)(void))GetProcAddress(subject_module(), "DllGetClassObject");
    IClassFactory *factory = NULL;
    void *nothing = &nothing;

    check("unload.idle", subject_rests(), "the DLL is not idle though nobody holds anything of it");
    check("class.unknown",
          get(&CLSID_ShellLink, &IID_IClassFactory, &nothing) == CLASS_E_CLASSNOTAVAILABLE &&
              !nothing,
          "a class that is another's was found");
    check("class.no-out", get(classes[0], &IID_IClassFactory, NULL) == E_POINTER,
          "no out pointer was taken");

    get(classes[0], &IID_IClassFactory, (void **)&factory);
    check("unload.factory", subject_can_unload() == S_FALSE, "a factory does not hold the DLL");
    IClassFactory_LockServer(factory, TRUE);
    IClassFactory_Release(factory);
    check("unload.lock", subject_can_unload() == S_FALSE, "LockServer does not hold the DLL");
    get(classes[0], &IID_IClassFactory, (void **)&factory);
    IClassFactory_LockServer(factory, FALSE);
    IClassFactory_Release(factory);
    check("unload.idle", subject_can_unload() == S_OK, "the DLL is held for ever");
}

void classes_check(void)
{
    if (!check("client.watches", subject_watch(true), "the DLL could not be loaded"))
        return;
    check_exports();
    for (size_t index = 0; index < ARRAYSIZE(classes); index++) {
        check_registration(classes[index]);
        check_factory(classes[index]);
    }
    check_handler(L"*", &CLSID_trustmend_file_menu);
    check_handler(L"Directory", &CLSID_trustmend_folder_menu);
    check_handler(L"Directory\\Background", &CLSID_trustmend_folder_menu);
    check_handler(L"Drive", &CLSID_trustmend_folder_menu);
}
