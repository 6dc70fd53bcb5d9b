#include "shellext/window/frame.h"

#include <stdlib.h>

#include <commctrl.h>
#include <shlobj.h>
#include <windowsx.h>

#include "core/platform/win32/text.h"
#include "shellext/window/chain_tree.h"
#include "shellext/window/clipboard.h"
#include "shellext/window/commands.h"
#include "shellext/window/details.h"
#include "shellext/window/dpi.h"
#include "shellext/window/export.h"
#include "shellext/window/job.h"
#include "shellext/window/judging.h"
#include "shellext/window/layout.h"
#include "shellext/window/list.h"
#include "shellext/window/model.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

#define CLASS_NAME    L"TrustmendWindow"
#define TIMER         1
#define TIMER_PERIOD  50 /* milliseconds between two looks at what a worker found */
#define SORT_PERIOD   8  /* looks, after which new rows are given their place */
#define LEFT_SHARE    500
#define CONTROL_LIST  301
#define CONTROL_OTHER 302 /* and so on, for parts that send nothing */

typedef enum activity { IDLE, LOOKING, WRITING } activity;

typedef struct frame {
    HWND window;
    arguments given;
    targets *all;
    layout parts;
    HFONT font;
    HACCEL keys;
    HWND focus; /* that had it when another program came to the front */
    model rows;
    const row *shown; /* in the details */
    int shown_others;
    activity doing;
    job *work; /* NULL while idle */
    bool was_stopped;
    bool is_dragging;
    unsigned looks;
    tr_error failure; /* of the last work as a whole */
} frame;

static frame *frame_of(HWND window)
{
    return (frame *)GetWindowLongPtrW(window, GWLP_USERDATA);
}

static HWND part_of(const frame *self, part which)
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

static void set_text(HWND window, wchar_t *text)
{
    SetWindowTextW(window, text ? text : L"");
    free(text);
}

/* A failure of core's in a sentence of ours. */
static void tell_failure(const frame *self, UINT id, const tr_error *failure)
{
    wchar_t *reason = text_from_utf8(failure->message);

    frame_tell(self->window, reason ? text_of(id, reason) : NULL, MB_ICONERROR);
    free(reason);
}

static void show_current(frame *self, BOOL even_if_same)
{
    const row *current = list_current(part_of(self, PART_LIST), &self->rows);
    int others = current ? list_selected_count(part_of(self, PART_LIST)) - 1 : 0;

    if (!even_if_same && current == self->shown && others == self->shown_others)
        return;
    self->shown = current;
    self->shown_others = others;
    details_show(part_of(self, PART_DETAILS), current, others);
    chain_tree_show(part_of(self, PART_CHAIN), current);
}

static wchar_t *progress_text(const job_progress *at)
{
    wchar_t *files = text_of_number(at->files);
    wchar_t *all_files = text_of_number(at->all_files);
    wchar_t *size = text_of_size(at->bytes);
    wchar_t *text = NULL;

    if (files && all_files && size && at->all_files > 0)
        text = text_of(IDS_STATUS_WORKING, files, all_files, size);
    else if (files && size && at->files > 0)
        text = text_of(IDS_STATUS_COUNTING, files, size);
    else
        text = text_of(IDS_STATUS_READING);
    free(files);
    free(all_files);
    free(size);
    return text;
}

static wchar_t *counts_text(const frame *self)
{
    const uint64_t *tones = self->rows.tones;
    wchar_t *files = text_of_number(self->rows.shown_count);
    wchar_t *good = text_of_number(tones[TONE_GOOD]);
    wchar_t *bad = text_of_number(tones[TONE_BAD]);
    wchar_t *doubt = text_of_number(tones[TONE_DOUBT] + tones[TONE_PLAIN]);
    wchar_t *text =
        files && good && bad && doubt ? text_of(IDS_STATUS_DONE, files, good, bad, doubt) : NULL;

    free(files);
    free(good);
    free(bad);
    free(doubt);
    return text;
}

/* Put a text into another one as %1; both are taken. */
static wchar_t *wrapped(UINT id, wchar_t *text, wchar_t *second)
{
    wchar_t *whole = text ? text_of(id, text, second ? second : L"") : NULL;

    free(text);
    free(second);
    return whole;
}

static wchar_t *outcome_text(const frame *self)
{
    unsigned left_out = targets_left_out(self->all);
    wchar_t *text = self->rows.shown_count > 0 ? counts_text(self) : text_of(IDS_STATUS_EMPTY);

    if (self->failure.status != TR_OK) {
        free(text);
        text = text_from_utf8(self->failure.message);
    }
    if (self->was_stopped)
        text = wrapped(IDS_STATUS_STOPPED, text, NULL);
    if (left_out > 0)
        text = wrapped(IDS_STATUS_LEFT_OUT, text, text_of_number(left_out));
    return text;
}

