/* IResultData2: the rows of the result list, kept or only counted. */
#include <stdlib.h>

#include <windows.h>
#include <commctrl.h>

#include "tests/console/breach.h"
#include "tests/console/facets.h"
#include "tests/console/view.h"
#include "tests/console/wrong.h"

typedef struct result {
    IResultData2 IResultData2_iface;
    hosted base;
} result;

HOSTED_UNKNOWN(IResultData2, result)

static view *enter(IResultData2 *iface, const char *method)
{
    hosted *base = &from_IResultData2(iface)->base;

    if (!hosted_enter(base, method) || !console_is_for_results(base->owner, method))
        return NULL;
    return base->owner->viewed->shown_in;
}

/* Rows are only those of the component whose node is shown. */
static view *enter_shown(IResultData2 *iface, const char *method, check_id id)
{
    view *at = enter(iface, method);
    component *of = from_IResultData2(iface)->base.owner->viewed;

    if (at && !breach_expect(at->is_showing && at->shown == of, id,
                             "%s was called while nothing of it is shown", method))
        return NULL;
    return at;
}

static result_row *find(view *at, HRESULTITEM id, const char *method)
{
    result_row *row = at->list.is_virtual ? NULL : result_list_find(&at->list, id);

    breach_expect(row != NULL, CHECK_RESULT_HANDLE, "%s: there is no row %p", method, (void *)id);
    return row;
}

static bool is_kept(view *at, const char *method)
{
    return breach_expect(!at->list.is_virtual, CHECK_RESULT_VIRTUAL, "%s is not for virtual lists",
                         method);
}

static void set_members(result_row *row, const RESULTDATAITEM *from)
{
    if (from->mask & RDI_STR) {
        free(row->text);
        row->text = from->str == MMC_TEXTCALLBACK ? NULL : _wcsdup(from->str ? from->str : L"");
    }
    if (from->mask & RDI_IMAGE)
        row->image = from->nImage;
    if (from->mask & RDI_STATE)
        row->state = from->nState;
    if (from->mask & RDI_PARAM)
        row->cookie = from->lParam;
    if (from->mask & RDI_INDENT)
        row->indent = from->iIndent;
}

static HRESULT WINAPI result_InsertItem(IResultData2 *iface, RESULTDATAITEM *given)
{
    view *at = enter_shown(iface, "IResultData::InsertItem", CHECK_RESULT_WHEN);
    result_row *row;

    if (!at)
        return E_UNEXPECTED;
    if (!breach_expect(given != NULL, CHECK_RESULT_ARGUMENT, "InsertItem was called with NULL"))
        return E_INVALIDARG;
    if (!is_kept(at, "InsertItem"))
        return E_INVALIDARG;
    breach_expect(given->nCol == 0, CHECK_RESULT_ARGUMENT, "InsertItem: column %d", given->nCol);
    breach_expect((given->mask & RDI_STR) && given->str == MMC_TEXTCALLBACK, CHECK_RESULT_ARGUMENT,
                  "InsertItem: the text is not MMC_CALLBACK");
    breach_expect(at->list.column_count > 0, CHECK_HEADER_WHEN,
                  "InsertItem: there is no column yet");
    row = result_list_insert(&at->list, given->mask & RDI_INDEX ? given->nIndex : -1);
    row->owner = from_IResultData2(iface)->base.owner->viewed;
    row->image = MMC_IMAGECALLBACK;
    set_members(row, given);
    given->itemID = row->id;
    host_changed(at->in, CHANGED_ROWS);
    return S_OK;
}

static HRESULT WINAPI result_DeleteItem(IResultData2 *iface, HRESULTITEM id, int column)
{
    view *at = enter_shown(iface, "IResultData::DeleteItem", CHECK_RESULT_LATE);
    result_row *row;

    if (!at || !is_kept(at, "DeleteItem"))
        return E_UNEXPECTED;
    breach_expect(column == 0, CHECK_RESULT_ARGUMENT, "DeleteItem: column %d", column);
    row = find(at, id, "DeleteItem");
    if (!row)
        return E_INVALIDARG;
    result_list_remove(&at->list, result_list_index_of(&at->list, row));
    host_changed(at->in, CHANGED_ROWS);
    return S_OK;
}

static HRESULT WINAPI result_FindItemByLParam(IResultData2 *iface, LPARAM cookie, HRESULTITEM *out)
{
    view *at = enter_shown(iface, "IResultData::FindItemByLParam", CHECK_RESULT_LATE);

    if (!at || !out || !is_kept(at, "FindItemByLParam"))
        return E_UNEXPECTED;
    *out = 0;
    for (int index = 0; index < at->list.row_count; index++) {
        const result_row *row = at->list.rows[index];

        if (!row->scope && row->cookie == cookie) {
            *out = row->id;
            return S_OK;
        }
    }
    return E_FAIL;
}

static HRESULT WINAPI result_DeleteAllRsltItems(IResultData2 *iface)
{
    view *at = enter_shown(iface, "IResultData::DeleteAllRsltItems", CHECK_RESULT_LATE);

    if (!at)
        return E_UNEXPECTED;
    view_delete_rows(at);
    return S_OK;
}

