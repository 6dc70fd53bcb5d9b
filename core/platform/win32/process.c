#include "core/platform/process.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "core/platform/clock.h"
#include "core/platform/system_error.h"
#include "core/platform/win32/text.h"

#define LOOK_EVERY 50 /* milliseconds */

static char *put_backslashes(char *out, size_t count)
{
    memset(out, '\\', count);
    return out + count;
}

/* A word as CommandLineToArgvW reads it; all are quoted. */
static char *put_word(char *out, const char *word)
{
    size_t backslashes = 0;

    *out++ = '"';
    for (; *word; word++) {
        if (*word == '"')
            out = put_backslashes(out, backslashes + 1);
        backslashes = *word == '\\' ? backslashes + 1 : 0;
        *out++ = *word;
    }
    out = put_backslashes(out, backslashes);
    *out++ = '"';
    return out;
}

/* The command line, to be wiped and freed: a password may be in it. */
static wchar_t *command_line_of(const char *const *words)
{
    size_t room = 1;
    char *line;
    char *end;
    wchar_t *wide;

    for (size_t index = 0; words[index]; index++)
        room += 2 * strlen(words[index]) + 3;
    line = malloc(room);
    if (!line) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    end = line;
    for (size_t index = 0; words[index]; index++) {
        if (index > 0)
            *end++ = ' ';
        end = put_word(end, words[index]);
    }
    *end = '\0';
    wide = tr_text_to_utf16(line);
    SecureZeroMemory(line, room);
    free(line);
    return wide;
}

static void free_line(wchar_t *line)
{
    if (line)
        SecureZeroMemory(line, wcslen(line) * sizeof(*line));
    free(line);
}

/* What the program and we hold of each other. */
typedef struct handles {
    HANDLE job;
    HANDLE from;    /* what it prints */
    HANDLE to;      /* where it prints to, which it inherits */
    HANDLE nothing; /* its standard input */
    PROCESS_INFORMATION process;
} handles;

static void close_one(HANDLE *handle)
{
    if (*handle && *handle != INVALID_HANDLE_VALUE)
        CloseHandle(*handle);
    *handle = NULL;
}

static void close_all(handles *all)
{
    close_one(&all->process.hThread);
    close_one(&all->process.hProcess);
    close_one(&all->nothing);
    close_one(&all->to);
    close_one(&all->from);
    close_one(&all->job); /* what the program has started goes on */
}

static BOOL open_all(handles *out)
{
    SECURITY_ATTRIBUTES inherited = { sizeof(inherited), NULL, TRUE };

    out->job = CreateJobObjectW(NULL, NULL);
    if (!out->job || !CreatePipe(&out->from, &out->to, &inherited, 0) ||
        !SetHandleInformation(out->from, HANDLE_FLAG_INHERIT, 0))
        return FALSE;
    out->nothing = CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
                               OPEN_EXISTING, 0, NULL);
    return out->nothing != INVALID_HANDLE_VALUE;
}

/* It inherits the two handles it needs, and no other of ours. */
static BOOL create(handles *all, const wchar_t *program, wchar_t *line)
{
    HANDLE inherited[] = { all->nothing, all->to };
    STARTUPINFOEXW start;
    SIZE_T size = 0;
    BOOL is_started = FALSE;

    memset(&start, 0, sizeof(start));
    start.StartupInfo.cb = sizeof(start);
    start.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    start.StartupInfo.hStdInput = all->nothing;
    start.StartupInfo.hStdOutput = all->to;
    start.StartupInfo.hStdError = all->to;
    InitializeProcThreadAttributeList(NULL, 1, 0, &size);
    start.lpAttributeList = malloc(size);
    if (!start.lpAttributeList) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return FALSE;
    }
    if (InitializeProcThreadAttributeList(start.lpAttributeList, 1, 0, &size)) {
        is_started =
            UpdateProcThreadAttribute(start.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST,
                                      inherited, sizeof(inherited), NULL, NULL) &&
            CreateProcessW(program, line, NULL, NULL, TRUE,
                           CREATE_NO_WINDOW | CREATE_SUSPENDED | EXTENDED_STARTUPINFO_PRESENT, NULL,
                           NULL, &start.StartupInfo, &all->process);
        DeleteProcThreadAttributeList(start.lpAttributeList);
    }
    free(start.lpAttributeList);
    return is_started;
}

static BOOL start(handles *all, const wchar_t *program, wchar_t *line)
{
    if (!open_all(all) || !create(all, program, line))
        return FALSE;
    /* Where a job within a job is not to be had (before Windows 8), the program is ended alone. */
    AssignProcessToJobObject(all->job, all->process.hProcess);
    ResumeThread(all->process.hThread);
    close_one(&all->to);
    return TRUE;
}

/* Hand on what is there now, though more may come meanwhile; false if there is nothing. */
static bool read_some(const handles *all, tr_process_output *output, void *context)
{
    char piece[4096];
    DWORD there = 0;
    DWORD got = 0;

    if (!PeekNamedPipe(all->from, NULL, 0, NULL, &there, NULL) || there == 0)
        return false;
    for (; there > 0; there -= got) {
        const DWORD wanted = there < sizeof(piece) ? there : sizeof(piece);

        if (!ReadFile(all->from, piece, wanted, &got, NULL) || got == 0)
            return false;
        if (output)
            output(context, piece, got);
    }
    return true;
}

static void watch(tr_process_result *out, handles *all, uint64_t end, tr_process_output *output,
                  void *context)
{
    DWORD code = 0;
    bool is_busy = false;

    while (WaitForSingleObject(all->process.hProcess, is_busy ? 0 : LOOK_EVERY) == WAIT_TIMEOUT) {
        is_busy = read_some(all, output, context);
        if (tr_clock_milliseconds() < end)
            continue;
        out->is_timed_out = true;
        TerminateJobObject(all->job, 1);
        TerminateProcess(all->process.hProcess, 1);
        WaitForSingleObject(all->process.hProcess, INFINITE);
    }
    read_some(all, output, context);
    GetExitCodeProcess(all->process.hProcess, &code);
    out->code = out->is_timed_out ? 0 : code;
}

tr_status tr_process_run(tr_process_result *out, const char *const *words, unsigned seconds,
                         tr_process_output *output, void *context, tr_error *err)
{
    const uint64_t end = tr_clock_milliseconds() + (uint64_t)seconds * 1000;
    handles all;
    wchar_t *program = tr_text_to_utf16(words[0]);
    wchar_t *line = program ? command_line_of(words) : NULL;
    tr_status status = TR_OK;

    memset(&all, 0, sizeof(all));
    *out = (tr_process_result){ false, 0 };
    if (!line || !start(&all, program, line)) {
        const DWORD code = GetLastError();

        status = tr_error_set_system(err, tr_system_error_status(code), code, "cannot run '%s'",
                                     words[0]);
    }
    free_line(line);
    free(program);
    if (status == TR_OK)
        watch(out, &all, end, output, context);
    close_all(&all);
    return status;
}
