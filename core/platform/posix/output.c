#include "core/platform/output.h"

#include <errno.h>

#include "core/platform/system_error.h"

tr_status tr_output_open(FILE **out, const char *path, tr_error *err)
{
    FILE *stream = fopen(path, "we"); /* e: not for programs that we may start */

    if (!stream)
        return tr_error_set_system(err, TR_ERR_IO, (unsigned long)errno, "cannot write to '%s'",
                                   path);
    *out = stream;
    return TR_OK;
}

tr_status tr_output_failure(const char *path, tr_error *err)
{
    unsigned long code = (unsigned long)errno;

    if (!path)
        return tr_error_set_system(err, TR_ERR_IO, code, "cannot write to standard output");
    return tr_error_set_system(err, TR_ERR_IO, code, "cannot write to '%s'", path);
}
