#include "core/platform/replacement.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <aclapi.h>
#include <bcrypt.h>

#include "core/platform/holders.h"
#include "core/platform/system_error.h"
#include "core/platform/win32/path.h"

#define SUFFIX        L".trustmend-"
#define SUFFIX_DIGITS 8

/* A scanner that looks into the file lets go of it soon. */
#define TRIES         20
#define BETWEEN_TRIES 50

#define RIGHTS (OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION)

/* Attributes that a file is created with; others come from its folder. */
#define ATTRIBUTES                                                                                 \
    (FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM | FILE_ATTRIBUTE_ARCHIVE |                      \
     FILE_ATTRIBUTE_NOT_CONTENT_INDEXED | FILE_ATTRIBUTE_ENCRYPTED)

typedef struct replacement {
    const char *path;
    wchar_t *native;
    wchar_t *new_native;
    HANDLE old;
    HANDLE new;
    bool is_made;            /* the new file has a name */
    const int64_t *modified; /* the time that it gets; NULL: now */
    BY_HANDLE_FILE_INFORMATION was;
} replacement;

static tr_status cannot(const replacement *of, DWORD code, tr_error *err)
{
    char *holders = tr_holders_are_cause(code) ? tr_holders_of(of->path) : NULL;
    tr_status status = holders
                           ? tr_error_set(err, TR_ERR_IO, code, "cannot replace '%s': in use by %s",
                                          of->path, holders)
                           : tr_error_set_system(err, tr_system_error_status(code), code,
                                                 "cannot replace '%s'", of->path);

    free(holders);
    return status;
}

static tr_status refuse(const replacement *of, const char *why, tr_error *err)
{
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "cannot replace '%s': %s", of->path, why);
}

static tr_status has_changed(const replacement *of, tr_error *err)
{
    return tr_error_set(err, TR_ERR_IO, 0,
                        "cannot replace '%s': somebody has written to it meanwhile", of->path);
}

/* Others may read it meanwhile, but not write. */
static tr_status open_old(replacement *of, tr_error *err)
{
    of->native = tr_path_native(of->path);
    if (!of->native)
        return cannot(of, GetLastError(), err);
    for (int count = 0; count < TRIES && of->old == INVALID_HANDLE_VALUE; count++) {
        of->old = CreateFileW(
            of->native, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
            FILE_FLAG_OPEN_REPARSE_POINT | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, NULL);
        if (of->old == INVALID_HANDLE_VALUE && GetLastError() != ERROR_SHARING_VIOLATION)
            break;
        if (of->old == INVALID_HANDLE_VALUE)
            Sleep(BETWEEN_TRIES);
    }
    if (of->old == INVALID_HANDLE_VALUE)
        return cannot(of, GetLastError(), err);
    if (GetFileType(of->old) != FILE_TYPE_DISK || !GetFileInformationByHandle(of->old, &of->was))
        return refuse(of, "it is not a file", err);
    if (of->was.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT)
        return refuse(of, "it is a link", err);
    if (of->was.dwFileAttributes & FILE_ATTRIBUTE_READONLY)
        return refuse(of, "it is marked read-only", err);
    if (of->was.nNumberOfLinks != 1)
        return refuse(of, "it has several names (hard links)", err);
    return TR_OK;
}

static tr_status compare_old(const replacement *of, tr_bytes expected, tr_error *err)
{
    unsigned char buffer[16384];
    size_t at = 0;
    DWORD got = 0;

    for (;;) {
        if (!ReadFile(of->old, buffer, sizeof(buffer), &got, NULL))
            return cannot(of, GetLastError(), err);
        if (got == 0)
            return at == expected.size ? TR_OK : has_changed(of, err);
        if (got > expected.size - at || memcmp(buffer, expected.data + at, got) != 0)
            return has_changed(of, err);
        at += got;
    }
}

/* An administrator may give a file to any owner, once this is asked for. */
static void take_privilege(const wchar_t *name)
{
    TOKEN_PRIVILEGES wanted = { .PrivilegeCount = 1,
                                .Privileges = { { .Attributes = SE_PRIVILEGE_ENABLED } } };
    HANDLE token;

    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES, &token))
        return;
    if (LookupPrivilegeValueW(NULL, name, &wanted.Privileges[0].Luid))
        AdjustTokenPrivileges(token, FALSE, &wanted, 0, NULL, NULL);
    CloseHandle(token);
}

