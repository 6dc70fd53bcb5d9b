#include "tests/console/window.h"

#include <stdlib.h>

#include <windows.h>
#include <commctrl.h>

#include "tests/console/composite.h"
#include "tests/console/control_bar.h"
#include "tests/console/list_pane.h"
#include "tests/console/message_pane.h"
#include "tests/console/selection_menu.h"
#include "tests/console/sheet.h"
#include "tests/console/tree_pane.h"
#include "tests/console/view.h"

#define WM_REFRESH  (WM_APP + 2)
#define GAP         3 /* between tree and list, where the mouse moves the border */
#define BAR_HEIGHT  30
#define NAME_HEIGHT 22
#define TREE_WIDTH  230
#define TIMER       7
#define TIMER_MS    500

/* On the menu bar */
enum { ACTION_PLACE = 1, WINDOW_PLACE = 3 };

enum { PART_TREE = 100, PART_LIST, PART_MESSAGE, PART_STATUS, PART_NAME };

enum {
    COMMAND_CLOSE = 200,
    COMMAND_ACTION,
    COMMAND_REFRESH,
    COMMAND_PROPERTIES,
    COMMAND_DELETE,
    COMMAND_EXPAND_ALL,
    COMMAND_NEW_WINDOW,
    COMMAND_MODE,        /* and the three after it */
    COMMAND_WINDOW = 300 /* and one for each view */
};

typedef struct window {
    host *in;
    HWND frame;
    HWND tree;
    HWND list;
    HWND message;
    HWND status;
    HWND name;
    HFONT font;
    int tree_width;
    bool is_dragging;
    int changed; /* CHANGED_... that is not yet shown */
    bool is_closed;
    control_bar *bar; /* whose controls are shown */
} window;

static window the_window;

static window *window_of(HWND frame)
{
    return (window *)GetWindowLongPtrW(frame, GWLP_USERDATA);
}

static int scaled(int size)
{
    HDC screen = GetDC(NULL);
    int dpi = GetDeviceCaps(screen, LOGPIXELSX);

    ReleaseDC(NULL, screen);
    return MulDiv(size, dpi, 96);
}

static void lay_out(window *self)
{
    RECT room;
    RECT status;
    int top = scaled(BAR_HEIGHT);
    int bottom;
    int left = self->tree_width + GAP;

    GetClientRect(self->frame, &room);
    SendMessageW(self->status, WM_SIZE, 0, 0);
    GetWindowRect(self->status, &status);
    bottom = room.bottom - (status.bottom - status.top);
    MoveWindow(self->tree, 0, top, self->tree_width, bottom - top, TRUE);
    MoveWindow(self->name, left, top, room.right - left, scaled(NAME_HEIGHT), TRUE);
    top += scaled(NAME_HEIGHT);
    MoveWindow(self->list, left, top, room.right - left, bottom - top, TRUE);
    MoveWindow(self->message, left, top, room.right - left, bottom - top, TRUE);
}

static HMENU make_menu(void)
{
    HMENU all = CreateMenu();
    HMENU file = CreatePopupMenu();
    HMENU look = CreatePopupMenu();
    HMENU windows = CreatePopupMenu();

    AppendMenuW(file, MF_STRING, COMMAND_CLOSE, L"E&xit");
    AppendMenuW(look, MF_STRING, COMMAND_MODE + MMCLV_VIEWSTYLE_ICON, L"Lar&ge icons");
    AppendMenuW(look, MF_STRING, COMMAND_MODE + MMCLV_VIEWSTYLE_SMALLICON, L"S&mall icons");
    AppendMenuW(look, MF_STRING, COMMAND_MODE + MMCLV_VIEWSTYLE_LIST, L"&List");
    AppendMenuW(look, MF_STRING, COMMAND_MODE + MMCLV_VIEWSTYLE_REPORT, L"&Details");
    AppendMenuW(look, MF_SEPARATOR, 0, NULL);
    AppendMenuW(look, MF_STRING, COMMAND_EXPAND_ALL, L"E&xpand all");
    AppendMenuW(look, MF_STRING, COMMAND_REFRESH, L"&Refresh\tF5");
    AppendMenuW(windows, MF_STRING, COMMAND_NEW_WINDOW, L"&New window from here");
    AppendMenuW(all, MF_POPUP, (UINT_PTR)file, L"&File");
    AppendMenuW(all, MF_STRING, COMMAND_ACTION, L"&Action");
    AppendMenuW(all, MF_POPUP, (UINT_PTR)look, L"&View");
    AppendMenuW(all, MF_POPUP, (UINT_PTR)windows, L"&Window");
    return all;
}

