#include "core/platform/directory.h"

#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "core/platform/win32/path.h"

static tr_path_kind kind_of(const wchar_t *native)
{
    BY_HANDLE_FILE_INFORMATION information;
    HANDLE handle = CreateFileW(
        native, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
        FILE_FLAG_BACKUP_SEMANTICS | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, NULL);
    bool is_on_disk;

    if (handle == INVALID_HANDLE_VALUE) {
        /* The folder still tells of what we have no access to. */
        information.dwFileAttributes = GetFileAttributesW(native);
        is_on_disk = true;
        if (information.dwFileAttributes == INVALID_FILE_ATTRIBUTES ||
            (information.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT))
            return TR_PATH_MISSING;
    } else {
        is_on_disk = GetFileType(handle) == FILE_TYPE_DISK &&
                     GetFileInformationByHandle(handle, &information);
        CloseHandle(handle);
    }
    if (!is_on_disk)
        return TR_PATH_OTHER;
    return information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY ? TR_PATH_FOLDER : TR_PATH_FILE;
}

tr_path_kind tr_path_kind_of(const char *path)
{
    wchar_t *native = tr_path_native(path);
    tr_path_kind kind = native ? kind_of(native) : TR_PATH_MISSING;

    free(native);
    return kind;
}

size_t tr_path_name(const char *path)
{
    size_t name = strlen(path);

    while (name > 0 && !strchr("\\/:", path[name - 1]))
        name--;
    return name;
}
