#include "core/platform/registry.h"

#include <stdlib.h>
#include <wchar.h>

#include <windows.h>

#include "core/platform/win32/text.h"

/* The value of an open key; to free(). It may not end with a zero. */
static wchar_t *read_text(HKEY key, const wchar_t *value)
{
    DWORD type = 0;
    DWORD size = 0;
    wchar_t *text;

    if (RegQueryValueExW(key, value, NULL, &type, NULL, &size) != 0 ||
        (type != REG_SZ && type != REG_EXPAND_SZ))
        return NULL;
    text = calloc(1, size + 2 * sizeof(*text));
    if (text && RegQueryValueExW(key, value, NULL, &type, (BYTE *)text, &size) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

char *tr_registry_text(const char *key, const char *value)
{
    wchar_t *wide_key = tr_text_to_utf16(key);
    wchar_t *wide_value = tr_text_to_utf16(value);
    HKEY open = NULL;
    wchar_t *text = NULL;
    char *out;

    if (wide_key && wide_value &&
        RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide_key, 0, KEY_QUERY_VALUE | KEY_WOW64_32KEY, &open) ==
            0) {
        text = read_text(open, wide_value);
        RegCloseKey(open);
    }
    out = text ? tr_text_to_utf8(text, wcslen(text)) : NULL;
    free(text);
    free(wide_value);
    free(wide_key);
    return out;
}
