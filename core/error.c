#include "core/error.h"

#include <stdarg.h>
#include <stdio.h>

tr_status tr_error_set(tr_error *err, tr_status status, unsigned long code, const char *format, ...)
{
    va_list arguments;

    if (!err)
        return status;
    err->status = status;
    err->code = code;
    va_start(arguments, format);
    vsnprintf(err->message, sizeof(err->message), format, arguments);
    va_end(arguments);
    for (char *c = err->message; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    }
    return status;
}