/* Judging that has shown how much there is to do fills the bar; else it only moves. */
static void show_progress(const frame *self, const job_progress *at)
{
    HWND bar = part_of(self, PART_PROGRESS);
    bool is_known = at->all_files > 1;
    LONG_PTR style = GetWindowLongPtrW(bar, GWL_STYLE);

    if (is_known == !(style & PBS_MARQUEE)) {
        SendMessageW(bar, PBM_SETPOS, is_known ? (WPARAM)(at->files * 1000 / at->all_files) : 0, 0);
        return;
    }
    SetWindowLongPtrW(bar, GWL_STYLE, is_known ? style & ~PBS_MARQUEE : style | PBS_MARQUEE);
    SendMessageW(bar, PBM_SETMARQUEE, !is_known, 0);
}

static void show_activity(frame *self)
{
    bool is_idle = self->doing == IDLE;
    HMENU menu = GetMenu(self->window);

    ShowWindow(part_of(self, PART_PROGRESS), is_idle ? SW_HIDE : SW_SHOWNA);
    set_text(part_of(self, PART_CLOSE), text_of(is_idle ? IDS_BUTTON_CLOSE : IDS_BUTTON_STOP));
    EnableWindow(part_of(self, PART_EXPORT), is_idle && self->rows.count > 0);
    commands_enable(menu, CMD_EXPORT, is_idle && self->rows.count > 0);
    commands_enable(menu, CMD_AGAIN, is_idle);
    commands_enable(menu, CMD_STOP, !is_idle);
    layout_place(&self->parts, self->window);
}

static void take_rows(frame *self)
{
    job_progress at = job_progress_of(self->work);

    if (!model_add(&self->rows, job_take(self->work)))
        tr_error_set(&self->failure, TR_ERR_MEMORY, 0, "no memory for what was found");
    if (++self->looks % SORT_PERIOD == 0)
        model_sort(&self->rows);
    list_refresh(part_of(self, PART_LIST), &self->rows);
    show_progress(self, &at);
    set_text(part_of(self, PART_STATUS), progress_text(&at));
}

static void start(frame *self, activity what, job *work)
{
    if (!work) {
        frame_tell(self->window, text_of(IDS_NO_MEMORY), MB_ICONERROR);
        return;
    }
    self->work = work;
    self->doing = what;
    SetTimer(self->window, TIMER, TIMER_PERIOD, NULL);
    show_activity(self);
}

/* What was found stays; what is still under way ends by itself, and nobody waits for it. */
static void end_work(frame *self)
{
    KillTimer(self->window, TIMER);
    take_rows(self);
    model_sort(&self->rows);
    list_refresh(part_of(self, PART_LIST), &self->rows);
    InvalidateRect(part_of(self, PART_LIST), NULL, FALSE);
    if (self->failure.status == TR_OK)
        self->failure = job_failure(self->work);
    job_release(self->work);
    self->work = NULL;
    self->doing = IDLE;
    set_text(part_of(self, PART_STATUS), outcome_text(self));
    show_activity(self);
    show_current(self, FALSE);
}

static void end_writing(frame *self)
{
    tr_error failure = job_failure(self->work);

    KillTimer(self->window, TIMER);
    job_release(self->work);
    self->work = NULL;
    self->doing = IDLE;
    show_activity(self);
    set_text(part_of(self, PART_STATUS), outcome_text(self));
    if (failure.status != TR_OK)
        tell_failure(self, IDS_EXPORT_FAILED, &failure);
}

static void on_job_ended(frame *self, const job *ended)
{
    if (ended != self->work)
        return;
    if (self->doing == WRITING)
        end_writing(self);
    else
        end_work(self);
}

static void look_again(frame *self)
{
    if (self->doing != IDLE)
        return;
    self->shown = NULL;
    ListView_SetItemCountEx(part_of(self, PART_LIST), 0, 0);
    model_clear(&self->rows);
    show_current(self, TRUE);
    self->failure = (tr_error){ .status = TR_OK };
    self->was_stopped = false;
    start(self, LOOKING, judging_start(self->window, &self->given, self->all));
}

static void stop(frame *self)
{
    if (self->doing == IDLE)
        return;
    job_stop(self->work);
    if (self->doing == LOOKING) {
        self->was_stopped = true;
        end_work(self);
    }
}

