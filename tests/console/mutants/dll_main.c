/* The DLL of all variants: a class for each, and what the registry says of it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "com/class_factory.h"
#include "com/module.h"
#include "com/registration.h"
#include "tests/console/mutants/mutant.h"

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved);
STDAPI DllRegisterServer(void);
STDAPI DllUnregisterServer(void);

static LONG held; /* locks of a variant that never lets the DLL go, while it is the last one */

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)reserved;
    if (reason == DLL_PROCESS_ATTACH)
        module_attach(instance);
    return TRUE;
}

static CLSID numbered(DWORD kind, int number)
{
    CLSID class_id = { 0x7d1c5a00, 0x6c0e, 0x4b5b, { 0x9b, 0x5e, 0x3a, 0x11, 0x52, 0xd0, 0, 0 } };

    class_id.Data1 += kind;
    class_id.Data4[7] = (BYTE)number;
    return class_id;
}

CLSID mutant_class(mutation does)
{
    return numbered(0, does);
}

CLSID mutant_about_class(mutation does)
{
    return numbered(1, does);
}

/* "Services and Applications" of Computer Management. */
static const GUID services_and_applications = {
    0x476e6449, 0xaaff, 0x11d0, { 0xb9, 0x44, 0x00, 0xc0, 0x4f, 0xd8, 0xd5, 0xb0 }
};

GUID mutant_node_type(mutation does, place where, bool is_row)
{
    if ((does == IS_OF_THIS_MACHINE || does == IS_OF_ANOTHER_MACHINE) && where == PLACE_ROOT &&
        !is_row)
        return services_and_applications;
    return numbered(2 + (DWORD)where + (is_row ? 0x10 : 0), does);
}

static HRESULT create_of(IUnknown **out, const void *detail)
{
    mutation does = (mutation)(uintptr_t)detail;

    if (does == NEVER_UNLOADS) {
        held++;
        module_lock();
    }
    return does == EXTENDS_OTHERS ? mutant_extension_create(out, detail)
                                  : mutant_create(out, detail);
}

/* A factory for each class, made when it is first asked for. */
static class_factory factories[2 * MUTATION_COUNT];
static CLSID class_ids[2 * MUTATION_COUNT];

static void make_factories(void)
{
    if (factories[0].class_id)
        return;
    for (int index = 0; index < MUTATION_COUNT; index++) {
        int about = MUTATION_COUNT + index;

        class_ids[index] = mutant_class((mutation)index);
        class_ids[about] = mutant_about_class((mutation)index);
        factories[index] = (class_factory){
            { &class_factory_vtbl }, &class_ids[index], create_of, (const void *)(uintptr_t)index
        };
        factories[about] = (class_factory){ { &class_factory_vtbl },
                                            &class_ids[about],
                                            mutant_about_create,
                                            (const void *)(uintptr_t)index };
    }
}

/* The one class whose factory takes an outer object, as no snap-in's may. */
static HRESULT WINAPI taking_CreateInstance(IClassFactory *iface, IUnknown *outer, REFIID iid,
                                            void **out)
{
    (void)outer;
    return class_factory_vtbl.CreateInstance(iface, NULL, iid, out);
}

STDAPI DllGetClassObject(REFCLSID class_id, REFIID iid, void **out)
{
    static IClassFactoryVtbl taking_vtbl;

    make_factories();
    if (!taking_vtbl.QueryInterface) {
        taking_vtbl = class_factory_vtbl;
        taking_vtbl.CreateInstance = taking_CreateInstance;
        factories[AGGREGATES].IClassFactory_iface.lpVtbl = &taking_vtbl;
    }
    while (held > 0 && !IsEqualCLSID(class_id, &class_ids[NEVER_UNLOADS]) &&
           !IsEqualCLSID(class_id, &class_ids[MUTATION_COUNT + NEVER_UNLOADS])) {
        held--;
        module_unlock();
    }
    return class_factory_find(factories, ARRAYSIZE(factories), class_id, iid, out);
}

STDAPI DllCanUnloadNow(void)
{
    return module_can_unload();
}

/* The rows of one class, whose texts live as long as they are written. */
#define ROWS_MAX 32

typedef struct class_rows {
    registration_row rows[ROWS_MAX];
    wchar_t texts[3 * ROWS_MAX][160];
    size_t count;
} class_rows;

static const wchar_t *keep(wchar_t *to, const wchar_t *text)
{
    if (!text)
        return NULL;
    swprintf(to, 160, L"%ls", text);
    return to;
}

static void add_row(class_rows *to, const wchar_t *key, const wchar_t *value, const wchar_t *data)
{
    wchar_t(*texts)[160] = &to->texts[3 * to->count];

    to->rows[to->count++] =
        (registration_row){ keep(texts[0], key), keep(texts[1], value), keep(texts[2], data) };
}

