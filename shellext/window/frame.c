#include "shellext/window/frame.h"

#include <stdlib.h>

#include <commctrl.h>
#include <windowsx.h>

#include "shellext/window/chain_tree.h"
#include "shellext/window/commands.h"
#include "shellext/window/details.h"
#include "shellext/window/dpi.h"
#include "shellext/window/list.h"
#include "shellext/window/parts.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"
#include "shellext/window/theme_drawing.h"

#define CLASS_NAME L"TrustmendWindow"
#define LEFT_SHARE 500

static frame *frame_of(HWND window)
{
    return (frame *)GetWindowLongPtrW(window, GWLP_USERDATA);
}

HWND frame_part(const frame *self, part which)
{
    return self->parts.parts[which];
}

void frame_tell(HWND owner, wchar_t *text, UINT icon)
{
    wchar_t *title = text_of(IDS_PRODUCT);

    MessageBoxW(owner, text ? text : L"", title ? title : L"", MB_OK | icon);
    free(title);
    free(text);
}

void frame_tell_failure(const frame *self, UINT id, const tr_error *failure)
{
    wchar_t *reason = text_from_utf8(failure->message);

    frame_tell(self->window, reason ? text_of(id, reason) : NULL, MB_ICONERROR);
    free(reason);
}

void frame_show_current(frame *self)
{
    const row *current = list_current(frame_part(self, PART_LIST), &self->rows);
    int others = current ? list_selected_count(frame_part(self, PART_LIST)) - 1 : 0;

    if (current == self->shown && others == self->shown_others)
        return;
    self->shown = current;
    self->shown_others = others;
    details_show(frame_part(self, PART_DETAILS), current, others);
    chain_tree_show(frame_part(self, PART_CHAIN), current);
    frame_show_choice(self);
}

static LRESULT on_notify(frame *self, NMHDR *notice)
{
    LRESULT answer = 0;

    if (theme_drawing_answer(&answer, &self->colours, notice))
        return answer;
    if (notice->hwndFrom != frame_part(self, PART_LIST))
        return 0;
    if (list_notify(&answer, notice->hwndFrom, &self->rows, notice))
        return answer;
    if (notice->code == LVN_ITEMCHANGED || notice->code == LVN_ODSTATECHANGED)
        frame_show_current(self);
    else if (notice->code == NM_DBLCLK)
        frame_show_properties(self);
    return 0;
}

static void on_dpi_changed(frame *self, UINT dpi, const RECT *wanted)
{
    SetWindowPos(self->window, NULL, wanted->left, wanted->top, wanted->right - wanted->left,
                 wanted->bottom - wanted->top, SWP_NOZORDER | SWP_NOACTIVATE);
    parts_set_dpi(&self->parts, &self->font, dpi);
    layout_place(&self->parts, self->window);
}

static LRESULT on_create(frame *self, HWND window)
{
    self->window = window;
    if (!parts_make(&self->parts, window))
        return -1;
    parts_set_dpi(&self->parts, &self->font, dpi_of(window));
    theme_apply(&self->colours, &self->parts, window);
    layout_place(&self->parts, window);
    frame_look_again(self);
    return 0;
}

/* A worker that is still busy is left to itself: it only reads, and ends with the program. */
static void on_destroy(frame *self)
{
    if (self->work) {
        job_stop(self->work);
        job_release(self->work);
    }
    DeleteObject(self->font);
    DestroyAcceleratorTable(self->keys);
    theme_clear(&self->colours);
    PostQuitMessage(0);
}

static void free_frame(frame *self)
{
    model_clear(&self->rows);
    supply_release(self->lacking);
    actions_release(self->asked);
    targets_release(self->all);
    arguments_clear(&self->given);
    free(self);
}

static BOOL is_on_bar(const frame *self)
{
    POINT at;

    GetCursorPos(&at);
    ScreenToClient(self->window, &at);
    return PtInRect(&self->parts.bar, at);
}

static LRESULT on_mouse(frame *self, UINT message, LPARAM lparam)
{
    if (message == WM_LBUTTONDOWN && is_on_bar(self)) {
        self->is_dragging = true;
        SetCapture(self->window);
    } else if (message == WM_MOUSEMOVE && self->is_dragging) {
        layout_drag(&self->parts, self->window, GET_Y_LPARAM(lparam));
    } else if (message == WM_LBUTTONUP && self->is_dragging) {
        ReleaseCapture();
    } else if (message == WM_CAPTURECHANGED) {
        self->is_dragging = false;
    }
    return 0;
}

static void on_size_wanted(const frame *self, MINMAXINFO *sizes)
{
    SIZE least = layout_least(self->parts.dpi ? self->parts.dpi : USER_DEFAULT_SCREEN_DPI);

    sizes->ptMinTrackSize = (POINT){ least.cx, least.cy };
}

static void on_activate(frame *self, BOOL is_active)
{
    if (!is_active)
        self->focus = GetFocus();
    else
        SetFocus(self->focus ? self->focus : frame_part(self, PART_LIST));
}

