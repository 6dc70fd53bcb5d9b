#include "shellext/window/rights.h"

#include <windows.h>

bool rights_are_elevated(void)
{
    TOKEN_ELEVATION elevation = { 0 };
    HANDLE token = NULL;
    DWORD size = 0;

    if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        GetTokenInformation(token, TokenElevation, &elevation, sizeof(elevation), &size);
    if (token)
        CloseHandle(token);
    return elevation.TokenIsElevated != 0;
}
