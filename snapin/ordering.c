#include "snapin/ordering.h"

#include "snapin/mmc_guids.h"

static ordering *from_IResultDataCompareEx(IResultDataCompareEx *iface)
{
    return CONTAINING_RECORD(iface, ordering, IResultDataCompareEx_iface);
}

static ordering *from_IResultOwnerData(IResultOwnerData *iface)
{
    return CONTAINING_RECORD(iface, ordering, IResultOwnerData_iface);
}

/* Order in lists of the console's own ---------------------------------------------------------- */

static HRESULT WINAPI compare_QueryInterface(IResultDataCompareEx *iface, REFIID iid, void **out)
{
    return IUnknown_QueryInterface(from_IResultDataCompareEx(iface)->outer, iid, out);
}

static ULONG WINAPI compare_AddRef(IResultDataCompareEx *iface)
{
    return IUnknown_AddRef(from_IResultDataCompareEx(iface)->outer);
}

static ULONG WINAPI compare_Release(IResultDataCompareEx *iface)
{
    return IUnknown_Release(from_IResultDataCompareEx(iface)->outer);
}

/* Nodes stand in the order of the tree, whichever column is clicked at. */
static HRESULT WINAPI compare_Compare(IResultDataCompareEx *iface, RDCOMPARE *both, int *out)
{
    const results *shown = *from_IResultDataCompareEx(iface)->shown;
    const RDITEMHDR *first = both ? both->prdch1 : NULL;
    const RDITEMHDR *second = both ? both->prdch2 : NULL;

    if (!first || !second || !out)
        return E_POINTER;
    *out = 0;
    if (!shown)
        return E_UNEXPECTED;
    if ((first->dwFlags | second->dwFlags) & RDCI_ScopeItem)
        *out = (first->cookie > second->cookie) - (first->cookie < second->cookie);
    else
        *out = results_compare(shown, first->cookie, second->cookie, both->nColumn);
    return S_OK;
}

static const IResultDataCompareExVtbl compare_vtbl = {
    .QueryInterface = compare_QueryInterface,
    .AddRef = compare_AddRef,
    .Release = compare_Release,
    .Compare = compare_Compare,
};

/* Virtual lists -------------------------------------------------------------------------------- */

static HRESULT WINAPI owner_QueryInterface(IResultOwnerData *iface, REFIID iid, void **out)
{
    return IUnknown_QueryInterface(from_IResultOwnerData(iface)->outer, iid, out);
}

static ULONG WINAPI owner_AddRef(IResultOwnerData *iface)
{
    return IUnknown_AddRef(from_IResultOwnerData(iface)->outer);
}

static ULONG WINAPI owner_Release(IResultOwnerData *iface)
{
    return IUnknown_Release(from_IResultOwnerData(iface)->outer);
}

static HRESULT WINAPI owner_FindItem(IResultOwnerData *iface, RESULTFINDINFO *wanted, int *index)
{
    results *shown = *from_IResultOwnerData(iface)->shown;

    if (!wanted || !index)
        return E_POINTER;
    return shown ? results_find(shown, wanted, index) : E_UNEXPECTED;
}

/* All rows are in memory. */
static HRESULT WINAPI owner_CacheHint(IResultOwnerData *iface, int first, int last)
{
    (void)iface, (void)first, (void)last;
    return S_OK;
}

static HRESULT WINAPI owner_SortItems(IResultOwnerData *iface, int at, DWORD options,
                                      LPARAM parameter)
{
    results *shown = *from_IResultOwnerData(iface)->shown;

    (void)parameter;
    return shown ? results_sort(shown, at, options) : E_UNEXPECTED;
}

static const IResultOwnerDataVtbl owner_vtbl = {
    .QueryInterface = owner_QueryInterface,
    .AddRef = owner_AddRef,
    .Release = owner_Release,
    .FindItem = owner_FindItem,
    .CacheHint = owner_CacheHint,
    .SortItems = owner_SortItems,
};

void ordering_set_up(ordering *out, IUnknown *outer, results *const *shown)
{
    *out = (ordering){
        .IResultDataCompareEx_iface.lpVtbl = &compare_vtbl,
        .IResultOwnerData_iface.lpVtbl = &owner_vtbl,
        .outer = outer,
        .shown = shown,
    };
}

void *ordering_find(ordering *self, REFIID iid)
{
    if (IsEqualIID(iid, &IID_IResultDataCompareEx))
        return &self->IResultDataCompareEx_iface;
    if (IsEqualIID(iid, &IID_IResultOwnerData))
        return &self->IResultOwnerData_iface;
    return NULL;
}
