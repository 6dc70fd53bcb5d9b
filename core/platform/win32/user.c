#include "core/platform/user.h"

#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <sddl.h>

#include "core/platform/win32/text.h"

/* The user that this process runs as, to free(). */
static TOKEN_USER *token_user(void)
{
    HANDLE token;
    DWORD size = 0;
    TOKEN_USER *user;

    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return NULL;
    GetTokenInformation(token, TokenUser, NULL, 0, &size);
    user = malloc(size ? size : 1);
    if (user && !GetTokenInformation(token, TokenUser, user, size, &size)) {
        free(user);
        user = NULL;
    }
    CloseHandle(token);
    return user;
}

static char *name_of(PSID sid)
{
    wchar_t text[600];
    wchar_t name[256];
    wchar_t domain[256];
    DWORD name_count = 256;
    DWORD domain_count = 256;
    SID_NAME_USE use;
    wchar_t *identifier;
    char *copy = NULL;

    if (LookupAccountSidW(NULL, sid, name, &name_count, domain, &domain_count, &use)) {
        wcscpy(text, domain);
        if (*domain)
            wcscat(text, L"\\");
        wcscat(text, name);
        return tr_text_to_utf8(text, wcslen(text));
    }
    if (ConvertSidToStringSidW(sid, &identifier)) {
        copy = tr_text_to_utf8(identifier, wcslen(identifier));
        LocalFree(identifier);
    }
    return copy;
}

char *tr_user_name(void)
{
    TOKEN_USER *user = token_user();
    char *name = user ? name_of(user->User.Sid) : NULL;

    free(user);
    return name ? name : strdup("unknown");
}

bool tr_user_is_elevated(void)
{
    TOKEN_ELEVATION elevation = { 0 };
    HANDLE token;
    DWORD size;

    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return false;
    if (!GetTokenInformation(token, TokenElevation, &elevation, sizeof(elevation), &size))
        elevation.TokenIsElevated = 0;
    CloseHandle(token);
    return elevation.TokenIsElevated != 0;
}
