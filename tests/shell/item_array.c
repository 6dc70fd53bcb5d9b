#include "tests/shell/item_array.h"

#include <stdlib.h>

#include <shlwapi.h>

#include "tests/shell/faults.h"

typedef struct item {
    IShellItem IShellItem_iface;
    item_array *array;
    const wchar_t *path;
} item;

struct item_array {
    IShellItemArray IShellItemArray_iface;
    LONG references; /* of the array and its items */
    LONG names_given;
    DWORD count;
    size_t path_count;
    item items[];
};

static item_array *from_IShellItemArray(IShellItemArray *iface)
{
    return CONTAINING_RECORD(iface, item_array, IShellItemArray_iface);
}

static item *from_IShellItem(IShellItem *iface)
{
    return CONTAINING_RECORD(iface, item, IShellItem_iface);
}

static ULONG WINAPI item_AddRef(IShellItem *iface)
{
    return (ULONG)InterlockedIncrement(&from_IShellItem(iface)->array->references);
}

static ULONG WINAPI item_Release(IShellItem *iface)
{
    return (ULONG)InterlockedDecrement(&from_IShellItem(iface)->array->references);
}

static HRESULT WINAPI item_QueryInterface(IShellItem *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IShellItem))
        return E_NOINTERFACE;
    IShellItem_AddRef(iface);
    *out = iface;
    return S_OK;
}

static HRESULT WINAPI item_BindToHandler(IShellItem *iface, IBindCtx *context, REFGUID id,
                                         REFIID iid, void **out)
{
    (void)iface, (void)context, (void)id, (void)iid;
    *out = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI item_GetParent(IShellItem *iface, IShellItem **out)
{
    (void)iface;
    *out = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI item_GetDisplayName(IShellItem *iface, SIGDN form, wchar_t **out)
{
    item *self = from_IShellItem(iface);

    *out = NULL;
    InterlockedIncrement(&self->array->names_given);
    if (fault_is_due())
        return E_OUTOFMEMORY;
    if (form != SIGDN_FILESYSPATH || !self->path)
        return E_INVALIDARG;
    return SHStrDupW(self->path, out);
}

static HRESULT WINAPI item_GetAttributes(IShellItem *iface, SFGAOF mask, SFGAOF *out)
{
    (void)iface, (void)mask;
    *out = 0;
    return E_NOTIMPL;
}

static HRESULT WINAPI item_Compare(IShellItem *iface, IShellItem *other, SICHINTF hint, int *out)
{
    (void)iface, (void)other, (void)hint, (void)out;
    return E_NOTIMPL;
}

static const IShellItemVtbl item_vtbl = {
    .QueryInterface = item_QueryInterface,
    .AddRef = item_AddRef,
    .Release = item_Release,
    .BindToHandler = item_BindToHandler,
    .GetParent = item_GetParent,
    .GetDisplayName = item_GetDisplayName,
    .GetAttributes = item_GetAttributes,
    .Compare = item_Compare,
};

static ULONG WINAPI array_AddRef(IShellItemArray *iface)
{
    return (ULONG)InterlockedIncrement(&from_IShellItemArray(iface)->references);
}

static ULONG WINAPI array_Release(IShellItemArray *iface)
{
    return (ULONG)InterlockedDecrement(&from_IShellItemArray(iface)->references);
}

static HRESULT WINAPI array_QueryInterface(IShellItemArray *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IShellItemArray))
        return E_NOINTERFACE;
    IShellItemArray_AddRef(iface);
    *out = iface;
    return S_OK;
}

static HRESULT WINAPI array_BindToHandler(IShellItemArray *iface, IBindCtx *context, REFGUID id,
                                          REFIID iid, void **out)
{
    (void)iface, (void)context, (void)id, (void)iid;
    *out = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI array_GetPropertyStore(IShellItemArray *iface, GETPROPERTYSTOREFLAGS flags,
                                             REFIID iid, void **out)
{
    (void)iface, (void)flags, (void)iid;
    *out = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI array_GetPropertyDescriptionList(IShellItemArray *iface, REFPROPERTYKEY key,
                                                       REFIID iid, void **out)
{
    (void)iface, (void)key, (void)iid;
    *out = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI array_GetAttributes(IShellItemArray *iface, SIATTRIBFLAGS flags, SFGAOF mask,
                                          SFGAOF *out)
{
    (void)iface, (void)flags, (void)mask;
    *out = 0;
    return E_NOTIMPL;
}

static HRESULT WINAPI array_GetCount(IShellItemArray *iface, DWORD *out)
{
    *out = 0;
    if (fault_is_due())
        return E_OUTOFMEMORY;
    *out = from_IShellItemArray(iface)->count;
    return S_OK;
}

static HRESULT WINAPI array_GetItemAt(IShellItemArray *iface, DWORD index, IShellItem **out)
{
    item_array *array = from_IShellItemArray(iface);

    *out = NULL;
    if (index >= array->count || fault_is_due())
        return E_FAIL;
    *out = &array->items[index % array->path_count].IShellItem_iface;
    IShellItem_AddRef(*out);
    return S_OK;
}

static HRESULT WINAPI array_EnumItems(IShellItemArray *iface, IEnumShellItems **out)
{
    (void)iface;
    *out = NULL;
    return E_NOTIMPL;
}

static const IShellItemArrayVtbl array_vtbl = {
    .QueryInterface = array_QueryInterface,
    .AddRef = array_AddRef,
    .Release = array_Release,
    .BindToHandler = array_BindToHandler,
    .GetPropertyStore = array_GetPropertyStore,
    .GetPropertyDescriptionList = array_GetPropertyDescriptionList,
    .GetAttributes = array_GetAttributes,
    .GetCount = array_GetCount,
    .GetItemAt = array_GetItemAt,
    .EnumItems = array_EnumItems,
};

item_array *item_array_new(const wchar_t *const *paths, size_t path_count, DWORD count)
{
    item_array *array = calloc(1, sizeof(*array) + path_count * sizeof(array->items[0]));

    array->IShellItemArray_iface.lpVtbl = (IShellItemArrayVtbl *)&array_vtbl;
    array->references = 1;
    array->count = count;
    array->path_count = path_count;
    for (size_t index = 0; index < path_count; index++)
        array->items[index] = (item){ { (IShellItemVtbl *)&item_vtbl }, array, paths[index] };
    return array;
}

IShellItemArray *item_array_interface(item_array *array)
{
    return &array->IShellItemArray_iface;
}

LONG item_array_names_given(const item_array *array)
{
    return array->names_given;
}

BOOL item_array_let_go(item_array *array)
{
    BOOL is_free = array->references == 1;

    if (is_free)
        free(array);
    return is_free;
}
