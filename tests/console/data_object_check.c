#include "tests/console/data_object_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/output.h"

#define TEXT_SIZE    2048
#define GUID_LETTERS 39 /* of the text, its end among them */
#define PATTERN      0xA5

/* So small a block that all of these formats are too large for it; the rest of its 16 bytes is
 * memory of nobody's, where a write past the end can be seen and does no harm. */
#define SMALL_SIZE 1
#define SMALL_ROOM 16

typedef struct release_trap {
    IUnknown IUnknown_iface;
    LONG references;
} release_trap;

static HRESULT WINAPI trap_QueryInterface(IUnknown *iface, REFIID iid, void **out)
{
    (void)iface;
    *out = IsEqualIID(iid, &IID_IUnknown) ? iface : NULL;
    return *out ? S_OK : E_NOINTERFACE;
}

static ULONG WINAPI trap_AddRef(IUnknown *iface)
{
    return (ULONG)++CONTAINING_RECORD(iface, release_trap, IUnknown_iface)->references;
}

static ULONG WINAPI trap_Release(IUnknown *iface)
{
    return (ULONG)--CONTAINING_RECORD(iface, release_trap, IUnknown_iface)->references;
}

static const IUnknownVtbl trap_vtbl = { trap_QueryInterface, trap_AddRef, trap_Release };

static FORMATETC format_of(const wchar_t *name)
{
    return (FORMATETC){ (CLIPFORMAT)RegisterClipboardFormatW(name), NULL, DVASPECT_CONTENT, -1,
                        TYMED_HGLOBAL };
}

static HRESULT get_into(IDataObject *data, const wchar_t *name, STGMEDIUM *medium)
{
    FORMATETC format = format_of(name);
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "IDataObject::GetDataHere");
    outcome = IDataObject_GetDataHere(data, &format, medium);
    call_end(&now);
    return outcome;
}

/* What a format says, in a block of ours; the outcome of the call. */
static HRESULT get_here(IDataObject *data, const wchar_t *name, void *out, size_t size)
{
    release_trap trap = { { &trap_vtbl }, 1 };
    STGMEDIUM medium = { .tymed = TYMED_HGLOBAL, .pUnkForRelease = &trap.IUnknown_iface };
    HGLOBAL block = GlobalAlloc(GMEM_MOVEABLE | GMEM_ZEROINIT, size);
    HRESULT outcome;

    if (!block)
        return E_OUTOFMEMORY;
    medium.hGlobal = block;
    outcome = get_into(data, name, &medium);
    breach_expect(medium.tymed == TYMED_HGLOBAL && medium.hGlobal == block &&
                      medium.pUnkForRelease == &trap.IUnknown_iface && trap.references == 1,
                  CHECK_DATA_MEDIUM, "GetDataHere(%s) changed the medium that it was given",
                  shown(name));
    memset(out, 0, size);
    if (SUCCEEDED(outcome)) {
        SIZE_T filled = GlobalSize(block) < size ? GlobalSize(block) : size;
        const void *bytes = GlobalLock(block);

        if (bytes)
            memcpy(out, bytes, filled);
        GlobalUnlock(block);
    }
    GlobalFree(block);
    return outcome;
}

bool data_object_given(HRESULT outcome, IDataObject *data, const void *poison, const char *what,
                       MMC_COOKIE cookie)
{
    breach_expect(SUCCEEDED(outcome) || !data, CHECK_OUT_NULL,
                  "%s::QueryDataObject gave %08lx and left its out pointer", what, outcome);
    return breach_expect(SUCCEEDED(outcome) && data != poison,
                         cookie == MMC_MULTI_SELECT_COOKIE ? CHECK_DATA_MULTIPLE : CHECK_DATA_NONE,
                         "%s::QueryDataObject gave %08lx for the cookie %p", what, outcome,
                         (void *)cookie) &&
           data != NULL;
}

bool data_object_node_type(IDataObject *data, GUID *out)
{
    return SUCCEEDED(get_here(data, CCF_NODETYPE, out, sizeof(*out)));
}

wchar_t *data_object_name(IDataObject *data)
{
    wchar_t text[TEXT_SIZE];

    if (FAILED(get_here(data, CCF_DISPLAY_NAME, text, sizeof(text))))
        return NULL;
    text[TEXT_SIZE - 1] = L'\0';
    return _wcsdup(text);
}

/* The text of a type is often cut short, bytes and characters confused; what there is must agree.
 */
