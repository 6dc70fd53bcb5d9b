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

tr_status tr_path_absolute(char **out, const char *path, tr_error *err)
{
    wchar_t *native = tr_path_native(path);
    DWORD code = native ? 0 : GetLastError();

    if (!native)
        return tr_error_set_system(err, tr_system_error_status(code), code, "cannot look at '%s'",
                                   path);
    *out = in_plain_form(native);
    free(native);
    return *out ? TR_OK : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", path);
}
