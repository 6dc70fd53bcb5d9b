#include "snapin/form.h"

#include <stdbool.h>
#include <stdlib.h>

#include <commctrl.h>

#include "com/module.h"
#include "shellext/window/dpi.h"
#include "snapin/resource.h"
#include "snapin/strings.h"

#define MARGIN        10 /* at 96 dots per inch, and so below */
#define GAP           6
#define BUTTON_WIDTH  75
#define BUTTON_MARGIN 10
#define LEAST_WIDTH   420
#define LEAST_LINES   4 /* of the part that has the rest */

#define LIST_STYLE                                                                                 \
    (LVS_REPORT | LVS_SHOWSELALWAYS | LVS_NOSORTHEADER | LVS_SINGLESEL | WS_TABSTOP | WS_BORDER)
#define TREE_STYLE                                                                                 \
    (TVS_HASBUTTONS | TVS_HASLINES | TVS_LINESATROOT | TVS_SHOWSELALWAYS | WS_TABSTOP | WS_BORDER)
#define PASSAGE_STYLE                                                                              \
    (ES_MULTILINE | ES_READONLY | ES_AUTOVSCROLL | WS_VSCROLL | WS_TABSTOP | WS_BORDER)

static int scaled(const form *all, int length)
{
    return dpi_scale(length, all->dpi);
}

static HWND control(const form *all, size_t index)
{
    return GetDlgItem(all->window, all->parts[index].id);
}

static BOOL is_hidden(const form *all, size_t index)
{
    return !(GetWindowLongPtrW(control(all, index), GWL_STYLE) & WS_VISIBLE);
}

static BOOL is_command(const form_part *part)
{
    return part->kind == FORM_COMMAND || part->kind == FORM_DEFAULT;
}

static BOOL is_button(const form_part *part)
{
    return is_command(part) || part->kind == FORM_BESIDE;
}

/* Which window a part is. */
typedef struct control_kind {
    const wchar_t *name;
    DWORD style;
    DWORD outer;
} control_kind;

static control_kind control_of(form_kind kind)
{
    switch (kind) {
    case FORM_HEADING:
    case FORM_TEXT:
        return (control_kind){ L"STATIC", SS_NOPREFIX, 0 };
    case FORM_LABEL:
        return (control_kind){ L"STATIC", 0, 0 };
    case FORM_EDIT:
        return (control_kind){ L"EDIT", ES_AUTOHSCROLL | WS_TABSTOP, WS_EX_CLIENTEDGE };
    case FORM_PASSAGE:
        return (control_kind){ L"EDIT", PASSAGE_STYLE, 0 };
    case FORM_LIST:
        return (control_kind){ WC_LISTVIEWW, LIST_STYLE, 0 };
    case FORM_TREE:
        return (control_kind){ WC_TREEVIEWW, TREE_STYLE, 0 };
    case FORM_PROGRESS:
        return (control_kind){ PROGRESS_CLASSW, PBS_MARQUEE, 0 };
    case FORM_DEFAULT:
        return (control_kind){ L"BUTTON", BS_DEFPUSHBUTTON | WS_TABSTOP, 0 };
    case FORM_BESIDE:
    case FORM_COMMAND:
        break;
    }
    return (control_kind){ L"BUTTON", BS_PUSHBUTTON | WS_TABSTOP, 0 };
}

/* Whether a key is one that whoever has the text needs. */
static bool leads_on(const MSG *pressed)
{
    return pressed && pressed->message == WM_KEYDOWN &&
           (pressed->wParam == VK_TAB || pressed->wParam == VK_RETURN ||
            pressed->wParam == VK_ESCAPE);
}

/* A text that is only read is not selected as a whole by whoever comes to it with Tab. It would
 * give Tab and Esc to its parent, which in a sheet is the page: from there nothing leads on. */
