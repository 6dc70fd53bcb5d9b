#include "shellext/window/frame.h"

#include <stdlib.h>

#include <commctrl.h>
#include <shlobj.h>

#include "core/platform/win32/text.h"
#include "shellext/window/clipboard.h"
#include "shellext/window/commands.h"
#include "shellext/window/list.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

static BOOL is_edit_focused(const frame *self)
{
    return GetFocus() == frame_part(self, PART_DETAILS);
}

static void copy(frame *self)
{
    if (is_edit_focused(self))
        SendMessageW(frame_part(self, PART_DETAILS), WM_COPY, 0, 0);
    else
        clipboard_copy_rows(self->window, frame_part(self, PART_LIST), &self->rows);
}

static void select_all(frame *self)
{
    if (is_edit_focused(self))
        SendMessageW(frame_part(self, PART_DETAILS), EM_SETSEL, 0, -1);
    else
        list_select_all(frame_part(self, PART_LIST));
}

void frame_show_properties(frame *self)
{
    const row *current = list_current(frame_part(self, PART_LIST), &self->rows);
    wchar_t *path = current ? tr_text_to_utf16(current->path) : NULL;

    if (path)
        SHObjectProperties(self->window, SHOP_FILEPATH, path, NULL);
    free(path);
}

static void close_or_stop(frame *self)
{
    if (self->doing != IDLE)
        frame_stop(self);
    else
        frame_close(self);
}

void frame_on_command(frame *self, UINT command)
{
    switch (command) {
    case CMD_AGAIN:
        frame_look_again(self);
        break;
    case CMD_COPY:
        copy(self);
        break;
    case CMD_COPY_PATHS:
        clipboard_copy_paths(self->window, frame_part(self, PART_LIST), &self->rows);
        break;
    case CMD_EXPORT:
        frame_write_report(self);
        break;
    case CMD_PROPERTIES:
        frame_show_properties(self);
        break;
    case CMD_SELECT_ALL:
        select_all(self);
        break;
    case CMD_ABOUT:
        frame_tell(self->window, text_of(IDS_ABOUT, L"" TRUSTMEND_VERSION), MB_ICONINFORMATION);
        break;
    case CMD_STOP:
        frame_stop(self);
        break;
    case CMD_RESTORE:
        frame_restore(self);
        break;
    case CMD_INSTALL:
        frame_install(self);
        break;
    case CMD_UNDO:
        frame_undo(self);
        break;
    case IDCANCEL: /* the button, and Escape */
        close_or_stop(self);
        break;
    case CMD_CLOSE:
        frame_close(self);
        break;
    default:
        if (command >= CMD_SORT_FIRST && command < CMD_SORT_FIRST + COLUMN_COUNT)
            list_sort(frame_part(self, PART_LIST), &self->rows, (int)(command - CMD_SORT_FIRST));
        break;
    }
}

void frame_on_context_menu(frame *self, HWND which, POINT at)
{
    HWND list = frame_part(self, PART_LIST);
    HMENU menu;

    if (which != list || list_selected_count(list) == 0)
        return;
    if (at.x == -1 && at.y == -1) {
        RECT item = { 0 };

        ListView_GetItemRect(list, ListView_GetNextItem(list, -1, LVNI_SELECTED), &item,
                             LVIR_LABEL);
        at = (POINT){ item.left, item.bottom };
        ClientToScreen(list, &at);
    }
    menu = commands_context_menu(self->given.mode);
    TrackPopupMenu(menu, TPM_RIGHTBUTTON, at.x, at.y, 0, self->window, NULL);
    DestroyMenu(menu);
}
