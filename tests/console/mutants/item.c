/* The data object of a node or a row: it knows all by itself and outlives what it stands for. */
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "com/module.h"
#include "tests/console/mutants/mutant.h"

typedef struct item {
    IDataObject IDataObject_iface;
    LONG references;
    mutant_item what;
} item;

static const IDataObjectVtbl item_vtbl;

static item *from_IDataObject(IDataObject *iface)
{
    return CONTAINING_RECORD(iface, item, IDataObject_iface);
}

static HRESULT WINAPI item_QueryInterface(IDataObject *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDataObject))
        return E_NOINTERFACE;
    IDataObject_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI item_AddRef(IDataObject *iface)
{
    return (ULONG)InterlockedIncrement(&from_IDataObject(iface)->references);
}

static ULONG WINAPI item_Release(IDataObject *iface)
{
    item *self = from_IDataObject(iface);
    ULONG left = (ULONG)InterlockedDecrement(&self->references);

    if (left == 0) {
        free(self);
        module_unlock();
    }
    return left;
}

/* What a format holds; NULL: it is none of ours. The size counts bytes. */
typedef struct content {
    BYTE bytes[256];
    size_t size;
} content;

static void put(content *to, const void *bytes, size_t size)
{
    memcpy(to->bytes, bytes, size);
    to->size = size;
}

static bool is_format(CLIPFORMAT format, const wchar_t *name)
{
    return format == RegisterClipboardFormatW(name);
}

static void put_node_type_text(const item *self, content *to)
{
    GUID type = mutant_node_type(self->what.does, self->what.where, self->what.row >= 0);
    wchar_t text[40];

    if (self->what.does == DISAGREES_ON_TYPE)
        type.Data1++;
    StringFromGUID2(&type, text, ARRAYSIZE(text));
    put(to, text,
        self->what.does == CUTS_NODE_TYPE || self->what.does == IS_OF_MMC_1
            ? 39
            : (wcslen(text) + 1) * sizeof(*text));
}

static void put_name(const item *self, content *to)
{
    bool is_dead = self->what.does == DIES_WITH_ITS_LIST && !mutant_list_is_shown;
    const wchar_t *name =
        self->what.row >= 0 ? mutant_cell(self->what.row, 0) : mutant_place_name(self->what.where);

    put(to, is_dead ? L"?" : name, is_dead ? 4 : (wcslen(name) + 1) * sizeof(*name));
}

static void put_machine(const item *self, content *to)
{
    static const wchar_t other[] = L"\\\\ELSEWHERE";
    static const wchar_t none[] = L"";

    if (self->what.does == IS_OF_ANOTHER_MACHINE)
        put(to, other, sizeof(other));
    else
        put(to, none, sizeof(none));
}

static bool manages_machine(const item *self)
{
    return self->what.does == IS_OF_THIS_MACHINE || self->what.does == IS_OF_ANOTHER_MACHINE;
}

static bool get_needed(const item *self, CLIPFORMAT format, content *out)
{
    GUID type = mutant_node_type(self->what.does, self->what.where, self->what.row >= 0);
    CLSID class_id = mutant_class(self->what.does);

    if (self->what.does == SAYS_ANOTHER_CLASS)
        class_id.Data1++;
    if (self->what.does == IS_OF_ANOTHER_TYPE && self->what.row < 0)
        type.Data1 += 0x100;
    if (is_format(format, CCF_NODETYPE))
        put(out, &type, sizeof(type));
    else if (is_format(format, CCF_SZNODETYPE))
        put_node_type_text(self, out);
    else if (is_format(format, CCF_DISPLAY_NAME))
        put_name(self, out);
    else if (is_format(format, CCF_SNAPIN_CLASSID) && self->what.does != HIDES_ITS_CLASS)
        put(out, &class_id, sizeof(class_id));
    else if (is_format(format, L"MMC_SNAPIN_MACHINE_NAME") && manages_machine(self))
        put_machine(self, out);
    else
        return false;
    return true;
}

/* All rows are of one type, however many are meant. */
static void put_types(const item *self, content *to)
{
    GUID type = mutant_node_type(self->what.does, self->what.where, true);
    BYTE types[sizeof(DWORD) + sizeof(type)] = { 1 };

    memcpy(types + sizeof(DWORD), &type, sizeof(type));
    put(to, types, sizeof(types));
}

/* Both are the place, and for a row its number too: the same in every session. */
static bool get_lasting(const item *self, CLIPFORMAT format, content *out)
{
    DWORD id[4] = { 0, sizeof(DWORD), (DWORD)self->what.where, (DWORD)self->what.row };

    if (self->what.does == IS_OF_MMC_1)
        return false;
    if (is_format(format, CCF_NODEID2)) {
        id[1] = self->what.does == HAS_EMPTY_NODE_ID ? 0 : 2 * sizeof(DWORD);
        put(out, id, sizeof(id));
        return true;
    }
    if (is_format(format, CCF_OBJECT_TYPES_IN_MULTI_SELECT)) {
        put_types(self, out);
        return self->what.row >= 0 && self->what.does != SAYS_NO_TYPES;
    }
    if (!is_format(format, CCF_COLUMN_SET_ID))
        return false;
    if (self->what.does == OVERSTATES_COLUMN_SET)
        id[1] = 4096;
    put(out, id, 3 * sizeof(DWORD));
    return true;
}