static void make_parts(window *self)
{
    NONCLIENTMETRICSW metrics = { .cbSize = sizeof(metrics) };

    SystemParametersInfoW(SPI_GETNONCLIENTMETRICS, sizeof(metrics), &metrics, 0);
    self->font = CreateFontIndirectW(&metrics.lfMessageFont);
    self->tree = tree_pane_create(self->frame, PART_TREE);
    self->list = list_pane_create(self->frame, PART_LIST);
    self->message = message_pane_create(self->frame, PART_MESSAGE);
    self->status =
        CreateWindowExW(0, STATUSCLASSNAMEW, NULL, WS_CHILD | WS_VISIBLE | SBARS_SIZEGRIP, 0, 0, 0,
                        0, self->frame, (HMENU)PART_STATUS, NULL, NULL);
    self->name =
        CreateWindowExW(0, L"STATIC", NULL,
                        WS_CHILD | WS_VISIBLE | SS_LEFTNOWORDWRAP | SS_CENTERIMAGE | SS_NOPREFIX, 0,
                        0, 0, 0, self->frame, (HMENU)PART_NAME, NULL, NULL);
    SendMessageW(self->tree, WM_SETFONT, (WPARAM)self->font, FALSE);
    SendMessageW(self->list, WM_SETFONT, (WPARAM)self->font, FALSE);
    SendMessageW(self->message, WM_SETFONT, (WPARAM)self->font, FALSE);
    SendMessageW(self->name, WM_SETFONT, (WPARAM)self->font, FALSE);
    self->tree_width = scaled(TREE_WIDTH);
}

static void show_bars(window *self)
{
    component *shown = self->in->active ? self->in->active->shown : NULL;
    control_bar *now = shown ? shown->bar : NULL;

    if (self->bar && self->bar != now)
        control_bar_show(self->bar, NULL, 0, 0);
    self->bar = now;
    if (now)
        control_bar_show(now, self->frame, 0, scaled(BAR_HEIGHT));
}

static void show_status(window *self)
{
    const view *at = self->in->active;
    wchar_t text[512];

    _snwprintf(text, ARRAYSIZE(text) - 1, L" %ls    %ls",
               at->selected ? snap_in_node_name(at->selected) : L"",
               at->description ? at->description : L"");
    text[ARRAYSIZE(text) - 1] = L'\0';
    SetWindowTextW(self->name, text);
    SendMessageW(self->status, SB_SETTEXTW, 0, (LPARAM)(at->status ? at->status : L""));
}

static void show_view(window *self, int what)
{
    view *at = self->in->active;

    if (what & CHANGED_VIEW) {
        ShowWindow(self->list, at->kind == SHOWS_LIST ? SW_SHOW : SW_HIDE);
        ShowWindow(self->message, at->kind == SHOWS_LIST ? SW_HIDE : SW_SHOW);
    }
    if (at->kind == SHOWS_LIST)
        list_pane_refresh(self->list, at, what);
    else
        message_pane_refresh(self->message, at);
}

static void refresh(window *self)
{
    int what = self->changed;

    self->changed = 0;
    if (!self->in || !self->in->active || self->in->is_closing)
        return;
    if (what & CHANGED_TREE)
        tree_pane_refresh(self->tree, self->in);
    if (what & (CHANGED_TOOLBAR | CHANGED_VIEW))
        show_bars(self);
    show_view(self, what);
    show_status(self);
}

/* Shown when the snap-in has returned, and once for all that it changed. */
static void on_changed(host *in, int what)
{
    (void)in;
    if (!the_window.changed)
        PostMessageW(the_window.frame, WM_REFRESH, 0, 0);
    the_window.changed |= what;
}

