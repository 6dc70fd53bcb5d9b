#include "core/platform/path.h"

#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "core/platform/system_error.h"
#include "core/platform/win32/path.h"
#include "core/platform/win32/text.h"

/* "\\?\C:\x" as people write it: "C:\x"; "\\?\UNC\server\share" becomes "\\server\share". */
static char *in_plain_form(wchar_t *native)
{
    static const wchar_t share[] = L"\\\\?\\UNC\\";
    static const wchar_t local[] = L"\\\\?\\";

    if (wcsncmp(native, share, wcslen(share)) == 0) {
        native += wcslen(share) - 2;
        native[0] = '\\';
    } else if (wcsncmp(native, local, wcslen(local)) == 0) {
        native += wcslen(local);
    }
    return tr_text_to_utf8(native, wcslen(native));
}

/* The same with all links resolved, to free(); NULL if the system cannot say. */
static wchar_t *resolved(const wchar_t *folder)
{
    HANDLE handle = CreateFileW(folder, FILE_READ_ATTRIBUTES,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                                OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    DWORD room = 0;
    DWORD count = 0;
    wchar_t *path = NULL;

    if (handle == INVALID_HANDLE_VALUE)
        return NULL;
    room = GetFinalPathNameByHandleW(handle, NULL, 0, 0);
    path = room ? malloc(room * sizeof(*path)) : NULL;
    if (path)
        count = GetFinalPathNameByHandleW(handle, path, room, 0);
    CloseHandle(handle);
    if (count > 0 && count < room)
        return path;
    free(path);
    return NULL;
}

/* The folder of a path, resolved, with the last part as it is. */
static char *resolve_folder(wchar_t *native)
{
    wchar_t *last = wcsrchr(native, '\\');
    wchar_t *above;
    char *folder = NULL;
    char *name = NULL;
    char *path = NULL;

    if (!last || last[1] == 0)
        return in_plain_form(native);
    name = tr_text_to_utf8(last + 1, wcslen(last + 1));
    last[1] = 0; /* "C:\" is a folder, "C:" is none */
    above = resolved(native);
    folder = in_plain_form(above ? above : native);
    free(above);
    if (folder && name)
        path = tr_path_join(folder, name);
    free(folder);
    free(name);
    return path;
}

tr_status tr_path_absolute(char **out, const char *path, tr_error *err)
{
    wchar_t *native = tr_path_native(path);
    DWORD code = native ? 0 : GetLastError();

    if (!native)
        return tr_error_set_system(err, tr_system_error_status(code), code, "cannot look at '%s'",
                                   path);
    *out = resolve_folder(native);
    free(native);
    return *out ? TR_OK : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", path);
}

/* The file system's own log keeps names; no program can hurry it. */
tr_status tr_path_sync_folder(const char *path, tr_error *err)
{
    (void)path, (void)err;
    return TR_OK;
}
