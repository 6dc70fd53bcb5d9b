#include "tests/console/string_list.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

typedef struct string_list {
    IEnumString IEnumString_iface;
    hosted base;
    const string_pool *pool;
    size_t at;
} string_list;

HOSTED_UNKNOWN(IEnumString, string_list)

static wchar_t *task_copy(const wchar_t *text)
{
    size_t size = (wcslen(text) + 1) * sizeof(*text);
    wchar_t *copy = CoTaskMemAlloc(size);

    if (copy)
        memcpy(copy, text, size);
    return copy;
}

static HRESULT WINAPI list_Next(IEnumString *iface, ULONG wanted, LPOLESTR *out, ULONG *fetched)
{
    string_list *self = from_IEnumString(iface);
    ULONG given = 0;

    if (!hosted_enter(&self->base, "IEnumString::Next") || !out || (!fetched && wanted != 1))
        return E_INVALIDARG;
    while (given < wanted && self->at < self->pool->count) {
        out[given] = task_copy(self->pool->strings[self->at].text);
        if (!out[given])
            return E_OUTOFMEMORY;
        self->at++;
        given++;
    }
    if (fetched)
        *fetched = given;
    return given == wanted ? S_OK : S_FALSE;
}

static HRESULT WINAPI list_Skip(IEnumString *iface, ULONG count)
{
    string_list *self = from_IEnumString(iface);
    size_t left = self->pool->count - self->at;

    if (!hosted_enter(&self->base, "IEnumString::Skip"))
        return E_UNEXPECTED;
    self->at += count < left ? count : left;
    return count <= left ? S_OK : S_FALSE;
}

static HRESULT WINAPI list_Reset(IEnumString *iface)
{
    string_list *self = from_IEnumString(iface);

    if (!hosted_enter(&self->base, "IEnumString::Reset"))
        return E_UNEXPECTED;
    self->at = 0;
    return S_OK;
}

static HRESULT WINAPI list_Clone(IEnumString *iface, IEnumString **out)
{
    string_list *self = from_IEnumString(iface);

    if (!hosted_enter(&self->base, "IEnumString::Clone") || !out)
        return E_INVALIDARG;
    *out = string_list_new(self->base.owner, self->pool, self->at);
    return *out ? S_OK : E_OUTOFMEMORY;
}

static const IEnumStringVtbl list_vtbl = {
    .QueryInterface = string_list_QueryInterface,
    .AddRef = string_list_AddRef,
    .Release = string_list_Release,
    .Next = list_Next,
    .Skip = list_Skip,
    .Reset = list_Reset,
    .Clone = list_Clone,
};

IEnumString *string_list_new(console *owner, const string_pool *pool, size_t at)
{
    static const IID *const iids[] = { &IID_IEnumString, NULL };
    string_list *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->IEnumString_iface.lpVtbl = &list_vtbl;
    self->pool = pool;
    self->at = at;
    hosted_open(&self->base, "IEnumString", owner, false, &self->IEnumString_iface, iids);
    hosted_add_reference(&self->base);
    return &self->IEnumString_iface;
}
