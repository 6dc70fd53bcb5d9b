/* Commands of the script: waiting for what comes later. */
#include <string.h>

#include <windows.h>
#include <tlhelp32.h>

#include "tests/console/output.h"
#include "tests/console/script.h"
#include "tests/console/view.h"

#define LIMIT_MS 20000
#define STEP_MS  20
#define QUIET_MS 200 /* so long nothing may have happened */

/* A program that was started works on, but for Wine's own that belongs to each console. */
static bool has_child(void)
{
    HANDLE shot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    PROCESSENTRY32W entry = { .dwSize = sizeof(entry) };
    bool found = false;

    if (shot == INVALID_HANDLE_VALUE)
        return false;
    for (BOOL more = Process32FirstW(shot, &entry); more && !found;
         more = Process32NextW(shot, &entry))
        found = entry.th32ParentProcessID == GetCurrentProcessId() &&
                _wcsicmp(entry.szExeFile, L"conhost.exe") != 0;
    CloseHandle(shot);
    return found;
}

typedef bool condition(const script_line *line, const view *at);

static bool wait_until(script_line *line, condition *holds, int limit)
{
    DWORD started = GetTickCount();

    while (!holds(line, line->in->active)) {
        if (GetTickCount() - started > (DWORD)limit)
            return script_fail(line, "it did not come within %d ms", limit);
        host_pump(STEP_MS);
    }
    return true;
}

static bool has_rows(const script_line *line, const view *at)
{
    int count = 0;

    script_number(line->words[1], &count);
    return at->list.row_count >= count;
}

static bool has_status(const script_line *line, const view *at)
{
    return strstr(shown(at->status ? at->status : L""), line->words[1]) != NULL;
}

/* Without a child, and with nothing changing for a while. */
static bool wait_idle(script_line *line, int limit)
{
    DWORD started = GetTickCount();
    DWORD quiet_since = started;

    while (GetTickCount() - quiet_since < QUIET_MS) {
        if (GetTickCount() - started > (DWORD)limit)
            return script_fail(line, "it was not idle within %d ms", limit);
        if (has_child() || HIWORD(GetQueueStatus(QS_POSTMESSAGE | QS_SENDMESSAGE)))
            quiet_since = GetTickCount();
        host_pump(STEP_MS);
    }
    return true;
}

static int limit_of(const script_line *line, int at)
{
    int limit = LIMIT_MS;

    if (line->count > at)
        script_number(line->words[at], &limit);
    return limit;
}

static bool run_wait(script_line *line)
{
    int time;

    if (script_number(line->words[0], &time)) {
        host_pump((DWORD)time);
        return true;
    }
    if (strcmp(line->words[0], "idle") == 0)
        return wait_idle(line, limit_of(line, 1));
    if (line->count > 1 && strcmp(line->words[0], "rows") == 0)
        return wait_until(line, has_rows, limit_of(line, 2));
    if (line->count > 1 && strcmp(line->words[0], "status") == 0)
        return wait_until(line, has_status, limit_of(line, 2));
    return script_fail(line, "there is nothing to wait for: %s", line->words[0]);
}

const script_command wait_commands[] = {
    { "wait", 1, 3, "MILLISECONDS | idle [LIMIT] | rows COUNT [LIMIT] | status TEXT [LIMIT]",
      run_wait },
    { 0 },
};
