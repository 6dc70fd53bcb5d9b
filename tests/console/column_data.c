/* IColumnData: the columns' settings, as the snap-in may read and change them. */
#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/column_store.h"
#include "tests/console/facets.h"
#include "tests/console/snap_in.h"

#define COLUMNS_MAX 1024

typedef struct column_data {
    IColumnData IColumnData_iface;
    hosted base;
} column_data;

HOSTED_UNKNOWN(IColumnData, column_data)

static bool enter(column_data *self, const char *method, const SColumnSetID *id, const void *other)
{
    return hosted_enter(&self->base, method) &&
           breach_expect(id && id->cBytes > 0 && other, CHECK_BAD_ARGUMENT,
                         "%s was called with NULL, or an empty id", method);
}

static column_set *find(column_data *self, const SColumnSetID *id, bool is_made)
{
    return column_store_find(&self->base.owner->data->class_id, id, is_made);
}

static bool is_set_good(const MMC_COLUMN_SET_DATA *set)
{
    if (!breach_expect(set->cbSize == (int)sizeof(*set) && set->nNumCols >= 0 &&
                           set->nNumCols <= COLUMNS_MAX && (set->pColData || !set->nNumCols),
                       CHECK_COLUMN_DATA, "a column set says it has %d bytes and %d columns",
                       set->cbSize, set->nNumCols))
        return false;
    for (int index = 0; index < set->nNumCols; index++) {
        const MMC_COLUMN_DATA *column = &set->pColData[index];

        if (!breach_expect(!(column->dwFlags & ~(DWORD)HDI_HIDDEN) && column->ulReserved == 0,
                           CHECK_COLUMN_DATA, "column %d has flags %lx, or something reserved",
                           column->nColIndex, column->dwFlags))
            return false;
    }
    return true;
}

static HRESULT WINAPI column_data_SetColumnConfigData(IColumnData *iface, SColumnSetID *id,
                                                      MMC_COLUMN_SET_DATA *set)
{
    column_data *self = from_IColumnData(iface);
    column_setting *columns;
    column_set *to;
    bool is_set;

    if (!enter(self, "IColumnData::SetColumnConfigData", id, set) || !is_set_good(set))
        return E_INVALIDARG;
    to = find(self, id, true);
    columns = calloc((size_t)set->nNumCols + 1, sizeof(*columns));
    for (int index = 0; columns && index < set->nNumCols; index++)
        columns[index] =
            (column_setting){ set->pColData[index].nColIndex, set->pColData[index].nWidth,
                              (set->pColData[index].dwFlags & HDI_HIDDEN) != 0 };
    is_set = to && columns && column_set_columns(to, columns, (size_t)set->nNumCols);
    free(columns);
    return is_set ? S_OK : E_OUTOFMEMORY;
}

/* One block, which the snap-in frees with CoTaskMemFree. */
static HRESULT WINAPI column_data_GetColumnConfigData(IColumnData *iface, SColumnSetID *id,
                                                      MMC_COLUMN_SET_DATA **out)
{
    column_data *self = from_IColumnData(iface);
    const column_set *from;
    MMC_COLUMN_SET_DATA *set;

    if (!enter(self, "IColumnData::GetColumnConfigData", id, out))
        return E_INVALIDARG;
    *out = NULL;
    from = find(self, id, false);
    if (!from || from->count == 0)
        return S_FALSE;
    set = CoTaskMemAlloc(sizeof(*set) + from->count * sizeof(MMC_COLUMN_DATA));
    if (!set)
        return E_OUTOFMEMORY;
    set->cbSize = (int)sizeof(*set);
    set->nNumCols = (int)from->count;
    set->pColData = (MMC_COLUMN_DATA *)(set + 1);
    for (size_t index = 0; index < from->count; index++)
        set->pColData[index] = (MMC_COLUMN_DATA){ from->columns[index].column,
                                                  from->columns[index].is_hidden ? HDI_HIDDEN : 0,
                                                  from->columns[index].width, 0 };
    *out = set;
    return S_OK;
}

static HRESULT WINAPI column_data_SetColumnSortData(IColumnData *iface, SColumnSetID *id,
                                                    MMC_SORT_SET_DATA *sort)
{
    column_data *self = from_IColumnData(iface);
    column_set *to;

    if (!enter(self, "IColumnData::SetColumnSortData", id, sort))
        return E_INVALIDARG;
    if (!breach_expect(sort->cbSize == (int)sizeof(*sort) && sort->nNumItems == 1 &&
                           sort->pSortData,
                       CHECK_COLUMN_DATA, "a sorting says it has %d bytes and %d items",
                       sort->cbSize, sort->nNumItems))
        return E_INVALIDARG;
    to = find(self, id, true);
    if (!to)
        return E_OUTOFMEMORY;
    to->is_sorted = true;
    to->sort_column = sort->pSortData->nColIndex;
    to->sort_options = sort->pSortData->dwSortOptions;
    return S_OK;
}

static HRESULT WINAPI column_data_GetColumnSortData(IColumnData *iface, SColumnSetID *id,
                                                    MMC_SORT_SET_DATA **out)
{
    column_data *self = from_IColumnData(iface);
    const column_set *from;
    MMC_SORT_SET_DATA *sort;

    if (!enter(self, "IColumnData::GetColumnSortData", id, out))
        return E_INVALIDARG;
    *out = NULL;
    from = find(self, id, false);
    if (!from || !from->is_sorted)
        return S_FALSE;
    sort = CoTaskMemAlloc(sizeof(*sort) + sizeof(MMC_SORT_DATA));
    if (!sort)
        return E_OUTOFMEMORY;
    sort->cbSize = (int)sizeof(*sort);
    sort->nNumItems = 1;
    sort->pSortData = (MMC_SORT_DATA *)(sort + 1);
    *sort->pSortData = (MMC_SORT_DATA){ from->sort_column, from->sort_options, 0 };
    *out = sort;
    return S_OK;
}

static const IColumnDataVtbl column_data_vtbl = {
    .QueryInterface = column_data_QueryInterface,
    .AddRef = column_data_AddRef,
    .Release = column_data_Release,
    .SetColumnConfigData = column_data_SetColumnConfigData,
    .GetColumnConfigData = column_data_GetColumnConfigData,
    .SetColumnSortData = column_data_SetColumnSortData,
    .GetColumnSortData = column_data_GetColumnSortData,
};

void column_data_create(console *owner)
{
    static const IID *const iids[] = { &IID_IColumnData, NULL };
    column_data *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->IColumnData_iface.lpVtbl = &column_data_vtbl;
    hosted_open(&self->base, "IColumnData", owner, true, &self->IColumnData_iface, iids);
}