static void add_server(class_rows *to, const CLSID *class_id, mutation does)
{
    bool is_about = IsEqualCLSID(class_id, &class_ids[MUTATION_COUNT + does]);
    wchar_t text[40];
    wchar_t key[160];

    StringFromGUID2(class_id, text, ARRAYSIZE(text));
    swprintf(key, ARRAYSIZE(key), L"Software\\Classes\\CLSID\\%ls\\InprocServer32", text);
    add_row(to, key, NULL,
            does == IS_NAMED_WITHOUT_PATH && !is_about ? L"console-variants.dll" : NULL);
    if (does != HAS_NO_THREADING_MODEL || is_about)
        add_row(to, key, L"ThreadingModel", L"Apartment");
}

static void add_node_types(class_rows *to, const wchar_t *snap_in, mutation does)
{
    for (int kind = 0; kind < 2 * (PLACE_MESSAGE + 1); kind++) {
        place where = (place)(kind / 2);
        GUID type = mutant_node_type(does, where, kind % 2 != 0);
        wchar_t text[40];
        wchar_t key[160];

        if (does == HAS_UNREGISTERED_TYPE && where == PLACE_LIST)
            continue;
        StringFromGUID2(&type, text, ARRAYSIZE(text));
        swprintf(key, ARRAYSIZE(key), L"%ls\\NodeTypes\\%ls", snap_in, text);
        add_row(to, key, NULL, L"");
    }
}

static void add_extension(class_rows *to, const wchar_t *kind, const GUID *type, mutation by)
{
    CLSID class_id = mutant_class(by);
    wchar_t text[40];
    wchar_t key[160];

    StringFromGUID2(type, text, ARRAYSIZE(text));
    swprintf(key, ARRAYSIZE(key), L"Software\\Microsoft\\MMC\\NodeTypes\\%ls\\Extensions\\%ls",
             text, kind);
    StringFromGUID2(&class_id, text, ARRAYSIZE(text));
    add_row(to, key, text, L"Variant");
}

/* What extends the one variant that is extended. */
static void add_extensions(class_rows *to)
{
    GUID root = mutant_node_type(IS_EXTENDED, PLACE_ROOT, false);
    GUID row = mutant_node_type(IS_EXTENDED, PLACE_LIST, true);

    add_extension(to, L"NameSpace", &root, EXTENDS_NAME_SPACE);
    add_extension(to, L"ContextMenu", &root, EXTENDS_OTHERS);
    add_extension(to, L"ContextMenu", &row, EXTENDS_OTHERS);
    add_extension(to, L"PropertySheet", &row, EXTENDS_OTHERS);
    add_extension(to, L"ToolBar", &row, EXTENDS_OTHERS);
}

static void add_snap_in(class_rows *to, mutation does)
{
    CLSID class_id = mutant_class(does);
    CLSID about = mutant_about_class(does);
    wchar_t key[120];
    wchar_t below[160];
    wchar_t text[40];

    StringFromGUID2(&class_id, text, ARRAYSIZE(text));
    swprintf(key, ARRAYSIZE(key), L"Software\\Microsoft\\MMC\\SnapIns\\%ls", text);
    add_row(to, key, L"NameString", does == HAS_NO_NAME_STRING ? L"" : L"Variant");
    if (does == NAMES_NO_TEXT)
        add_row(to, key, L"NameStringIndirect", L"@Z:\\nowhere\\missing.dll,-1");
    StringFromGUID2(&about, text, ARRAYSIZE(text));
    if (does != HAS_NO_ABOUT)
        add_row(to, key, L"About", text);
    add_row(to, key, L"Provider", L"Trustmend");
    add_row(to, key, L"Version", L"1.0");
    swprintf(below, ARRAYSIZE(below), L"%ls\\StandAlone", key);
    add_row(to, below, NULL, L"");
    add_node_types(to, key, does);
    if (does == HAS_NAMELESS_TYPE) {
        swprintf(below, ARRAYSIZE(below), L"%ls\\NodeTypes\\7d1c5a02", key);
        add_row(to, below, NULL, L"");
    }
    if (does == IS_EXTENDED)
        add_extensions(to);
}

static HRESULT for_each_class(HRESULT (*use)(HKEY, const registration_row *, size_t))
{
    class_rows *rows = malloc(sizeof(*rows));
    HRESULT result = rows ? S_OK : E_OUTOFMEMORY;

    make_factories();
    for (int index = 0; index < MUTATION_COUNT && SUCCEEDED(result); index++) {
        memset(rows, 0, sizeof(*rows));
        add_server(rows, &class_ids[index], (mutation)index);
        add_server(rows, &class_ids[MUTATION_COUNT + index], (mutation)index);
        add_snap_in(rows, (mutation)index);
        result = use(HKEY_LOCAL_MACHINE, rows->rows, rows->count);
    }
    free(rows);
    return result;
}

STDAPI DllRegisterServer(void)
{
    return for_each_class(registration_add);
}

STDAPI DllUnregisterServer(void)
{
    return for_each_class(registration_remove);
}
