#include "core/platform/environment.h"

#include <stdlib.h>

#include <windows.h>

#include "core/platform/win32/text.h"

/* With its final zero: the system allows no longer value. */
#define VALUE_MAX 32767

char *tr_environment_get(const char *name)
{
    wchar_t *wide = tr_text_to_utf16(name);
    wchar_t *value = malloc(VALUE_MAX * sizeof(*value));
    DWORD count = wide && value ? GetEnvironmentVariableW(wide, value, VALUE_MAX) : 0;
    char *result = count > 0 && count < VALUE_MAX ? tr_text_to_utf8(value, count) : NULL;

    free(value);
    free(wide);
    return result;
}
