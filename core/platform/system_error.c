#include "core/platform/system_error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cut text so that room bytes hold it, between two characters of UTF-8. */
static void cut(char *text, size_t room)
{
    static const char ellipsis[] = "...";
    size_t end;

    if (strlen(text) < room || room < sizeof(ellipsis))
        return;
    end = room - sizeof(ellipsis);
    while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    memcpy(text + end, ellipsis, sizeof(ellipsis));
}

tr_status tr_error_set_system(tr_error *err, tr_status status, unsigned long code,
                              const char *format, ...)
{
    char what[sizeof(err->message)];
    char buffer[256];
    const char *words = tr_system_error_words(buffer, sizeof(buffer), code);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(what, sizeof(what), format, arguments);
    va_end(arguments);
    cut(what, sizeof(what) - strlen(": ") - strlen(words));
    return tr_error_set(err, status, code, "%s: %s", what, words);
}
