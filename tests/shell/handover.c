/* What the window program gets, however it is started and whatever was selected. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <shellapi.h>
#include <shlobj.h>

#include "shellext/menu/classes.h"
#include "tests/shell/check.h"
#include "tests/shell/faults.h"
#include "tests/shell/item_array.h"
#include "tests/shell/parts.h"

#define PATIENCE_MS 10000

static wchar_t report[MAX_PATH];
static wchar_t program[MAX_PATH];
static wchar_t put_away[MAX_PATH];

static wchar_t *read_file(const wchar_t *path, size_t *size)
{
    FILE *file = _wfopen(path, L"rb");
    wchar_t *text;

    *size = 0;
    if (!file)
        return NULL;
    text = calloc(1, 4 << 20);
    *size = fread(text, 1, (4 << 20) - 2, file);
    fclose(file);
    return text;
}

static bool wait_for_report(char *out, size_t capacity)
{
    for (int waited = 0; waited < PATIENCE_MS; waited += 10) {
        size_t size;
        char *text = (char *)read_file(report, &size);

        if (text) {
            snprintf(out, capacity, "%s", text);
            free(text);
            DeleteFileW(report);
            return true;
        }
        Sleep(10);
    }
    return false;
}

/* The names that the program got are these, in this order. */
static void expect_names(const char *rule, const wchar_t *const *names, size_t count)
{
    wchar_t path[MAX_PATH];
    wchar_t *text;
    const wchar_t *next;
    size_t size;
    size_t same = 0;

    wsprintfW(path, L"%s.names", report);
    text = read_file(path, &size);
    next = text;
    while (next && same < count && wcsncmp(next, names[same], wcslen(names[same])) == 0 &&
           next[wcslen(names[same])] == L'\n')
        next += wcslen(names[same++]) + 1;
    check(rule, same == count && next && *next == L'\0', "%zu of %zu names came as they were", same,
          count);
    free(text);
}

static void expect_report(const char *rule, const char *argument, size_t count, size_t left_out)
{
    char expected[256];
    char text[256] = "";

    snprintf(expected, sizeof(expected),
             "%s --selection\nhas its own\ncomplete\n%zu names, %zu left out\n", argument, count,
             left_out);
    if (check(rule, wait_for_report(text, sizeof(text)), "the program wrote nothing"))
        check(rule, strcmp(text, expected) == 0, "'%s', expected '%s'", text, expected);
    check("hand-over.rests", subject_rests(),
          "the DLL still does something after the program ended");
}

static HRESULT invoke(const handler *tested, PCIDLIST_ABSOLUTE folder, data_object *data,
                      const char *verb, const wchar_t *wide_verb, DWORD mask)
{
    IContextMenu *menu = handler_open(tested, folder, data);
    CMINVOKECOMMANDINFOEX info = { .cbSize = wide_verb ? sizeof(info) : sizeof(CMINVOKECOMMANDINFO),
                                   .fMask = mask | (wide_verb ? CMIC_MASK_UNICODE : 0u),
                                   .lpVerb = verb,
                                   .lpVerbW = wide_verb,
                                   .nShow = SW_SHOWNORMAL };
    HRESULT result;

    if (!menu)
        return E_FAIL;
    result = IContextMenu_InvokeCommand(menu, (CMINVOKECOMMANDINFO *)(void *)&info);
    IContextMenu_Release(menu);
    return result;
}

static void check_ways(void)
{
    static const wchar_t *const names[] = { L"C:\\folder\\a.dll", L"C:\\folder\\b.dll_invalid" };
    static const struct {
        const char *verb;
        const wchar_t *wide_verb;
        const char *argument;
    } ways[] = {
        { MAKEINTRESOURCEA(0), NULL, "verify" },
        { MAKEINTRESOURCEA(1), NULL, "restore" },
        { "Trustmend.VerifySignature", NULL, "verify" },
        { "trustmend.restoreinvalid", NULL, "restore" },
        { "Trustmend.VerifySignature", L"Trustmend.VerifySignature", "verify" },
        { NULL, L"Trustmend.RestoreInvalid", "restore" },
        { MAKEINTRESOURCEA(1), MAKEINTRESOURCEW(1), "restore" },
    };
    handler files = subject_file_menu();

    for (size_t index = 0; index < ARRAYSIZE(ways); index++) {
        data_object *data = data_object_of(names, 2);

        check("hand-over.way",
              invoke(&files, NULL, data, ways[index].verb, ways[index].wide_verb, 0) == S_OK,
              "way %zu failed", index);
        check("select.lets-go", data_object_let_go(data), "the data object is still held");
        expect_report("hand-over.way", ways[index].argument, 2, 0);
        expect_names("hand-over.way", names, 2);
    }
}