static HRESULT WINAPI result_SetItem(IResultData2 *iface, RESULTDATAITEM *given)
{
    view *at = enter_shown(iface, "IResultData::SetItem", CHECK_RESULT_LATE);
    result_row *row;

    if (!at || !given || !is_kept(at, "SetItem"))
        return E_UNEXPECTED;
    row = find(at, given->itemID, "SetItem");
    if (!row || row->scope)
        return E_INVALIDARG;
    if (given->nCol == 0)
        set_members(row, given);
    host_changed(at->in, CHANGED_ROWS);
    return S_OK;
}

static void get_members(const view *at, int index, RESULTDATAITEM *given)
{
    const result_row *row = at->list.is_virtual ? NULL : at->list.rows[index];

    given->bScopeItem = row && row->scope;
    if (given->mask & RDI_STR)
        given->str = row && row->text ? row->text : (wchar_t *)(void *)MMC_TEXTCALLBACK;
    if (given->mask & RDI_IMAGE)
        given->nImage = row ? row->image : MMC_IMAGECALLBACK;
    if (given->mask & RDI_STATE)
        given->nState = result_list_is_selected(&at->list, index) ? LVIS_SELECTED : 0;
    if (given->mask & RDI_PARAM)
        given->lParam = row ? row->cookie : 0;
    if (given->mask & RDI_INDENT)
        given->iIndent = row ? row->indent : 0;
    given->nIndex = index;
    given->itemID = row ? row->id : index;
}

/* By handle, or, without one, by index. */
static HRESULT WINAPI result_GetItem(IResultData2 *iface, RESULTDATAITEM *given)
{
    view *at = enter_shown(iface, "IResultData::GetItem", CHECK_RESULT_LATE);
    int index;

    if (!at || !given)
        return E_UNEXPECTED;
    index = given->nIndex;
    if (!at->list.is_virtual && given->itemID) {
        result_row *row = find(at, given->itemID, "GetItem");

        if (!row)
            return E_INVALIDARG;
        index = result_list_index_of(&at->list, row);
    }
    if (!breach_expect(index >= 0 && index < at->list.row_count, CHECK_RESULT_ARGUMENT,
                       "GetItem: there is no row %d", index))
        return E_INVALIDARG;
    get_members(at, index, given);
    return S_OK;
}

/* The first row behind nIndex (-1: from the start) that has one of the states asked for. */
static HRESULT WINAPI result_GetNextItem(IResultData2 *iface, RESULTDATAITEM *given)
{
    view *at = enter_shown(iface, "IResultData::GetNextItem", CHECK_RESULT_LATE);

    if (!at || !given)
        return E_UNEXPECTED;
    for (int index = given->nIndex < 0 ? 0 : given->nIndex + 1; index < at->list.row_count;
         index++) {
        UINT state = result_list_is_selected(&at->list, index) ? LVIS_SELECTED : 0;

        if (index == at->list.focused)
            state |= LVIS_FOCUSED;
        if (given->nState && (given->nState & state) != given->nState)
            continue;
        get_members(at, index, given);
        if (!at->list.is_virtual) /* asked for or not: samples that go over the selection read it */
            given->lParam = at->list.rows[index]->cookie;
        if (wrong_is(WRONG_STUCK))
            given->nIndex = -1;
        return S_OK;
    }
    given->nIndex = -1;
    given->itemID = 0;
    return S_FALSE;
}

static HRESULT WINAPI result_ModifyItemState(IResultData2 *iface, int index, HRESULTITEM id,
                                             UINT add, UINT remove)
{
    view *at = enter_shown(iface, "IResultData::ModifyItemState", CHECK_RESULT_LATE);

    if (!at)
        return E_UNEXPECTED;
    if (id && !at->list.is_virtual) {
        result_row *row = find(at, id, "ModifyItemState");

        index = row ? result_list_index_of(&at->list, row) : -1;
    }
    if (!breach_expect(index >= 0 && index < at->list.row_count, CHECK_RESULT_ARGUMENT,
                       "ModifyItemState: there is no row %d", index))
        return E_INVALIDARG;
    if (remove & LVIS_SELECTED)
        result_list_select(&at->list, index, false);
    if (add & LVIS_SELECTED)
        result_list_select(&at->list, index, true);
    if (add & LVIS_FOCUSED)
        at->list.focused = index;
    if ((add | remove) & LVIS_SELECTED)
        view_rows_selected(at);
    host_changed(at->in, CHANGED_SELECTION);
    return S_OK;
}

static HRESULT WINAPI result_ModifyViewStyle(IResultData2 *iface, MMC_RESULT_VIEW_STYLE add,
                                             MMC_RESULT_VIEW_STYLE remove)
{
    view *at = enter_shown(iface, "IResultData::ModifyViewStyle", CHECK_RESULT_LATE);

    if (!at)
        return E_UNEXPECTED;
    at->style = (at->style & ~(UINT)remove) | (UINT)add;
    host_changed(at->in, CHANGED_VIEW);
    return S_OK;
}

