#include "shellext/window/theme_drawing.h"

#define SUBCLASS_ID   2
#define TEXT_CAPACITY 256

static void fill(HDC dc, const RECT *where, COLORREF colour)
{
    SetDCBrushColor(dc, colour);
    FillRect(dc, where, GetStockObject(DC_BRUSH));
}

static void draw_text(HDC dc, RECT where, const wchar_t *text, COLORREF colour, UINT how)
{
    SetTextColor(dc, colour);
    SetBkMode(dc, TRANSPARENT);
    DrawTextW(dc, text, -1, &where, how | DT_SINGLELINE | DT_VCENTER | DT_END_ELLIPSIS);
}

/* A triangle that points up or down, in the middle of the upper edge, where Windows has it too. */
static void draw_arrow(HDC dc, const RECT *where, bool is_up)
{
    int size = (where->bottom - where->top) / 6;
    int middle = (where->left + where->right) / 2;
    int base = where->top + 1 + (is_up ? size : 0);
    int tip = where->top + 1 + (is_up ? 0 : size);
    const POINT corners[] = { { middle - size, base }, { middle + size, base }, { middle, tip } };

    SelectObject(dc, GetStockObject(DC_BRUSH));
    SelectObject(dc, GetStockObject(DC_PEN));
    SetDCBrushColor(dc, THEME_TEXT);
    SetDCPenColor(dc, THEME_TEXT);
    Polygon(dc, corners, ARRAYSIZE(corners));
}

static LRESULT draw_header_item(const NMCUSTOMDRAW *drawing)
{
    wchar_t text[TEXT_CAPACITY] = L"";
    HDITEMW item = { .mask = HDI_TEXT | HDI_FORMAT, .pszText = text, .cchTextMax = TEXT_CAPACITY };
    RECT where = drawing->rc;
    RECT line = { where.right - 1, where.top, where.right, where.bottom };

    SendMessageW(drawing->hdr.hwndFrom, HDM_GETITEMW, drawing->dwItemSpec, (LPARAM)&item);
    fill(drawing->hdc, &where, drawing->uItemState & CDIS_SELECTED ? THEME_PRESSED : THEME_FACE);
    fill(drawing->hdc, &line, THEME_LINE);
    if (item.fmt & (HDF_SORTUP | HDF_SORTDOWN))
        draw_arrow(drawing->hdc, &where, (item.fmt & HDF_SORTUP) != 0);
    InflateRect(&where, -6, 0);
    draw_text(drawing->hdc, where, text, THEME_TEXT, DT_NOPREFIX);
    return CDRF_SKIPDEFAULT;
}

/* What is right of the last column. */
static LRESULT fill_rest(const NMCUSTOMDRAW *drawing)
{
    HWND header = drawing->hdr.hwndFrom;
    int last = (int)SendMessageW(header, HDM_GETITEMCOUNT, 0, 0) - 1;
    RECT rest;
    RECT item = { 0 };

    GetClientRect(header, &rest);
    if (last >= 0 && SendMessageW(header, HDM_GETITEMRECT,
                                  (WPARAM)SendMessageW(header, HDM_ORDERTOINDEX, (WPARAM)last, 0),
                                  (LPARAM)&item))
        rest.left = item.right;
    if (rest.left < rest.right)
        fill(drawing->hdc, &rest, THEME_FACE);
    return CDRF_DODEFAULT;
}

static LRESULT draw_header(const NMCUSTOMDRAW *drawing)
{
    switch (drawing->dwDrawStage) {
    case CDDS_PREPAINT:
        return CDRF_NOTIFYITEMDRAW | CDRF_NOTIFYPOSTPAINT;
    case CDDS_ITEMPREPAINT:
        return draw_header_item(drawing);
    case CDDS_POSTPAINT:
        return fill_rest(drawing);
    default:
        return CDRF_DODEFAULT;
    }
}

/* A list's header speaks to the list, and not to the window. */
static LRESULT CALLBACK hear_header(HWND list, UINT message, WPARAM wparam, LPARAM lparam,
                                    UINT_PTR id, DWORD_PTR data)
{
    const theme *by = (const theme *)data;
    const NMHDR *notice = (const NMHDR *)lparam;

    if (message == WM_NCDESTROY)
        RemoveWindowSubclass(list, hear_header, id);
    if (message == WM_NOTIFY && by->is_dark && notice->code == NM_CUSTOMDRAW &&
        notice->hwndFrom == ListView_GetHeader(list))
        return draw_header((const NMCUSTOMDRAW *)lparam);
    return DefSubclassProc(list, message, wparam, lparam);
}

