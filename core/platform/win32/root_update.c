#include "core/platform/root_update.h"

#include <stdbool.h>

#include <windows.h>

/* The policy of "Turn off Automatic Root Certificates Update". */
#define POLICY L"SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\AuthRoot"
#define UPDATE L"SOFTWARE\\Microsoft\\SystemCertificates\\AuthRoot\\AutoUpdate"

static HKEY open_key(const wchar_t *name)
{
    HKEY key = NULL;

    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, name, 0, KEY_QUERY_VALUE | KEY_WOW64_64KEY, &key) != 0)
        return NULL;
    return key;
}

static bool is_switched_off(void)
{
    HKEY key = open_key(POLICY);
    DWORD value = 0;
    DWORD size = sizeof(value);
    DWORD type = 0;
    bool is_off =
        key &&
        RegQueryValueExW(key, L"DisableRootAutoUpdate", NULL, &type, (BYTE *)&value, &size) == 0 &&
        type == REG_DWORD && value == 1;

    if (key)
        RegCloseKey(key);
    return is_off;
}

static bool is_redirected(void)
{
    HKEY key = open_key(UPDATE);
    DWORD size = 0;
    bool has_url = key && RegQueryValueExW(key, L"RootDirUrl", NULL, NULL, NULL, &size) == 0 &&
                   size > sizeof(wchar_t);

    if (key)
        RegCloseKey(key);
    return has_url;
}

tr_root_update tr_root_update_state(void)
{
    if (is_switched_off())
        return TR_ROOT_UPDATE_OFF;
    return is_redirected() ? TR_ROOT_UPDATE_REDIRECTED : TR_ROOT_UPDATE_ON;
}
