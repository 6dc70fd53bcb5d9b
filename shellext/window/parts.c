#include "shellext/window/parts.h"

#include <stdlib.h>

#include <commctrl.h>

#include "shellext/window/chain_tree.h"
#include "shellext/window/details.h"
#include "shellext/window/dpi.h"
#include "shellext/window/list.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

static HWND make_plain(HWND window, const wchar_t *class_name, DWORD style, UINT text, UINT_PTR id)
{
    wchar_t *title = text ? text_of(text) : NULL;
    HWND made = CreateWindowExW(0, class_name, title ? title : L"", WS_CHILD | style, 0, 0, 0, 0,
                                window, (HMENU)id, GetModuleHandleW(NULL), NULL);

    free(title);
    return made;
}

static HWND make_label(HWND window, UINT text, part which)
{
    return make_plain(window, WC_STATICW, WS_VISIBLE | SS_LEFT, text,
                      CONTROL_OTHER + (UINT_PTR)which);
}

static HWND make_button(HWND window, UINT text, UINT_PTR command)
{
    return make_plain(window, WC_BUTTONW, WS_VISIBLE | WS_TABSTOP | BS_PUSHBUTTON, text, command);
}

BOOL parts_make(layout *all, HWND window)
{
    HWND *parts = all->parts;

    parts[PART_FILES_LABEL] = make_label(window, IDS_LABEL_FILES, PART_FILES_LABEL);
    parts[PART_LIST] = list_create(window, CONTROL_LIST);
    parts[PART_DETAILS_LABEL] = make_label(window, IDS_LABEL_DETAILS, PART_DETAILS_LABEL);
    parts[PART_DETAILS] = details_create(window, CONTROL_OTHER + PART_DETAILS);
    parts[PART_CHAIN_LABEL] = make_label(window, IDS_LABEL_CHAIN, PART_CHAIN_LABEL);
    parts[PART_CHAIN] = chain_tree_create(window, CONTROL_OTHER + PART_CHAIN);
    parts[PART_STATUS] = make_plain(window, WC_STATICW, WS_VISIBLE | SS_LEFT | SS_ENDELLIPSIS, 0,
                                    CONTROL_OTHER + PART_STATUS);
    parts[PART_PROGRESS] = make_plain(window, PROGRESS_CLASSW, 0, 0, CONTROL_OTHER + PART_PROGRESS);
    parts[PART_RESTORE] =
        make_plain(window, WC_BUTTONW, WS_TABSTOP, IDS_BUTTON_RESTORE, CMD_RESTORE);
    parts[PART_INSTALL] =
        make_plain(window, WC_BUTTONW, WS_TABSTOP, IDS_BUTTON_INSTALL, CMD_INSTALL);
    parts[PART_UNDO] = make_plain(window, WC_BUTTONW, WS_TABSTOP, IDS_BUTTON_UNDO, CMD_UNDO);
    parts[PART_EXPORT] = make_button(window, IDS_BUTTON_EXPORT, CMD_EXPORT);
    parts[PART_CLOSE] = make_button(window, IDS_BUTTON_CLOSE, IDCANCEL);
    for (int which = 0; which < PART_COUNT; which++) {
        if (!parts[which])
            return FALSE;
    }
    SendMessageW(parts[PART_PROGRESS], PBM_SETRANGE32, 0, 1000);
    return TRUE;
}

void parts_set_dpi(layout *all, HFONT *font, UINT dpi)
{
    HFONT old = *font;

    all->dpi = dpi;
    *font = dpi_font(dpi);
    for (int which = 0; which < PART_COUNT; which++)
        SendMessageW(all->parts[which], WM_SETFONT, (WPARAM)*font, FALSE);
    if (old)
        DeleteObject(old);
    list_set_dpi(all->parts[PART_LIST], dpi);
    chain_tree_set_dpi(all->parts[PART_CHAIN], dpi);
}

void parts_set_text(const layout *all, part which, wchar_t *text)
{
    SetWindowTextW(all->parts[which], text ? text : L"");
    free(text);
}
