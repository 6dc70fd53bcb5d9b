#include "shellext/window/commands.h"

#include <stdlib.h>

#include "shellext/window/resource.h"
#include "shellext/window/row.h"
#include "shellext/window/strings.h"

#define BOTH_MODES (-1)

/* A line of a menu; id 0 is a line drawn across. */
typedef struct menu_line {
    UINT id;
    UINT text;
    int mode; /* the only one that it is for */
} menu_line;

static const menu_line file_menu[] = {
    { CMD_EXPORT, IDS_MENU_EXPORT, BOTH_MODES },
    { 0, 0, BOTH_MODES },
    { CMD_CLOSE, IDS_MENU_CLOSE, BOTH_MODES },
};

static const menu_line edit_menu[] = {
    { CMD_COPY, IDS_MENU_COPY, BOTH_MODES },
    { CMD_COPY_PATHS, IDS_MENU_COPY_PATHS, BOTH_MODES },
    { 0, 0, BOTH_MODES },
    { CMD_SELECT_ALL, IDS_MENU_SELECT_ALL, BOTH_MODES },
};

static const menu_line action_menu[] = {
    { CMD_AGAIN, IDS_MENU_AGAIN, BOTH_MODES },
    { CMD_STOP, IDS_MENU_STOP, BOTH_MODES },
    { 0, 0, BOTH_MODES },
    { CMD_RESTORE, IDS_MENU_RESTORE, MODE_RESTORE },
    { CMD_INSTALL, IDS_MENU_INSTALL, BOTH_MODES },
    { CMD_UNDO, IDS_MENU_UNDO, BOTH_MODES },
    { 0, 0, BOTH_MODES },
    { CMD_PROPERTIES, IDS_MENU_PROPERTIES, BOTH_MODES },
};

static const menu_line help_menu[] = {
    { CMD_ABOUT, IDS_MENU_ABOUT, BOTH_MODES },
};

static const menu_line context_menu[] = {
    { CMD_COPY, IDS_MENU_COPY, BOTH_MODES },
    { CMD_COPY_PATHS, IDS_MENU_COPY_PATHS, BOTH_MODES },
    { 0, 0, BOTH_MODES },
    { CMD_INSTALL, IDS_MENU_INSTALL, BOTH_MODES },
    { CMD_PROPERTIES, IDS_MENU_PROPERTIES, BOTH_MODES },
};

static const ACCEL keys[] = {
    { FVIRTKEY, VK_F5, CMD_AGAIN },
    { FVIRTKEY | FCONTROL, 'S', CMD_EXPORT },
    { FVIRTKEY | FCONTROL, 'C', CMD_COPY },
    { FVIRTKEY | FCONTROL, VK_INSERT, CMD_COPY },
    { FVIRTKEY | FCONTROL | FSHIFT, 'C', CMD_COPY_PATHS },
    { FVIRTKEY | FCONTROL, 'A', CMD_SELECT_ALL },
    { FVIRTKEY | FCONTROL, 'R', CMD_RESTORE },
    { FVIRTKEY | FCONTROL, 'I', CMD_INSTALL },
    { FVIRTKEY | FCONTROL, 'Z', CMD_UNDO },
    { FVIRTKEY | FCONTROL, '1', CMD_SORT_FIRST + COLUMN_NAME },
    { FVIRTKEY | FCONTROL, '2', CMD_SORT_FIRST + COLUMN_RESULT },
    { FVIRTKEY | FCONTROL, '3', CMD_SORT_FIRST + COLUMN_SIGNER },
    { FVIRTKEY | FCONTROL, '4', CMD_SORT_FIRST + COLUMN_STAMP },
    { FVIRTKEY | FCONTROL, '5', CMD_SORT_FIRST + COLUMN_REASON },
    { FVIRTKEY | FCONTROL, '6', CMD_SORT_FIRST + COLUMN_FOLDER },
    { FVIRTKEY | FALT, VK_RETURN, CMD_PROPERTIES },
};

static HMENU fill(HMENU menu, const menu_line *lines, size_t count, window_mode mode)
{
    for (size_t index = 0; menu && index < count; index++) {
        wchar_t *text;

        if (lines[index].mode != BOTH_MODES && lines[index].mode != (int)mode)
            continue;
        text = lines[index].id ? text_of(lines[index].text) : NULL;
        AppendMenuW(menu, text ? MF_STRING : MF_SEPARATOR, lines[index].id, text);
        free(text);
    }
    return menu;
}

static void add_title(HMENU bar, HMENU menu, UINT title)
{
    wchar_t *text = text_of(title);

    AppendMenuW(bar, MF_POPUP, (UINT_PTR)menu, text);
    free(text);
}

/* A line for each column. */
static void add_sort_menu(HMENU bar)
{
    HMENU menu = CreatePopupMenu();

    for (UINT index = 0; menu && index < COLUMN_COUNT; index++) {
        const wchar_t digit[] = { (wchar_t)(L'1' + index), L'\0' };
        wchar_t *name = text_of(IDS_COLUMN_NAME + index);
        wchar_t *text = name ? text_of(IDS_MENU_SORT_KEY, name, digit) : NULL;

        AppendMenuW(menu, MF_STRING, CMD_SORT_FIRST + index, text);
        free(text);
        free(name);
    }
    add_title(bar, menu, IDS_MENU_SORT);
}

static void add_menu(HMENU bar, UINT title, const menu_line *lines, size_t count, window_mode mode)
{
    add_title(bar, fill(CreatePopupMenu(), lines, count, mode), title);
}

HMENU commands_menu(window_mode mode)
{
    HMENU bar = CreateMenu();

    if (!bar)
        return NULL;
    add_menu(bar, IDS_MENU_FILE, file_menu, ARRAYSIZE(file_menu), mode);
    add_menu(bar, IDS_MENU_EDIT, edit_menu, ARRAYSIZE(edit_menu), mode);
    add_sort_menu(bar);
    add_menu(bar, IDS_MENU_ACTION, action_menu, ARRAYSIZE(action_menu), mode);
    add_menu(bar, IDS_MENU_HELP, help_menu, ARRAYSIZE(help_menu), mode);
    return bar;
}

HMENU commands_context_menu(window_mode mode)
{
    return fill(CreatePopupMenu(), context_menu, ARRAYSIZE(context_menu), mode);
}

HACCEL commands_keys(void)
{
    ACCEL copy[ARRAYSIZE(keys)];

    CopyMemory(copy, keys, sizeof(keys));
    return CreateAcceleratorTableW(copy, ARRAYSIZE(copy));
}

void commands_enable(HMENU menu, UINT command, BOOL can_be)
{
    EnableMenuItem(menu, command, (UINT)(MF_BYCOMMAND | (can_be ? MF_ENABLED : MF_GRAYED)));
}
