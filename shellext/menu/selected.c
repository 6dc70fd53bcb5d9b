#include "shellext/menu/selected.h"

#include <stdlib.h>
#include <string.h>

#include "shellext/drop_list.h"

/* False ends the visit. */
typedef bool name_visitor(void *context, const wchar_t *name, size_t size);

/* From the last letter on, for that alone settles it for most of ten thousand names. */
static bool is_invalid_name(const wchar_t *name, size_t size)
{
    static const wchar_t lower[] = L"_invalid";
    static const wchar_t upper[] = L"_INVALID";
    size_t left = ARRAYSIZE(lower) - 1;

    if (size < left)
        return false;
    name += size - left;
    while (left > 0 && (name[left - 1] == lower[left - 1] || name[left - 1] == upper[left - 1]))
        left--;
    return left == 0;
}

/* A block of memory in one of the data object's formats; what it gave is released at the end. */
typedef struct held_block {
    STGMEDIUM medium;
    const void *bytes;
    size_t size;
} held_block;

static bool hold_block(held_block *out, IDataObject *data, CLIPFORMAT format)
{
    FORMATETC wanted = { format, NULL, DVASPECT_CONTENT, -1, TYMED_HGLOBAL };

    memset(out, 0, sizeof(*out));
    if (IDataObject_GetData(data, &wanted, &out->medium) != S_OK)
        return false;
    if (out->medium.tymed == TYMED_HGLOBAL && out->medium.hGlobal)
        out->bytes = GlobalLock(out->medium.hGlobal);
    if (!out->bytes) {
        ReleaseStgMedium(&out->medium);
        return false;
    }
    out->size = GlobalSize(out->medium.hGlobal);
    return true;
}

static void release_block(held_block *block)
{
    GlobalUnlock(block->medium.hGlobal);
    ReleaseStgMedium(&block->medium);
}

/* The name in UTF-16; 0 if it is longer than any path, or no text. */
static size_t widen(wchar_t *out, const tr_drop_list *list, const tr_dropped_name *name)
{
    if (name->size > 2 * TR_SELECTION_UNITS_MAX)
        return 0;
    if (list->is_wide) {
        memcpy(out, name->bytes, name->size);
        return name->size / sizeof(*out);
    }
    return (size_t)MultiByteToWideChar(CP_ACP, 0, (const char *)name->bytes, (int)name->size, out,
                                       TR_SELECTION_UNITS_MAX);
}

/* S_FALSE if the data object has no list of dropped files. */
static HRESULT visit_drop_list(IDataObject *data, name_visitor *visitor, void *context)
{
    HRESULT result = S_FALSE;
    wchar_t *units = malloc(TR_SELECTION_UNITS_MAX * sizeof(*units));
    held_block block;
    tr_drop_list list;
    tr_dropped_name name;

    if (!units)
        return E_OUTOFMEMORY;
    if (!hold_block(&block, data, CF_HDROP))
        goto done;
    if (tr_drop_list_open(&list, block.bytes, block.size)) {
        result = S_OK;
        while (tr_drop_list_next(&list, &name)) {
            size_t size = widen(units, &list, &name);

            if (size > 0 && !visitor(context, units, size))
                break;
        }
    }
    release_block(&block);
done:
    free(units);
    return result;
}

/*
 * A data object's list of items: Microsoft's CIDA structure, which begins with
 * their count, the offset of the folder's identifiers and those of each item.
 */
typedef struct item_list {
    held_block block;
    UINT count; /* of items, whether they have paths or not; 0 if there is no list */
} item_list;

static UINT number_at(const item_list *list, size_t index)
{
    UINT number;

    memcpy(&number, (const BYTE *)list->block.bytes + index * sizeof(number), sizeof(number));
    return number;
}

