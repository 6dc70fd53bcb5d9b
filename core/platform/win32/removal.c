#include "core/platform/removal.h"

#include <stdlib.h>

#include <windows.h>

#include "core/platform/system_error.h"
#include "core/platform/win32/path.h"

static tr_status remove_by(BOOL(WINAPI *act)(const wchar_t *), const char *path, tr_error *err)
{
    wchar_t *native = tr_path_native(path);
    BOOL is_removed = native && act(native);
    DWORD code = GetLastError();

    free(native);
    if (is_removed)
        return TR_OK;
    return tr_error_set_system(err, tr_system_error_status(code), code, "cannot remove '%s'", path);
}

tr_status tr_file_remove(const char *path, tr_error *err)
{
    return remove_by(DeleteFileW, path, err);
}

tr_status tr_folder_remove(const char *path, tr_error *err)
{
    return remove_by(RemoveDirectoryW, path, err);
}
