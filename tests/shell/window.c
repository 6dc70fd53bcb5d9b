/*
 * Stands in for trustmend-window.exe: reads the selection from standard input as
 * that does, and writes what it got to the file that TRUSTMEND_SHELL_REPORT names:
 * its arguments, whether it has a handle that was not for it, the head, the names.
 */
#include <stdio.h>
#include <stdlib.h>

#include <windows.h>
#include <shellapi.h>

#include "shellext/selection.h"

static bool write_name(void *context, const uint16_t *units, size_t count)
{
    fwrite(units, sizeof(*units), count, context);
    fputwc(L'\n', context);
    return true;
}

static DWORD number_from_environment(const wchar_t *name)
{
    const wchar_t *text = _wgetenv(name);

    return text ? (DWORD)wcstoul(text, NULL, 10) : 0;
}

static const char *state_name(tr_selection_state state)
{
    static const char *const names[] = { "broken off", "complete", "wrong", "stopped" };

    return names[state];
}

/* Names go to a file of their own, so that the report can begin with what closes them. */
static tr_selection_state read_names(FILE *names, tr_selection_reader **out)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    tr_selection_reader *reader = tr_selection_reader_new(write_name, names);
    tr_selection_state state = TR_SELECTION_GOES_ON;
    uint8_t bytes[4096];
    DWORD size;

    while (ReadFile(input, bytes, sizeof(bytes), &size, NULL) && size > 0)
        state = tr_selection_read(reader, bytes, size);
    *out = reader;
    return state;
}

int main(void)
{
    const wchar_t *report = _wgetenv(L"TRUSTMEND_SHELL_REPORT");
    HANDLE not_for_us = (HANDLE)(ULONG_PTR)number_from_environment(L"TRUSTMEND_SHELL_HANDLE");
    wchar_t names_path[MAX_PATH];
    wchar_t report_path[MAX_PATH];
    tr_selection_reader *reader;
    tr_selection_state state;
    FILE *names;
    FILE *out;
    DWORD flags;

    if (!report)
        return 2;
    Sleep(number_from_environment(L"TRUSTMEND_SHELL_DELAY"));
    wsprintfW(names_path, L"%s.names", report);
    wsprintfW(report_path, L"%s.part", report);
    names = _wfopen(names_path, L"wb");
    out = _wfopen(report_path, L"wb");
    if (!names || !out)
        return 2;
    state = read_names(names, &reader);
    fprintf(out, "%ls\n%s\n%s\n%u names, %u left out\n", wcsrchr(GetCommandLineW(), L'"') + 2,
            GetHandleInformation(not_for_us, &flags) ? "has what is not for it" : "has its own",
            state_name(state), tr_selection_count(reader), tr_selection_left_out(reader));
    tr_selection_reader_free(reader);
    fclose(names);
    fclose(out);
    MoveFileExW(report_path, report, MOVEFILE_REPLACE_EXISTING);
    return 0;
}
