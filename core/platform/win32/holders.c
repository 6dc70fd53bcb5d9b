#include "core/platform/holders.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <restartmanager.h>

#include "core/platform/win32/path.h"
#include "core/platform/win32/text.h"

#define MOST_HOLDERS 8

bool tr_holders_are_cause(unsigned long code)
{
    return code == ERROR_SHARING_VIOLATION || code == ERROR_LOCK_VIOLATION ||
           code == ERROR_USER_MAPPED_FILE;
}

/* "OfcService.exe (1234)"; adds to text, which is to free(). */
static char *add_holder(char *text, const RM_PROCESS_INFO *process)
{
    const wchar_t *name =
        *process->strServiceShortName ? process->strServiceShortName : process->strAppName;
    char *utf8 = tr_text_to_utf8(name, wcslen(name));
    size_t size = text ? strlen(text) : 0;
    char *longer = utf8 ? realloc(text, size + strlen(utf8) + 24) : NULL;

    if (longer)
        sprintf(longer + size, "%s%s (%lu)", size ? ", " : "", utf8, process->Process.dwProcessId);
    free(utf8);
    return longer ? longer : text;
}

/* The Restart Manager, which few runs need. */
typedef struct manager {
    HMODULE module;
    DWORD(WINAPI *start)(DWORD *session, DWORD flags, WCHAR *key);
    DWORD(WINAPI *end)(DWORD session);
    DWORD(WINAPI *add)
    (DWORD session, UINT files, LPCWSTR names[], UINT processes, RM_UNIQUE_PROCESS ids[],
     UINT services, LPCWSTR service_names[]);
    DWORD(WINAPI *list)
    (DWORD session, UINT *needed, UINT *count, RM_PROCESS_INFO processes[], LPDWORD reasons);
} manager;

static void (*function_of(HMODULE module, const char *name))(void)
{
    return (void (*)(void))GetProcAddress(module, name);
}

/* From the system's folder only. */
static bool load(manager *out)
{
    wchar_t path[MAX_PATH + 16];
    UINT size = GetSystemDirectoryW(path, MAX_PATH);

    if (size == 0 || size >= MAX_PATH)
        return false;
    wcscpy(path + size, L"\\rstrtmgr.dll");
    out->module = LoadLibraryW(path);
    if (!out->module)
        return false;
    out->start =
        (DWORD(WINAPI *)(DWORD *, DWORD, WCHAR *))function_of(out->module, "RmStartSession");
    out->end = (DWORD(WINAPI *)(DWORD))function_of(out->module, "RmEndSession");
    out->add = (DWORD(WINAPI *)(DWORD, UINT, LPCWSTR[], UINT, RM_UNIQUE_PROCESS[], UINT,
                                LPCWSTR[]))function_of(out->module, "RmRegisterResources");
    out->list = (DWORD(WINAPI *)(DWORD, UINT *, UINT *, RM_PROCESS_INFO[], LPDWORD))function_of(
        out->module, "RmGetList");
    return out->start && out->end && out->add && out->list;
}

static char *holders_in(const manager *by, DWORD session)
{
    RM_PROCESS_INFO processes[MOST_HOLDERS];
    UINT count = MOST_HOLDERS;
    UINT needed = 0;
    DWORD reasons = 0;
    DWORD code = by->list(session, &needed, &count, processes, &reasons);
    char *text = NULL;

    if (code != ERROR_SUCCESS && code != ERROR_MORE_DATA)
        return NULL;
    if (count > MOST_HOLDERS)
        count = MOST_HOLDERS;
    for (UINT index = 0; index < count; index++)
        text = add_holder(text, &processes[index]);
    return text;
}

char *tr_holders_of(const char *path)
{
    wchar_t *native = tr_path_native(path);
    wchar_t key[CCH_RM_SESSION_KEY + 1] = L"";
    /* The Restart Manager takes paths without \\?\ only. */
    const wchar_t *name = native && wcsncmp(native, L"\\\\?\\", 4) == 0 ? native + 4 : native;
    DWORD session;
    char *text = NULL;
    manager by = { 0 };

    if (native && load(&by) && by.start(&session, 0, key) == ERROR_SUCCESS) {
        if (by.add(session, 1, &name, 0, NULL, 0, NULL) == ERROR_SUCCESS)
            text = holders_in(&by, session);
        by.end(session);
    }
    if (by.module)
        FreeLibrary(by.module);
    free(native);
    return text;
}
