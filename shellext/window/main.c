/* trustmend-window: what Explorer's menu starts. */
#include <stdlib.h>

#include <windows.h>
#include <commctrl.h>
#include <objbase.h>

#include "shellext/window/arguments.h"
#include "shellext/window/elevated.h"
#include "shellext/window/frame.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

static void start_controls(void)
{
    const INITCOMMONCONTROLSEX wanted = { sizeof(wanted),
                                          ICC_LISTVIEW_CLASSES | ICC_TREEVIEW_CLASSES |
                                              ICC_PROGRESS_CLASS | ICC_STANDARD_CLASSES };

    InitCommonControlsEx(&wanted);
    if (strings_are_mirrored())
        SetProcessDefaultLayout(LAYOUT_RTL);
}

static int run(HWND window)
{
    MSG message;

    while (GetMessageW(&message, NULL, 0, 0) > 0) {
        if (!frame_translate(window, &message)) {
            TranslateMessage(&message);
            DispatchMessageW(&message);
        }
    }
    return (int)message.wParam;
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, wchar_t *line, int show)
{
    arguments given;
    bool is_good;
    HWND window;
    int code;

    (void)instance, (void)previous, (void)line;
    if (elevated_run(&code))
        return code;
    is_good = arguments_read(&given);
    strings_choose(given.language);
    start_controls();
    if (!is_good) {
        frame_tell(NULL, text_of(IDS_WRONG_ARGUMENTS), MB_ICONINFORMATION);
        return 2;
    }
    if (FAILED(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE)))
        return 3;
    /* It answers the user while workers keep all processors busy. */
    SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_ABOVE_NORMAL);
    window = frame_open(&given, show);
    if (!window) {
        frame_tell(NULL, text_of(IDS_NO_MEMORY), MB_ICONERROR);
        return 3;
    }
    /* Not by exit(): a worker may be busy in libraries that would be taken down under it. */
    _exit(run(window));
}