static DWORD make_new_name(replacement *of)
{
    size_t size = wcslen(of->native) + wcslen(SUFFIX) + SUFFIX_DIGITS + 1;
    uint32_t number = 0;

    of->new_native = malloc(size * sizeof(*of->new_native));
    if (!of->new_native)
        return ERROR_NOT_ENOUGH_MEMORY;
    if (BCryptGenRandom(NULL, (unsigned char *)&number, sizeof(number),
                        BCRYPT_USE_SYSTEM_PREFERRED_RNG) != 0)
        return ERROR_GEN_FAILURE;
    swprintf(of->new_native, size, L"%ls" SUFFIX L"%08x", of->native, number);
    return 0;
}

/*
 * What the file inherits is found anew in its folder, so that it stays inherited;
 * what is its own is in the descriptor it was created with.
 */
static DWORD set_rights(HANDLE file, PSECURITY_DESCRIPTOR descriptor)
{
    SECURITY_DESCRIPTOR_CONTROL control = 0;
    SECURITY_INFORMATION parts = DACL_SECURITY_INFORMATION;
    DWORD revision = 0;
    BOOL is_there = FALSE;
    BOOL is_default = FALSE;
    PACL list = NULL;

    if (!GetSecurityDescriptorControl(descriptor, &control, &revision) ||
        !GetSecurityDescriptorDacl(descriptor, &is_there, &list, &is_default))
        return GetLastError();
    if (!is_there)
        return 0;
    if (control & SE_DACL_PROTECTED)
        parts |= PROTECTED_DACL_SECURITY_INFORMATION;
    else if (control & SE_DACL_AUTO_INHERITED)
        parts |= UNPROTECTED_DACL_SECURITY_INFORMATION;
    return SetSecurityInfo(file, SE_FILE_OBJECT, parts, NULL, NULL, list, NULL);
}

static DWORD create_with(replacement *of, PSECURITY_DESCRIPTOR descriptor)
{
    SECURITY_ATTRIBUTES rights = { .nLength = sizeof(rights), .lpSecurityDescriptor = descriptor };

    of->new = CreateFileW(of->new_native, GENERIC_WRITE | WRITE_DAC | DELETE, 0, &rights,
                          CREATE_NEW, (of->was.dwFileAttributes & ATTRIBUTES), NULL);
    if (of->new == INVALID_HANDLE_VALUE)
        return GetLastError();
    of->is_made = true;
    return set_rights(of->new, descriptor);
}

static tr_status create_new(replacement *of, tr_error *err)
{
    PSECURITY_DESCRIPTOR descriptor = NULL;
    DWORD code = make_new_name(of);

    if (code != 0)
        return cannot(of, code, err);
    take_privilege(SE_RESTORE_NAME);
    code = GetSecurityInfo(of->old, SE_FILE_OBJECT, RIGHTS, NULL, NULL, NULL, NULL, &descriptor);
    if (code == 0)
        code = create_with(of, descriptor);
    LocalFree(descriptor);
    if (code == 0)
        return TR_OK;
    return tr_error_set_system(err, tr_system_error_status(code), code,
                               "cannot keep owner and access rights of '%s'", of->path);
}

static FILETIME file_time_of(int64_t stamp)
{
    const int64_t epoch = 116444736000000000; /* from 1601 to 1970, in units of 100 ns */
    const int64_t ticks = stamp / 100 - (stamp % 100 < 0) + epoch;

    return (FILETIME){ .dwLowDateTime = (DWORD)ticks, .dwHighDateTime = (DWORD)(ticks >> 32) };
}

static DWORD write_new(const replacement *of, tr_bytes bytes)
{
    const size_t most = (size_t)1 << 30;

    for (size_t done = 0; done < bytes.size;) {
        size_t wanted = bytes.size - done < most ? bytes.size - done : most;
        DWORD written = 0;

        if (!WriteFile(of->new, bytes.data + done, (DWORD)wanted, &written, NULL))
            return GetLastError();
        done += written;
    }
    if (of->modified) {
        const FILETIME modified = file_time_of(*of->modified);

        if (!SetFileTime(of->new, NULL, NULL, &modified))
            return GetLastError();
    }
    return FlushFileBuffers(of->new) ? 0 : GetLastError();
}

static bool is_busy(DWORD code)
{
    return code == ERROR_SHARING_VIOLATION || code == ERROR_ACCESS_DENIED;
}

