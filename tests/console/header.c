/* IHeaderCtrl2: the columns of the result list. */
#include <stdlib.h>

#include <windows.h>
#include <commctrl.h>

#include "tests/console/breach.h"
#include "tests/console/facets.h"
#include "tests/console/view.h"

typedef struct header {
    IHeaderCtrl2 IHeaderCtrl2_iface;
    hosted base;
} header;

HOSTED_UNKNOWN(IHeaderCtrl2, header)

/* What a width of MMCLV_AUTO comes to. */
#define AUTOMATIC_CHARACTERS 12
#define AUTOMATIC_WIDTH      120

static view *enter(IHeaderCtrl2 *iface, const char *method)
{
    hosted *base = &from_IHeaderCtrl2(iface)->base;

    if (!hosted_enter(base, method) || !console_is_for_results(base->owner, method))
        return NULL;
    return base->owner->viewed->shown_in;
}

static view *enter_shown(IHeaderCtrl2 *iface, const char *method, check_id id)
{
    view *at = enter(iface, method);
    component *of = from_IHeaderCtrl2(iface)->base.owner->viewed;

    if (at && !breach_expect(at->is_showing && at->shown == of, id,
                             "%s was called while nothing of it is shown", method))
        return NULL;
    return at;
}

static bool is_column(view *at, int column, const char *method)
{
    return breach_expect(column >= 0 && column < at->list.column_count, CHECK_HEADER_ARGUMENT,
                         "%s: there is no column %d", method, column);
}

static int width_of(int given, const wchar_t *title)
{
    int automatic = (int)wcslen(title) * AUTOMATIC_CHARACTERS;

    if (given >= 0)
        return given;
    return automatic > AUTOMATIC_WIDTH ? automatic : AUTOMATIC_WIDTH;
}

static HRESULT WINAPI header_InsertColumn(IHeaderCtrl2 *iface, int at_column, const wchar_t *title,
                                          int format, int width)
{
    view *at = enter_shown(iface, "IHeaderCtrl::InsertColumn", CHECK_RESULT_WHEN);

    if (!at)
        return E_UNEXPECTED;
    if (!breach_expect(title != NULL, CHECK_HEADER_ARGUMENT, "InsertColumn: no title"))
        return E_INVALIDARG;
    breach_expect(at_column != 0 || format == LVCFMT_LEFT, CHECK_HEADER_ARGUMENT,
                  "InsertColumn: the first column must be aligned to the left");
    breach_expect(at->list.row_count == 0 || !at->is_filling, CHECK_HEADER_WHEN,
                  "InsertColumn: rows were inserted before their columns");
    if (!breach_expect(at_column >= 0 && at_column <= at->list.column_count, CHECK_HEADER_ARGUMENT,
                       "InsertColumn: column %d of %d", at_column, at->list.column_count))
        at_column = at->list.column_count;
    result_list_insert_column(&at->list, at_column, title, format & 3, width_of(width, title));
    at->list.columns[at_column].is_hidden = width == HIDE_COLUMN;
    host_changed(at->in, CHANGED_COLUMNS);
    return S_OK;
}

static HRESULT WINAPI header_DeleteColumn(IHeaderCtrl2 *iface, int column)
{
    view *at = enter_shown(iface, "IHeaderCtrl::DeleteColumn", CHECK_RESULT_LATE);

    if (!at)
        return E_UNEXPECTED;
    if (!is_column(at, column, "DeleteColumn"))
        return E_INVALIDARG;
    result_list_remove_column(&at->list, column);
    host_changed(at->in, CHANGED_COLUMNS);
    return S_OK;
}

static HRESULT WINAPI header_SetColumnText(IHeaderCtrl2 *iface, int column, const wchar_t *title)
{
    view *at = enter_shown(iface, "IHeaderCtrl::SetColumnText", CHECK_RESULT_LATE);

    if (!at)
        return E_UNEXPECTED;
    if (!title || !is_column(at, column, "SetColumnText"))
        return E_INVALIDARG;
    free(at->list.columns[column].title);
    at->list.columns[column].title = _wcsdup(title);
    host_changed(at->in, CHANGED_COLUMNS);
    return S_OK;
}

