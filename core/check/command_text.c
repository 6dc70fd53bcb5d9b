#include "core/check/command_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/shell_word.h"

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

char *tr_command_word(const char *path)
{
    char *behind = *path == '-' ? tr_command_text("./%s", path) : strdup(path); /* no option */
    char *word = behind ? tr_shell_word(behind) : NULL;

    free(behind);
    return word;
}