/* No file that is open can be replaced, so that both are closed at the last moment. */
static tr_status swap(replacement *of, tr_error *err)
{
    DWORD code = 0;

    CloseHandle(of->new);
    of->new = INVALID_HANDLE_VALUE;
    CloseHandle(of->old);
    of->old = INVALID_HANDLE_VALUE;
    for (int count = 0; count < TRIES; count++) {
        code = MoveFileExW(of->new_native, of->native,
                           MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)
                   ? 0
                   : GetLastError();
        if (code == 0)
            of->is_made = false;
        if (!is_busy(code))
            break;
        Sleep(BETWEEN_TRIES);
    }
    return code == 0 ? TR_OK : cannot(of, code, err);
}

static tr_status replace(replacement *of, tr_bytes expected, tr_bytes bytes, tr_error *err)
{
    tr_status status = open_old(of, err);
    DWORD code;

    if (status == TR_OK)
        status = compare_old(of, expected, err);
    if (status == TR_OK)
        status = create_new(of, err);
    if (status != TR_OK)
        return status;
    SetFileTime(of->new, &of->was.ftCreationTime, NULL, NULL);
    code = write_new(of, bytes);
    return code == 0 ? swap(of, err) : cannot(of, code, err);
}

static void close_all(replacement *of)
{
    if (of->new != INVALID_HANDLE_VALUE)
        CloseHandle(of->new);
    if (of->is_made)
        DeleteFileW(of->new_native);
    if (of->old != INVALID_HANDLE_VALUE)
        CloseHandle(of->old);
    free(of->new_native);
    free(of->native);
}

tr_status tr_file_replace(const char *path, tr_bytes expected, tr_bytes bytes,
                          const int64_t *modified, tr_error *err)
{
    replacement of = {
        .path = path, .old = INVALID_HANDLE_VALUE, .new = INVALID_HANDLE_VALUE, .modified = modified
    };
    tr_status status;

    tr_file_replace_clean(path);
    status = replace(&of, expected, bytes, err);
    close_all(&of);
    return status;
}

/* Gives the system's code. */
static DWORD make(replacement *of, tr_bytes bytes)
{
    DWORD code = of->native ? make_new_name(of) : GetLastError();

    if (code != 0)
        return code;
    of->new = CreateFileW(of->new_native, GENERIC_WRITE | DELETE, 0, NULL, CREATE_NEW,
                          FILE_ATTRIBUTE_NORMAL, NULL);
    if (of->new == INVALID_HANDLE_VALUE)
        return GetLastError();
    of->is_made = true;
    code = write_new(of, bytes);
    if (code != 0)
        return code;
    CloseHandle(of->new);
    of->new = INVALID_HANDLE_VALUE;
    if (!MoveFileExW(of->new_native, of->native, MOVEFILE_WRITE_THROUGH))
        return GetLastError();
    of->is_made = false;
    return 0;
}

tr_status tr_file_create(const char *path, tr_bytes bytes, tr_error *err)
{
    replacement of = { .path = path,
                       .native = tr_path_native(path),
                       .old = INVALID_HANDLE_VALUE,
                       .new = INVALID_HANDLE_VALUE };
    DWORD code;

    tr_file_replace_clean(path);
    code = make(&of, bytes);
    close_all(&of);
    if (code == 0)
        return TR_OK;
    return tr_error_set_system(err, tr_system_error_status(code), code, "cannot make '%s'", path);
}

static bool is_left_over(const wchar_t *found)
{
    size_t size = wcslen(found);

    return size > SUFFIX_DIGITS &&
           wcsspn(found + size - SUFFIX_DIGITS, L"0123456789abcdef") == SUFFIX_DIGITS;
}

/* One that is still being made is open, and cannot be deleted. */
static void remove_left_overs(const wchar_t *native, wchar_t *buffer, size_t room)
{
    const wchar_t *name = wcsrchr(native, '\\') + 1;
    WIN32_FIND_DATAW found;
    HANDLE search;

    swprintf(buffer, room, L"%ls" SUFFIX L"????????", native);
    search = FindFirstFileW(buffer, &found);
    if (search == INVALID_HANDLE_VALUE)
        return;
    do {
        swprintf(buffer, room, L"%.*ls%ls", (int)(name - native), native, found.cFileName);
        if (is_left_over(found.cFileName))
            DeleteFileW(buffer);
    } while (FindNextFileW(search, &found));
    FindClose(search);
}

void tr_file_replace_clean(const char *path)
{
    wchar_t *native = tr_path_native(path);
    size_t room = native ? wcslen(native) + MAX_PATH + 1 : 0;
    wchar_t *buffer = native ? malloc(room * sizeof(*buffer)) : NULL;

    if (buffer)
        remove_left_overs(native, buffer, room);
    free(buffer);
    free(native);
}