static bool hold_item_list(item_list *out, IDataObject *data)
{
    CLIPFORMAT format = (CLIPFORMAT)RegisterClipboardFormatW(CFSTR_SHELLIDLIST);

    out->count = 0;
    if (!hold_block(&out->block, data, format))
        return false;
    if (out->block.size >= sizeof(UINT))
        out->count = number_at(out, 0);
    return true;
}

/* The identifiers whose offset is at an index; NULL unless all of them lie within the block. */
static PCUIDLIST_RELATIVE identifiers_at(const item_list *list, size_t index)
{
    const BYTE *bytes = list->block.bytes;
    size_t size = list->block.size;
    size_t first;
    size_t offset;
    USHORT id_size;

    if (index >= size / sizeof(UINT))
        return NULL;
    first = offset = number_at(list, index);
    do {
        if (offset > size || size - offset < sizeof(id_size))
            return NULL;
        memcpy(&id_size, bytes + offset, sizeof(id_size));
        offset += id_size;
    } while (id_size >= sizeof(id_size));
    return id_size == 0 ? (PCUIDLIST_RELATIVE)(const void *)(bytes + first) : NULL;
}

/* To CoTaskMemFree(); NULL if the item has no path. */
static wchar_t *path_in_list(const item_list *list, UINT index)
{
    PCUIDLIST_RELATIVE folder = identifiers_at(list, 1);
    PCUIDLIST_RELATIVE item = identifiers_at(list, 2 + (size_t)index);
    PIDLIST_ABSOLUTE whole = NULL;
    wchar_t *path = NULL;

    if (folder && item)
        whole = ILCombine((PCIDLIST_ABSOLUTE)folder, item);
    if (whole && FAILED(SHGetNameFromIDList(whole, SIGDN_FILESYSPATH, &path)))
        path = NULL;
    ILFree(whole);
    return path;
}

static wchar_t *item_name(IShellItemArray *items, DWORD index, SIGDN form)
{
    IShellItem *item = NULL;
    wchar_t *name = NULL;

    if (FAILED(IShellItemArray_GetItemAt(items, index, &item)) || !item)
        return NULL;
    if (FAILED(IShellItem_GetDisplayName(item, form, &name)))
        name = NULL;
    IShellItem_Release(item);
    return name;
}

static DWORD count_of(IShellItemArray *items)
{
    DWORD count = 0;

    return SUCCEEDED(IShellItemArray_GetCount(items, &count)) ? count : 0;
}

static bool note_name(void *context, const wchar_t *name, size_t size)
{
    selected_names *names = context;

    names->count++;
    names->has_invalid = names->has_invalid || is_invalid_name(name, size);
    return true;
}

void selected_look_at_items(selected_names *out, IShellItemArray *items, size_t most)
{
    DWORD count = count_of(items);

    *out = (selected_names){ .is_all = count <= most };
    for (DWORD index = 0; index < count && index < most; index++) {
        wchar_t *name = item_name(items, index, SIGDN_FILESYSPATH);

        if (name)
            note_name(out, name, wcslen(name));
        CoTaskMemFree(name);
        if (out->has_invalid && out->count > 1)
            break; /* no further name changes anything */
    }
}

/* A list of items may be of any length, and each path is made anew: only the first are looked at.
 */
static void look_at_item_list(selected_names *out, IDataObject *data)
{
    item_list list;

    if (!hold_item_list(&list, data))
        return;
    out->is_all = list.count <= SELECTED_QUICK_LOOK;
    for (UINT index = 0; index < list.count && index < SELECTED_QUICK_LOOK; index++) {
        wchar_t *path = path_in_list(&list, index);

        if (path)
            note_name(out, path, wcslen(path));
        CoTaskMemFree(path);
    }
    release_block(&list.block);
}

void selected_look(selected_names *out, IDataObject *data)
{
    *out = (selected_names){ .is_all = true };
    visit_drop_list(data, note_name, out);
    if (out->count == 0)
        look_at_item_list(out, data);
}

/* Paths that are being collected. */
typedef struct collection {
    tr_selection *selection;
    size_t longest;
    bool is_full; /* no memory for a name, or more names than anybody selects */
} collection;