static LRESULT CALLBACK on_passage(HWND window, UINT message, WPARAM wparam, LPARAM lparam,
                                   UINT_PTR id, DWORD_PTR context)
{
    LRESULT answer = DefSubclassProc(window, message, wparam, lparam);

    (void)context;
    if (message == WM_NCDESTROY)
        RemoveWindowSubclass(window, on_passage, id);
    if (message == WM_GETDLGCODE && leads_on((const MSG *)lparam))
        answer &= ~DLGC_WANTALLKEYS;
    return message == WM_GETDLGCODE ? answer & ~DLGC_HASSETSEL : answer;
}

static void make_part(const form *all, const form_part *part)
{
    control_kind kind = control_of(part->kind);
    wchar_t *text = part->text ? text_of(part->text) : NULL;
    HWND made = CreateWindowExW(kind.outer, kind.name, text ? text : L"",
                                WS_CHILD | WS_VISIBLE | kind.style, 0, 0, 0, 0, all->window,
                                (HMENU)(UINT_PTR)part->id, module_instance(), NULL);

    free(text);
    SendMessageW(made, WM_SETFONT, (WPARAM)(part->kind == FORM_HEADING ? all->bold : all->font),
                 FALSE);
    if (part->kind == FORM_PASSAGE)
        SetWindowSubclass(made, on_passage, 0, 0);
    if (part->kind == FORM_LIST)
        ListView_SetExtendedListViewStyle(made, LVS_EX_FULLROWSELECT | LVS_EX_INFOTIP |
                                                    LVS_EX_DOUBLEBUFFER);
}

/* How large a text is in a width, or on one line. */
static SIZE measure(const form *all, const wchar_t *text, HFONT font, int width, UINT how)
{
    HDC screen = GetDC(all->window);
    HGDIOBJ before = SelectObject(screen, font);
    RECT needed = { 0, 0, width, 0 };

    DrawTextW(screen, text, -1, &needed, DT_CALCRECT | how);
    SelectObject(screen, before);
    ReleaseDC(all->window, screen);
    return (SIZE){ needed.right, needed.bottom };
}

void form_make(form *out, HWND window, const form_part *parts, size_t count)
{
    LOGFONTW bold;

    *out = (form){ .window = window, .parts = parts, .count = count, .dpi = dpi_of(window) };
    out->font = dpi_font(out->dpi);
    GetObjectW(out->font, sizeof(bold), &bold);
    bold.lfWeight = FW_BOLD;
    out->bold = CreateFontIndirectW(&bold);
    out->line = measure(out, L"Xg", out->font, 0, DT_SINGLELINE).cy;
    for (size_t index = 0; index < count; index++)
        make_part(out, &parts[index]);
}

wchar_t *form_text(const form *all, WORD id)
{
    HWND window = GetDlgItem(all->window, id);
    int length = GetWindowTextLengthW(window);
    wchar_t *text = calloc((size_t)length + 1, sizeof(*text));

    if (text)
        GetWindowTextW(window, text, length + 1);
    return text;
}

static SIZE text_size(const form *all, size_t index, int width, UINT how)
{
    const form_part *part = &all->parts[index];
    wchar_t *text = form_text(all, part->id);
    SIZE size = measure(all, text && *text ? text : L"X",
                        part->kind == FORM_HEADING ? all->bold : all->font, width, how);

    free(text);
    return size;
}

static int button_width(const form *all, size_t index)
{
    int width = text_size(all, index, 0, DT_SINGLELINE).cx + 2 * scaled(all, BUTTON_MARGIN);
    int least = scaled(all, BUTTON_WIDTH);

    return width > least ? width : least;
}

static int button_height(const form *all)
{
    return all->line + scaled(all, BUTTON_MARGIN);
}

/* What a part needs in a width; the one that has the rest says its least. */
static int height_of(const form *all, size_t index, int width)
{
    const form_part *part = &all->parts[index];
    int lines = part->lines == FORM_REST ? LEAST_LINES : part->lines;

    switch (part->kind) {
    case FORM_HEADING:
    case FORM_TEXT:
        return text_size(all, index, width, DT_WORDBREAK | DT_NOPREFIX).cy;
    case FORM_LABEL:
        return text_size(all, index, width, DT_WORDBREAK).cy;
    case FORM_EDIT:
        return all->line + scaled(all, 8);
    case FORM_PROGRESS:
        return all->line;
    default:
        return lines * all->line + scaled(all, 8);
    }
}

