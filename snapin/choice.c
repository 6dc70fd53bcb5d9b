#include "snapin/choice.h"

#include <stdlib.h>
#include <wchar.h>

#include <commdlg.h>
#include <shlobj.h>

#include "core/platform/win32/text.h"
#include "snapin/strings.h"

#define PATH_CAPACITY 4096

static char *to_utf8(const wchar_t *text)
{
    return tr_text_to_utf8(text, wcslen(text));
}

/* What Windows wants in place of the |. */
static wchar_t *kinds_of(UINT id)
{
    wchar_t *kinds = text_of(id);

    for (wchar_t *at = kinds; at && *at; at++) {
        if (*at == L'|')
            *at = L'\0';
    }
    return kinds;
}

static char *choose(BOOL(WINAPI *ask)(OPENFILENAMEW *), OPENFILENAMEW *how, UINT kinds,
                    wchar_t path[PATH_CAPACITY])
{
    wchar_t *filter = kinds_of(kinds);
    BOOL is_chosen;

    how->lStructSize = sizeof(*how);
    how->lpstrFilter = filter;
    how->lpstrFile = path;
    how->nMaxFile = PATH_CAPACITY;
    how->Flags |= OFN_EXPLORER | OFN_NOCHANGEDIR | OFN_HIDEREADONLY | OFN_PATHMUSTEXIST;
    is_chosen = filter && ask(how);
    free(filter);
    return is_chosen ? to_utf8(path) : NULL;
}

char *choice_to_open(HWND owner, UINT kinds)
{
    wchar_t path[PATH_CAPACITY] = L"";
    OPENFILENAMEW how = { .hwndOwner = owner, .Flags = OFN_FILEMUSTEXIST };

    return choose(GetOpenFileNameW, &how, kinds, path);
}

char *choice_to_save(HWND owner, UINT kinds, const wchar_t *extension, UINT name)
{
    wchar_t path[PATH_CAPACITY] = L"";
    OPENFILENAMEW how = { .hwndOwner = owner,
                          .lpstrDefExt = extension,
                          .Flags = OFN_OVERWRITEPROMPT };
    wchar_t *proposed = name ? text_of(name) : NULL;

    if (proposed)
        (void)_snwprintf(path, PATH_CAPACITY - 1, L"%ls", proposed);
    free(proposed);
    return choose(GetSaveFileNameW, &how, kinds, path);
}

static char *browse(HWND owner, UINT title, UINT flags)
{
    wchar_t *text = text_of(title);
    BROWSEINFOW how = { .hwndOwner = owner,
                        .lpszTitle = text,
                        .ulFlags = BIF_NEWDIALOGSTYLE | BIF_NONEWFOLDERBUTTON | flags };
    PIDLIST_ABSOLUTE chosen = SHBrowseForFolderW(&how);
    wchar_t path[MAX_PATH];
    char *place = NULL;

    if (chosen && SHGetPathFromIDListW(chosen, path))
        place = to_utf8(path);
    CoTaskMemFree(chosen);
    free(text);
    return place;
}

char *choice_of_folder(HWND owner, UINT title)
{
    return browse(owner, title, BIF_RETURNONLYFSDIRS);
}

char *choice_of_place(HWND owner, UINT title)
{
    return browse(owner, title, BIF_BROWSEINCLUDEFILES);
}