static void write_report(frame *self)
{
    char *path;

    if (self->doing != IDLE || self->rows.count == 0)
        return;
    path = export_ask(self->window);
    if (path && self->doing == IDLE)
        start(self, WRITING,
              export_start(self->window, path, self->given.mode, self->all, &self->rows,
                           !self->was_stopped && self->failure.status == TR_OK));
}

static BOOL is_edit_focused(const frame *self)
{
    return GetFocus() == part_of(self, PART_DETAILS);
}

static void copy(frame *self)
{
    if (is_edit_focused(self))
        SendMessageW(part_of(self, PART_DETAILS), WM_COPY, 0, 0);
    else
        clipboard_copy_rows(self->window, part_of(self, PART_LIST), &self->rows);
}

static void select_all(frame *self)
{
    if (is_edit_focused(self))
        SendMessageW(part_of(self, PART_DETAILS), EM_SETSEL, 0, -1);
    else
        list_select_all(part_of(self, PART_LIST));
}

static void show_properties(frame *self)
{
    const row *current = list_current(part_of(self, PART_LIST), &self->rows);
    wchar_t *path = current ? tr_text_to_utf16(current->path) : NULL;

    if (path)
        SHObjectProperties(self->window, SHOP_FILEPATH, path, NULL);
    free(path);
}

static void close_or_stop(frame *self)
{
    if (self->doing != IDLE)
        stop(self);
    else
        DestroyWindow(self->window);
}

static void on_command(frame *self, UINT command)
{
    switch (command) {
    case CMD_AGAIN:
        look_again(self);
        break;
    case CMD_COPY:
        copy(self);
        break;
    case CMD_COPY_PATHS:
        clipboard_copy_paths(self->window, part_of(self, PART_LIST), &self->rows);
        break;
    case CMD_EXPORT:
        write_report(self);
        break;
    case CMD_PROPERTIES:
        show_properties(self);
        break;
    case CMD_SELECT_ALL:
        select_all(self);
        break;
    case CMD_ABOUT:
        frame_tell(self->window, text_of(IDS_ABOUT, L"" TRUSTMEND_VERSION), MB_ICONINFORMATION);
        break;
    case CMD_STOP:
        stop(self);
        break;
    case IDCANCEL: /* the button, and Escape */
        close_or_stop(self);
        break;
    case CMD_CLOSE:
        DestroyWindow(self->window);
        break;
    default:
        break;
    }
}

static LRESULT on_notify(frame *self, NMHDR *notice)
{
    LRESULT answer = 0;

    if (notice->hwndFrom != part_of(self, PART_LIST))
        return 0;
    if (list_notify(&answer, notice->hwndFrom, &self->rows, notice))
        return answer;
    if (notice->code == LVN_ITEMCHANGED || notice->code == LVN_ODSTATECHANGED)
        show_current(self, FALSE);
    else if (notice->code == NM_DBLCLK)
        show_properties(self);
    return 0;
}

/* By the mouse at its place; by the keyboard (-1, -1) at the selected file. */
static void on_context_menu(frame *self, HWND which, POINT at)
{
    HWND list = part_of(self, PART_LIST);
    HMENU menu;

    if (which != list || list_selected_count(list) == 0)
        return;
    if (at.x == -1 && at.y == -1) {
        RECT item = { 0 };

        ListView_GetItemRect(list, ListView_GetNextItem(list, -1, LVNI_SELECTED), &item,
                             LVIR_LABEL);
        at = (POINT){ item.left, item.bottom };
        ClientToScreen(list, &at);
    }
    menu = commands_context_menu(self->given.mode);
    TrackPopupMenu(menu, TPM_RIGHTBUTTON, at.x, at.y, 0, self->window, NULL);
    DestroyMenu(menu);
}

static void set_dpi(frame *self, UINT dpi)
{
    HFONT old = self->font;

    self->parts.dpi = dpi;
    self->font = dpi_font(dpi);
    for (int which = 0; which < PART_COUNT; which++)
        SendMessageW(part_of(self, (part)which), WM_SETFONT, (WPARAM)self->font, FALSE);
    if (old)
        DeleteObject(old);
    list_set_dpi(part_of(self, PART_LIST), dpi);
    chain_tree_set_dpi(part_of(self, PART_CHAIN), dpi);
    layout_place(&self->parts, self->window);
}

static void on_dpi_changed(frame *self, UINT dpi, const RECT *wanted)
{
    SetWindowPos(self->window, NULL, wanted->left, wanted->top, wanted->right - wanted->left,
                 wanted->bottom - wanted->top, SWP_NOZORDER | SWP_NOACTIVATE);
    set_dpi(self, dpi);
}

