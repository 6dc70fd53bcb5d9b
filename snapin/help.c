#include "snapin/help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <shellapi.h>

#include "com/module.h"
#include "snapin/mmc_guids.h"
#include "snapin/place.h"

#define COMPILED      L"trustmend.chm"
#define NAME_CAPACITY 64

static bool is_there(const wchar_t *path)
{
    return path && GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}

static const char *page_of(node_id place)
{
    return place == PLACE_ROOT ? "index" : place_word(place);
}

static HRESULT show_compiled(IConsole2 *console, node_id place)
{
    wchar_t topic[NAME_CAPACITY];
    IDisplayHelp *display;
    HRESULT result = IConsole2_QueryInterface(console, &IID_IDisplayHelp, (void **)&display);

    if (FAILED(result))
        return result;
    _snwprintf(topic, NAME_CAPACITY, COMPILED L"::/%hs.html", page_of(place));
    topic[NAME_CAPACITY - 1] = L'\0';
    result = IDisplayHelp_ShowTopic(display, topic);
    IDisplayHelp_Release(display);
    return result;
}

static HRESULT show_page(node_id place)
{
    wchar_t name[NAME_CAPACITY];
    wchar_t *path;
    HRESULT result = S_FALSE;

    _snwprintf(name, NAME_CAPACITY, L"help\\%hs.html", page_of(place));
    name[NAME_CAPACITY - 1] = L'\0';
    path = module_path_beside(name);
    if (is_there(path) &&
        (INT_PTR)ShellExecuteW(NULL, L"open", path, NULL, NULL, SW_SHOWNORMAL) > 32)
        result = S_OK;
    free(path);
    return result;
}

HRESULT help_show(IConsole2 *console, node_id place)
{
    wchar_t *compiled = module_path_beside(COMPILED);
    bool has_compiled = is_there(compiled);

    free(compiled);
    if (has_compiled && show_compiled(console, place) == S_OK)
        return S_OK;
    return show_page(place);
}

HRESULT help_compiled(wchar_t **out)
{
    wchar_t *path = module_path_beside(COMPILED);
    size_t size = path ? (wcslen(path) + 1) * sizeof(*path) : 0;
    HRESULT result = path ? S_FALSE : E_OUTOFMEMORY;

    *out = NULL;
    if (is_there(path)) {
        *out = CoTaskMemAlloc(size);
        if (*out)
            memcpy(*out, path, size);
        result = *out ? S_OK : E_OUTOFMEMORY;
    }
    free(path);
    return result;
}