static HRESULT WINAPI header_GetColumnText(IHeaderCtrl2 *iface, int column, wchar_t **out)
{
    view *at = enter(iface, "IHeaderCtrl::GetColumnText");
    size_t size;

    if (!at || !out)
        return E_UNEXPECTED;
    *out = NULL;
    if (!is_column(at, column, "GetColumnText"))
        return E_INVALIDARG;
    size = (wcslen(at->list.columns[column].title) + 1) * sizeof(wchar_t);
    *out = CoTaskMemAlloc(size);
    if (!*out)
        return E_OUTOFMEMORY;
    memcpy(*out, at->list.columns[column].title, size);
    return S_OK;
}

static HRESULT WINAPI header_SetColumnWidth(IHeaderCtrl2 *iface, int column, int width)
{
    view *at = enter_shown(iface, "IHeaderCtrl::SetColumnWidth", CHECK_RESULT_LATE);

    if (!at)
        return E_UNEXPECTED;
    if (!is_column(at, column, "SetColumnWidth"))
        return E_INVALIDARG;
    at->list.columns[column].is_hidden = width == HIDE_COLUMN;
    if (width != HIDE_COLUMN)
        at->list.columns[column].width = width_of(width, at->list.columns[column].title);
    host_changed(at->in, CHANGED_COLUMNS);
    return S_OK;
}

static HRESULT WINAPI header_GetColumnWidth(IHeaderCtrl2 *iface, int column, int *out)
{
    view *at = enter(iface, "IHeaderCtrl::GetColumnWidth");

    if (!at || !out)
        return E_UNEXPECTED;
    *out = 0;
    if (!is_column(at, column, "GetColumnWidth"))
        return E_INVALIDARG;
    *out = at->list.columns[column].is_hidden ? HIDE_COLUMN : at->list.columns[column].width;
    return S_OK;
}

static HRESULT WINAPI header_SetChangeTimeOut(IHeaderCtrl2 *iface, ULONG time)
{
    (void)time;
    return enter(iface, "IHeaderCtrl2::SetChangeTimeOut") ? S_OK : E_UNEXPECTED;
}

/* No view here filters, so that filters are taken and not used. */
static HRESULT WINAPI header_SetColumnFilter(IHeaderCtrl2 *iface, UINT column, DWORD type,
                                             MMC_FILTERDATA *filter)
{
    view *at = enter_shown(iface, "IHeaderCtrl2::SetColumnFilter", CHECK_RESULT_LATE);

    (void)type, (void)filter;
    if (!at)
        return E_UNEXPECTED;
    return is_column(at, (int)column, "SetColumnFilter") ? S_OK : E_INVALIDARG;
}

static HRESULT WINAPI header_GetColumnFilter(IHeaderCtrl2 *iface, UINT column, DWORD *type,
                                             MMC_FILTERDATA *filter)
{
    view *at = enter_shown(iface, "IHeaderCtrl2::GetColumnFilter", CHECK_RESULT_LATE);

    if (!at || !type)
        return E_UNEXPECTED;
    if (!is_column(at, (int)column, "GetColumnFilter"))
        return E_INVALIDARG;
    *type |= MMC_FILTER_NOVALUE;
    if (filter && filter->pszText && filter->cchTextMax > 0)
        filter->pszText[0] = L'\0';
    return S_OK;
}

static const IHeaderCtrl2Vtbl header_vtbl = {
    .QueryInterface = header_QueryInterface,
    .AddRef = header_AddRef,
    .Release = header_Release,
    .InsertColumn = header_InsertColumn,
    .DeleteColumn = header_DeleteColumn,
    .SetColumnText = header_SetColumnText,
    .GetColumnText = header_GetColumnText,
    .SetColumnWidth = header_SetColumnWidth,
    .GetColumnWidth = header_GetColumnWidth,
    .SetChangeTimeOut = header_SetChangeTimeOut,
    .SetColumnFilter = header_SetColumnFilter,
    .GetColumnFilter = header_GetColumnFilter,
};

void header_create(console *owner)
{
    static const IID *const iids[] = { &IID_IHeaderCtrl2, &IID_IHeaderCtrl, NULL };
    header *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->IHeaderCtrl2_iface.lpVtbl = &header_vtbl;
    hosted_open(&self->base, "IHeaderCtrl", owner, true, &self->IHeaderCtrl2_iface, iids);
}