static HWND make_plain(const frame *self, const wchar_t *class_name, DWORD style, UINT text,
                       UINT_PTR id)
{
    wchar_t *title = text ? text_of(text) : NULL;
    HWND made = CreateWindowExW(0, class_name, title ? title : L"", WS_CHILD | style, 0, 0, 0, 0,
                                self->window, (HMENU)id, GetModuleHandleW(NULL), NULL);

    free(title);
    return made;
}

static HWND make_label(const frame *self, UINT text, part which)
{
    return make_plain(self, WC_STATICW, WS_VISIBLE | SS_LEFT, text,
                      CONTROL_OTHER + (UINT_PTR)which);
}

static HWND make_button(const frame *self, UINT text, UINT_PTR command)
{
    return make_plain(self, WC_BUTTONW, WS_VISIBLE | WS_TABSTOP | BS_PUSHBUTTON, text, command);
}

/* In the order of the Tab key. */
static BOOL make_parts(frame *self)
{
    HWND *parts = self->parts.parts;

    parts[PART_FILES_LABEL] = make_label(self, IDS_LABEL_FILES, PART_FILES_LABEL);
    parts[PART_LIST] = list_create(self->window, CONTROL_LIST);
    parts[PART_DETAILS_LABEL] = make_label(self, IDS_LABEL_DETAILS, PART_DETAILS_LABEL);
    parts[PART_DETAILS] = details_create(self->window, CONTROL_OTHER + PART_DETAILS);
    parts[PART_CHAIN_LABEL] = make_label(self, IDS_LABEL_CHAIN, PART_CHAIN_LABEL);
    parts[PART_CHAIN] = chain_tree_create(self->window, CONTROL_OTHER + PART_CHAIN);
    parts[PART_STATUS] = make_plain(self, WC_STATICW, WS_VISIBLE | SS_LEFT | SS_ENDELLIPSIS, 0,
                                    CONTROL_OTHER + PART_STATUS);
    parts[PART_PROGRESS] = make_plain(self, PROGRESS_CLASSW, 0, 0, CONTROL_OTHER + PART_PROGRESS);
    parts[PART_RESTORE] = make_plain(self, WC_BUTTONW, WS_TABSTOP, IDS_BUTTON_RESTORE, CMD_RESTORE);
    parts[PART_UNDO] = make_plain(self, WC_BUTTONW, WS_TABSTOP, IDS_BUTTON_UNDO, CMD_UNDO);
    parts[PART_EXPORT] = make_button(self, IDS_BUTTON_EXPORT, CMD_EXPORT);
    parts[PART_CLOSE] = make_button(self, IDS_BUTTON_CLOSE, IDCANCEL);
    for (int which = 0; which < PART_COUNT; which++) {
        if (!parts[which])
            return FALSE;
    }
    SendMessageW(parts[PART_PROGRESS], PBM_SETRANGE32, 0, 1000);
    return TRUE;
}

static LRESULT on_create(frame *self, HWND window)
{
    self->window = window;
    if (!make_parts(self))
        return -1;
    set_dpi(self, dpi_of(window));
    look_again(self);
    return 0;
}

/* A worker that is still busy is left to itself: it only reads, and ends with the program. */
static void on_destroy(frame *self)
{
    KillTimer(self->window, TIMER);
    if (self->work) {
        job_stop(self->work);
        job_release(self->work);
    }
    DeleteObject(self->font);
    DestroyAcceleratorTable(self->keys);
    PostQuitMessage(0);
}

static void free_frame(frame *self)
{
    model_clear(&self->rows);
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
        SetFocus(self->focus ? self->focus : part_of(self, PART_LIST));
}

static LRESULT handle(frame *self, UINT message, WPARAM wparam, LPARAM lparam)
{
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
        on_command(self, LOWORD(wparam));
        return 0;
    case WM_NOTIFY:
        return on_notify(self, (NMHDR *)lparam);
    case WM_CONTEXTMENU:
        on_context_menu(self, (HWND)wparam, (POINT){ GET_X_LPARAM(lparam), GET_Y_LPARAM(lparam) });
        return 0;
    case WM_TIMER:
        if (self->doing == LOOKING)
            take_rows(self);
        return 0;
    case WM_JOB_ENDED:
        on_job_ended(self, (const job *)lparam);
        return 0;
    case WM_LBUTTONDOWN:
    case WM_MOUSEMOVE:
    case WM_LBUTTONUP:
    case WM_CAPTURECHANGED:
        return on_mouse(self, message, lparam);
    case WM_DPICHANGED:
        on_dpi_changed(self, HIWORD(wparam), (const RECT *)lparam);
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
                                 CW_USEDEFAULT, dpi_scale(960, dpi), dpi_scale(620, dpi), NULL,
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
