#include "tests/console/snap_in_registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include <mmc.h>
#include <shlwapi.h>

#include "tests/console/breach.h"
#include "tests/console/output.h"

#define SNAP_INS   L"Software\\Microsoft\\MMC\\SnapIns"
#define NODE_TYPES L"Software\\Microsoft\\MMC\\NodeTypes"
#define LISTED_MAX 1024

static HKEY open_key(HKEY root, const wchar_t *format, const CLSID *class_id)
{
    wchar_t path[256];
    wchar_t text[40];
    HKEY key;

    StringFromGUID2(class_id, text, ARRAYSIZE(text));
    swprintf(path, ARRAYSIZE(path), format, text);
    return RegOpenKeyExW(root, path, 0, KEY_READ, &key) ? NULL : key;
}

static HKEY open_entry(const CLSID *class_id)
{
    return open_key(HKEY_LOCAL_MACHINE, SNAP_INS L"\\%ls", class_id);
}

/* A REG_SZ as it is, to free(); NULL if there is none. */
static wchar_t *read_text(HKEY key, const wchar_t *value)
{
    DWORD size = 0;
    wchar_t *text;

    if (!key || RegGetValueW(key, NULL, value, RRF_RT_REG_SZ, NULL, NULL, &size) || !size)
        return NULL;
    text = malloc(size);
    if (text && RegGetValueW(key, NULL, value, RRF_RT_REG_SZ, NULL, text, &size)) {
        free(text);
        text = NULL;
    }
    return text;
}

static wchar_t *localized(const wchar_t *indirect)
{
    wchar_t text[512];

    if (!indirect || FAILED(SHLoadIndirectString(indirect, text, ARRAYSIZE(text), NULL)))
        return NULL;
    return _wcsdup(text);
}

static bool has_key(HKEY key, const wchar_t *name)
{
    HKEY below;

    if (RegOpenKeyExW(key, name, 0, KEY_READ, &below))
        return false;
    RegCloseKey(below);
    return true;
}

bool snap_in_registry_read(snap_in_entry *out, const CLSID *class_id)
{
    HKEY key = open_entry(class_id);
    wchar_t *text;

    if (!key)
        return false;
    *out = (snap_in_entry){ .class_id = *class_id };
    text = read_text(key, L"NameStringIndirect");
    out->name = localized(text);
    free(text);
    if (!out->name)
        out->name = read_text(key, L"NameString");
    out->provider = read_text(key, L"Provider");
    out->version = read_text(key, L"Version");
    text = read_text(key, L"About");
    if (text)
        CLSIDFromString(text, &out->about);
    free(text);
    out->is_stand_alone = has_key(key, L"StandAlone");
    RegCloseKey(key);
    return true;
}

void snap_in_entry_free(snap_in_entry *entry)
{
    free(entry->name);
    free(entry->provider);
    free(entry->version);
}

static bool is_named_by_some_type(const CLSID *class_id)
{
    wchar_t text[40];
    bool is_named = false;
    HKEY types;

    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, NODE_TYPES, 0, KEY_READ, &types))
        return false;
    StringFromGUID2(class_id, text, ARRAYSIZE(text));
    for (DWORD index = 0; index < LISTED_MAX && !is_named; index++) {
        wchar_t type[64];
        wchar_t path[128];
        DWORD size = ARRAYSIZE(type);

        if (RegEnumKeyExW(types, index, type, &size, NULL, NULL, NULL, NULL))
            break;
        swprintf(path, ARRAYSIZE(path), L"%ls\\Extensions\\NameSpace", type);
        is_named = RegGetValueW(types, path, text, RRF_RT_ANY, NULL, NULL, NULL) == ERROR_SUCCESS;
    }
    RegCloseKey(types);
    return is_named;
}

bool snap_in_registry_only_extends(const CLSID *class_id)
{
    HKEY key = open_entry(class_id);
    bool is_stand_alone = !key || has_key(key, L"StandAlone");

    if (key)
        RegCloseKey(key);
    return !is_stand_alone && is_named_by_some_type(class_id);
}