static HRESULT WINAPI result_SetViewMode(IResultData2 *iface, LONG mode)
{
    view *at = enter_shown(iface, "IResultData::SetViewMode", CHECK_RESULT_LATE);

    if (!at)
        return E_UNEXPECTED;
    if (!breach_expect(mode >= MMCLV_VIEWSTYLE_ICON && mode <= MMCLV_VIEWSTYLE_FILTERED,
                       CHECK_RESULT_ARGUMENT, "SetViewMode: there is no mode %ld", mode))
        return E_INVALIDARG;
    at->mode = mode;
    host_changed(at->in, CHANGED_VIEW);
    return S_OK;
}

static HRESULT WINAPI result_GetViewMode(IResultData2 *iface, LONG *mode)
{
    view *at = enter(iface, "IResultData::GetViewMode");

    if (!at || !mode)
        return E_UNEXPECTED;
    *mode = at->mode;
    return S_OK;
}

/* Of a virtual list it is the index that is given. */
static HRESULT WINAPI result_UpdateItem(IResultData2 *iface, HRESULTITEM id)
{
    view *at = enter_shown(iface, "IResultData::UpdateItem", CHECK_RESULT_LATE);

    if (!at)
        return E_UNEXPECTED;
    if (at->list.is_virtual) {
        if (!breach_expect(id >= 0 && id < at->list.row_count, CHECK_RESULT_ARGUMENT,
                           "UpdateItem: there is no row %ld", (long)id))
            return E_INVALIDARG;
    } else if (!find(at, id, "UpdateItem")) {
        return E_INVALIDARG;
    }
    host_changed(at->in, CHANGED_ROWS);
    return S_OK;
}

static HRESULT WINAPI result_Sort(IResultData2 *iface, int column, DWORD options, LPARAM user)
{
    view *at = enter_shown(iface, "IResultData::Sort", CHECK_RESULT_LATE);

    if (!at)
        return E_UNEXPECTED;
    if (!breach_expect(column >= 0 && column < at->list.column_count, CHECK_RESULT_ARGUMENT,
                       "Sort: there is no column %d", column))
        return E_INVALIDARG;
    return view_sort_rows(at, column, options, user);
}

static HRESULT WINAPI result_SetDescBarText(IResultData2 *iface, wchar_t *text)
{
    view *at = enter(iface, "IResultData::SetDescBarText");

    if (!at)
        return E_UNEXPECTED;
    free(at->description);
    at->description = text ? _wcsdup(text) : NULL;
    host_changed(at->in, CHANGED_STATUS);
    return S_OK;
}

static HRESULT WINAPI result_SetItemCount(IResultData2 *iface, int count, DWORD options)
{
    view *at = enter_shown(iface, "IResultData::SetItemCount", CHECK_RESULT_WHEN);

    (void)options;
    if (!at)
        return E_UNEXPECTED;
    if (!at->list.is_virtual)
        return S_OK; /* a hint how many rows will come */
    if (!breach_expect(result_list_set_count(&at->list, count), CHECK_RESULT_ARGUMENT,
                       "SetItemCount: %d rows", count))
        return E_INVALIDARG;
    host_changed(at->in, CHANGED_ROWS);
    return S_OK;
}

static HRESULT WINAPI result_RenameResultItem(IResultData2 *iface, HRESULTITEM id)
{
    view *at = enter_shown(iface, "IResultData2::RenameResultItem", CHECK_RESULT_LATE);

    if (!at)
        return E_UNEXPECTED;
    return at->list.is_virtual || find(at, id, "RenameResultItem") ? S_OK : E_INVALIDARG;
}

static const IResultData2Vtbl result_vtbl = {
    .QueryInterface = result_QueryInterface,
    .AddRef = result_AddRef,
    .Release = result_Release,
    .InsertItem = result_InsertItem,
    .DeleteItem = result_DeleteItem,
    .FindItemByLParam = result_FindItemByLParam,
    .DeleteAllRsltItems = result_DeleteAllRsltItems,
    .SetItem = result_SetItem,
    .GetItem = result_GetItem,
    .GetNextItem = result_GetNextItem,
    .ModifyItemState = result_ModifyItemState,
    .ModifyViewStyle = result_ModifyViewStyle,
    .SetViewMode = result_SetViewMode,
    .GetViewMode = result_GetViewMode,
    .UpdateItem = result_UpdateItem,
    .Sort = result_Sort,
    .SetDescBarText = result_SetDescBarText,
    .SetItemCount = result_SetItemCount,
    .RenameResultItem = result_RenameResultItem,
};

void result_create(console *owner)
{
    static const IID *const iids[] = { &IID_IResultData2, &IID_IResultData, NULL };
    result *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->IResultData2_iface.lpVtbl = &result_vtbl;
    hosted_open(&self->base, "IResultData", owner, true, &self->IResultData2_iface, iids);
}
