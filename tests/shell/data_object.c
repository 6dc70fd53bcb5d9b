#include "tests/shell/data_object.h"

#include <stdlib.h>
#include <string.h>

#include "tests/shell/faults.h"

static data_object *from_IDataObject(IDataObject *iface)
{
    return CONTAINING_RECORD(iface, data_object, IDataObject_iface);
}

static data_object *from_medium(IUnknown *iface)
{
    return CONTAINING_RECORD(iface, data_object, medium_iface);
}

static void note_call(data_object *object)
{
    InterlockedIncrement(&object->calls);
    if (GetCurrentThreadId() != object->thread)
        object->was_called_elsewhere = true;
}

static HRESULT WINAPI object_QueryInterface(IDataObject *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDataObject))
        return E_NOINTERFACE;
    IDataObject_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI object_AddRef(IDataObject *iface)
{
    return (ULONG)InterlockedIncrement(&from_IDataObject(iface)->references);
}

static ULONG WINAPI object_Release(IDataObject *iface)
{
    return (ULONG)InterlockedDecrement(&from_IDataObject(iface)->references);
}

static block *block_of(data_object *object, CLIPFORMAT format)
{
    if (format == CF_HDROP)
        return &object->drop_list;
    if (format == RegisterClipboardFormatW(CFSTR_SHELLIDLIST))
        return &object->item_list;
    return NULL;
}

static HGLOBAL copy_block(const block *from)
{
    HGLOBAL copy = GlobalAlloc(GMEM_MOVEABLE, from->size);
    void *bytes = copy ? GlobalLock(copy) : NULL;

    if (bytes) {
        memcpy(bytes, from->bytes, from->size);
        GlobalUnlock(copy);
    }
    return copy;
}

static HRESULT WINAPI object_GetData(IDataObject *iface, FORMATETC *format, STGMEDIUM *medium)
{
    data_object *object = from_IDataObject(iface);
    block *found = block_of(object, format->cfFormat);

    note_call(object);
    memset(medium, 0, sizeof(*medium));
    if (FAILED(object->answer))
        return object->answer;
    if (fault_is_due())
        return E_OUTOFMEMORY;
    if (!found || !found->bytes || !(format->tymed & TYMED_HGLOBAL))
        return DV_E_FORMATETC;
    medium->tymed = TYMED_HGLOBAL;
    if (object->gives_no_memory)
        return S_OK;
    if (object->gives_copies) {
        medium->hGlobal = copy_block(found);
        return S_OK;
    }
    if (!found->shared)
        found->shared = copy_block(found);
    medium->hGlobal = found->shared;
    medium->pUnkForRelease = &object->medium_iface;
    InterlockedIncrement(&object->media);
    return S_OK;
}

static HRESULT WINAPI object_QueryGetData(IDataObject *iface, FORMATETC *format)
{
    data_object *object = from_IDataObject(iface);
    const block *found = block_of(object, format->cfFormat);

    note_call(object);
    if (FAILED(object->answer))
        return object->answer;
    return found && found->bytes ? S_OK : DV_E_FORMATETC;
}

static HRESULT WINAPI object_GetDataHere(IDataObject *iface, FORMATETC *format, STGMEDIUM *medium)
{
    (void)iface, (void)format, (void)medium;
    return E_NOTIMPL;
}

static HRESULT WINAPI object_GetCanonicalFormatEtc(IDataObject *iface, FORMATETC *format,
                                                   FORMATETC *out)
{
    (void)iface, (void)format, (void)out;
    return E_NOTIMPL;
}

static HRESULT WINAPI object_SetData(IDataObject *iface, FORMATETC *format, STGMEDIUM *medium,
                                     BOOL release)
{
    (void)iface, (void)format, (void)medium, (void)release;
    return E_NOTIMPL;
}