/* As dialogs do: to a control, or to the next or last one that takes the Tab key. */
static void on_next_control(const frame *self, WPARAM wparam, BOOL is_control)
{
    HWND next =
        is_control ? (HWND)wparam : GetNextDlgTabItem(self->window, GetFocus(), wparam != 0);

    if (next)
        SetFocus(next);
}

static LRESULT handle(frame *self, UINT message, WPARAM wparam, LPARAM lparam)
{
    LRESULT answer;

    if (theme_answer(&answer, &self->colours, self->window, message, wparam, lparam))
        return answer;
    if (theme_is_news(message, lparam))
        theme_apply(&self->colours, &self->parts, self->window);
    switch (message) {
    case WM_CREATE:
        return on_create(self, self->window);
    case WM_SIZE:
        layout_place(&self->parts, self->window);
        return 0;
    case WM_GETMINMAXINFO:
        on_size_wanted(self, (MINMAXINFO *)lparam);
        return 0;
    case WM_ACTIVATE:
        on_activate(self, LOWORD(wparam) != WA_INACTIVE);
        return 0;
    case WM_COMMAND:
        frame_on_command(self, LOWORD(wparam));
        return 0;
    case WM_NOTIFY:
        return on_notify(self, (NMHDR *)lparam);
    case WM_CONTEXTMENU:
        frame_on_context_menu(self, (HWND)wparam,
                              (POINT){ GET_X_LPARAM(lparam), GET_Y_LPARAM(lparam) });
        return 0;
    case WM_TIMER:
        frame_on_timer(self);
        return 0;
    case WM_JOB_ENDED:
        frame_on_job_ended(self, wparam);
        return 0;
    case WM_LBUTTONDOWN:
    case WM_MOUSEMOVE:
    case WM_LBUTTONUP:
    case WM_CAPTURECHANGED:
        return on_mouse(self, message, lparam);
    case WM_DPICHANGED:
        on_dpi_changed(self, HIWORD(wparam), (const RECT *)lparam);
        return 0;
    case WM_NEXTDLGCTL:
        on_next_control(self, wparam, LOWORD(lparam) != 0);
        return 0;
    case WM_CLOSE:
        frame_close(self);
        return 0;
    case WM_DESTROY:
        on_destroy(self);
        return 0;
    default:
        return DefWindowProcW(self->window, message, wparam, lparam);
    }
}

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    frame *self = frame_of(window);

    if (message == WM_NCCREATE) {
        self = ((CREATESTRUCTW *)lparam)->lpCreateParams;
        self->window = window;
        SetWindowLongPtrW(window, GWLP_USERDATA, (LONG_PTR)self);
    }
    if (!self)
        return DefWindowProcW(window, message, wparam, lparam);
    if (message == WM_NCDESTROY) {
        SetWindowLongPtrW(window, GWLP_USERDATA, 0);
        free_frame(self);
        return DefWindowProcW(window, message, wparam, lparam);
    }
    if (message == WM_SETCURSOR && (HWND)wparam == window && is_on_bar(self)) {
        SetCursor(LoadCursorW(NULL, (const wchar_t *)IDC_SIZENS));
        return TRUE;
    }
    return handle(self, message, wparam, lparam);
}

static BOOL register_class(void)
{
    const WNDCLASSEXW class = {
        .cbSize = sizeof(class),
        .lpfnWndProc = procedure,
        .hInstance = GetModuleHandleW(NULL),
        .hIcon = LoadIconW(GetModuleHandleW(NULL), MAKEINTRESOURCEW(IDI_WINDOW)),
        .hCursor = LoadCursorW(NULL, (const wchar_t *)IDC_ARROW),
        .hbrBackground = GetSysColorBrush(COLOR_BTNFACE),
        .lpszClassName = CLASS_NAME,
    };

    return RegisterClassExW(&class) != 0;
}

static frame *make_frame(arguments *given)
{
    frame *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->all = targets_new(&given->paths, given->has_selection);
    self->keys = commands_keys();
    self->parts.share = LEFT_SHARE;
    model_open(&self->rows);
    self->given = *given;
    *given = (arguments){ 0 };
    if (self->all)
        return self;
    free_frame(self);
    return NULL;
}

HWND frame_open(arguments *given, int show)
{
    UINT title = given->mode == MODE_VERIFY ? IDS_TITLE_VERIFY : IDS_TITLE_RESTORE;
    window_mode mode = given->mode;
    frame *self = register_class() ? make_frame(given) : NULL;
    UINT dpi = dpi_of(NULL);
    wchar_t *text = text_of(title);
    HWND window = NULL;

    if (self)
        window = CreateWindowExW(WS_EX_APPWINDOW, CLASS_NAME, text ? text : L"",
                                 WS_OVERLAPPEDWINDOW | WS_CLIPCHILDREN, CW_USEDEFAULT,
                                 CW_USEDEFAULT, dpi_scale(1120, dpi), dpi_scale(640, dpi), NULL,
                                 commands_menu(mode), GetModuleHandleW(NULL), self);
    free(text);
    if (window)
        ShowWindow(window, show);
    return window;
}

BOOL frame_translate(HWND window, MSG *message)
{
    const frame *self = frame_of(window);

    return self && (TranslateAcceleratorW(window, self->keys, message) ||
                    IsDialogMessageW(window, message));
}
