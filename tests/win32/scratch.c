#include "tests/scratch.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <sddl.h>

#include "core/platform/win32/path.h"
#include "tests/scratch_system.h"

/* From 1601 to 1970, in units of 100 ns. */
#define EPOCH 116444736000000000

const char *scratch_folder(void)
{
    static char name[64];

    snprintf(name, sizeof(name), "scratch-win32-%lu", GetCurrentProcessId());
    return name;
}

static wchar_t *native(const char *name)
{
    return tr_path_native(scratch_path(name));
}

static void remove_all(const wchar_t *folder)
{
    WIN32_FIND_DATAW found;
    wchar_t *path = malloc((wcslen(folder) + 3 + MAX_PATH) * sizeof(*path));
    HANDLE search;

    wcscat(wcscpy(path, folder), L"\\*");
    search = FindFirstFileW(path, &found);
    for (BOOL more = search != INVALID_HANDLE_VALUE; more; more = FindNextFileW(search, &found)) {
        bool is_link = (found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;

        if (wcscmp(found.cFileName, L".") == 0 || wcscmp(found.cFileName, L"..") == 0)
            continue;
        wcscpy(path + wcslen(folder) + 1, found.cFileName);
        if (!(found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY))
            DeleteFileW(path);
        else if (is_link)
            RemoveDirectoryW(path);
        else
            remove_all(path);
    }
    FindClose(search);
    RemoveDirectoryW(folder);
    free(path);
}

void scratch_tear_down(void)
{
    wchar_t *folder = native("");

    remove_all(folder);
    free(folder);
}

void scratch_set_up(void)
{
    scratch_tear_down();
    scratch_make_folder("");
}

bool scratch_write(const char *name, const char *text)
{
    wchar_t *path = native(name);
    HANDLE file = CreateFileW(path, GENERIC_WRITE, FILE_SHARE_READ, NULL, CREATE_ALWAYS, 0, NULL);
    DWORD written = 0;

    free(path);
    if (file == INVALID_HANDLE_VALUE)
        return false;
    WriteFile(file, text, (DWORD)strlen(text), &written, NULL);
    CloseHandle(file);
    return written == strlen(text);
}

bool scratch_make_folder(const char *name)
{
    wchar_t *path = native(name);
    bool is_made = CreateDirectoryW(path, NULL) != 0;

    free(path);
    return is_made;
}

/* Pipes have a place of their own on Windows. */
bool scratch_make_pipe(const char *name)
{
    (void)name;
    return false;
}

static bool make_link(const char *name, const char *target, DWORD flags)
{
    wchar_t *path = native(name);
    wchar_t wide[MAX_PATH];
    bool is_made;

    MultiByteToWideChar(CP_UTF8, 0, target, -1, wide, MAX_PATH);
    /* Wine 8 says that it made one. */
    is_made = CreateSymbolicLinkW(path, wide, flags) != 0 &&
              GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
    free(path);
    return is_made;
}

bool scratch_make_link(const char *name, const char *target)
{
    return make_link(name, target, 0);
}

bool scratch_make_folder_link(const char *name, const char *target)
{
    return make_link(name, target, SYMBOLIC_LINK_FLAG_DIRECTORY);
}

bool scratch_forbid(const char *name)
{
    (void)name;
    return false;
}

bool scratch_open_to_all(const char *name)
{
    wchar_t *path = native(name);
    PSECURITY_DESCRIPTOR descriptor = NULL;
    bool is_open =
        ConvertStringSecurityDescriptorToSecurityDescriptorW(L"D:P(A;OICI;FA;;;BA)(A;OICI;FA;;;WD)",
                                                             SDDL_REVISION_1, &descriptor, NULL) &&
        SetFileSecurityW(path, DACL_SECURITY_INFORMATION, descriptor);

    LocalFree(descriptor);
    free(path);
    return is_open;
}

bool scratch_move(const char *from, const char *to)
{
    wchar_t *old_path = native(from);
    wchar_t *new_path = native(to);
    bool is_moved = MoveFileExW(old_path, new_path, MOVEFILE_REPLACE_EXISTING) != 0;

    free(old_path);
    free(new_path);
    return is_moved;
}

bool scratch_set_time(const char *name, time_t modified)
{
    wchar_t *path = native(name);
    HANDLE file =
        CreateFileW(path, FILE_WRITE_ATTRIBUTES, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    uint64_t ticks = (uint64_t)modified * 10000000 + EPOCH;
    FILETIME time = { .dwLowDateTime = (DWORD)ticks, .dwHighDateTime = (DWORD)(ticks >> 32) };
    bool is_set = file != INVALID_HANDLE_VALUE && SetFileTime(file, NULL, NULL, &time);

    if (file != INVALID_HANDLE_VALUE)
        CloseHandle(file);
    free(path);
    return is_set;
}

time_t scratch_time(const char *name)
{
    wchar_t *path = native(name);
    WIN32_FILE_ATTRIBUTE_DATA data;
    BOOL is_known = GetFileAttributesExW(path, GetFileExInfoStandard, &data);

    free(path);
    if (!is_known)
        return -1;
    return (time_t)((((uint64_t)data.ftLastWriteTime.dwHighDateTime << 32 |
                      data.ftLastWriteTime.dwLowDateTime) -
                     EPOCH) /
                    10000000);
}
