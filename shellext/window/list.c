#include "shellext/window/list.h"

#include <stdlib.h>

#include "shellext/window/dpi.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

/* Together they fit into the window as it opens, beside the scroll bar. */
static const int widths[COLUMN_COUNT] = {
    [COLUMN_NAME] = 170,  [COLUMN_RESULT] = 142, [COLUMN_SIGNER] = 150,
    [COLUMN_STAMP] = 115, [COLUMN_REASON] = 345, [COLUMN_FOLDER] = 140,
};

static void add_columns(HWND list)
{
    for (int index = 0; index < COLUMN_COUNT; index++) {
        wchar_t *title = text_of(IDS_COLUMN_NAME + (UINT)index);
        LVCOLUMNW added = { .mask = LVCF_TEXT | LVCF_WIDTH | LVCF_SUBITEM,
                            .cx = widths[index],
                            .pszText = title,
                            .iSubItem = index };

        SendMessageW(list, LVM_INSERTCOLUMNW, (WPARAM)index, (LPARAM)&added);
        free(title);
    }
}

HWND list_create(HWND parent, UINT_PTR id)
{
    HWND list = CreateWindowExW(WS_EX_CLIENTEDGE, WC_LISTVIEWW, L"",
                                WS_CHILD | WS_VISIBLE | WS_TABSTOP | LVS_REPORT | LVS_OWNERDATA |
                                    LVS_SHOWSELALWAYS,
                                0, 0, 0, 0, parent, (HMENU)id, GetModuleHandleW(NULL), NULL);

    if (!list)
        return NULL;
    ListView_SetExtendedListViewStyle(list, LVS_EX_FULLROWSELECT | LVS_EX_LABELTIP |
                                                LVS_EX_INFOTIP | LVS_EX_DOUBLEBUFFER |
                                                LVS_EX_HEADERDRAGDROP);
    add_columns(list);
    return list;
}

static HIMAGELIST make_icons(UINT dpi)
{
    int size = dpi_icon_size(dpi);
    HIMAGELIST icons = ImageList_Create(size, size, ILC_COLOR32, TONE_COUNT, 0);

    for (int tone = 0; icons && tone < TONE_COUNT; tone++) {
        HICON icon = LoadImageW(GetModuleHandleW(NULL), MAKEINTRESOURCEW(IDI_GOOD + tone),
                                IMAGE_ICON, size, size, 0);

        ImageList_ReplaceIcon(icons, -1, icon);
        DestroyIcon(icon);
    }
    return icons;
}

void list_set_dpi(HWND list, UINT dpi)
{
    HIMAGELIST old = ListView_SetImageList(list, make_icons(dpi), LVSIL_SMALL);

    if (old)
        ImageList_Destroy(old);
    for (int index = 0; index < COLUMN_COUNT; index++)
        ListView_SetColumnWidth(list, index, dpi_scale(widths[index], dpi));
}

/* Where a list has its scroll bar, beside what it shows. */
static RECT bar_of(HWND list)
{
    RECT bar;

    GetClientRect(list, &bar);
    bar.left = bar.right;
    bar.right += GetSystemMetrics(SM_CXVSCROLL);
    return bar;
}

/*
 * A list draws its scroll bars when its rows become more or fewer, each twice, before it answers
 * anything else. So it is kept from drawing, and what changed is drawn once, when there is time:
 * of rows below those that are seen, only the bar tells.
 */
static void set_count(HWND list, size_t count)
{
    size_t before = (size_t)ListView_GetItemCount(list);
    size_t seen = (size_t)(ListView_GetTopIndex(list) + ListView_GetCountPerPage(list) + 1);
    RECT bar;

    DefWindowProcW(list, WM_SETREDRAW, FALSE, 0);
    ListView_SetItemCountEx(list, (int)count, LVSICF_NOSCROLL | LVSICF_NOINVALIDATEALL);
    DefWindowProcW(list, WM_SETREDRAW, TRUE, 0);
    bar = bar_of(list);
    RedrawWindow(list, before < seen || count < before ? NULL : &bar, NULL,
                 RDW_INVALIDATE | RDW_FRAME);
}