static void check_type_text(IDataObject *data, const GUID *type)
{
    wchar_t expected[GUID_LETTERS];
    wchar_t text[TEXT_SIZE];
    HRESULT outcome = get_here(data, CCF_SZNODETYPE, text, sizeof(text));

    if (!breach_expect(SUCCEEDED(outcome), CHECK_DATA_FORMAT, "CCF_SZNODETYPE gave %08lx", outcome))
        return;
    text[TEXT_SIZE - 1] = L'\0';
    StringFromGUID2(type, expected, GUID_LETTERS);
    if (breach_expect(_wcsnicmp(text, expected, wcslen(text) < 16 ? wcslen(text) : 16) == 0,
                      CHECK_DATA_AGREES, "CCF_SZNODETYPE is '%s', and CCF_NODETYPE '%s'",
                      shown(text), shown(expected)))
        breach_expect(_wcsicmp(text, expected) == 0, CHECK_DATA_TEXT,
                      "CCF_SZNODETYPE is '%s', not '%s'", shown(text), shown(expected));
}

static void check_display_name(IDataObject *data)
{
    wchar_t text[TEXT_SIZE];
    HRESULT outcome = get_here(data, CCF_DISPLAY_NAME, text, sizeof(text));
    size_t count = 0;

    if (!breach_expect(SUCCEEDED(outcome), CHECK_DATA_FORMAT, "CCF_DISPLAY_NAME gave %08lx",
                       outcome))
        return;
    while (count < TEXT_SIZE && text[count])
        count++;
    breach_expect(count > 0 && count < TEXT_SIZE, CHECK_DATA_TEXT,
                  "CCF_DISPLAY_NAME is empty or has no end");
}

static void check_class(IDataObject *data, const snap_in *of)
{
    CLSID class_id;
    HRESULT outcome = get_here(data, CCF_SNAPIN_CLASSID, &class_id, sizeof(class_id));

    if (breach_expect(SUCCEEDED(outcome), CHECK_DATA_FORMAT, "CCF_SNAPIN_CLASSID gave %08lx",
                      outcome))
        breach_expect(IsEqualCLSID(&class_id, &of->class_id), CHECK_DATA_CLASS,
                      "CCF_SNAPIN_CLASSID is another class than the snap-in's");
}

static void check_registered(const snap_in *of, const GUID *type)
{
    wchar_t class_text[GUID_LETTERS];
    wchar_t type_text[GUID_LETTERS];
    wchar_t path[256];
    HKEY key;

    StringFromGUID2(&of->class_id, class_text, GUID_LETTERS);
    StringFromGUID2(type, type_text, GUID_LETTERS);
    _snwprintf(path, ARRAYSIZE(path), L"Software\\Microsoft\\MMC\\SnapIns\\%ls\\NodeTypes\\%ls",
               class_text, type_text);
    if (breach_expect(RegOpenKeyExW(HKEY_LOCAL_MACHINE, path, 0, KEY_READ, &key) == ERROR_SUCCESS,
                      CHECK_DATA_REGISTERED, "the node type %s is not registered",
                      shown(type_text)))
        RegCloseKey(key);
}

static void check_small(IDataObject *data, const wchar_t *name)
{
    STGMEDIUM medium = { .tymed = TYMED_HGLOBAL };
    HGLOBAL block = GlobalAlloc(GMEM_FIXED, SMALL_SIZE);
    BYTE *bytes = block;
    bool is_inside = true;
    HRESULT outcome;

    if (!block)
        return;
    memset(bytes, PATTERN, SMALL_ROOM);
    medium.hGlobal = block;
    outcome = get_into(data, name, &medium);
    if (medium.hGlobal == block && GlobalSize(block) == SMALL_SIZE) {
        for (size_t at = SMALL_SIZE; at < SMALL_ROOM; at++)
            is_inside = is_inside && bytes[at] == PATTERN;
        breach_expect(is_inside, CHECK_DATA_GUARD, "GetDataHere(%s) wrote past the end of a block",
                      shown(name));
    }
    breach_expect(FAILED(outcome), CHECK_DATA_SMALL, "GetDataHere(%s) filled a block of one byte",
                  shown(name));
    GlobalFree(medium.hGlobal);
}

static void check_unknown(IDataObject *data)
{
    FORMATETC format = format_of(L"Trustmend console host: a format that nobody knows");
    STGMEDIUM medium = { 0 };
    HRESULT outcome;
    BYTE byte;
    call now;

    outcome = get_here(data, L"Trustmend console host: a format that nobody knows", &byte, 1);
    breach_expect(FAILED(outcome), CHECK_DATA_UNKNOWN,
                  "GetDataHere gave %08lx for a format that nobody knows", outcome);
    call_begin(&now, CALL_ANY, "IDataObject::GetData");
    outcome = IDataObject_GetData(data, &format, &medium);
    call_end(&now);
    breach_expect(FAILED(outcome) && medium.tymed == TYMED_NULL && !medium.hGlobal,
                  CHECK_DATA_UNKNOWN, "GetData gave %08lx for a format that nobody knows", outcome);
    if (SUCCEEDED(outcome))
        ReleaseStgMedium(&medium);
}

