/* Commands of the script: waiting for what comes later. */
#include <string.h>

#include <windows.h>

#include "tests/console/idle.h"
#include "tests/console/output.h"
#include "tests/console/script.h"
#include "tests/console/view.h"

#define LIMIT_MS 20000
#define STEP_MS  20

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
        return idle_wait((DWORD)limit_of(line, 1)) || script_fail(line, "it was not idle in time");
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