void theme_drawing_attach(HWND list, const theme *by)
{
    SetWindowSubclass(list, hear_header, SUBCLASS_ID, (DWORD_PTR)by);
}

static COLORREF selection_of(HWND control)
{
    return GetFocus() == control ? THEME_SELECTED : THEME_ELSEWHERE;
}

/* The system's colours of a selection are made for light fields. */
static LRESULT draw_row(NMLVCUSTOMDRAW *drawing)
{
    HWND list = drawing->nmcd.hdr.hwndFrom;

    if (drawing->nmcd.dwDrawStage == CDDS_PREPAINT)
        return CDRF_NOTIFYITEMDRAW;
    if (drawing->nmcd.dwDrawStage != CDDS_ITEMPREPAINT)
        return CDRF_DODEFAULT;
    drawing->clrText = THEME_TEXT;
    drawing->clrTextBk = THEME_FIELD;
    if (ListView_GetItemState(list, (int)drawing->nmcd.dwItemSpec, LVIS_SELECTED)) {
        drawing->nmcd.uItemState &= ~(UINT)CDIS_SELECTED;
        drawing->clrTextBk = selection_of(list);
    }
    return CDRF_NEWFONT;
}

static LRESULT draw_node(NMTVCUSTOMDRAW *drawing)
{
    if (drawing->nmcd.dwDrawStage == CDDS_PREPAINT)
        return CDRF_NOTIFYITEMDRAW;
    if (drawing->nmcd.dwDrawStage != CDDS_ITEMPREPAINT)
        return CDRF_DODEFAULT;
    drawing->clrText = THEME_TEXT;
    drawing->clrTextBk = THEME_FIELD;
    if (drawing->nmcd.uItemState & CDIS_SELECTED)
        drawing->clrTextBk = selection_of(drawing->nmcd.hdr.hwndFrom);
    return CDRF_NEWFONT;
}

/* Access keys are underlined, and the focus is framed, as soon as the keyboard is used. */
static LRESULT draw_button(const NMCUSTOMDRAW *drawing)
{
    HWND button = drawing->hdr.hwndFrom;
    bool is_disabled = (drawing->uItemState & CDIS_DISABLED) != 0;
    LRESULT hidden = SendMessageW(button, WM_QUERYUISTATE, 0, 0);
    wchar_t text[TEXT_CAPACITY] = L"";
    RECT where = drawing->rc;

    if (drawing->dwDrawStage != CDDS_PREPAINT)
        return CDRF_DODEFAULT;
    GetWindowTextW(button, text, TEXT_CAPACITY);
    fill(drawing->hdc, &where, drawing->uItemState & CDIS_FOCUS ? THEME_TEXT : THEME_LINE);
    InflateRect(&where, -1, -1);
    fill(drawing->hdc, &where,
         drawing->uItemState & (CDIS_SELECTED | CDIS_HOT) ? THEME_PRESSED : THEME_BUTTON);
    draw_text(drawing->hdc, where, text, is_disabled ? THEME_DIM_TEXT : THEME_TEXT,
              DT_CENTER | (hidden & UISF_HIDEACCEL ? DT_HIDEPREFIX : 0u));
    return CDRF_SKIPDEFAULT;
}

bool theme_drawing_answer(LRESULT *answer, const theme *by, NMHDR *notice)
{
    wchar_t name[32] = L"";

    if (!by->is_dark || notice->code != (UINT)NM_CUSTOMDRAW)
        return false;
    GetClassNameW(notice->hwndFrom, name, ARRAYSIZE(name));
    if (lstrcmpiW(name, WC_LISTVIEWW) == 0)
        *answer = draw_row((NMLVCUSTOMDRAW *)notice);
    else if (lstrcmpiW(name, WC_TREEVIEWW) == 0)
        *answer = draw_node((NMTVCUSTOMDRAW *)notice);
    else if (lstrcmpiW(name, WC_BUTTONW) == 0)
        *answer = draw_button((const NMCUSTOMDRAW *)notice);
    else
        return false;
    return true;
}
