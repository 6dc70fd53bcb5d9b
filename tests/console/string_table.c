/* IStringTable: a snap-in's strings in the console file. */
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "tests/console/breach.h"
#include "tests/console/facets.h"
#include "tests/console/snap_in.h"
#include "tests/console/string_list.h"
#include "tests/console/string_pool.h"

typedef struct string_table {
    IStringTable IStringTable_iface;
    hosted base;
} string_table;

HOSTED_UNKNOWN(IStringTable, string_table)

/* NULL: the call may not be made, or was made wrongly, as is then said. */
static string_pool *enter(IStringTable *iface, const char *method, bool are_arguments_good)
{
    string_table *self = from_IStringTable(iface);

    if (!hosted_enter(&self->base, method) ||
        !breach_expect(are_arguments_good, CHECK_BAD_ARGUMENT, "%s was called with NULL", method))
        return NULL;
    return string_pool_of(&self->base.owner->data->class_id);
}

static HRESULT WINAPI table_AddString(IStringTable *iface, LPCOLESTR text, MMC_STRING_ID *id)
{
    string_pool *pool = enter(iface, "IStringTable::AddString", text && id);

    if (!pool)
        return E_INVALIDARG;
    *id = string_pool_add(pool, text);
    return *id ? S_OK : E_OUTOFMEMORY;
}

static const pooled_string *find(const string_pool *pool, MMC_STRING_ID id)
{
    const pooled_string *found = string_pool_find(pool, id);

    breach_expect(found != NULL, CHECK_STRINGS_ID, "there is no string %lu in the table", id);
    return found;
}

static HRESULT WINAPI table_GetString(IStringTable *iface, MMC_STRING_ID id, ULONG capacity,
                                      LPOLESTR out, ULONG *count)
{
    string_pool *pool = enter(iface, "IStringTable::GetString", out && capacity > 0);
    const pooled_string *string;
    size_t size;

    if (!pool)
        return E_INVALIDARG;
    string = find(pool, id);
    if (!string)
        return E_INVALIDARG;
    size = wcslen(string->text);
    if (size > capacity - 1)
        size = capacity - 1;
    memcpy(out, string->text, size * sizeof(*out));
    out[size] = L'\0';
    if (count)
        *count = (ULONG)size;
    return S_OK;
}

static HRESULT WINAPI table_GetStringLength(IStringTable *iface, MMC_STRING_ID id, ULONG *length)
{
    string_pool *pool = enter(iface, "IStringTable::GetStringLength", length != NULL);
    const pooled_string *string = pool ? find(pool, id) : NULL;

    if (!string)
        return E_INVALIDARG;
    *length = (ULONG)wcslen(string->text);
    return S_OK;
}

static HRESULT WINAPI table_DeleteString(IStringTable *iface, MMC_STRING_ID id)
{
    string_pool *pool = enter(iface, "IStringTable::DeleteString", true);

    if (!pool)
        return E_UNEXPECTED;
    return breach_expect(string_pool_delete(pool, id), CHECK_STRINGS_ID,
                         "there is no string %lu in the table", id)
               ? S_OK
               : E_INVALIDARG;
}

static HRESULT WINAPI table_DeleteAllStrings(IStringTable *iface)
{
    string_pool *pool = enter(iface, "IStringTable::DeleteAllStrings", true);

    if (!pool)
        return E_UNEXPECTED;
    string_pool_delete_all(pool);
    return S_OK;
}

static HRESULT WINAPI table_FindString(IStringTable *iface, LPCOLESTR text, MMC_STRING_ID *id)
{
    string_pool *pool = enter(iface, "IStringTable::FindString", text && id);
    const pooled_string *string = pool ? string_pool_find_text(pool, text) : NULL;

    if (!pool)
        return E_INVALIDARG;
    *id = string ? string->id : 0;
    return string ? S_OK : S_FALSE;
}

static HRESULT WINAPI table_Enumerate(IStringTable *iface, IEnumString **out)
{
    string_pool *pool = enter(iface, "IStringTable::Enumerate", out != NULL);

    if (!pool)
        return E_INVALIDARG;
    *out = string_list_new(from_IStringTable(iface)->base.owner, pool, 0);
    return *out ? S_OK : E_OUTOFMEMORY;
}

static const IStringTableVtbl table_vtbl = {
    .QueryInterface = string_table_QueryInterface,
    .AddRef = string_table_AddRef,
    .Release = string_table_Release,
    .AddString = table_AddString,
    .GetString = table_GetString,
    .GetStringLength = table_GetStringLength,
    .DeleteString = table_DeleteString,
    .DeleteAllStrings = table_DeleteAllStrings,
    .FindString = table_FindString,
    .Enumerate = table_Enumerate,
};

void string_table_create(console *owner)
{
    static const IID *const iids[] = { &IID_IStringTable, NULL };
    string_table *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->IStringTable_iface.lpVtbl = &table_vtbl;
    hosted_open(&self->base, "IStringTable", owner, true, &self->IStringTable_iface, iids);
}
