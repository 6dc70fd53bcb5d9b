/* Which commands the menus show for what is selected, and what they look like. */
#include <stdlib.h>

#include <windows.h>
#include <shlobj.h>

#include "tests/shell/check.h"
#include "tests/shell/parts.h"
#include "tests/shell/rules.h"

/* How a menu for these names is, by its number of items and the text of each. */
static void expect(const char *rule, const handler *tested, PCIDLIST_ABSOLUTE folder,
                   data_object *data, int count, const wchar_t *first, const wchar_t *second)
{
    const wchar_t *const texts[] = { first, second };
    IContextMenu *menu = handler_open(tested, folder, data);
    shown_menu shown = { 0 };

    if (menu)
        shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);
    check(rule, shown.count == count, "%d items, expected %d", shown.count, count);
    for (int index = 0; index < count && shown.count == count; index++) {
        wchar_t text[256];

        shown_menu_text(&shown, index, text, ARRAYSIZE(text));
        check(rule, wcscmp(text, texts[index]) == 0, "'%ls', expected '%ls'", text, texts[index]);
        check("query.stable-ids", shown_menu_id(&shown, index) == (UINT)index,
              "item %d has identifier %u", index, shown_menu_id(&shown, index));
    }
    if (shown.menu)
        shown_menu_free(&shown);
    if (menu)
        IContextMenu_Release(menu);
    if (data)
        check("select.lets-go", data_object_let_go(data), "the data object is still held");
}

#define VERIFY_ONE   L"Verif&y signature"
#define VERIFY_MANY  L"Verif&y signatures"
#define RESTORE_ONE  L"Restore _&invalid file"
#define RESTORE_MANY L"Restore _&invalid files"

static void check_one_name(const wchar_t *name, bool is_restorable)
{
    handler files = subject_file_menu();

    expect("show.by-name", &files, NULL, data_object_of(&name, 1), is_restorable ? 2 : 1,
           VERIFY_ONE, RESTORE_ONE);
}

static void check_names(void)
{
    check_one_name(L"C:\\folder\\x.dll", false);
    check_one_name(L"C:\\folder\\x.dll_invalid", true);
    check_one_name(L"C:\\folder\\X.DLL_INVALID", true);
    check_one_name(L"C:\\folder\\x.dll_Invalid_invalid", true);
    check_one_name(L"C:\\folder_invalid\\x.dll", false);
    check_one_name(L"C:\\folder\\x_invalid.dll", false);
    check_one_name(L"C:\\folder\\x.invalid", false);
    check_one_name(L"C:\\x.dll_invali", false);
    check_one_name(L"\\\\server\\share\\x.dll_invalid", true);
    check_one_name(L"\\\\?\\C:\\folder\\x.dll_invalid", true);
    check_one_name(L"C:\\folder\\\xD800_\xDC00\xD800.dll_invalid", true);
    check_one_name(L"C:\\folder\\\x65E5\x672C.dll_invalid", true);
    check_one_name(L"x", false);
}

static void check_forms(void)
{
    static const wchar_t *const names[] = { L"C:\\a.dll", L"C:\\b.dll_invalid" };
    static const wchar_t *const cut[] = { L"C:\\a.dll", L"C:\\bad.dll", L"C:\\b.dll_invalid" };
    handler files = subject_file_menu();
    block none = { 0 };

    expect("show.narrow", &files, NULL,
           data_object_new(drop_block(names, 2, (drop_form){ .is_narrow = true }), none), 2,
           VERIFY_MANY, RESTORE_MANY);
    expect("show.odd-address", &files, NULL,
           data_object_new(drop_block(names, 2, (drop_form){ .is_odd = true }), none), 2,
           VERIFY_MANY, RESTORE_MANY);
    expect("show.cut-off", &files, NULL,
           data_object_new(drop_block(cut, 3, (drop_form){ .is_unterminated = true }), none), 1,
           VERIFY_MANY, NULL);
    expect("show.no-files", &files, NULL,
           data_object_new(drop_block(NULL, 0, (drop_form){ 0 }), none), 0, NULL, NULL);
    expect("show.no-format", &files, NULL, data_object_new(none, none), 0, NULL, NULL);
}

static void check_numbers(void)
{
    static const size_t counts[] = { 1, 2, 15, 16, 17, 100, 10000 };
    handler files = subject_file_menu();

    for (size_t index = 0; index < ARRAYSIZE(counts); index++) {
        bool is_one = counts[index] == 1;
        wchar_t **names = many_names(counts[index], true);
        const wchar_t *const *given = (const wchar_t *const *)names;

        expect("show.any-number", &files, NULL, data_object_of(given, counts[index]), 2,
               is_one ? VERIFY_ONE : VERIFY_MANY, is_one ? RESTORE_ONE : RESTORE_MANY);
        free(names);
        names = many_names(counts[index], false);
        expect("show.any-number", &files, NULL,
               data_object_of((const wchar_t *const *)names, counts[index]), 1,
               is_one ? VERIFY_ONE : VERIFY_MANY, NULL);
        free(names);
    }
}

