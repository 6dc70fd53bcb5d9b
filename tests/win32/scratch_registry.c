#include "tests/scratch_registry.h"

#include <stdio.h>
#include <string.h>

#include <windows.h>

#define CLAIMED "SOFTWARE\\TrendMicro"

static bool is_claimed;

static REGSAM view_of(bool is_32)
{
    return is_32 ? KEY_WOW64_32KEY : KEY_WOW64_64KEY;
}

static bool is_there(bool is_32)
{
    HKEY key;
    bool is_open =
        RegOpenKeyExA(HKEY_LOCAL_MACHINE, CLAIMED, 0, KEY_READ | view_of(is_32), &key) == 0;

    if (is_open)
        RegCloseKey(key);
    return is_open;
}

bool scratch_registry_set_up(void)
{
    HKEY key;

    if (is_there(true) || is_there(false) ||
        RegCreateKeyExA(HKEY_LOCAL_MACHINE, CLAIMED, 0, NULL, 0, KEY_WRITE | KEY_WOW64_32KEY, NULL,
                        &key, NULL) != 0)
        return false;
    RegCloseKey(key);
    is_claimed = true;
    return true;
}

/* RegDeleteTree knows no views, but takes the key that it is given. */
static void remove_view(bool is_32)
{
    HKEY key;

    if (RegOpenKeyExA(HKEY_LOCAL_MACHINE, CLAIMED, 0, KEY_ALL_ACCESS | view_of(is_32), &key) != 0)
        return;
    RegDeleteTreeA(key, NULL);
    RegCloseKey(key);
    RegDeleteKeyExA(HKEY_LOCAL_MACHINE, CLAIMED, view_of(is_32), 0);
}

void scratch_registry_tear_down(void)
{
    if (is_claimed) {
        remove_view(true);
        remove_view(false);
    }
    is_claimed = false;
}

static bool set(bool is_32, const char *key, const char *name, DWORD type, const void *data,
                size_t size)
{
    char path[512];
    HKEY open;
    bool is_set;

    snprintf(path, sizeof(path), CLAIMED "\\%s", key);
    if (!is_claimed || RegCreateKeyExA(HKEY_LOCAL_MACHINE, path, 0, NULL, 0,
                                       KEY_WRITE | view_of(is_32), NULL, &open, NULL) != 0)
        return false;
    is_set = RegSetValueExA(open, name, 0, type, data, (DWORD)size) == 0;
    RegCloseKey(open);
    return is_set;
}

bool scratch_registry_text(bool is_32, const char *key, const char *name, const char *text)
{
    return set(is_32, key, name, REG_SZ, text, strlen(text) + 1);
}

bool scratch_registry_number(bool is_32, const char *key, const char *name, uint32_t number)
{
    return set(is_32, key, name, REG_DWORD, &number, sizeof(number));
}