static void check_numbers(void)
{
    static const size_t counts[] = { 1, 15, 16, 17, 100, 10000 };
    handler files = subject_file_menu();

    for (size_t index = 0; index < ARRAYSIZE(counts); index++) {
        wchar_t **names = many_names(counts[index], true);
        const wchar_t *const *given = (const wchar_t *const *)names;
        data_object *data = data_object_of(given, counts[index]);

        check("hand-over.number",
              invoke(&files, NULL, data, NULL, L"Trustmend.RestoreInvalid", 0) == S_OK,
              "%zu files failed", counts[index]);
        data_object_let_go(data);
        expect_report("hand-over.number", "restore", counts[index], 0);
        expect_names("hand-over.number", given, counts[index]);
        free(names);
    }
}

static void check_odd_names(void)
{
    static const wchar_t *const names[] = {
        L"C:\\not \xD800 UTF-16 \xDFFF.dll",
        L"\\\\server\\share\\a folder\\x.dll",
        L"C:\\\x65E5\x672C\x8A9E\\\xD83D\xDE00.dll",
        L"C:\\a \"quoted\" -- name --verify",
        L"C:\\ends in space ",
    };
    handler files = subject_file_menu();
    data_object *data = data_object_of(names, ARRAYSIZE(names));

    check("hand-over.odd-names", invoke(&files, NULL, data, MAKEINTRESOURCEA(0), NULL, 0) == S_OK,
          "odd names failed");
    data_object_let_go(data);
    expect_report("hand-over.odd-names", "verify", ARRAYSIZE(names), 0);
    expect_names("hand-over.odd-names", names, ARRAYSIZE(names));
}

/* Paths that no list of dropped files may hold, and items that have none, come by the item array.
 */
static void check_items(void)
{
    wchar_t *deep = calloc(1, 1000 * sizeof(*deep));
    const wchar_t *paths[] = { L"C:\\a.dll", NULL, deep };
    const wchar_t *found[] = { L"C:\\a.dll", deep };
    item_array *items = item_array_new(paths, 3, 3);
    IExplorerCommand *command = NULL;

    wcscpy(deep, L"C:");
    while (wcslen(deep) < 900)
        wcscat(deep, L"\\a folder in a folder");
    CoCreateInstance(&CLSID_trustmend_verify_files, NULL, CLSCTX_INPROC_SERVER,
                     &IID_IExplorerCommand, (void **)&command);
    check("hand-over.items",
          IExplorerCommand_Invoke(command, item_array_interface(items), NULL) == S_OK,
          "an item array failed");
    IExplorerCommand_Release(command);
    check("command.lets-go", item_array_let_go(items), "an item is still held");
    expect_report("hand-over.items", "verify", 2, 1);
    expect_names("hand-over.items", found, 2);
    free(deep);
}

/* A data object of three items of which two are files: the third is counted as left out. */
static void check_left_out(void)
{
    static const wchar_t *const names[] = { L"C:\\a.dll", L"C:\\b.dll" };
    handler files = subject_file_menu();
    data_object *data =
        data_object_new(drop_block(names, 2, (drop_form){ 0 }), item_block(NULL, 3));

    check("hand-over.left-out", invoke(&files, NULL, data, MAKEINTRESOURCEA(0), NULL, 0) == S_OK,
          "a selection with an item that is no file failed");
    data_object_let_go(data);
    expect_report("hand-over.left-out", "verify", 2, 1);
    expect_names("hand-over.left-out", names, 2);
}