void snap_in_registry_list(void (*use)(const snap_in_entry *entry, void *context), void *context)
{
    HKEY all;

    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, SNAP_INS, 0, KEY_READ, &all))
        return;
    for (DWORD index = 0; index < LISTED_MAX; index++) {
        wchar_t name[64];
        DWORD size = ARRAYSIZE(name);
        snap_in_entry entry;
        CLSID class_id;

        if (RegEnumKeyExW(all, index, name, &size, NULL, NULL, NULL, NULL))
            break;
        if (FAILED(CLSIDFromString(name, &class_id)) || !snap_in_registry_read(&entry, &class_id))
            continue;
        if (entry.is_stand_alone)
            use(&entry, context);
        snap_in_entry_free(&entry);
    }
    RegCloseKey(all);
}

static void check_server(const CLSID *class_id)
{
    HKEY key = open_key(HKEY_CLASSES_ROOT, L"CLSID\\%ls\\InprocServer32", class_id);
    wchar_t *path = read_text(key, NULL);
    wchar_t *model = read_text(key, L"ThreadingModel");

    breach_expect(path && !wcschr(path, L'%') && !PathIsRelativeW(path) && PathFileExistsW(path),
                  CHECK_REGISTRY_SERVER, "InprocServer32 is '%s', and not the full path of a file",
                  shown(path ? path : L""));
    breach_expect(model && (_wcsicmp(model, L"Apartment") == 0 || _wcsicmp(model, L"Both") == 0),
                  CHECK_REGISTRY_THREADING, "ThreadingModel is '%s'", shown(model ? model : L""));
    free(path);
    free(model);
    if (key)
        RegCloseKey(key);
}

static void check_names(HKEY key)
{
    wchar_t *name = read_text(key, L"NameString");
    wchar_t *indirect = read_text(key, L"NameStringIndirect");
    wchar_t *in_words = localized(indirect);

    breach_expect(name && *name, CHECK_REGISTRY_NAME, "the snap-in has no NameString");
    breach_expect(!indirect || (in_words && *in_words), CHECK_REGISTRY_INDIRECT,
                  "NameStringIndirect '%s' names no text", shown(indirect ? indirect : L""));
    free(name);
    free(indirect);
    free(in_words);
}

static void check_about(HKEY key, const CLSID *class_id)
{
    wchar_t *text = read_text(key, L"About");
    ISnapinAbout *about = NULL;
    CLSID id;

    if (!text) {
        breach(CHECK_REGISTRY_ABOUT, "the snap-in names no About class");
        return;
    }
    breach_expect(SUCCEEDED(CLSIDFromString(text, &id)) && !IsEqualCLSID(&id, class_id) &&
                      SUCCEEDED(CoCreateInstance(&id, NULL, CLSCTX_INPROC_SERVER, &IID_ISnapinAbout,
                                                 (void **)&about)),
                  CHECK_REGISTRY_ABOUT, "About is '%s', which is no class of its own that creates",
                  shown(text));
    if (about)
        ISnapinAbout_Release(about);
    free(text);
}

static void check_node_types(HKEY key)
{
    HKEY types;

    if (RegOpenKeyExW(key, L"NodeTypes", 0, KEY_READ, &types))
        return;
    for (DWORD index = 0; index < LISTED_MAX; index++) {
        wchar_t name[64];
        DWORD size = ARRAYSIZE(name);
        GUID type;

        if (RegEnumKeyExW(types, index, name, &size, NULL, NULL, NULL, NULL))
            break;
        breach_expect(SUCCEEDED(CLSIDFromString(name, &type)), CHECK_REGISTRY_NODE_TYPES,
                      "the node type '%s' is no GUID in braces", shown(name));
    }
    RegCloseKey(types);
}

void snap_in_registry_check(const CLSID *class_id)
{
    HKEY key = open_entry(class_id);

    check_server(class_id);
    if (!breach_expect(key != NULL, CHECK_REGISTRY_NAME, "MMC\\SnapIns has no key for the class"))
        return;
    check_names(key);
    check_about(key, class_id);
    check_node_types(key);
    RegCloseKey(key);
}