static HRESULT WINAPI object_EnumFormatEtc(IDataObject *iface, DWORD direction,
                                           IEnumFORMATETC **out)
{
    (void)iface, (void)direction;
    *out = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI object_DAdvise(IDataObject *iface, FORMATETC *format, DWORD flags,
                                     IAdviseSink *sink, DWORD *connection)
{
    (void)iface, (void)format, (void)flags, (void)sink, (void)connection;
    return OLE_E_ADVISENOTSUPPORTED;
}

static HRESULT WINAPI object_DUnadvise(IDataObject *iface, DWORD connection)
{
    (void)iface, (void)connection;
    return OLE_E_ADVISENOTSUPPORTED;
}

static HRESULT WINAPI object_EnumDAdvise(IDataObject *iface, IEnumSTATDATA **out)
{
    (void)iface;
    *out = NULL;
    return OLE_E_ADVISENOTSUPPORTED;
}

static const IDataObjectVtbl object_vtbl = {
    .QueryInterface = object_QueryInterface,
    .AddRef = object_AddRef,
    .Release = object_Release,
    .GetData = object_GetData,
    .GetDataHere = object_GetDataHere,
    .QueryGetData = object_QueryGetData,
    .GetCanonicalFormatEtc = object_GetCanonicalFormatEtc,
    .SetData = object_SetData,
    .EnumFormatEtc = object_EnumFormatEtc,
    .DAdvise = object_DAdvise,
    .DUnadvise = object_DUnadvise,
    .EnumDAdvise = object_EnumDAdvise,
};

static HRESULT WINAPI medium_QueryInterface(IUnknown *iface, REFIID iid, void **out)
{
    (void)iface, (void)iid;
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI medium_AddRef(IUnknown *iface)
{
    return (ULONG)InterlockedIncrement(&from_medium(iface)->media);
}

static ULONG WINAPI medium_Release(IUnknown *iface)
{
    return (ULONG)InterlockedDecrement(&from_medium(iface)->media);
}

static const IUnknownVtbl medium_vtbl = {
    .QueryInterface = medium_QueryInterface,
    .AddRef = medium_AddRef,
    .Release = medium_Release,
};

static size_t put_name(BYTE *out, const wchar_t *name, bool is_narrow)
{
    size_t size = wcslen(name) + 1;

    if (is_narrow)
        return (size_t)WideCharToMultiByte(CP_ACP, 0, name, -1, (char *)out, (int)(4 * size), NULL,
                                           NULL);
    memcpy(out, name, size * sizeof(*name));
    return size * sizeof(*name);
}

block drop_block(const wchar_t *const *names, size_t count, drop_form form)
{
    DROPFILES head = { .pFiles = sizeof(head) + form.is_odd, .fWide = !form.is_narrow };
    size_t capacity = sizeof(head) + 16;
    size_t size = head.pFiles;
    block made = { 0 };

    for (size_t index = 0; index < count; index++)
        capacity += 4 * (wcslen(names[index]) + 1);
    made.bytes = calloc(1, capacity);
    memcpy(made.bytes, &head, sizeof(head));
    for (size_t index = 0; index < count; index++)
        size += put_name(made.bytes + size, names[index], form.is_narrow);
    made.size = form.is_unterminated ? size - 2 : size + 2;
    return made;
}

block item_block(const wchar_t *const *names, UINT count)
{
    size_t head = sizeof(UINT) * (count + 2);
    UINT offset = (UINT)(names ? head : 0);
    block made = { .bytes = calloc(1, names ? head + 2 + (size_t)count * 2048 : sizeof(UINT)) };

    memcpy(made.bytes, &count, sizeof(count));
    if (!names) {
        made.size = sizeof(UINT);
        return made;
    }
    /* The folder is the desktop, whose list is empty, and so each item's list is a whole one. */
    memcpy(made.bytes + sizeof(UINT), &offset, sizeof(offset));
    offset += sizeof(USHORT);
    for (UINT index = 0; index < count; index++) {
        PIDLIST_ABSOLUTE list = ILCreateFromPathW(names[index]);
        UINT size = list ? ILGetSize(list) : sizeof(USHORT);

        memcpy(made.bytes + sizeof(UINT) * (index + 2), &offset, sizeof(offset));
        if (list && size <= 2048)
            memcpy(made.bytes + offset, list, size);
        offset += size <= 2048 ? size : (UINT)sizeof(USHORT);
        ILFree(list);
    }
    made.size = offset;
    return made;
}

data_object *data_object_new(block drop_list, block item_list)
{
    data_object *object = calloc(1, sizeof(*object));

    object->IDataObject_iface.lpVtbl = (IDataObjectVtbl *)&object_vtbl;
    object->medium_iface.lpVtbl = (IUnknownVtbl *)&medium_vtbl;
    object->references = 1;
    object->thread = GetCurrentThreadId();
    object->drop_list = drop_list;
    object->item_list = item_list;
    return object;
}

data_object *data_object_of(const wchar_t *const *names, size_t count)
{
    return data_object_new(drop_block(names, count, (drop_form){ 0 }),
                           item_block(NULL, (UINT)count));
}

static void free_block(block *freed)
{
    if (freed->shared)
        GlobalFree(freed->shared);
    free(freed->bytes);
}

bool data_object_let_go(data_object *object)
{
    bool is_free = object->references == 1 && object->media == 0;

    /* What somebody still holds is left to him, or he would be the test's crash. */
    if (is_free) {
        free_block(&object->drop_list);
        free_block(&object->item_list);
        free(object);
    }
    return is_free;
}
