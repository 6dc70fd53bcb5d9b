#include "core/platform/state_folder.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <aclapi.h>
#include <sddl.h>
#include <shlobj.h>

#include "core/platform/path.h"
#include "core/platform/system_error.h"
#include "core/platform/win32/path.h"
#include "core/platform/win32/text.h"

#define PROGRAM_FOLDER "Trustmend"

/* Full access for the system, administrators and the owner; nothing is inherited from above. */
#define PRIVATE_FOLDER L"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)"
#define PRIVATE_FILE   L"D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;OW)"

static tr_status cannot(const char *verb, const char *path, DWORD code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status(code), code, "cannot %s '%s'", verb,
                               path);
}

typedef HRESULT WINAPI get_folder_path(HWND owner, int id, HANDLE token, DWORD flags, LPWSTR path);

/*
 * The environment says where they are as well, but a user may set that. The
 * shell is loaded here only, as that takes longer than all else at the start;
 * it is one of Windows' known DLLs, so that no other folder is searched.
 */
static char *known_folder(int id)
{
    HMODULE shell = LoadLibraryW(L"shell32.dll");
    get_folder_path *get = NULL;
    wchar_t folder[MAX_PATH];
    char *utf8;
    char *path;

    if (shell)
        get = (get_folder_path *)(void (*)(void))GetProcAddress(shell, "SHGetFolderPathW");
    if (!get || get(NULL, id, NULL, SHGFP_TYPE_CURRENT, folder) != S_OK)
        return NULL;
    utf8 = tr_text_to_utf8(folder, wcslen(folder));
    path = utf8 ? tr_path_join(utf8, PROGRAM_FOLDER) : NULL;
    free(utf8);
    return path;
}

char *tr_state_folder_of_machine(void)
{
    return known_folder(CSIDL_COMMON_APPDATA);
}

char *tr_state_folder_of_user(void)
{
    return known_folder(CSIDL_LOCAL_APPDATA);
}

/* To LocalFree(). */
static PSECURITY_DESCRIPTOR descriptor_of(const wchar_t *text)
{
    PSECURITY_DESCRIPTOR descriptor = NULL;

    ConvertStringSecurityDescriptorToSecurityDescriptorW(text, SDDL_REVISION_1, &descriptor, NULL);
    return descriptor;
}

static bool is_folder(const wchar_t *native)
{
    DWORD attributes = GetFileAttributesW(native);

    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY);
}

/* Make the folders above the last one, as far as they are missing, with what they inherit. */
static void make_above(wchar_t *native)
{
    for (wchar_t *end = native + wcslen(L"\\\\?\\C:\\"); *end; end++) {
        if (*end != '\\')
            continue;
        *end = 0;
        CreateDirectoryW(native, NULL);
        *end = '\\';
    }
}

static DWORD make_with(const wchar_t *native, const wchar_t *descriptor)
{
    SECURITY_ATTRIBUTES rights = { .nLength = sizeof(rights) };
    DWORD code = 0;

    rights.lpSecurityDescriptor = descriptor_of(descriptor);
    if (!rights.lpSecurityDescriptor)
        return GetLastError();
    if (!CreateDirectoryW(native, &rights))
        code = GetLastError();
    LocalFree(rights.lpSecurityDescriptor);
    return code;
}

/* Administrators' where this process may make it so, else the user's. */
static DWORD make_private(wchar_t *native)
{
    DWORD code;

    make_above(native);
    code = make_with(native, L"O:BA" PRIVATE_FOLDER);
    if (code == ERROR_INVALID_OWNER)
        code = make_with(native, PRIVATE_FOLDER);
    return is_folder(native) ? 0 : code;
}

tr_status tr_state_folder_make(const char *path, tr_error *err)
{
    wchar_t *native = tr_path_native(path);
    DWORD code = 0;

    if (!native)
        code = GetLastError();
    else if (!is_folder(native))
        code = make_private(native);
    free(native);
    return code == 0 ? TR_OK : cannot("make the folder", path, code, err);
}

static bool is_administrators(PSID owner)
{
    return IsWellKnownSid(owner, WinBuiltinAdministratorsSid) ||
           IsWellKnownSid(owner, WinLocalSystemSid);
}

/* CheckTokenMembership knows the user too, but for Wine's. */
static bool is_user(PSID owner)
{
    union {
        TOKEN_USER user;
        BYTE bytes[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
    } own;
    DWORD size;
    HANDLE token;
    bool is_same;

    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return false;
    is_same = GetTokenInformation(token, TokenUser, &own, sizeof(own), &size) &&
              EqualSid(own.user.User.Sid, owner);
    CloseHandle(token);
    return is_same;
}

static bool is_ours(PSID owner)
{
    BOOL is_member = FALSE;

    if (is_administrators(owner) || is_user(owner))
        return true;
    /* By its own token: whoever runs this as an administrator is not one of the users. */
    return CheckTokenMembership(NULL, owner, &is_member) && is_member;
}

/* Wine gives every file to the user, whatever rights the process has that made it. */
static bool is_machines(PSID owner)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");

    return is_administrators(owner) || (ntdll && GetProcAddress(ntdll, "wine_get_version"));
}

/* By these, something gets into the folder or out of it, now or once the list was changed. */
#define WRITING                                                                                    \
    (FILE_ADD_FILE | FILE_ADD_SUBDIRECTORY | FILE_DELETE_CHILD | DELETE | WRITE_DAC |              \
     WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL)

/* Who is in the list besides the owner, and may write without being somebody else. */
static bool is_good_writer(PSID who)
{
    return is_administrators(who) || IsWellKnownSid(who, WinCreatorOwnerRightsSid) ||
           IsWellKnownSid(who, WinCreatorOwnerSid);
}

