/*
 * Each call that can fail, of the DLL to the system and to the objects that it is
 * given, fails once: nothing crashes, and nothing stays behind.
 */
#include <stdio.h>
#include <stdlib.h>

#include <windows.h>
#include <shellapi.h>
#include <shlobj.h>

#include "shellext/menu/classes.h"
#include "tests/shell/check.h"
#include "tests/shell/faults.h"
#include "tests/shell/item_array.h"
#include "tests/shell/parts.h"

#define FAULTS_MAX 2000

static const wchar_t *const names[] = { L"C:\\windows\\win.ini", L"C:\\windows\\b.dll_invalid" };

static void use_menu(const CLSID *class_id, PCIDLIST_ABSOLUTE folder, data_object *data)
{
    handler used = handler_registered(class_id);
    IContextMenu *menu = handler_open(&used, folder, data);
    CMINVOKECOMMANDINFO info = { .cbSize = sizeof(info), .lpVerb = "Trustmend.RestoreInvalid" };
    wchar_t text[256];
    shown_menu shown;

    if (!menu)
        return;
    shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);
    IContextMenu_GetCommandString(menu, 1, GCS_HELPTEXTW, NULL, (char *)text, ARRAYSIZE(text));
    IContextMenu_InvokeCommand(menu, &info);
    shown_menu_free(&shown);
    IContextMenu_Release(menu);
}

static void use_files(void)
{
    data_object *data = data_object_of(names, 2);

    use_menu(&CLSID_trustmend_file_menu, NULL, data);
    check("fault.lets-go", data_object_let_go(data), "the data object is still held");
}

/* Without dropped files, so that item arrays are made. */
static void use_item_list(void)
{
    data_object *data = data_object_new((block){ 0 }, item_block(names, 1));

    use_menu(&CLSID_trustmend_folder_menu, NULL, data);
    check("fault.lets-go", data_object_let_go(data), "the data object is still held");
}

static void use_background(void)
{
    PIDLIST_ABSOLUTE folder = ILCreateFromPathW(L"C:\\windows");

    use_menu(&CLSID_trustmend_folder_menu, folder, NULL);
    ILFree(folder);
}

static void use_command(void)
{
    item_array *items = item_array_new(names, 2, 2);
    IExplorerCommand *command = NULL;
    wchar_t *text = NULL;
    EXPCMDSTATE state;

    if (SUCCEEDED(CoCreateInstance(&CLSID_trustmend_restore_files, NULL, CLSCTX_INPROC_SERVER,
                                   &IID_IExplorerCommand, (void **)&command))) {
        IExplorerCommand_GetTitle(command, item_array_interface(items), &text);
        CoTaskMemFree(text);
        IExplorerCommand_GetIcon(command, item_array_interface(items), &text);
        CoTaskMemFree(text);
        IExplorerCommand_GetState(command, item_array_interface(items), TRUE, &state);
        IExplorerCommand_Invoke(command, item_array_interface(items), NULL);
        IExplorerCommand_Release(command);
    }
    check("fault.lets-go", item_array_let_go(items), "an item is still held");
}

static LONG fail_each_once(const char *what, void (*use)(void))
{
    LONG number = 1;
    unsigned handles;

    use();
    subject_rests();
    handles = faults_count_handles();
    for (; number < FAULTS_MAX; number++) {
        faults_forget();
        faults_plan(number);
        use();
        if (!check("fault.rests", subject_rests(), "%s, call %ld: the DLL is held for ever", what,
                   number))
            break;
        check("fault.memory", faults_held().memory == 0, "%s, call %ld: %ld blocks are left", what,
              number, faults_held().memory);
        check("fault.objects", faults_held().objects == 0, "%s, call %ld: %ld objects are left",
              what, number, faults_held().objects);
        if (!faults_came())
            break;
    }
    faults_plan(0);
    Sleep(100);
    check("fault.handles", faults_count_handles() <= handles + 1, "%s: %u handles became %u", what,
          handles, faults_count_handles());
    printf("  %s: %ld calls failed once each\n", what, number - 1);
    return number - 1;
}

void every_fault_check(void)
{
    if (!check("client.watches", subject_watch(true), "the DLL could not be loaded"))
        return;
    check("fault.reached", fail_each_once("files", use_files) >= 20, "too few calls to be true");
    check("fault.reached", fail_each_once("list of items", use_item_list) >= 20,
          "too few calls to be true");
    check("fault.reached", fail_each_once("background", use_background) >= 20,
          "too few calls to be true");
    check("fault.reached", fail_each_once("command", use_command) >= 10,
          "too few calls to be true");
}
