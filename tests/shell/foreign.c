/* Other people's code on either side: a handler of theirs here, and ours under a client of theirs.
 */
#include <stdio.h>

#include <windows.h>
#include <shellapi.h>
#include <shlobj.h>

#include "shellext/menu/classes.h"
#include "tests/shell/check.h"
#include "tests/shell/faults.h"
#include "tests/shell/parts.h"
#include "tests/shell/rules.h"

#define EXTENSION L"Software\\Classes\\.trustmend-test"
#define TYPE      L"Software\\Classes\\trustmend.test"

void foreign_handler_check(const char *class_id)
{
    static const wchar_t *const names[] = { L"C:\\windows\\win.ini", L"C:\\windows\\system.ini" };
    wchar_t wide[64];
    CLSID id;
    handler theirs;
    data_object *data;
    IContextMenu *menu;

    MultiByteToWideChar(CP_ACP, 0, class_id, -1, wide, ARRAYSIZE(wide));
    if (!check("foreign.class", SUCCEEDED(CLSIDFromString(wide, &id)), "'%s' is no class",
               class_id))
        return;
    theirs = handler_registered(&id);
    theirs.is_tolerated = true;
    theirs.selected = names[0]; /* it looks at the files, which so must be there */
    rules_check(&theirs);

    data = data_object_of(names, 2);
    menu = handler_open(&theirs, NULL, data);
    if (check("foreign.shows", menu != NULL, "it refused two files")) {
        shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);

        printf("  their handler shows %d items for two files\n", shown.count);
        check("foreign.shows", shown.count > 0, "it shows nothing for two files");
        shown_menu_free(&shown);
        IContextMenu_Release(menu);
    }
    check("select.lets-go", data_object_let_go(data), "the data object is still held");
}

static void set_default(const wchar_t *key, const wchar_t *value)
{
    RegSetKeyValueW(HKEY_LOCAL_MACHINE, key, NULL, REG_SZ, value,
                    (DWORD)((wcslen(value) + 1) * sizeof(*value)));
}

/* Wine's ShellExecuteEx asks the handlers of a file's type whose key has the name of their class.
 */
void foreign_client_check(void)
{
    wchar_t file[MAX_PATH];
    wchar_t key[160];
    wchar_t id[40];
    SHELLEXECUTEINFOW info = {
        .cbSize = sizeof(info), .fMask = SEE_MASK_FLAG_NO_UI, .lpFile = file, .nShow = SW_SHOWNORMAL
    };

    StringFromGUID2(&CLSID_trustmend_file_menu, id, ARRAYSIZE(id));
    wsprintfW(key, TYPE L"\\shellex\\ContextMenuHandlers\\%s", id);
    set_default(EXTENSION, L"trustmend.test");
    set_default(key, L"");
    GetTempPathW(MAX_PATH, file);
    wcscat(file, L"a file.trustmend-test");
    CloseHandle(CreateFileW(file, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL));

    if (check("client.watches", subject_watch(true), "the DLL could not be loaded")) {
        ShellExecuteExW(&info);
        check("foreign.created", faults_held().allocations > 0, "no object of ours was asked for");
        check("foreign.no-default", faults_held().starts == 0,
              "opening a file started our program");
        check("foreign.lets-go", subject_rests() && faults_held().memory == 0,
              "the other client left something of ours behind");
    }
    DeleteFileW(file);
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, EXTENSION);
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, TYPE);
}
