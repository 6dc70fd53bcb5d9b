#include "tests/console/extension.h"

#include <stdio.h>

#include "tests/console/breach.h"
#include "tests/console/data_object_check.h"
#include "tests/console/output.h"

#define EXTENSIONS_MAX 256

static const wchar_t *const kinds[] = {
    [EXTENSION_NAME_SPACE] = L"NameSpace",
    [EXTENSION_CONTEXT_MENU] = L"ContextMenu",
    [EXTENSION_TOOL_BAR] = L"ToolBar",
    [EXTENSION_PROPERTY_SHEET] = L"PropertySheet",
    [EXTENSION_TASK] = L"Task",
    [EXTENSION_VIEW] = L"View",
};

static HKEY open_extensions(const GUID *type, extension_kind kind)
{
    wchar_t text[40];
    wchar_t path[160];
    HKEY key;

    StringFromGUID2(type, text, ARRAYSIZE(text));
    swprintf(path, ARRAYSIZE(path), L"Software\\Microsoft\\MMC\\NodeTypes\\%ls\\Extensions\\%ls",
             text, kinds[kind]);
    return RegOpenKeyExW(HKEY_LOCAL_MACHINE, path, 0, KEY_QUERY_VALUE, &key) ? NULL : key;
}

void extension_list(const GUID *node_type, extension_kind kind,
                    void (*use)(const CLSID *id, void *context), void *context)
{
    HKEY key = open_extensions(node_type, kind);

    for (DWORD index = 0; key && index < EXTENSIONS_MAX; index++) {
        wchar_t name[40];
        DWORD size = ARRAYSIZE(name);
        CLSID id;

        if (RegEnumValueW(key, index, name, &size, NULL, NULL, NULL, NULL))
            break;
        if (SUCCEEDED(CLSIDFromString(name, &id)))
            use(&id, context);
    }
    if (key)
        RegCloseKey(key);
}

typedef struct creating {
    extension_user *use;
    void *context;
    bool is_any;
} creating;

static void use_one(const CLSID *id, void *context)
{
    creating *about = context;
    IUnknown *extension;
    wchar_t text[40];
    HRESULT result =
        CoCreateInstance(id, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&extension);

    StringFromGUID2(id, text, ARRAYSIZE(text));
    about->is_any = true;
    if (!breach_expect(SUCCEEDED(result), CHECK_CREATE, "the extension %s is not created: %08lx",
                       shown(text), (ULONG)result))
        return;
    about->use(extension, id, about->context);
    IUnknown_Release(extension);
}

HRESULT extension_for_each(IDataObject *data, MMC_COOKIE cookie, extension_kind kind,
                           extension_user *use, void *context)
{
    creating about = { use, context, false };
    GUID type;

    if (!data_object_selected_type(data, cookie, &type))
        return S_FALSE;
    extension_list(&type, kind, use_one, &about);
    return about.is_any ? S_OK : S_FALSE;
}
