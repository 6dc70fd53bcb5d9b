#include <stdlib.h>
#include <wchar.h>

#include <windows.h>
#include <shlobj.h>
#include <tlhelp32.h>

#include "tests/shell/check.h"
#include "tests/window/chapters.h"
#include "tests/window/machine_root.h"
#include "tests/window/stage.h"

#define PATIENCE 20000.0 /* milliseconds */

/* A token as a user has one whom Windows has to ask; NULL: this system makes none. */
static HANDLE plain_token(void)
{
    HANDLE own = NULL;
    TOKEN_LINKED_TOKEN linked = { 0 };
    TOKEN_ELEVATION elevation = { 0 };
    DWORD size;

    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY | TOKEN_DUPLICATE, &own))
        return NULL;
    GetTokenInformation(own, TokenLinkedToken, &linked, sizeof(linked), &size);
    CloseHandle(own);
    if (linked.LinkedToken &&
        GetTokenInformation(linked.LinkedToken, TokenElevation, &elevation, sizeof(elevation),
                            &size) &&
        elevation.TokenIsElevated == 0)
        return linked.LinkedToken;
    return NULL;
}

static int count_windows(void)
{
    HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    PROCESSENTRY32W one = { .dwSize = sizeof(one) };
    int count = 0;

    for (BOOL is_there = Process32FirstW(all, &one); is_there; is_there = Process32NextW(all, &one))
        count += _wcsicmp(one.szExeFile, L"trustmend-window.exe") == 0;
    CloseHandle(all);
    return count;
}

/* Until the elevated process is there; what was denied to the window is not denied to it. */
static bool wait_for_elevated(void)
{
    double started = now();

    while (count_windows() < 2 && now() - started < PATIENCE)
        Sleep(2);
    return count_windows() >= 2;
}

static void wait_for(const wchar_t *path)
{
    double started = now();

    while (!stage_has(path) && now() - started < PATIENCE)
        Sleep(20);
    Sleep(500);
}

static void check_row(const subject *who, const wchar_t *wanted)
{
    const wchar_t *found = subject_cell(who, 0, COLUMN_RESULT);

    check("elevated", wcscmp(found, wanted) == 0, "'%ls' and not '%ls'", found, wanted);
}

static void it_is_restored_by_another_process(const subject *who)
{
    subject_press('R', false, false, true);
    check("elevated", wait_for_elevated(), "no second process is started");
    stage_ask("allow");
    wait_for(stage_path(L"denied\\denied.exe"));
    check("elevated", subject_rest(who), "still busy");
    check_row(who, L"Restored");
    check("elevated", stage_has(stage_path(L"denied\\denied.exe")), "it has not its name");
}

static void it_is_renamed_back_by_another_process(const subject *who, const wchar_t *renamed)
{
    subject_press('U', false, false, true);
    check("elevated", wait_for_elevated(), "no second process is started");
    wait_for(renamed);
    check("elevated", subject_rest(who), "still busy");
    check_row(who, L"Can be restored");
    check("elevated", stage_has(renamed), "it has the other name");
}

void denied_rename(void)
{
    wchar_t renamed[PATH_CAPACITY];
    HANDLE token = plain_token();
    subject who = { 0 };

    if (!token) {
        check_skip("elevation", "this system has one kind of user");
        return;
    }
    wcscpy(renamed, stage_path(L"denied\\denied.exe_invalid"));
    machine_root_add();
    subject_act_for(token);
    if (stage_start(&who, L"restore", renamed) && check("plan", subject_rest(&who), "still busy")) {
        check_row(&who, L"Can be restored");
        stage_ask("deny");
        if (stage_has(stage_path(L"denied\\is-denied"))) {
            it_is_restored_by_another_process(&who);
            it_is_renamed_back_by_another_process(&who, renamed);
        } else {
            check_skip("elevation", "renaming cannot be denied here");
        }
    }
    stage_ask("allow");
    subject_end(&who);
    subject_act_for(NULL);
    CloseHandle(token);
    machine_root_remove();
}

/* Run the command line, by a token; its exit code, or -1. */
static int run_command(HANDLE token, const wchar_t *arguments)
{
    wchar_t program[PATH_CAPACITY];
    wchar_t line[3 * PATH_CAPACITY];
    STARTUPINFOW startup = { .cb = sizeof(startup) };
    PROCESS_INFORMATION process;
    DWORD code = 0;

    wcscpy(program, stage_program());
    wcscpy(wcsrchr(program, L'\\') + 1, L"trustmend.exe");
    _snwprintf(line, ARRAYSIZE(line), L"\"%ls\" %ls", program, arguments);
    if (!CreateProcessAsUserW(token, program, line, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL,
                              &startup, &process))
        return -1;
    WaitForSingleObject(process.hProcess, (DWORD)PATIENCE);
    GetExitCodeProcess(process.hProcess, &code);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    return (int)code;
}

static bool has_journal(int folder)
{
    wchar_t path[MAX_PATH];

    SHGetFolderPathW(NULL, folder, NULL, SHGFP_TYPE_CURRENT, path);
    wcscat(path, L"\\Trustmend\\journal.db");
    return stage_has(path);
}

static void own_history_is_kept_apart(HANDLE plain, HANDLE elevated)
{
    bool had_machines = has_journal(CSIDL_COMMON_APPDATA);
    wchar_t restore[2 * PATH_CAPACITY];

    _snwprintf(restore, ARRAYSIZE(restore), L"restore --yes --anchors \"%ls\" \"%ls\"",
               stage_path(L"root.pem"), stage_path(L"own"));
    check("plain", run_command(plain, restore) == 0 && stage_has(stage_path(L"own\\own.exe")),
          "it does not restore");
    check("plain", has_journal(CSIDL_LOCAL_APPDATA), "the user has no history");
    check("plain", has_journal(CSIDL_COMMON_APPDATA) == had_machines,
          "it made a history for the machine");
    run_command(elevated, L"undo --last --yes");
    check("elevated", stage_has(stage_path(L"own\\own.exe")),
          "what a user's history says was done with an administrator's rights");
    check("plain",
          run_command(plain, L"undo --last --yes") == 0 &&
              stage_has(stage_path(L"own\\own.exe_invalid")),
          "the user cannot take it back");
}

void histories(void)
{
    HANDLE plain = plain_token();
    HANDLE elevated = NULL;

    if (!plain) {
        check_skip("histories", "this system has one kind of user");
        return;
    }
    OpenProcessToken(GetCurrentProcess(), TOKEN_ALL_ACCESS, &elevated);
    own_history_is_kept_apart(plain, elevated);
    CloseHandle(elevated);
    CloseHandle(plain);
}