/* Entries that only what is made in the folder inherits count too: that is a history as well. */
static bool may_others_write(PACL list, PSID owner)
{
    ACL_SIZE_INFORMATION size;

    if (!list || !GetAclInformation(list, &size, sizeof(size), AclSizeInformation))
        return true; /* without a list, everybody may do everything */
    for (DWORD index = 0; index < size.AceCount; index++) {
        void *entry = NULL;
        ACCESS_ALLOWED_ACE *allowed;

        if (!GetAce(list, index, &entry))
            return true;
        allowed = entry;
        if (allowed->Header.AceType == ACCESS_DENIED_ACE_TYPE)
            continue;
        if (allowed->Header.AceType != ACCESS_ALLOWED_ACE_TYPE)
            return true; /* on a condition; nothing of ours has such */
        if ((allowed->Mask & WRITING) && !is_good_writer(&allowed->SidStart) &&
            !EqualSid(&allowed->SidStart, owner))
            return true;
    }
    return false;
}

/* What is known of a folder before anything in it is believed. */
typedef struct standing {
    bool is_link;
    bool is_owner_trusted;
    bool may_others_write;
} standing;

static DWORD look_at(standing *out, const char *path, bool (*is_trusted_owner)(PSID owner))
{
    wchar_t *native = tr_path_native(path);
    DWORD attributes = native ? GetFileAttributesW(native) : INVALID_FILE_ATTRIBUTES;
    PSECURITY_DESCRIPTOR descriptor = NULL;
    PSID owner = NULL;
    PACL list = NULL;
    DWORD code = native ? 0 : GetLastError();

    if (native)
        code = GetNamedSecurityInfoW(native, SE_FILE_OBJECT,
                                     OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &owner,
                                     NULL, &list, NULL, &descriptor);
    if (code == 0)
        *out = (standing){ .is_link = (attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0,
                           .is_owner_trusted = is_trusted_owner(owner),
                           .may_others_write = may_others_write(list, owner) };
    LocalFree(descriptor);
    free(native);
    return code;
}

static tr_status check(standing *out, const char *path, bool (*is_trusted_owner)(PSID owner),
                       tr_error *err)
{
    DWORD code = look_at(out, path, is_trusted_owner);

    if (code != 0)
        return cannot("look at", path, code, err);
    if (out->is_link)
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "'%s' is a link", path);
    if (!out->is_owner_trusted)
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "the folder '%s' belongs to another user, and is not to be trusted",
                            path);
    return TR_OK;
}

tr_status tr_state_folder_check(const char *path, tr_error *err)
{
    standing found;

    return check(&found, path, is_ours, err);
}

/* A folder that an administrator made for others can be given this name by them. */
tr_status tr_state_folder_check_machine(const char *path, tr_error *err)
{
    standing found;
    tr_status status = check(&found, path, is_machines, err);

    if (status == TR_OK && found.may_others_write)
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "others may write to the folder '%s', and it is not to be trusted",
                            path);
    return status;
}

#define UNFINISHED L".new"

static DWORD write_all(HANDLE file, tr_bytes bytes)
{
    const size_t most = (size_t)1 << 30;

    for (size_t done = 0; done < bytes.size;) {
        size_t wanted = bytes.size - done < most ? bytes.size - done : most;
        DWORD written = 0;

        if (!WriteFile(file, bytes.data + done, (DWORD)wanted, &written, NULL))
            return GetLastError();
        done += written;
    }
    return FlushFileBuffers(file) ? 0 : GetLastError();
}

static DWORD write_new(const wchar_t *native, tr_bytes bytes)
{
    SECURITY_ATTRIBUTES rights = { .nLength = sizeof(rights) };
    HANDLE file;
    DWORD code;

    rights.lpSecurityDescriptor = descriptor_of(PRIVATE_FILE);
    if (!rights.lpSecurityDescriptor)
        return GetLastError();
    file = CreateFileW(native, GENERIC_WRITE, 0, &rights, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    code = file == INVALID_HANDLE_VALUE ? GetLastError() : 0;
    LocalFree(rights.lpSecurityDescriptor);
    if (code != 0)
        return code;
    code = write_all(file, bytes);
    CloseHandle(file);
    if (code != 0)
        DeleteFileW(native);
    return code;
}

/* It gets its name when all is in it: after a crash it is there whole, or not. What a run that was
   killed left under the other name makes room. */
static DWORD write_whole(const wchar_t *native, tr_bytes bytes)
{
    size_t length = wcslen(native);
    wchar_t *unfinished = malloc((length + ARRAYSIZE(UNFINISHED)) * sizeof(*unfinished));
    DWORD code;

    if (!unfinished)
        return ERROR_NOT_ENOUGH_MEMORY;
    wmemcpy(unfinished, native, length);
    wmemcpy(unfinished + length, UNFINISHED, ARRAYSIZE(UNFINISHED));
    DeleteFileW(unfinished);
    code = write_new(unfinished, bytes);
    if (code == 0 && !MoveFileExW(unfinished, native, MOVEFILE_WRITE_THROUGH)) {
        code = GetLastError();
        DeleteFileW(unfinished);
    }
    free(unfinished);
    return code;
}

tr_status tr_state_file_write(const char *path, tr_bytes bytes, tr_error *err)
{
    wchar_t *native = tr_path_native(path);
    DWORD code = native ? write_whole(native, bytes) : GetLastError();

    free(native);
    return code == 0 ? TR_OK : cannot("write", path, code, err);
}