static void show_menu(window *self, POINT at)
{
    selection_menu menu;
    HMENU shown;
    UINT chosen;

    if (!self->in->active || !selection_menu_make(&menu, self->in->active))
        return;
    shown = context_menu_show(&menu.menu);
    chosen = (UINT)TrackPopupMenu(shown, TPM_RETURNCMD | TPM_RIGHTBUTTON, at.x, at.y, 0,
                                  self->frame, NULL);
    DestroyMenu(shown);
    if (chosen > 0 && chosen <= menu.menu.count)
        selection_menu_do(&menu, &menu.menu.items[chosen - 1]);
    selection_menu_free(&menu);
}

static void on_context_menu(window *self, HWND on, POINT at)
{
    if (at.x == -1 && at.y == -1) {
        at.x = at.y = scaled(16);
        ClientToScreen(on, &at);
    }
    if (on == self->tree)
        view_select_rows(self->in->active, NULL, 0);
    show_menu(self, at);
}

/* The Action menu is what a right click would show. */
static void show_action_menu(window *self)
{
    RECT place = { 0 };

    GetMenuItemRect(self->frame, GetMenu(self->frame), ACTION_PLACE, &place);
    show_menu(self, (POINT){ place.left, place.bottom });
}

static void on_command(window *self, int command)
{
    view *at = self->in->active;

    switch (command) {
    case COMMAND_CLOSE:
        self->is_closed = true;
        break;
    case COMMAND_ACTION:
        show_action_menu(self);
        break;
    case COMMAND_REFRESH:
        view_refresh(at);
        break;
    case COMMAND_PROPERTIES:
        selection_verb(at, MMC_VERB_PROPERTIES);
        break;
    case COMMAND_DELETE:
        selection_verb(at, MMC_VERB_DELETE);
        break;
    case COMMAND_EXPAND_ALL:
        snap_in_expand(at->selected);
        break;
    case COMMAND_NEW_WINDOW: {
        view *made = at->selected ? view_open(self->in) : NULL;

        if (made)
            view_select(made, at->selected);
        break;
    }
    default:
        if (command >= COMMAND_WINDOW && command < COMMAND_WINDOW + (int)self->in->view_count)
            self->in->active = self->in->views[command - COMMAND_WINDOW];
        else if (command >= COMMAND_MODE && command <= COMMAND_MODE + MMCLV_VIEWSTYLE_LIST)
            at->mode = command - COMMAND_MODE;
        on_changed(self->in, ~0);
    }
}

static void fill_window_menu(window *self, HMENU menu)
{
    while (GetMenuItemCount(menu) > 1)
        DeleteMenu(menu, 1, MF_BYPOSITION);
    for (size_t index = 0; index < self->in->view_count; index++) {
        const view *at = self->in->views[index];

        AppendMenuW(menu, at == self->in->active ? MF_CHECKED : MF_STRING,
                    (UINT_PTR)COMMAND_WINDOW + index,
                    at->selected ? snap_in_node_name(at->selected) : L"");
    }
}

static void on_key(window *self, UINT key)
{
    if (key == VK_F5)
        on_command(self, COMMAND_REFRESH);
    else if (key == VK_DELETE)
        on_command(self, COMMAND_DELETE);
    else if (key == VK_RETURN && GetKeyState(VK_MENU) < 0)
        on_command(self, COMMAND_PROPERTIES);
    else if (key == VK_TAB)
        SetFocus(GetFocus() == self->tree ? self->list : self->tree);
}

static LRESULT on_notify(window *self, NMHDR *notice)
{
    if (!self->in || !self->in->active || self->in->is_closing)
        return 0;
    if (notice->code == LVN_KEYDOWN)
        on_key(self, ((const NMLVKEYDOWN *)(void *)notice)->wVKey);
    if (notice->code == TVN_KEYDOWN)
        on_key(self, ((const NMTVKEYDOWN *)(void *)notice)->wVKey);
    if (notice->hwndFrom == self->tree)
        return tree_pane_notify(self->tree, self->in, notice);
    if (notice->hwndFrom == self->list)
        return list_pane_notify(self->list, self->in->active, notice);
    return 0;
}

