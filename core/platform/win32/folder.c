/*
 * A folder is held open without sharing the right to delete it: until it is
 * closed, neither it nor a folder above it can be swapped for a junction.
 */
#include "core/platform/folder.h"

#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "core/platform/system_error.h"
#include "core/platform/win32/path.h"
#include "core/platform/win32/text.h"

struct tr_folder {
    HANDLE handle;
};

static tr_status cannot_list(const char *path, unsigned long code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status(code), code, "cannot list '%s'", path);
}

/* Gives GetLastError() for what is no folder, and for a link that must not be followed. */
static DWORD look_at(HANDLE handle, bool may_be_link)
{
    BY_HANDLE_FILE_INFORMATION information;
    FILE_ATTRIBUTE_TAG_INFO tag = { 0 };

    if (!GetFileInformationByHandle(handle, &information))
        return GetLastError();
    if (!(information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY))
        return ERROR_DIRECTORY;
    if (may_be_link || !(information.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT))
        return 0;
    if (!GetFileInformationByHandleEx(handle, FileAttributeTagInfo, &tag, sizeof(tag)) ||
        tr_path_is_link(tag.ReparseTag))
        return ERROR_DIRECTORY;
    return 0;
}

static DWORD open_handle(HANDLE *out, const char *path, bool may_be_link)
{
    wchar_t *native = tr_path_native(path);
    DWORD flags = may_be_link ? 0 : FILE_FLAG_OPEN_REPARSE_POINT;
    HANDLE handle;
    DWORD code;

    if (!native)
        return GetLastError();
    handle = CreateFileW(
        native, FILE_LIST_DIRECTORY | FILE_READ_ATTRIBUTES | SYNCHRONIZE,
        FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING,
        FILE_FLAG_BACKUP_SEMANTICS | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION | flags, NULL);
    code = handle == INVALID_HANDLE_VALUE ? GetLastError() : look_at(handle, may_be_link);
    free(native);
    if (code != 0 && handle != INVALID_HANDLE_VALUE)
        CloseHandle(handle);
    *out = handle;
    return code;
}

tr_status tr_folder_open(tr_folder **out, tr_folder *parent, const char *path, const char *name,
                         tr_error *err)
{
    tr_folder *folder = malloc(sizeof(*folder));
    DWORD code;

    (void)name;
    if (!folder)
        return cannot_list(path, ERROR_NOT_ENOUGH_MEMORY, err);
    code = open_handle(&folder->handle, path, parent == NULL);
    if (code != 0) {
        free(folder);
        return cannot_list(path, code, err);
    }
    *out = folder;
    return TR_OK;
}

/* Gives GetLastError(). */
static DWORD visit_entry(const WIN32_FIND_DATAW *entry, tr_folder_visit *visit, void *context)
{
    const wchar_t *wide = entry->cFileName;
    bool is_folder = (entry->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    bool is_kept;
    char *name;

    if (wcscmp(wide, L".") == 0 || wcscmp(wide, L"..") == 0)
        return 0;
    /* Of a reparse point, dwReserved0 is the tag. */
    if ((entry->dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) &&
        tr_path_is_link(entry->dwReserved0))
        return 0;
    name = tr_text_to_utf8(wide, wcslen(wide));
    is_kept = name && visit(context, name, is_folder);
    free(name);
    return is_kept ? 0 : ERROR_NOT_ENOUGH_MEMORY;
}

/* Gives GetLastError(). */
static DWORD visit_entries(const wchar_t *pattern, tr_folder_visit *visit, void *context)
{
    WIN32_FIND_DATAW entry;
    HANDLE search = FindFirstFileExW(pattern, FindExInfoBasic, &entry, FindExSearchNameMatch, NULL,
                                     FIND_FIRST_EX_LARGE_FETCH);
    DWORD code = 0;

    if (search == INVALID_HANDLE_VALUE)
        return GetLastError();
    while (code == 0) {
        code = visit_entry(&entry, visit, context);
        if (code == 0 && !FindNextFileW(search, &entry))
            code = GetLastError();
    }
    FindClose(search);
    return code;
}

/* By name: some network shares cannot list by the handle. The name is held meanwhile. */
tr_status tr_folder_list(const tr_folder *folder, const char *path, tr_folder_visit *visit,
                         void *context, tr_error *err)
{
    wchar_t *native = tr_path_native(path);
    size_t size = native ? wcslen(native) : 0;
    wchar_t *pattern = native ? malloc((size + 3) * sizeof(*pattern)) : NULL;
    DWORD code = native ? ERROR_NOT_ENOUGH_MEMORY : GetLastError();

    (void)folder;
    if (pattern) {
        wcscpy(pattern, native);
        wcscpy(pattern + size, native[size - 1] == '\\' ? L"*" : L"\\*");
        code = visit_entries(pattern, visit, context);
    }
    free(pattern);
    free(native);
    /* The root of an empty drive has not even "." in it. */
    if (code == ERROR_NO_MORE_FILES || code == ERROR_FILE_NOT_FOUND)
        return TR_OK;
    return cannot_list(path, code, err);
}

void tr_folder_rest(tr_folder *folder)
{
    (void)folder; /* handles are not scarce, and keep the tree as it is */
}

void tr_folder_close(tr_folder *folder)
{
    if (!folder)
        return;
    CloseHandle(folder->handle);
    free(folder);
}

/* The one that the path has, so that it stays of one kind. */
char tr_folder_separator(const char *path)
{
    size_t size = strlen(path);
    size_t last = size;

    if (size > 0 && strchr("\\/:", path[size - 1]))
        return 0;
    while (last > 0 && path[last - 1] != '\\' && path[last - 1] != '/')
        last--;
    return last > 0 ? path[last - 1] : '\\';
}