void list_refresh(HWND list, const model *rows)
{
    bool was_empty = ListView_GetItemCount(list) == 0;

    if (rows->shown_count == (size_t)ListView_GetItemCount(list))
        return;
    set_count(list, rows->shown_count);
    if (was_empty && rows->shown_count > 0)
        ListView_SetItemState(list, 0, LVIS_FOCUSED | LVIS_SELECTED, LVIS_FOCUSED | LVIS_SELECTED);
}

static void show_item(const model *rows, LVITEMW *item)
{
    const row *shown;

    if (item->iItem < 0 || (size_t)item->iItem >= rows->shown_count)
        return;
    shown = rows->shown[item->iItem];
    if ((item->mask & LVIF_TEXT) && item->iSubItem >= 0 && item->iSubItem < COLUMN_COUNT)
        item->pszText = shown->texts[item->iSubItem];
    if (item->mask & LVIF_IMAGE)
        item->iImage = (int)shown->tone;
}

/* The little arrow in the header of the column that the list is sorted by. */
static void mark_header(HWND list, const model *rows)
{
    HWND header = ListView_GetHeader(list);

    for (int index = 0; index < COLUMN_COUNT; index++) {
        HDITEMW item = { .mask = HDI_FORMAT };

        SendMessageW(header, HDM_GETITEMW, (WPARAM)index, (LPARAM)&item);
        item.fmt &= ~(HDF_SORTUP | HDF_SORTDOWN);
        if (index == rows->sorted_by)
            item.fmt |= rows->is_descending ? HDF_SORTDOWN : HDF_SORTUP;
        SendMessageW(header, HDM_SETITEMW, (WPARAM)index, (LPARAM)&item);
    }
}

/* What was looked at stays selected, wherever it goes. */
void list_sort(HWND list, model *rows, int by)
{
    const row *current = list_current(list, rows);

    model_sort_by(rows, by, by == rows->sorted_by && !rows->is_descending);
    mark_header(list, rows);
    ListView_SetItemState(list, -1, 0, LVIS_FOCUSED | LVIS_SELECTED);
    for (size_t index = 0; current && index < rows->shown_count; index++) {
        if (rows->shown[index] != current)
            continue;
        ListView_SetItemState(list, (int)index, LVIS_FOCUSED | LVIS_SELECTED,
                              LVIS_FOCUSED | LVIS_SELECTED);
        ListView_EnsureVisible(list, (int)index, FALSE);
    }
    InvalidateRect(list, NULL, TRUE);
}

static int find(const model *rows, const NMLVFINDITEMW *wanted)
{
    if (!(wanted->lvfi.flags & (LVFI_STRING | LVFI_PARTIAL)) || !wanted->lvfi.psz)
        return -1;
    return model_find_name(rows, wanted->lvfi.psz, wanted->iStart > 0 ? (size_t)wanted->iStart : 0);
}

BOOL list_notify(LRESULT *answer, HWND list, model *rows, NMHDR *notice)
{
    *answer = 0;
    switch (notice->code) {
    case LVN_GETDISPINFOW:
        show_item(rows, &((NMLVDISPINFOW *)notice)->item);
        return TRUE;
    case LVN_COLUMNCLICK:
        list_sort(list, rows, ((NMLISTVIEW *)notice)->iSubItem);
        return TRUE;
    case LVN_ODFINDITEMW:
        *answer = find(rows, (NMLVFINDITEMW *)notice);
        return TRUE;
    default:
        return FALSE;
    }
}

const row *list_current(HWND list, const model *rows)
{
    int index = ListView_GetNextItem(list, -1, LVNI_SELECTED | LVNI_FOCUSED);

    if (index < 0)
        index = ListView_GetNextItem(list, -1, LVNI_SELECTED);
    return index >= 0 && (size_t)index < rows->shown_count ? rows->shown[index] : NULL;
}

int list_selected_count(HWND list)
{
    return (int)ListView_GetSelectedCount(list);
}

const row *list_next_selected(int *index, HWND list, const model *rows)
{
    *index = ListView_GetNextItem(list, *index, LVNI_SELECTED);
    return *index >= 0 && (size_t)*index < rows->shown_count ? rows->shown[*index] : NULL;
}

void list_select_all(HWND list)
{
    ListView_SetItemState(list, -1, LVIS_SELECTED, LVIS_SELECTED);
}
