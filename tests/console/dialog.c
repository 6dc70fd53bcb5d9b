#include "tests/console/dialog.h"

#include <stdlib.h>
#include <string.h>

#include <commctrl.h>

#include "tests/console/output.h"

#define MOST_ROWS    200
#define TEXT_MAX     4096
#define PATIENCE_MS  2000
#define MOST_COLUMNS 8

static BOOL CALLBACK find_dialog(HWND window, LPARAM parameter)
{
    HWND *found = (HWND *)parameter;
    DWORD process;
    wchar_t name[16];

    GetWindowThreadProcessId(window, &process);
    GetClassNameW(window, name, ARRAYSIZE(name));
    if (process != GetCurrentProcessId() || !IsWindowVisible(window) || !IsWindowEnabled(window) ||
        wcscmp(name, L"#32770") != 0)
        return TRUE;
    *found = window;
    return FALSE;
}

HWND dialog_window(void)
{
    HWND found = NULL;

    EnumWindows(find_dialog, (LPARAM)&found);
    return found;
}

HWND dialog_focus(HWND dialog)
{
    GUITHREADINFO input = { .cbSize = sizeof(input) };

    GetGUIThreadInfo(GetWindowThreadProcessId(dialog, NULL), &input);
    return input.hwndFocus && IsChild(dialog, input.hwndFocus) ? input.hwndFocus : NULL;
}

static void read_text(HWND window, wchar_t *text)
{
    DWORD_PTR length = 0;

    text[0] = L'\0';
    SendMessageTimeoutW(window, WM_GETTEXT, TEXT_MAX, (LPARAM)text, SMTO_NORMAL, PATIENCE_MS,
                        &length);
}

static json_t *describe_list(HWND list)
{
    json_t *rows = json_array();
    HWND header = ListView_GetHeader(list);
    int columns = header ? Header_GetItemCount(header) : 1;
    int count = ListView_GetItemCount(list);

    for (int row = 0; row < count && row < MOST_ROWS; row++) {
        json_t *cells = json_array();

        for (int at = 0; at < columns && at < MOST_COLUMNS; at++) {
            wchar_t text[TEXT_MAX] = L"";

            ListView_GetItemText(list, row, at, text, TEXT_MAX);
            json_array_append_new(cells, output_text(text));
        }
        json_array_append_new(rows, cells);
    }
    return rows;
}

static void describe_branch(json_t *out, HWND tree, HTREEITEM branch, int depth)
{
    for (; branch && json_array_size(out) < MOST_ROWS;
         branch = TreeView_GetNextSibling(tree, branch)) {
        wchar_t text[TEXT_MAX] = L"";
        TVITEMW entry = {
            .mask = TVIF_TEXT, .hItem = branch, .pszText = text, .cchTextMax = TEXT_MAX
        };

        TreeView_GetItem(tree, &entry);
        json_array_append_new(out, json_pack("[i, o]", depth, output_text(text)));
        describe_branch(out, tree, TreeView_GetChild(tree, branch), depth + 1);
    }
}

/* Whether a text has room enough; one that may be wrapped, in height. */
static bool fits(HWND window, const wchar_t *text, const wchar_t *name, LONG_PTR style)
{
    bool is_static = _wcsicmp(name, L"static") == 0;
    RECT room;
    RECT needed;
    HGDIOBJ before;
    HDC screen;

    if (!is_static && _wcsicmp(name, L"button") != 0)
        return true;
    GetClientRect(window, &room);
    needed = room;
    screen = GetDC(window);
    before = SelectObject(screen, (HFONT)SendMessageW(window, WM_GETFONT, 0, 0));
    DrawTextW(screen, text, -1, &needed,
              DT_CALCRECT | (is_static ? DT_WORDBREAK : DT_SINGLELINE) |
                  (style & SS_NOPREFIX && is_static ? DT_NOPREFIX : 0));
    SelectObject(screen, before);
    ReleaseDC(window, screen);
    return needed.right <= room.right && needed.bottom <= room.bottom;
}

/* Parts of it may be beyond the edge of what contains it. */
static bool is_inside(HWND window, HWND dialog)
{
    RECT place;
    RECT inside;

    GetWindowRect(window, &place);
    GetClientRect(dialog, &inside);
    MapWindowPoints(dialog, NULL, (POINT *)&inside, 2);
    return place.left >= inside.left && place.top >= inside.top && place.right <= inside.right &&
           place.bottom <= inside.bottom;
}

typedef struct description {
    HWND dialog;
    json_t *controls;
} description;

