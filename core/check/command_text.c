#include "core/check/command_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *tr_command_text_of(const char *format, va_list arguments)
{
    va_list again;
    char *text;
    int size;

    va_copy(again, arguments);
    size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    text = size < 0 ? NULL : malloc((size_t)size + 1);
    if (text)
        vsnprintf(text, (size_t)size + 1, format, arguments);
    return text;
}

char *tr_command_text(const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = tr_command_text_of(format, arguments);
    va_end(arguments);
    return text;
}

/* What no shell has a meaning for. */
static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                            "-_./\\:+,=@~";

char *tr_command_word(const char *path)
{
    if (*path && path[strspn(path, plain)] == '\0')
        return strdup(path);
    return tr_command_text("\"%s\"", path);
}