/* The button beside a part; 0: there is none. */
static size_t beside(const form *all, size_t index)
{
    return index + 1 < all->count && all->parts[index + 1].kind == FORM_BESIDE ? index + 1 : 0;
}

static int gap_after(const form *all, size_t index)
{
    return all->parts[index].kind == FORM_LABEL ? scaled(all, GAP) / 3 : scaled(all, GAP);
}

static BOOL takes_room(const form *all, size_t index)
{
    return !is_button(&all->parts[index]) && !is_hidden(all, index);
}

static int stack_height(const form *all, int width)
{
    int height = 0;

    for (size_t index = 0; index < all->count; index++) {
        if (takes_room(all, index))
            height += height_of(all, index, width) + gap_after(all, index);
    }
    return height;
}

static int commands_width(const form *all)
{
    int width = 0;

    for (size_t index = 0; index < all->count; index++) {
        if (is_command(&all->parts[index]) && !is_hidden(all, index))
            width += button_width(all, index) + scaled(all, GAP);
    }
    return width;
}

static void move(const form *all, size_t index, int left, int top, int width, int height)
{
    SetWindowPos(control(all, index), NULL, left, top, width > 0 ? width : 0,
                 height > 0 ? height : 0, SWP_NOZORDER | SWP_NOACTIVATE | SWP_NOCOPYBITS);
}

static void place_commands(const form *all, const RECT *inside)
{
    int height = button_height(all);
    int right = inside->right;

    for (size_t left = all->count; left > 0; left--) {
        size_t index = left - 1;
        int width;

        if (!is_command(&all->parts[index]) || is_hidden(all, index))
            continue;
        width = button_width(all, index);
        move(all, index, right - width, inside->bottom - height, width, height);
        right -= width + scaled(all, GAP);
    }
}

static void place_part(const form *all, size_t index, const RECT *inside, int top, int height)
{
    size_t button = beside(all, index);
    int width = inside->right - inside->left;

    if (button && !is_hidden(all, button)) {
        int needed = button_width(all, button);

        move(all, button, inside->right - needed, top, needed, height);
        width -= needed + scaled(all, GAP);
    }
    move(all, index, inside->left, top, width, height);
}

void form_place(form *all)
{
    RECT inside;
    int width;
    int rest;
    int top;

    GetClientRect(all->window, &inside);
    InflateRect(&inside, -scaled(all, MARGIN), -scaled(all, MARGIN));
    width = inside.right - inside.left;
    rest = inside.bottom - inside.top - stack_height(all, width);
    if (commands_width(all) > 0)
        rest -= button_height(all);
    top = inside.top;
    for (size_t index = 0; index < all->count; index++) {
        int height;

        if (!takes_room(all, index))
            continue;
        height = height_of(all, index, width);
        if (all->parts[index].lines == FORM_REST && rest > 0)
            height += rest;
        place_part(all, index, &inside, top, height);
        top += height + gap_after(all, index);
    }
    place_commands(all, &inside);
    InvalidateRect(all->window, NULL, TRUE);
}

SIZE form_least(const form *all)
{
    int width = scaled(all, LEAST_WIDTH);
    int commands = commands_width(all);
    SIZE least;

    if (commands > width)
        width = commands;
    least.cx = width + 2 * scaled(all, MARGIN);
    least.cy = stack_height(all, width) + 2 * scaled(all, MARGIN);
    if (commands > 0)
        least.cy += button_height(all);
    return least;
}

/* A window's size from that of its inside. */
static SIZE outer_size(const form *all, SIZE inside)
{
    RECT whole = { 0, 0, inside.cx, inside.cy };

    AdjustWindowRectEx(&whole, (DWORD)GetWindowLongPtrW(all->window, GWL_STYLE), FALSE,
                       (DWORD)GetWindowLongPtrW(all->window, GWL_EXSTYLE));
    return (SIZE){ whole.right - whole.left, whole.bottom - whole.top };
}

