#include "tests/console/composite.h"

#include <stdlib.h>
#include <string.h>

#include <ole2.h>

typedef struct composite {
    IDataObject IDataObject_iface;
    LONG references;
    IDataObject *of;
} composite;

static composite *from_IDataObject(IDataObject *iface)
{
    return CONTAINING_RECORD(iface, composite, IDataObject_iface);
}

static HRESULT WINAPI composite_QueryInterface(IDataObject *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDataObject))
        return E_NOINTERFACE;
    IDataObject_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI composite_AddRef(IDataObject *iface)
{
    return (ULONG)InterlockedIncrement(&from_IDataObject(iface)->references);
}

static ULONG WINAPI composite_Release(IDataObject *iface)
{
    composite *self = from_IDataObject(iface);
    ULONG left = (ULONG)InterlockedDecrement(&self->references);

    if (left == 0) {
        IDataObject_Release(self->of);
        free(self);
    }
    return left;
}

/* A fixed block, for samples read it without locking it. */
static HRESULT give(STGMEDIUM *medium, const void *bytes, size_t size)
{
    HGLOBAL block = GlobalAlloc(GMEM_FIXED, size);

    if (!block)
        return STG_E_MEDIUMFULL;
    memcpy(block, bytes, size);
    *medium = (STGMEDIUM){ .tymed = TYMED_HGLOBAL };
    medium->hGlobal = block;
    return S_OK;
}

static HRESULT WINAPI composite_GetData(IDataObject *iface, FORMATETC *format, STGMEDIUM *medium)
{
    SMMCDataObjects objects = { 1, { from_IDataObject(iface)->of } };
    DWORD is_composite = 1;

    if (format->cfFormat == RegisterClipboardFormatW(CCF_MMC_MULTISELECT_DATAOBJECT))
        return give(medium, &is_composite, sizeof(is_composite));
    if (format->cfFormat == RegisterClipboardFormatW(CCF_MULTI_SELECT_SNAPINS))
        return give(medium, &objects, sizeof(objects));
    return DV_E_FORMATETC;
}

static HRESULT WINAPI composite_GetDataHere(IDataObject *iface, FORMATETC *format,
                                            STGMEDIUM *medium)
{
    (void)iface, (void)format, (void)medium;
    return DV_E_FORMATETC;
}

static HRESULT WINAPI composite_QueryGetData(IDataObject *iface, FORMATETC *format)
{
    (void)iface;
    return format->cfFormat == RegisterClipboardFormatW(CCF_MMC_MULTISELECT_DATAOBJECT) ||
                   format->cfFormat == RegisterClipboardFormatW(CCF_MULTI_SELECT_SNAPINS)
               ? S_OK
               : DV_E_FORMATETC;
}

static HRESULT WINAPI composite_GetCanonicalFormatEtc(IDataObject *iface, FORMATETC *in,
                                                      FORMATETC *out)
{
    (void)iface, (void)in, (void)out;
    return E_NOTIMPL;
}

static HRESULT WINAPI composite_SetData(IDataObject *iface, FORMATETC *format, STGMEDIUM *medium,
                                        BOOL is_released)
{
    (void)iface, (void)format, (void)medium, (void)is_released;
    return E_NOTIMPL;
}

static HRESULT WINAPI composite_EnumFormatEtc(IDataObject *iface, DWORD direction,
                                              IEnumFORMATETC **out)
{
    (void)iface, (void)direction;
    *out = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI composite_DAdvise(IDataObject *iface, FORMATETC *format, DWORD flags,
                                        IAdviseSink *sink, DWORD *connection)
{
    (void)iface, (void)format, (void)flags, (void)sink, (void)connection;
    return OLE_E_ADVISENOTSUPPORTED;
}

static HRESULT WINAPI composite_DUnadvise(IDataObject *iface, DWORD connection)
{
    (void)iface, (void)connection;
    return OLE_E_ADVISENOTSUPPORTED;
}

static HRESULT WINAPI composite_EnumDAdvise(IDataObject *iface, IEnumSTATDATA **out)
{
    (void)iface;
    *out = NULL;
    return OLE_E_ADVISENOTSUPPORTED;
}

static const IDataObjectVtbl composite_vtbl = {
    .QueryInterface = composite_QueryInterface,
    .AddRef = composite_AddRef,
    .Release = composite_Release,
    .GetData = composite_GetData,
    .GetDataHere = composite_GetDataHere,
    .QueryGetData = composite_QueryGetData,
    .GetCanonicalFormatEtc = composite_GetCanonicalFormatEtc,
    .SetData = composite_SetData,
    .EnumFormatEtc = composite_EnumFormatEtc,
    .DAdvise = composite_DAdvise,
    .DUnadvise = composite_DUnadvise,
    .EnumDAdvise = composite_EnumDAdvise,
};

IDataObject *composite_of(IDataObject *data, MMC_COOKIE cookie)
{
    composite *self;

    if (!data || IS_SPECIAL_DATAOBJECT(data))
        return data;
    IDataObject_AddRef(data);
    if (cookie != MMC_MULTI_SELECT_COOKIE)
        return data;
    self = calloc(1, sizeof(*self));
    if (!self)
        abort();
    self->IDataObject_iface.lpVtbl = &composite_vtbl;
    self->references = 1;
    self->of = data;
    return &self->IDataObject_iface;
}

void composite_release(IDataObject *told)
{
    if (told && !IS_SPECIAL_DATAOBJECT(told))
        IDataObject_Release(told);
}
