#include "tests/console/resources.h"

#include <windows.h>

#include "tests/console/import_watch.h"
#include "tests/console/malloc_spy.h"

#define HANDLES_MAX 8192

/* Wine 8 has no answer to how many handles a process has, so each is asked for. */
static long count_handles(void)
{
    DWORD count = 0;
    long found = 0;

    if (GetProcessHandleCount(GetCurrentProcess(), &count) && count > 0)
        return (long)count;
    for (ULONG_PTR handle = 4; handle < 4 * HANDLES_MAX; handle += 4) {
        DWORD flags;

        found += GetHandleInformation((HANDLE)handle, &flags) != FALSE;
    }
    return found;
}

/* Nor has it one to how many GDI objects; each handle has its place in a table. */
static long count_gdi(void)
{
    long found = (long)GetGuiResources(GetCurrentProcess(), GR_GDIOBJECTS);

    if (found > 0)
        return found;
    return import_watch_gdi();
}

static BOOL CALLBACK count_window(HWND window, LPARAM parameter)
{
    DWORD process = 0;

    GetWindowThreadProcessId(window, &process);
    *(long *)parameter += process == GetCurrentProcessId();
    return TRUE;
}

static BOOL CALLBACK count_top(HWND window, LPARAM parameter)
{
    DWORD process = 0;

    GetWindowThreadProcessId(window, &process);
    if (process == GetCurrentProcessId()) {
        ++*(long *)parameter;
        EnumChildWindows(window, count_window, parameter);
    }
    return TRUE;
}

static long count_windows(void)
{
    long found = 0;

    EnumWindows(count_top, (LPARAM)&found);
    for (HWND at = FindWindowExW(HWND_MESSAGE, NULL, NULL, NULL); at;
         at = FindWindowExW(HWND_MESSAGE, at, NULL, NULL))
        count_window(at, (LPARAM)&found);
    return found;
}

resources resources_held(void)
{
    return (resources){
        .task_memory = (long)malloc_spy_count(),
        .handles = count_handles(),
        .gdi = count_gdi(),
        .windows = count_windows(),
        .heap = import_watch_blocks(),
    };
}