/* Buttons of the snap-in's bars are the children that are none of ours. */
static void on_button(window *self, HWND from, int id)
{
    component *owner = NULL;
    DATA_OBJECT_TYPES type;
    MMC_COOKIE cookie = 0;
    IDataObject *data;
    IDataObject *told;

    if (!self->bar)
        return;
    data = view_selected_data(self->in->active, &owner, &cookie, &type);
    told = composite_of(data, cookie);
    control_bar_pressed(self->bar, from, id, told);
    composite_release(told);
    if (data && !IS_SPECIAL_DATAOBJECT(data))
        IDataObject_Release(data);
}

static void on_mouse(window *self, UINT message, int x)
{
    if (message == WM_LBUTTONDOWN) {
        self->is_dragging = true;
        SetCapture(self->frame);
    } else if (message == WM_LBUTTONUP) {
        self->is_dragging = false;
        ReleaseCapture();
    } else if (self->is_dragging && x > scaled(40)) {
        self->tree_width = x;
        lay_out(self);
    }
}

static LRESULT CALLBACK on_message(HWND frame, UINT message, WPARAM word, LPARAM more)
{
    window *self = window_of(frame);

    if (!self || !self->in)
        return DefWindowProcW(frame, message, word, more);
    switch (message) {
    case WM_REFRESH:
        refresh(self);
        return 0;
    case WM_SIZE:
        lay_out(self);
        return 0;
    case WM_NOTIFY:
        return on_notify(self, (NMHDR *)more);
    case WM_COMMAND:
        if (more)
            on_button(self, (HWND)more, LOWORD(word));
        else
            on_command(self, LOWORD(word));
        return 0;
    case WM_CONTEXTMENU:
        on_context_menu(self, (HWND)word, (POINT){ (short)LOWORD(more), (short)HIWORD(more) });
        return 0;
    case WM_INITMENUPOPUP:
        if (LOWORD(more) == WINDOW_PLACE && !HIWORD(more))
            fill_window_menu(self, (HMENU)word);
        return 0;
    case WM_LBUTTONDOWN:
    case WM_LBUTTONUP:
    case WM_MOUSEMOVE:
        on_mouse(self, message, (short)LOWORD(more));
        return 0;
    case WM_TIMER:
        sheet_collect();
        return 0;
    case WM_CLOSE:
        self->is_closed = true;
        return 0;
    default:
        return DefWindowProcW(frame, message, word, more);
    }
}

HWND window_create(void)
{
    window *self = &the_window;
    WNDCLASSW class_data = { .lpfnWndProc = on_message,
                             .lpszClassName = L"TrustmendConsoleHost",
                             .hbrBackground = (HBRUSH)(COLOR_BTNFACE + 1),
                             .hInstance = GetModuleHandleW(NULL) };

    class_data.hCursor = LoadCursorW(NULL, (const wchar_t *)IDC_SIZEWE);
    RegisterClassW(&class_data);
    self->frame = CreateWindowExW(0, class_data.lpszClassName, L"Console host", WS_OVERLAPPEDWINDOW,
                                  CW_USEDEFAULT, CW_USEDEFAULT, scaled(1100), scaled(700), NULL,
                                  NULL, class_data.hInstance, NULL);
    return self->frame;
}

void window_attach(HWND frame, host *in)
{
    window *self = &the_window;

    if (!frame)
        return;
    self->in = in;
    SetWindowLongPtrW(frame, GWLP_USERDATA, (LONG_PTR)self);
}

void window_show(HWND frame)
{
    window *self = &the_window;

    if (!frame || !self->in)
        return;
    SetMenu(frame, make_menu());
    make_parts(self);
    self->in->changed = on_changed;
    lay_out(self);
    ShowWindow(frame, SW_SHOWNORMAL);
    SetFocus(self->tree);
    SetTimer(frame, TIMER, TIMER_MS, NULL);
    on_changed(self->in, ~0);
}

void window_stay(HWND frame)
{
    while (frame && !the_window.is_closed)
        host_pump(100);
}

void window_close(HWND frame)
{
    window *self = &the_window;

    if (!frame)
        return;
    if (self->in)
        self->in->changed = NULL;
    self->in = NULL;
    DestroyWindow(frame);
    if (self->font)
        DeleteObject(self->font);
    self->frame = NULL;
}
