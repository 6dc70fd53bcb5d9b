/* The commands of Windows 11's menu, on item arrays of every kind. */
#include <windows.h>
#include <shlobj.h>

#include "shellext/menu/classes.h"
#include "tests/shell/check.h"
#include "tests/shell/item_array.h"
#include "tests/shell/parts.h"

static const wchar_t *const plain[] = { L"C:\\folder\\a.dll" };
static const wchar_t *const renamed[] = { L"C:\\folder\\a.dll_INVALID" };
static const wchar_t *const pathless[] = { NULL };

static IExplorerCommand *open_command(const CLSID *class_id)
{
    IExplorerCommand *command = NULL;

    CoCreateInstance(class_id, NULL, CLSCTX_INPROC_SERVER, &IID_IExplorerCommand,
                     (void **)&command);
    return command;
}

static void expect_state(const CLSID *class_id, const wchar_t *const *paths, DWORD count,
                         BOOL may_be_slow, HRESULT result, EXPCMDSTATE expected)
{
    IExplorerCommand *command = open_command(class_id);
    item_array *items = item_array_new(paths, 1, count);
    EXPCMDSTATE state = ECS_CHECKBOX;
    HRESULT given = IExplorerCommand_GetState(
        command, count > 0 ? item_array_interface(items) : NULL, may_be_slow, &state);

    check("command.state", given == result && (FAILED(result) || state == expected),
          "%lu items: %08lx, %x, expected %08lx, %x", count, given, (unsigned)state, result,
          (unsigned)expected);
    check("command.quick", may_be_slow || item_array_names_given(items) <= 16,
          "%ld names were asked for", item_array_names_given(items));
    IExplorerCommand_Release(command);
    check("command.lets-go", item_array_let_go(items), "an item is still held");
}

static void check_states(void)
{
    static const DWORD counts[] = { 1, 15, 16, 17, 100, 10000 };

    for (size_t index = 0; index < ARRAYSIZE(counts); index++) {
        DWORD count = counts[index];
        HRESULT result = count > 16 ? E_PENDING : S_OK;

        expect_state(&CLSID_trustmend_verify_files, plain, count, FALSE, S_OK, ECS_ENABLED);
        expect_state(&CLSID_trustmend_restore_files, renamed, count, FALSE, S_OK, ECS_ENABLED);
        expect_state(&CLSID_trustmend_restore_files, plain, count, FALSE, result, ECS_HIDDEN);
        expect_state(&CLSID_trustmend_restore_files, plain, count, TRUE, S_OK, ECS_HIDDEN);
        expect_state(&CLSID_trustmend_restore_files, pathless, count, TRUE, S_OK, ECS_HIDDEN);
        expect_state(&CLSID_trustmend_verify_folders, plain, count, FALSE, S_OK, ECS_ENABLED);
        expect_state(&CLSID_trustmend_restore_folders, plain, count, FALSE, S_OK, ECS_ENABLED);
    }
    expect_state(&CLSID_trustmend_restore_files, plain, 0, FALSE, S_OK, ECS_HIDDEN);
    expect_state(&CLSID_trustmend_restore_folders, plain, 0, FALSE, S_OK, ECS_ENABLED);
}

static void expect_title(const CLSID *class_id, DWORD count, const wchar_t *expected)
{
    IExplorerCommand *command = open_command(class_id);
    item_array *items = item_array_new(plain, 1, count);
    wchar_t *title = NULL;

    check("command.title",
          IExplorerCommand_GetTitle(command, item_array_interface(items), &title) == S_OK &&
              title && wcscmp(title, expected) == 0,
          "'%ls', expected '%ls'", title ? title : L"", expected);
    CoTaskMemFree(title);
    IExplorerCommand_Release(command);
    item_array_let_go(items);
}

static void check_texts(const CLSID *class_id, const GUID *canonical, int icon)
{
    IExplorerCommand *command = open_command(class_id);
    wchar_t expected[MAX_PATH + 16];
    wchar_t *text = NULL;
    GUID name = { 0 };
    EXPCMDFLAGS flags = ECF_ISSEPARATOR;
    IEnumExplorerCommand *below = (IEnumExplorerCommand *)(void *)&name;

    check("command.tool-tip",
          IExplorerCommand_GetToolTip(command, NULL, &text) == S_OK && text && text[0],
          "no tool tip");
    CoTaskMemFree(text);
    text = NULL;
    wsprintfW(expected, L"%s,-%d", subject_path(), icon);
    check("command.icon",
          IExplorerCommand_GetIcon(command, NULL, &text) == S_OK && text &&
              _wcsicmp(text, expected) == 0,
          "'%ls', expected '%ls'", text ? text : L"", expected);
    CoTaskMemFree(text);
    check("command.name",
          IExplorerCommand_GetCanonicalName(command, &name) == S_OK &&
              IsEqualGUID(&name, canonical),
          "another canonical name");
    check("command.flags",
          IExplorerCommand_GetFlags(command, &flags) == S_OK && flags == ECF_DEFAULT, "flags %x",
          (unsigned)flags);
    check("command.single",
          IExplorerCommand_EnumSubCommands(command, &below) == E_NOTIMPL && !below,
          "a command without others below it gave some");
    check("command.no-out",
          IExplorerCommand_GetTitle(command, NULL, NULL) == E_POINTER &&
              IExplorerCommand_GetState(command, NULL, FALSE, NULL) == E_POINTER,
          "no out pointer was taken");
    check("unknown.released", IExplorerCommand_Release(command) == 0, "a reference is left");
}

/* An array whose every call fails is as one of nothing. */
static void check_nothing_selected(void)
{
    IExplorerCommand *command = open_command(&CLSID_trustmend_verify_files);
    item_array *items = item_array_new(pathless, 1, 3);

    check("command.nothing", FAILED(IExplorerCommand_Invoke(command, NULL, NULL)),
          "a command for nothing was done");
    check("command.nothing",
          FAILED(IExplorerCommand_Invoke(command, item_array_interface(items), NULL)),
          "a command for items without a path was done");
    IExplorerCommand_Release(command);
    check("command.lets-go", item_array_let_go(items), "an item is still held");
}

void explorer_commands_check(void)
{
    if (!check("client.watches", subject_watch(true), "the DLL could not be loaded"))
        return;
    check_states();
    expect_title(&CLSID_trustmend_verify_files, 1, L"Verif&y signature");
    expect_title(&CLSID_trustmend_verify_files, 2, L"Verif&y signatures");
    expect_title(&CLSID_trustmend_verify_folders, 1, L"Verif&y signatures");
    expect_title(&CLSID_trustmend_restore_files, 1, L"Restore _&invalid file");
    expect_title(&CLSID_trustmend_restore_folders, 1, L"Restore _&invalid files");
    check_texts(&CLSID_trustmend_verify_files, &CLSID_trustmend_verify_files, 101);
    check_texts(&CLSID_trustmend_verify_folders, &CLSID_trustmend_verify_files, 101);
    check_texts(&CLSID_trustmend_restore_files, &CLSID_trustmend_restore_files, 102);
    check_texts(&CLSID_trustmend_restore_folders, &CLSID_trustmend_restore_files, 102);
    check_nothing_selected();
    check("unload.idle", subject_rests(), "something of the DLL is still held");
}