static void check_folders(void)
{
    static const wchar_t *const folder[] = { L"C:\\folder" };
    static const wchar_t *const drive[] = { L"C:\\" };
    handler folders = subject_folder_menu();
    handler files = subject_file_menu();
    PIDLIST_ABSOLUTE windows = ILCreateFromPathW(L"C:\\windows");
    PIDLIST_ABSOLUTE computer = NULL;

    expect("show.folder", &folders, NULL, data_object_of(folder, 1), 2, VERIFY_MANY, RESTORE_MANY);
    expect("show.drive", &folders, NULL, data_object_of(drive, 1), 2, VERIFY_MANY, RESTORE_MANY);
    expect("show.background", &folders, windows, NULL, 2, VERIFY_MANY, RESTORE_MANY);
    expect("show.no-background-of-files", &files, windows, NULL, 0, NULL, NULL);
    if (SUCCEEDED(SHGetSpecialFolderLocation(NULL, CSIDL_DRIVES, (LPITEMIDLIST *)&computer)))
        expect("show.virtual-folder", &folders, computer, NULL, 0, NULL, NULL);
    ILFree(computer);
    ILFree(windows);
}

/* 32 bits a pixel, and neither wholly there nor wholly transparent. */
static void check_bitmap(HBITMAP bitmap)
{
    DIBSECTION section = { 0 };
    size_t opaque = 0;
    size_t clear = 0;
    size_t wrong = 0;

    GetObjectW(bitmap, sizeof(section), &section);
    if (!check("icon.form", section.dsBm.bmBitsPixel == 32 && section.dsBm.bmBits,
               "a bitmap of %d bits a pixel", section.dsBm.bmBitsPixel))
        return;
    check("icon.size",
          section.dsBm.bmWidth == GetSystemMetrics(SM_CXSMICON) &&
              labs(section.dsBm.bmHeight) == GetSystemMetrics(SM_CYSMICON),
          "%ld x %ld", section.dsBm.bmWidth, section.dsBm.bmHeight);
    for (LONG index = 0; index < section.dsBm.bmWidth * labs(section.dsBm.bmHeight); index++) {
        DWORD pixel = ((const DWORD *)section.dsBm.bmBits)[index];
        DWORD alpha = pixel >> 24;

        opaque += alpha == 255;
        clear += alpha == 0;
        wrong +=
            (pixel & 255) > alpha || ((pixel >> 8) & 255) > alpha || ((pixel >> 16) & 255) > alpha;
    }
    check("icon.alpha", opaque > 0 && clear > 0, "%zu opaque pixels, %zu clear ones", opaque,
          clear);
    check("icon.premultiplied", wrong == 0, "%zu pixels are brighter than their alpha", wrong);
}

static void check_icons(void)
{
    static const wchar_t *const name[] = { L"C:\\x.dll_invalid" };
    handler files = subject_file_menu();
    data_object *data = data_object_of(name, 1);
    IContextMenu *menu = handler_open(&files, NULL, data);
    UINT flags[] = { CMF_OPTIMIZEFORINVOKE, CMF_NORMAL };

    for (size_t index = 0; index < ARRAYSIZE(flags); index++) {
        shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, flags[index]);

        for (int at = 0; at < shown.count; at++) {
            MENUITEMINFOW item = { .cbSize = sizeof(item), .fMask = MIIM_BITMAP };

            GetMenuItemInfoW(shown.menu, (UINT)(SHOWN_POSITION + at), TRUE, &item);
            check("icon.when-seen", !item.hbmpItem == (flags[index] == CMF_OPTIMIZEFORINVOKE),
                  "flags %x, bitmap %p", flags[index], (void *)item.hbmpItem);
            if (item.hbmpItem)
                check_bitmap(item.hbmpItem);
        }
        shown_menu_free(&shown);
    }
    IContextMenu_Release(menu);
    data_object_let_go(data);
}

void commands_check(void)
{
    handler files = subject_file_menu();
    handler folders = subject_folder_menu();

    if (!check("client.watches", subject_watch(true), "the DLL could not be loaded"))
        return;
    rules_check(&files);
    rules_check(&folders);
    check_names();
    check_forms();
    check_numbers();
    check_folders();
    check_icons();
    check("unload.idle", subject_rests(), "something of the DLL is still held");
}