static int between(int value, int least, int most)
{
    if (value > most)
        value = most;
    return value < least ? least : value;
}

void form_fit(form *all, int characters, int lines)
{
    SIZE least = form_least(all);
    SIZE whole = { characters * all->line / 2, lines * all->line };
    HWND owner = GetWindow(all->window, GW_OWNER);
    MONITORINFO screen = { .cbSize = sizeof(screen) };
    wchar_t *title;
    RECT middle;

    whole = outer_size(all, (SIZE){ whole.cx > least.cx ? whole.cx : least.cx,
                                    whole.cy > least.cy ? whole.cy : least.cy });
    GetMonitorInfoW(MonitorFromWindow(owner ? owner : all->window, MONITOR_DEFAULTTONEAREST),
                    &screen);
    if (!owner || !GetWindowRect(owner, &middle))
        middle = screen.rcWork;
    SetWindowPos(all->window, NULL,
                 between((middle.left + middle.right - whole.cx) / 2, screen.rcWork.left,
                         screen.rcWork.right - whole.cx),
                 between((middle.top + middle.bottom - whole.cy) / 2, screen.rcWork.top,
                         screen.rcWork.bottom - whole.cy),
                 whole.cx, whole.cy, SWP_NOZORDER | SWP_NOACTIVATE);
    form_place(all);
    title = text_of(IDS_DIALOG_TITLE);
    SetWindowTextW(all->window, title ? title : L"");
    free(title);
}

static void limit(const form *all, MINMAXINFO *out)
{
    SIZE least = outer_size(all, form_least(all));

    out->ptMinTrackSize.x = least.cx;
    out->ptMinTrackSize.y = least.cy;
}

BOOL form_handle(form *all, UINT message, LPARAM lparam)
{
    if (!all->window)
        return FALSE;
    if (message == WM_SIZE)
        form_place(all);
    else if (message == WM_GETMINMAXINFO)
        limit(all, (MINMAXINFO *)lparam);
    else
        return FALSE;
    return TRUE;
}

void form_show(form *all, WORD id, BOOL is_shown)
{
    ShowWindow(GetDlgItem(all->window, id), is_shown ? SW_SHOW : SW_HIDE);
}

void form_say(const form *all, WORD id, wchar_t *text)
{
    SetDlgItemTextW(all->window, id, text ? text : L"");
    free(text);
}

void form_add_column(const form *all, WORD id, int index, UINT title, int characters)
{
    wchar_t *text = text_of(title);
    LVCOLUMNW column = { .mask = LVCF_TEXT | LVCF_WIDTH | LVCF_SUBITEM,
                         .pszText = text ? text : (wchar_t[]){ L"" },
                         .cx = characters * all->line / 2,
                         .iSubItem = index };

    ListView_InsertColumn(GetDlgItem(all->window, id), index, &column);
    free(text);
}

void form_clear(form *all)
{
    DeleteObject(all->font);
    DeleteObject(all->bold);
    all->font = NULL;
    all->bold = NULL;
}

/* A template and the words behind it: no menu, the class of dialogs, no title. Windows wants it to
 * begin where a DWORD may. */
typedef struct plain_template {
    _Alignas(DWORD) DLGTEMPLATE head;
    WORD words[4];
} plain_template;

INT_PTR form_run(HWND owner, DLGPROC procedure, LPARAM context)
{
    static const plain_template plain = { .head = { .style = WS_POPUP | WS_CAPTION | WS_SYSMENU |
                                                             WS_THICKFRAME | WS_CLIPCHILDREN,
                                                    .dwExtendedStyle = WS_EX_CONTROLPARENT } };

    return DialogBoxIndirectParamW(module_instance(), &plain.head, owner, procedure, context);
}

const DLGTEMPLATE *form_page_template(void)
{
    static const plain_template page = {
        .head = { .style = WS_CHILD | WS_CAPTION | WS_DISABLED | DS_CONTROL, .cx = 252, .cy = 218 }
    };

    return &page.head;
}