static bool collect_name(void *context, const wchar_t *name, size_t size)
{
    collection *paths = context;

    if (!tr_selection_add(paths->selection, name, size))
        paths->is_full = true;
    if (size > paths->longest)
        paths->longest = size;
    return !paths->is_full;
}

static HRESULT outcome(const collection *paths)
{
    if (paths->is_full)
        return E_OUTOFMEMORY;
    return paths->selection->count > 0 ? S_OK : S_FALSE;
}

/* A path, to be freed here, or NULL for an item that has none. */
static void collect_path(collection *paths, wchar_t *path)
{
    size_t size = path ? wcslen(path) : 0;

    if (size > 0 && size <= TR_SELECTION_UNITS_MAX)
        collect_name(paths, path, size);
    else
        paths->selection->left_out++;
    CoTaskMemFree(path);
}

HRESULT selected_collect_items(tr_selection *selection, IShellItemArray *items)
{
    DWORD count = count_of(items);
    collection paths = { .selection = selection };

    for (DWORD index = 0; index < count && !paths.is_full; index++)
        collect_path(&paths, item_name(items, index, SIGDN_FILESYSPATH));
    return outcome(&paths);
}

static HRESULT collect_item_list(tr_selection *selection, const item_list *list)
{
    collection paths = { .selection = selection };

    for (UINT index = 0; index < list->count && !paths.is_full; index++) {
        /* Of a list that breaks off, the rest cannot be there. */
        if ((size_t)index + 2 >= list->block.size / sizeof(UINT)) {
            selection->left_out += list->count - index;
            break;
        }
        collect_path(&paths, path_in_list(list, index));
    }
    return outcome(&paths);
}

/* Take the paths that the list of items gives, unless the dropped files are more. */
static HRESULT prefer_item_list(tr_selection *selection, const item_list *list)
{
    tr_selection by_list = { 0 };
    HRESULT result = collect_item_list(&by_list, list);

    if (SUCCEEDED(result) && by_list.count >= selection->count) {
        tr_selection_clear(selection);
        *selection = by_list;
        return result;
    }
    tr_selection_clear(&by_list);
    if (FAILED(result))
        return result;
    selection->left_out = list->count > selection->count ? list->count - selection->count : 0;
    return selection->count > 0 ? S_OK : S_FALSE;
}

/*
 * The list of dropped files is read quickly, but knows no items without a path,
 * and nobody promises that it holds paths of MAX_PATH and more: the other does.
 */
HRESULT selected_collect(tr_selection *selection, IDataObject *data)
{
    collection paths = { .selection = selection };
    HRESULT result = visit_drop_list(data, collect_name, &paths);
    item_list list;

    if (FAILED(result) || paths.is_full)
        return E_OUTOFMEMORY;
    result = outcome(&paths);
    if (!hold_item_list(&list, data))
        return result;
    if (selection->count == 0 || selection->count < list.count || paths.longest >= MAX_PATH - 1)
        result = prefer_item_list(selection, &list);
    release_block(&list.block);
    return result;
}

HRESULT selected_collect_folder(tr_selection *selection, PCIDLIST_ABSOLUTE folder)
{
    collection paths = { .selection = selection };
    wchar_t *path = NULL;

    if (SUCCEEDED(SHGetNameFromIDList(folder, SIGDN_FILESYSPATH, &path)) && path) {
        collect_name(&paths, path, wcslen(path));
        CoTaskMemFree(path);
    } else {
        selection->left_out = 1;
    }
    return outcome(&paths);
}

bool selected_folder_has_path(PCIDLIST_ABSOLUTE folder)
{
    wchar_t *path = NULL;
    bool has_path = SUCCEEDED(SHGetNameFromIDList(folder, SIGDN_FILESYSPATH, &path)) && path;

    CoTaskMemFree(path);
    return has_path;
}
