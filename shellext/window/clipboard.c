#include "shellext/window/clipboard.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/win32/text.h"
#include "shellext/window/list.h"
#include "shellext/window/passage.h"

static void set_text(HWND owner, const passage *all)
{
    size_t size = (all->count + 1) * sizeof(*all->text);
    HGLOBAL memory;
    void *bytes;

    if (!all->text || all->is_short || !OpenClipboard(owner))
        return;
    EmptyClipboard();
    memory = GlobalAlloc(GMEM_MOVEABLE, size);
    bytes = memory ? GlobalLock(memory) : NULL;
    if (bytes) {
        memcpy(bytes, all->text, size);
        GlobalUnlock(memory);
    }
    if (!bytes || !SetClipboardData(CF_UNICODETEXT, memory))
        GlobalFree(memory);
    CloseClipboard();
}

static void add_row(passage *out, const row *which)
{
    for (int index = 0; index < COLUMN_COUNT; index++) {
        if (index > 0)
            passage_add(out, _wcsdup(L"\t"));
        passage_add(out, _wcsdup(which->texts[index]));
    }
    passage_add_gap(out);
}

void clipboard_copy_rows(HWND owner, HWND list, const model *rows)
{
    passage all = { 0 };
    int index = -1;
    const row *which;

    while ((which = list_next_selected(&index, list, rows)))
        add_row(&all, which);
    set_text(owner, &all);
    free(all.text);
}

void clipboard_copy_paths(HWND owner, HWND list, const model *rows)
{
    passage all = { 0 };
    int index = -1;
    const row *which;

    while ((which = list_next_selected(&index, list, rows)))
        passage_add_line(&all, tr_text_to_utf16(which->path));
    set_text(owner, &all);
    free(all.text);
}
