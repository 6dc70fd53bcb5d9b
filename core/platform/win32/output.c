#include "core/platform/output.h"

#include <stdlib.h>

#include <windows.h>

#include "core/platform/system_error.h"
#include "core/platform/win32/path.h"

tr_status tr_output_open(FILE **out, const char *path, tr_error *err)
{
    wchar_t *native = tr_path_native(path);
    FILE *stream = native ? _wfopen(native, L"wbN") : NULL; /* N: not for programs we may start */
    tr_status status = TR_OK;

    if (stream)
        *out = stream;
    else
        status = tr_error_set_system(err, TR_ERR_IO, native ? _doserrno : GetLastError(),
                                     "cannot write to '%s'", path);
    free(native);
    return status;
}

tr_status tr_output_failure(const char *path, tr_error *err)
{
    /* 0: the C library refused by itself, as nothing is open there */
    unsigned long code = _doserrno != 0 ? _doserrno : ERROR_INVALID_HANDLE;

    if (!path)
        return tr_error_set_system(err, TR_ERR_IO, code, "cannot write to standard output");
    return tr_error_set_system(err, TR_ERR_IO, code, "cannot write to '%s'", path);
}
