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
static DWORD visit_entry(const FILE_ID_BOTH_DIR_INFO *entry, tr_folder_visit *visit, void *context)
{
    const wchar_t *wide = entry->FileName;
    size_t count = entry->FileNameLength / sizeof(*wide);
    bool is_kept;
    char *name;

    if (count > 0 && wide[0] == '.' && (count == 1 || (count == 2 && wide[1] == '.')))
        return 0;
    /* Of a reparse point, EaSize is the tag. */
    if ((entry->FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) && tr_path_is_link(entry->EaSize))
        return 0;
    name = tr_text_to_utf8(wide, count);
    is_kept = name && visit(context, name, (entry->FileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0);
    free(name);
    return is_kept ? 0 : ERROR_NOT_ENOUGH_MEMORY;
}

static DWORD visit_entries(const char *buffer, tr_folder_visit *visit, void *context)
{
    DWORD code;
    DWORD step;

    do {
        const FILE_ID_BOTH_DIR_INFO *entry = (const void *)buffer;

        code = visit_entry(entry, visit, context);
        step = entry->NextEntryOffset;
        buffer += step;
    } while (code == 0 && step != 0);
    return code;
}

tr_status tr_folder_list(const tr_folder *folder, const char *path, tr_folder_visit *visit,
                         void *context, tr_error *err)
{
    const DWORD size = 65536; /* the most that a network share gives at once */
    char *buffer = malloc(size);
    DWORD code = buffer ? 0 : ERROR_NOT_ENOUGH_MEMORY;

    while (code == 0) {
        if (GetFileInformationByHandleEx(folder->handle, FileIdBothDirectoryInfo, buffer, size))
            code = visit_entries(buffer, visit, context);
        else
            code = GetLastError();
    }
    free(buffer);
    return code == ERROR_NO_MORE_FILES ? TR_OK : cannot_list(path, code, err);
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
