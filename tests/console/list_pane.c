#include "tests/console/list_pane.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "tests/console/display.h"

static bool is_refreshing;

HWND list_pane_create(HWND parent, int id)
{
    HWND list = CreateWindowExW(WS_EX_CLIENTEDGE, WC_LISTVIEWW, L"Results",
                                WS_CHILD | WS_VISIBLE | WS_TABSTOP | LVS_REPORT | LVS_OWNERDATA |
                                    LVS_SHOWSELALWAYS | LVS_SHAREIMAGELISTS,
                                0, 0, 0, 0, parent, (HMENU)(INT_PTR)id, NULL, NULL);

    ListView_SetExtendedListViewStyle(list, LVS_EX_FULLROWSELECT | LVS_EX_HEADERDRAGDROP |
                                                LVS_EX_DOUBLEBUFFER | LVS_EX_INFOTIP);
    return list;
}

static void show_columns(HWND list, const view *of)
{
    HWND header = ListView_GetHeader(list);

    while (ListView_DeleteColumn(list, 0))
        ;
    for (int index = 0; index < of->list.column_count; index++) {
        const result_column *column = &of->list.columns[index];
        LVCOLUMNW shown = { .mask = LVCF_TEXT | LVCF_WIDTH | LVCF_FMT,
                            .fmt = column->format,
                            .cx = column->is_hidden ? 0 : column->width,
                            .pszText = column->title };
        HDITEMW arrow = { .mask = HDI_FORMAT };

        SendMessageW(list, LVM_INSERTCOLUMNW, (WPARAM)index, (LPARAM)&shown);
        if (of->list.sorted_by != index)
            continue;
        SendMessageW(header, HDM_GETITEMW, (WPARAM)index, (LPARAM)&arrow);
        arrow.fmt |= of->list.is_descending ? HDF_SORTDOWN : HDF_SORTUP;
        SendMessageW(header, HDM_SETITEMW, (WPARAM)index, (LPARAM)&arrow);
    }
}

static void show_mode(HWND list, const view *of)
{
    static const LONG styles[] = { LVS_ICON, LVS_REPORT, LVS_SMALLICON, LVS_LIST, LVS_REPORT };
    LONG style = GetWindowLongW(list, GWL_STYLE) & ~(LVS_TYPEMASK | LVS_SINGLESEL);

    style |= styles[of->mode];
    if (!(of->options & MMC_VIEW_OPTIONS_MULTISELECT) || of->style & MMC_SINGLESEL)
        style |= LVS_SINGLESEL;
    SetWindowLongW(list, GWL_STYLE, style);
    ListView_SetImageList(list, of->small_images, LVSIL_SMALL);
    ListView_SetImageList(list, of->large_images, LVSIL_NORMAL);
}

static void show_selection(HWND list, const view *of)
{
    ListView_SetItemState(list, -1, 0, LVIS_SELECTED);
    for (int index = 0; index < of->list.row_count; index++) {
        if (result_list_is_selected(&of->list, index))
            ListView_SetItemState(list, index, LVIS_SELECTED, LVIS_SELECTED);
    }
    if (of->list.focused >= 0)
        ListView_SetItemState(list, of->list.focused, LVIS_FOCUSED, LVIS_FOCUSED);
}

void list_pane_refresh(HWND list, view *of, int what)
{
    is_refreshing = true;
    if (what & CHANGED_VIEW)
        show_mode(list, of);
    if (what & (CHANGED_COLUMNS | CHANGED_VIEW))
        show_columns(list, of);
    if (what & (CHANGED_ROWS | CHANGED_VIEW)) {
        ListView_SetItemCountEx(list, of->list.row_count, LVSICF_NOSCROLL);
        InvalidateRect(list, NULL, FALSE);
    }
    if (what & (CHANGED_SELECTION | CHANGED_ROWS))
        show_selection(list, of);
    is_refreshing = false;
}

static void give_cell(view *of, LVITEMW *item)
{
    if (item->iItem < 0 || item->iItem >= of->list.row_count)
        return;
    if (item->mask & LVIF_TEXT)
        lstrcpynW(item->pszText, display_text(of, item->iItem, item->iSubItem), item->cchTextMax);
    if (item->mask & LVIF_IMAGE && item->iSubItem == 0)
        item->iImage = display_image(of, item->iItem);
}

/* What is selected in the control now, all at once. */
static void take_selection(HWND list, view *of)
{
    int count = (int)ListView_GetSelectedCount(list);
    int *indices;
    int index = -1;
    int taken = 0;
    bool is_other = count != result_list_selected_count(&of->list);

    indices = calloc((size_t)count + 1, sizeof(*indices));
    if (!indices)
        abort();
    while (taken < count && (index = ListView_GetNextItem(list, index, LVNI_SELECTED)) >= 0) {
        is_other = is_other || !result_list_is_selected(&of->list, index);
        indices[taken++] = index;
    }
    if (is_other)
        view_select_rows(of, indices, taken);
    free(indices);
}

static int find_text(view *of, const NMLVFINDITEMW *asked)
{
    if (!(asked->lvfi.flags & (LVFI_STRING | LVFI_PARTIAL)) || of->list.is_virtual)
        return -1;
    for (int step = 0; step < of->list.row_count; step++) {
        int index = (asked->iStart + step) % of->list.row_count;

        if (_wcsnicmp(display_text(of, index, 0), asked->lvfi.psz, wcslen(asked->lvfi.psz)) == 0)
            return index;
    }
    return -1;
}

static void on_column(view *of, int column)
{
    view_sort(of, column, of->list.sorted_by == column && !of->list.is_descending);
}

LRESULT list_pane_notify(HWND list, view *of, NMHDR *notice)
{
    switch (notice->code) {
    case LVN_GETDISPINFOW:
        give_cell(of, &((NMLVDISPINFOW *)(void *)notice)->item);
        return 0;
    case LVN_ODCACHEHINT:
        display_hint(of, ((const NMLVCACHEHINT *)(void *)notice)->iFrom,
                     ((const NMLVCACHEHINT *)(void *)notice)->iTo);
        return 0;
    case LVN_ODFINDITEMW:
        return find_text(of, (const NMLVFINDITEMW *)(void *)notice);
    case LVN_COLUMNCLICK:
        on_column(of, ((const NMLISTVIEW *)(void *)notice)->iSubItem);
        return 0;
    case LVN_ITEMCHANGED:
    case LVN_ODSTATECHANGED:
        if (!is_refreshing)
            take_selection(list, of);
        return 0;
    case LVN_ITEMACTIVATE:
        view_activate_row(of, ListView_GetNextItem(list, -1, LVNI_FOCUSED));
        return 0;
    default:
        return 0;
    }
}