static BOOL CALLBACK describe_control(HWND window, LPARAM parameter)
{
    description *into = (description *)parameter;
    wchar_t name[64];
    wchar_t *text = calloc(TEXT_MAX + 1, sizeof(*text));
    json_t *control;

    GetClassNameW(window, name, ARRAYSIZE(name));
    if (!text || !IsWindowVisible(window) || _wcsicmp(name, L"SysHeader32") == 0) {
        free(text);
        return TRUE;
    }
    read_text(window, text);
    control =
        json_pack("{s:i, s:o, s:o, s:b}", "id", GetDlgCtrlID(window), "class", output_text(name),
                  "text", output_text(text), "enabled", IsWindowEnabled(window) != 0);
    if (!fits(window, text, name, GetWindowLongPtrW(window, GWL_STYLE)) ||
        !is_inside(window, into->dialog))
        json_object_set_new(control, "fits", json_false());
    if (dialog_focus(into->dialog) == window)
        json_object_set_new(control, "focus", json_true());
    if (_wcsicmp(name, WC_TABCONTROLW) == 0)
        json_object_set_new(control, "pages", json_integer(TabCtrl_GetItemCount(window)));
    if (_wcsicmp(name, WC_LISTVIEWW) == 0)
        json_object_set_new(control, "rows", describe_list(window));
    if (_wcsicmp(name, WC_TREEVIEWW) == 0) {
        json_t *branches = json_array();

        describe_branch(branches, window, TreeView_GetRoot(window), 0);
        json_object_set_new(control, "rows", branches);
    }
    json_array_append_new(into->controls, control);
    free(text);
    return TRUE;
}

json_t *dialog_describe(HWND dialog)
{
    description into = { dialog, json_array() };
    wchar_t title[256] = L"";

    GetWindowTextW(dialog, title, ARRAYSIZE(title));
    EnumChildWindows(dialog, describe_control, (LPARAM)&into);
    return json_pack("{s:s, s:o, s:o}", "type", "dialog", "title", output_text(title), "controls",
                     into.controls);
}

typedef struct search {
    wchar_t *text;
    int id;
    HWND found;
} search;

/* The text without the mark of its key, as people read it. */
static void strip(wchar_t *text)
{
    wchar_t *to = text;

    for (const wchar_t *from = text; *from; from++) {
        if (*from != L'&')
            *to++ = *from;
    }
    *to = L'\0';
}

static BOOL CALLBACK find_button(HWND window, LPARAM parameter)
{
    search *in = (search *)parameter;
    wchar_t name[16];
    wchar_t text[256];

    GetClassNameW(window, name, ARRAYSIZE(name));
    if (_wcsicmp(name, L"button") != 0 || !IsWindowVisible(window))
        return TRUE;
    GetWindowTextW(window, text, ARRAYSIZE(text));
    strip(text);
    if (GetDlgCtrlID(window) != in->id && wcscmp(text, in->text) != 0)
        return TRUE;
    in->found = window;
    return FALSE;
}

/* One that can be pressed. */
static HWND button_of(HWND dialog, const char *button)
{
    char *end;
    long id = strtol(button, &end, 10);
    search in = { utf16_of(button), *end ? -1 : (int)id, NULL };

    EnumChildWindows(dialog, find_button, (LPARAM)&in);
    free(in.text);
    return in.found && IsWindowEnabled(in.found) ? in.found : NULL;
}

bool dialog_has(HWND dialog, const char *button)
{
    return button_of(dialog, button) != NULL;
}

bool dialog_press(HWND dialog, const char *button)
{
    HWND found = button_of(dialog, button);

    if (found)
        PostMessageW(GetParent(found), WM_COMMAND, MAKEWPARAM(GetDlgCtrlID(found), BN_CLICKED),
                     (LPARAM)found);
    return found != NULL;
}

bool dialog_type(HWND dialog, int id, const char *text)
{
    HWND window = GetDlgItem(dialog, id);
    wchar_t *wide;

    if (!window || !IsWindowEnabled(window) || !IsWindowVisible(window))
        return false;
    wide = utf16_of(text);
    SendMessageW(window, WM_SETTEXT, 0, (LPARAM)wide);
    free(wide);
    return true;
}

bool dialog_key(HWND dialog, WPARAM key)
{
    HWND focus = dialog_focus(dialog);
    MSG message = { .hwnd = focus, .message = WM_KEYDOWN, .wParam = key, .lParam = 1 };

    if (!focus)
        return false;
    if (GetWindowThreadProcessId(dialog, NULL) != GetCurrentThreadId())
        PostMessageW(focus, message.message, message.wParam, message.lParam);
    else if (!IsDialogMessageW(dialog, &message))
        DispatchMessageW(&message);
    return true;
}