/* Nobody but the console gives the block, so that its size is what it is. */
static HRESULT write_to(const item *self, HGLOBAL block, const content *from)
{
    size_t room = GlobalSize(block);
    bool has_room = room >= from->size;
    BYTE *to = GlobalLock(block);

    if (!to)
        return E_OUTOFMEMORY;
    if (has_room)
        memcpy(to, from->bytes, from->size);
    else if (self->what.does == WRITES_BEYOND)
        to[room] = 0xEE;
    GlobalUnlock(block);
    return has_room || self->what.does == IGNORES_ROOM ? S_OK : STG_E_MEDIUMFULL;
}

static HRESULT check_format(const FORMATETC *format)
{
    if (!format)
        return E_INVALIDARG;
    return format->tymed & TYMED_HGLOBAL ? S_OK : DV_E_TYMED;
}

static HRESULT WINAPI item_GetDataHere(IDataObject *iface, FORMATETC *format, STGMEDIUM *medium)
{
    const item *self = from_IDataObject(iface);
    HRESULT result = check_format(format);
    content found;

    if (FAILED(result) || !medium)
        return FAILED(result) ? result : E_INVALIDARG;
    if (self->what.is_many)
        mutant_complain("several rows are asked for what only one has");
    if (!get_needed(self, format->cfFormat, &found)) {
        if (self->what.does == TAKES_ANY_FORMAT)
            return S_OK;
        return DV_E_CLIPFORMAT;
    }
    if (medium->tymed != TYMED_HGLOBAL)
        return DV_E_TYMED;
    if (self->what.does == TOUCHES_MEDIUM)
        medium->pUnkForRelease = (IUnknown *)iface;
    return write_to(self, medium->hGlobal, &found);
}

static HRESULT WINAPI item_GetData(IDataObject *iface, FORMATETC *format, STGMEDIUM *medium)
{
    const item *self = from_IDataObject(iface);
    HRESULT result = check_format(format);
    content found;
    void *block;

    if (FAILED(result) || !medium)
        return FAILED(result) ? result : E_INVALIDARG;
    if (!get_lasting(self, format->cfFormat, &found) && !get_needed(self, format->cfFormat, &found))
        return DV_E_CLIPFORMAT;
    block = GlobalAlloc(GMEM_FIXED, found.size);
    if (!block)
        return STG_E_MEDIUMFULL;
    memcpy(block, found.bytes, found.size);
    medium->tymed = TYMED_HGLOBAL;
    medium->hGlobal = block;
    medium->pUnkForRelease = NULL;
    return S_OK;
}

static HRESULT WINAPI item_QueryGetData(IDataObject *iface, FORMATETC *format)
{
    const item *self = from_IDataObject(iface);
    HRESULT result = check_format(format);
    content found;

    if (FAILED(result))
        return result;
    return get_needed(self, format->cfFormat, &found) || get_lasting(self, format->cfFormat, &found)
               ? S_OK
               : DV_E_CLIPFORMAT;
}

static HRESULT WINAPI item_GetCanonicalFormatEtc(IDataObject *iface, FORMATETC *in, FORMATETC *out)
{
    (void)iface, (void)in;
    if (out)
        out->ptd = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI item_SetData(IDataObject *iface, FORMATETC *format, STGMEDIUM *medium,
                                   BOOL is_released)
{
    (void)iface, (void)format, (void)medium, (void)is_released;
    return E_NOTIMPL;
}

static HRESULT WINAPI item_EnumFormatEtc(IDataObject *iface, DWORD direction, IEnumFORMATETC **out)
{
    (void)iface, (void)direction;
    if (out)
        *out = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI item_DAdvise(IDataObject *iface, FORMATETC *format, DWORD flags,
                                   IAdviseSink *sink, DWORD *connection)
{
    (void)iface, (void)format, (void)flags, (void)sink;
    if (connection)
        *connection = 0;
    return OLE_E_ADVISENOTSUPPORTED;
}

static HRESULT WINAPI item_DUnadvise(IDataObject *iface, DWORD connection)
{
    (void)iface, (void)connection;
    return OLE_E_ADVISENOTSUPPORTED;
}

static HRESULT WINAPI item_EnumDAdvise(IDataObject *iface, IEnumSTATDATA **out)
{
    (void)iface;
    if (out)
        *out = NULL;
    return OLE_E_ADVISENOTSUPPORTED;
}

static const IDataObjectVtbl item_vtbl = {
    .QueryInterface = item_QueryInterface,
    .AddRef = item_AddRef,
    .Release = item_Release,
    .GetData = item_GetData,
    .GetDataHere = item_GetDataHere,
    .QueryGetData = item_QueryGetData,
    .GetCanonicalFormatEtc = item_GetCanonicalFormatEtc,
    .SetData = item_SetData,
    .EnumFormatEtc = item_EnumFormatEtc,
    .DAdvise = item_DAdvise,
    .DUnadvise = item_DUnadvise,
    .EnumDAdvise = item_EnumDAdvise,
};

HRESULT mutant_item_create(IDataObject **out, const mutant_item *what)
{
    item *self = calloc(1, sizeof(*self));

    if (!self)
        return E_OUTOFMEMORY;
    self->IDataObject_iface.lpVtbl = &item_vtbl;
    self->references = 1;
    self->what = *what;
    module_lock();
    *out = &self->IDataObject_iface;
    return S_OK;
}

/* A data object of our own has our table; what an extension gets has not. */
bool mutant_item_of(mutant_item *out, IDataObject *data)
{
    if (IS_SPECIAL_DATAOBJECT(data) || data->lpVtbl != &item_vtbl)
        return false;
    *out = from_IDataObject(data)->what;
    return true;
}
