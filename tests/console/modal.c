#include "tests/console/modal.h"

#include <windows.h>
#include <commctrl.h>

static DWORD console_thread;
static HWND console_frame;

void modal_start(HWND frame)
{
    console_thread = GetCurrentThreadId();
    console_frame = frame;
}

/* A dialog is modal if its owner cannot be used; one without an owner keeps its caller waiting. */
static BOOL CALLBACK find(HWND window, LPARAM parameter)
{
    HWND *found = (HWND *)parameter;
    HWND owner = GetWindow(window, GW_OWNER);
    wchar_t name[16];

    GetClassNameW(window, name, ARRAYSIZE(name));
    if (window == console_frame || !IsWindowVisible(window) || !IsWindowEnabled(window) ||
        wcscmp(name, L"#32770") != 0 || (owner && IsWindowEnabled(owner)))
        return TRUE;
    *found = window;
    return FALSE;
}

HWND modal_window(void)
{
    HWND found = NULL;

    EnumThreadWindows(console_thread, find, (LPARAM)&found);
    return found;
}

bool modal_is_up(void)
{
    return modal_window() != NULL;
}

void modal_cancel(HWND dialog)
{
    static const int unwilling[] = { IDCANCEL, IDNO, IDABORT, IDCLOSE };
    static const int last = IDOK;

    for (size_t index = 0; index < ARRAYSIZE(unwilling); index++) {
        if (GetDlgItem(dialog, unwilling[index])) {
            PostMessageW(dialog, WM_COMMAND, (WPARAM)unwilling[index], 0);
            return;
        }
    }
    PostMessageW(dialog, GetDlgItem(dialog, last) ? WM_COMMAND : WM_CLOSE, (WPARAM)last, 0);
}