/* A block that the object makes; NULL if it does not have the format. To GlobalFree. */
static HGLOBAL get(IDataObject *data, const wchar_t *name)
{
    FORMATETC format = format_of(name);
    STGMEDIUM medium = { 0 };
    HGLOBAL copy = NULL;
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "IDataObject::GetData");
    outcome = IDataObject_GetData(data, &format, &medium);
    call_end(&now);
    if (FAILED(outcome) || medium.tymed != TYMED_HGLOBAL || !medium.hGlobal)
        return NULL;
    copy = GlobalAlloc(GMEM_FIXED, GlobalSize(medium.hGlobal));
    if (copy)
        memcpy(copy, GlobalLock(medium.hGlobal), GlobalSize(medium.hGlobal));
    GlobalUnlock(medium.hGlobal);
    ReleaseStgMedium(&medium);
    return copy;
}

/* Two words, the second of which says how many bytes follow. */
static void check_sized(IDataObject *data, const wchar_t *name, check_id id, size_t header)
{
    HGLOBAL one = get(data, name);
    HGLOBAL other = one ? get(data, name) : NULL;
    DWORD size = 0;

    if (!one || !other) {
        breach_expect(!one, id, "%s was given once only", shown(name));
        GlobalFree(one);
        return;
    }
    if (breach_expect(GlobalSize(one) >= header, id, "%s is too short", shown(name)))
        memcpy(&size, (const BYTE *)one + header - sizeof(size), sizeof(size));
    breach_expect(size > 0 && size <= GlobalSize(one) - header, id,
                  "%s says %lu bytes in a block of %lu", shown(name), size,
                  (unsigned long)GlobalSize(one));
    breach_expect(size > GlobalSize(one) - header ||
                      (GlobalSize(one) >= header + size && GlobalSize(other) >= header + size &&
                       memcmp(one, other, header + size) == 0),
                  id, "%s is another one each time", shown(name));
    GlobalFree(one);
    GlobalFree(other);
}

static void check_types_of_many(IDataObject *data)
{
    HGLOBAL types = get(data, CCF_OBJECT_TYPES_IN_MULTI_SELECT);
    DWORD count = 0;

    if (!breach_expect(types != NULL, CHECK_DATA_MULTIPLE,
                       "a data object of several rows does not say of which types they are"))
        return;
    if (GlobalSize(types) >= sizeof(count))
        memcpy(&count, types, sizeof(count));
    breach_expect(count > 0 && count <= (GlobalSize(types) - sizeof(count)) / sizeof(GUID),
                  CHECK_DATA_MULTIPLE,
                  "CCF_OBJECT_TYPES_IN_MULTI_SELECT says %lu types in %lu bytes", count,
                  (unsigned long)GlobalSize(types));
    GlobalFree(types);
}

bool data_object_selected_type(IDataObject *data, MMC_COOKIE cookie, GUID *out)
{
    HGLOBAL types;
    DWORD count = 0;
    bool is_one;

    if (IS_SPECIAL_DATAOBJECT(data))
        return false;
    if (cookie != MMC_MULTI_SELECT_COOKIE)
        return data_object_node_type(data, out);
    types = get(data, CCF_OBJECT_TYPES_IN_MULTI_SELECT);
    if (types && GlobalSize(types) >= sizeof(count) + sizeof(*out))
        memcpy(&count, types, sizeof(count));
    is_one = count == 1;
    if (is_one)
        memcpy(out, (const BYTE *)types + sizeof(count), sizeof(*out));
    GlobalFree(types);
    return is_one;
}

static bool is_seen(snap_in *of, const GUID *type)
{
    for (size_t index = 0; index < of->seen_count; index++) {
        if (IsEqualGUID(&of->seen[index], type))
            return true;
    }
    if (of->seen_count < SNAP_IN_SEEN_MAX)
        of->seen[of->seen_count++] = *type;
    return false;
}

void data_object_check(IDataObject *data, snap_in *of, bool is_multiple)
{
    GUID type = { 0 };
    HRESULT outcome;

    if (is_multiple) {
        if (!is_seen(of, &GUID_NULL))
            check_types_of_many(data);
        return;
    }
    outcome = get_here(data, CCF_NODETYPE, &type, sizeof(type));
    if (!breach_expect(SUCCEEDED(outcome) && !IsEqualGUID(&type, &GUID_NULL), CHECK_DATA_FORMAT,
                       "CCF_NODETYPE gave %08lx", outcome) ||
        is_seen(of, &type))
        return;
    check_type_text(data, &type);
    check_display_name(data);
    check_class(data, of);
    check_unknown(data);
    if (breach_level() == LEVEL_STRICT) {
        check_registered(of, &type);
        check_small(data, CCF_NODETYPE);
        check_small(data, CCF_SNAPIN_CLASSID);
    }
    check_sized(data, CCF_NODEID2, CHECK_DATA_NODE_ID, 2 * sizeof(DWORD));
    check_sized(data, CCF_NODEID, CHECK_DATA_NODE_ID, sizeof(DWORD));
    check_sized(data, CCF_COLUMN_SET_ID, CHECK_DATA_COLUMN_SET, 2 * sizeof(DWORD));
}
