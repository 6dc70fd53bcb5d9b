/* From the right click to the names that are given back: the menu's DLL and the window together. */
#include <wchar.h>

#include <windows.h>
#include <shellapi.h>
#include <shlobj.h>

#include "shellext/menu/classes.h"
#include "tests/shell/check.h"
#include "tests/shell/data_object.h"
#include "tests/shell/handler.h"
#include "tests/window/chapters.h"
#include "tests/window/machine_root.h"
#include "tests/window/stage.h"

#define RESTORE_VERB L"Trustmend.RestoreInvalid"
#define COUNT        5

static const wchar_t *const names[COUNT] = { L"good.exe_invalid", L"second.dll_INVALID",
                                             L"third.exe_invalid", L"fourth.ocx_invalid",
                                             L"tampered.exe_invalid" };

static data_object *selection(void)
{
    static wchar_t paths[COUNT][PATH_CAPACITY];
    const wchar_t *selected[COUNT];

    for (int index = 0; index < COUNT; index++) {
        wchar_t name[64];

        _snwprintf(name, ARRAYSIZE(name), L"chosen\\%ls", names[index]);
        wcscpy(paths[index], stage_path(name));
        selected[index] = paths[index];
    }
    return data_object_of(selected, COUNT);
}

/* The letter that is underlined in the item of the verb; 0: there is none. */
static WORD access_key(const shown_menu *shown, IContextMenu *menu)
{
    for (int index = 0; index < shown->count; index++) {
        wchar_t verb[64] = L"";
        wchar_t text[128];
        const wchar_t *mark;
        UINT id = shown_menu_id(shown, index);

        if (id == UINT_MAX || FAILED(IContextMenu_GetCommandString(menu, id, GCS_VERBW, NULL,
                                                                   (char *)verb, ARRAYSIZE(verb))))
            continue;
        shown_menu_text(shown, index, text, ARRAYSIZE(text));
        mark = wcschr(text, L'&');
        if (wcscmp(verb, RESTORE_VERB) == 0 && mark)
            return LOBYTE(VkKeyScanW(mark[1]));
    }
    return 0;
}

/* While the menu is open, its thread answers nothing else. */
static DWORD WINAPI press_in_menu(void *key)
{
    Sleep(500);
    stage_take_picture("menu");
    stage_press((WORD)(ULONG_PTR)key);
    return 0;
}

/* Open the menu, and choose by its access key; the number of the item. */
static UINT choose(const shown_menu *shown, WORD key)
{
    HWND owner = CreateWindowExW(WS_EX_TOPMOST, L"STATIC", L"", WS_POPUP | WS_VISIBLE, 0, 0, 420,
                                 140, NULL, NULL, NULL, NULL);
    HANDLE hand = CreateThread(NULL, 0, press_in_menu, (void *)(ULONG_PTR)key, 0, NULL);
    UINT chosen;

    SetForegroundWindow(owner);
    chosen =
        (UINT)TrackPopupMenu(shown->menu, TPM_RETURNCMD | TPM_NONOTIFY, 10, 10, 0, owner, NULL);
    WaitForSingleObject(hand, INFINITE);
    CloseHandle(hand);
    DestroyWindow(owner);
    return chosen;
}

/* As Explorer does since Windows 7: by the canonical verb, with another object. */
static void invoke(const handler *tested, data_object *data)
{
    IContextMenu *menu = handler_open(tested, NULL, data);
    CMINVOKECOMMANDINFOEX how = { .cbSize = sizeof(how),
                                  .fMask = CMIC_MASK_UNICODE,
                                  .lpVerb = "Trustmend.RestoreInvalid",
                                  .lpVerbW = RESTORE_VERB,
                                  .nShow = SW_SHOWNORMAL };

    check("invoke",
          menu && SUCCEEDED(IContextMenu_InvokeCommand(menu, (CMINVOKECOMMANDINFO *)&how)),
          "it fails");
    if (menu)
        IContextMenu_Release(menu);
}

static bool choose_restore(void)
{
    handler tested = handler_registered(&CLSID_trustmend_file_menu);
    data_object *data = selection();
    IContextMenu *menu = handler_open(&tested, NULL, data);
    shown_menu shown;
    UINT chosen = 0;
    WORD key;

    if (!check("menu", menu != NULL, "there is none"))
        return false;
    shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);
    key = access_key(&shown, menu);
    if (check("menu", key != 0, "it has no key for %ls", RESTORE_VERB))
        chosen = choose(&shown, key);
    check("menu", chosen >= SHOWN_FIRST && chosen <= SHOWN_LAST, "the key chose %u", chosen);
    shown_menu_free(&shown);
    IContextMenu_Release(menu);
    if (chosen)
        invoke(&tested, data);
    data_object_let_go(data);
    return chosen != 0;
}

void menu_is_shown(void)
{
    handler tested = handler_registered(&CLSID_trustmend_file_menu);
    data_object *data = selection();
    IContextMenu *menu;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    menu = handler_open(&tested, NULL, data);
    if (check("menu", menu != NULL, "there is none")) {
        shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);

        choose(&shown, VK_ESCAPE);
        shown_menu_free(&shown);
        IContextMenu_Release(menu);
    }
    data_object_let_go(data);
    CoUninitialize();
}

static int count_results(const subject *who, const wchar_t *wanted)
{
    int count = 0;

    for (int index = 0; index < subject_row_count(who); index++)
        count += wcscmp(subject_cell(who, index, COLUMN_RESULT), wanted) == 0;
    return count;
}

static bool are_all_renamed(void)
{
    for (int index = 0; index < COUNT; index++) {
        wchar_t name[64];

        _snwprintf(name, ARRAYSIZE(name), L"chosen\\%ls", names[index]);
        if (!stage_has(stage_path(name)))
            return false;
    }
    return true;
}

static void wait_until(const subject *who, int count, const wchar_t *result)
{
    double started = now();

    while ((subject_is_busy(who) || count_results(who, result) != count) && now() - started < 20000)
        Sleep(50);
    check("results", count_results(who, result) == count, "%d times '%ls', not %d",
          count_results(who, result), result, count);
}

static void four_of_five_are_restored(const subject *who)
{
    wait_until(who, 4, L"Can be restored");
    check("rows", subject_row_count(who) == COUNT, "%d rows", subject_row_count(who));
    stage_take_picture("menu-plan");
    subject_press('R', false, false, true);
    wait_until(who, 4, L"Restored");
    check("refused", count_results(who, L"Refused") == 1, "the changed file is not refused");
    check("restored",
          stage_has(stage_path(L"chosen\\second.dll")) &&
              stage_has(stage_path(L"chosen\\fourth.ocx")),
          "files have not their names");
    stage_take_picture("menu-restored");
    subject_press('U', false, false, true);
    wait_until(who, 4, L"Can be restored");
    check("undo", are_all_renamed(), "files have not the names they had");
    stage_press(VK_ESCAPE);
    check("close", subject_wait(who) == 0, "Escape does not close");
}

void chosen_in_menu(void)
{
    subject who = { 0 };

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    machine_root_add();
    if (choose_restore() && check("start", subject_adopt(&who), "no window comes"))
        four_of_five_are_restored(&who);
    subject_end(&who);
    machine_root_remove();
    CoUninitialize();
}
