#include "tests/console/idle.h"

#include <windows.h>
#include <tlhelp32.h>

#include "tests/console/host.h"

#define STEP_MS  20
#define QUIET_MS 150

/* Wine starts these as if this program had, for the console and for the desktop. */
static bool is_systems_own(const wchar_t *program)
{
    return _wcsicmp(program, L"conhost.exe") == 0 || _wcsicmp(program, L"explorer.exe") == 0;
}

/* A program that was started works on. */
static bool has_child(void)
{
    HANDLE shot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    PROCESSENTRY32W entry = { .dwSize = sizeof(entry) };
    bool found = false;

    if (shot == INVALID_HANDLE_VALUE)
        return false;
    for (BOOL more = Process32FirstW(shot, &entry); more && !found;
         more = Process32NextW(shot, &entry))
        found =
            entry.th32ParentProcessID == GetCurrentProcessId() && !is_systems_own(entry.szExeFile);
    CloseHandle(shot);
    return found;
}

bool idle_wait(DWORD limit_ms)
{
    DWORD started = GetTickCount();
    DWORD quiet_since = started;

    while (GetTickCount() - quiet_since < QUIET_MS) {
        if (GetTickCount() - started > limit_ms)
            return false;
        if (has_child() || HIWORD(GetQueueStatus(QS_POSTMESSAGE | QS_SENDMESSAGE)))
            quiet_since = GetTickCount();
        host_pump(STEP_MS);
    }
    return true;
}