/* Without a list of dropped files, the system makes an item array of the list of items. */
static void check_item_list(void)
{
    static const wchar_t *const names[] = { L"C:\\windows\\system32\\shell32.dll",
                                            L"C:\\windows\\win.ini" };
    handler files = subject_file_menu();
    data_object *data = data_object_new((block){ 0 }, item_block(names, 2));

    check("hand-over.item-list", invoke(&files, NULL, data, MAKEINTRESOURCEA(0), NULL, 0) == S_OK,
          "a data object with nothing but a list of items failed");
    check("select.lets-go", data_object_let_go(data), "the data object is still held");
    expect_report("hand-over.item-list", "verify", 2, 0);
    expect_names("hand-over.item-list", names, 2);
}

static void check_background(void)
{
    static const wchar_t *const name[] = { L"C:\\windows" };
    handler folders = subject_folder_menu();
    PIDLIST_ABSOLUTE folder = ILCreateFromPathW(name[0]);

    check("hand-over.background",
          invoke(&folders, folder, NULL, MAKEINTRESOURCEA(1), NULL, 0) == S_OK,
          "the background of a folder failed");
    ILFree(folder);
    expect_report("hand-over.background", "restore", 1, 0);
    expect_names("hand-over.background", name, 1);
}

/* A program that takes its time: the caller gets on, and the DLL stays until all is written. */
static void check_patience(void)
{
    wchar_t **names = many_names(10000, false);
    const wchar_t *const *given = (const wchar_t *const *)names;
    handler files = subject_file_menu();
    data_object *data = data_object_of(given, 10000);
    DWORD started = GetTickCount();

    SetEnvironmentVariableW(L"TRUSTMEND_SHELL_DELAY", L"1500");
    check("hand-over.returns", invoke(&files, NULL, data, MAKEINTRESOURCEA(0), NULL, 0) == S_OK,
          "a slow program failed");
    check("hand-over.returns", GetTickCount() - started < 1000, "waited %lu ms for the program",
          GetTickCount() - started);
    check("unload.thread", subject_can_unload() == S_FALSE, "a thread of the DLL does not hold it");
    SetEnvironmentVariableW(L"TRUSTMEND_SHELL_DELAY", NULL);
    data_object_let_go(data);
    expect_report("hand-over.returns", "verify", 10000, 0);
    expect_names("hand-over.returns", given, 10000);
    free(names);
}

static void expect_box(DWORD mask, LONG boxes)
{
    static const wchar_t *const name[] = { L"C:\\a.dll" };
    handler files = subject_file_menu();
    data_object *data = data_object_of(name, 1);

    faults_forget();
    check("missing.fails", FAILED(invoke(&files, NULL, data, MAKEINTRESOURCEA(0), NULL, mask)),
          "a program that is not there was started");
    check("missing.told", faults_held().boxes == boxes, "%ld boxes, expected %ld",
          faults_held().boxes, boxes);
    data_object_let_go(data);
}

static void check_missing(void)
{
    if (!check("missing.prepared", MoveFileW(program, put_away), "%ls cannot be put away", program))
        return;
    expect_box(0, 1);
    expect_box(CMIC_MASK_FLAG_NO_UI, 0);
    MoveFileW(put_away, program);
}

void handover_check(void)
{
    SECURITY_ATTRIBUTES inheritable = { sizeof(inheritable), NULL, TRUE };
    HANDLE not_for_it = CreateEventW(&inheritable, TRUE, FALSE, NULL);
    wchar_t number[16];

    if (!check("client.watches", subject_watch(false), "the DLL could not be loaded"))
        return;
    wcscpy(program, subject_path());
    wcscpy(wcsrchr(program, L'\\') + 1, L"trustmend-window.exe");
    wsprintfW(put_away, L"%s.away", program);
    GetTempPathW(MAX_PATH, report);
    wsprintfW(report + wcslen(report), L"trustmend-shell-%lu", GetCurrentProcessId());
    wsprintfW(number, L"%lu", (DWORD)(ULONG_PTR)not_for_it);
    SetEnvironmentVariableW(L"TRUSTMEND_SHELL_REPORT", report);
    SetEnvironmentVariableW(L"TRUSTMEND_SHELL_HANDLE", number);

    check_ways();
    check_numbers();
    check_odd_names();
    check_items();
    check_left_out();
    check_item_list();
    check_background();
    check_patience();
    check_missing();
    CloseHandle(not_for_it);
    check("hand-over.keeps-nothing", faults_held().memory == 0, "%ld blocks of memory are left",
          faults_held().memory);
}
