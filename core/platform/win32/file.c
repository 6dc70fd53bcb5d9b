#include "core/platform/file.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "core/platform/directory.h"
#include "core/platform/system_error.h"
#include "core/platform/win32/file_handle.h"
#include "core/platform/win32/path.h"

struct tr_file {
    HANDLE handle;
    BY_HANDLE_FILE_INFORMATION information;
    char *path;
};

static tr_status refuse(const char *path, const char *kind, tr_error *err)
{
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "'%s' is %s, not a file", path, kind);
}

static tr_status cannot(const char *verb, const char *path, unsigned long code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status(code), code, "cannot %s '%s'", verb,
                               path);
}

static uint64_t joined(DWORD high, DWORD low)
{
    return (uint64_t)high << 32 | low;
}

/*
 * While a file may be renamed, others read it only. With backup semantics a
 * folder can be opened as well, which tells it from a file that is refused.
 * Should it be a pipe, its server learns nothing but who we are.
 */
static HANDLE open_native(const wchar_t *native, tr_file_mode mode, DWORD flags)
{
    const bool is_rename = mode == TR_FILE_RENAME;

    return CreateFileW(
        native, GENERIC_READ | (is_rename ? DELETE : 0),
        FILE_SHARE_READ | (is_rename ? 0 : FILE_SHARE_WRITE | FILE_SHARE_DELETE), NULL,
        OPEN_EXISTING,
        FILE_FLAG_BACKUP_SEMANTICS | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION | flags, NULL);
}

static tr_status look_at(tr_file *file, tr_error *err)
{
    DWORD type = GetFileType(file->handle);

    if (type == FILE_TYPE_PIPE)
        return refuse(file->path, "a pipe", err);
    /* A whole disk says that it is one, but knows no more of itself. */
    if (type != FILE_TYPE_DISK || !GetFileInformationByHandle(file->handle, &file->information))
        return refuse(file->path, "a device", err);
    if (file->information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)
        return refuse(file->path, "a folder", err);
    if (file->path[tr_path_name(file->path)] == '\0') /* "a.dll/" */
        return cannot("read", file->path, ERROR_DIRECTORY, err);
    return TR_OK;
}

/*
 * A reparse point that was opened itself: a link is refused. Else (a file that
 * is deduplicated, or kept in the cloud) the contents are wanted, and the file
 * must be the same.
 */
static tr_status open_behind(tr_file *file, const wchar_t *native, tr_error *err)
{
    FILE_ATTRIBUTE_TAG_INFO tag = { 0 };
    BY_HANDLE_FILE_INFORMATION before = file->information;
    tr_status status;

    if (!GetFileInformationByHandleEx(file->handle, FileAttributeTagInfo, &tag, sizeof(tag)) ||
        tr_path_is_link(tag.ReparseTag))
        return refuse(file->path, "a link", err);
    CloseHandle(file->handle);
    file->handle = open_native(native, TR_FILE_RENAME, 0);
    if (file->handle == INVALID_HANDLE_VALUE)
        return cannot("read", file->path, GetLastError(), err);
    status = look_at(file, err);
    if (status == TR_OK && (before.dwVolumeSerialNumber != file->information.dwVolumeSerialNumber ||
                            before.nFileIndexHigh != file->information.nFileIndexHigh ||
                            before.nFileIndexLow != file->information.nFileIndexLow))
        status = refuse(file->path, "a link", err);
    return status;
}

static tr_status open_regular(tr_file *file, tr_file_mode mode, tr_error *err)
{
    wchar_t *native = tr_path_native(file->path);
    DWORD flags = mode == TR_FILE_RENAME ? FILE_FLAG_OPEN_REPARSE_POINT : 0;
    tr_status status;

    if (native)
        file->handle = open_native(native, mode, flags);
    if (file->handle == INVALID_HANDLE_VALUE)
        status = cannot("read", file->path, GetLastError(), err);
    else
        status = look_at(file, err);
    if (status == TR_OK && flags &&
        (file->information.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT))
        status = open_behind(file, native, err);
    free(native);
    return status;
}

/* Where a handle leads to with all links resolved, to free(); NULL if it cannot be told. */
static wchar_t *final_path(HANDLE handle)
{
    DWORD room = GetFinalPathNameByHandleW(handle, NULL, 0, 0);
    wchar_t *path = room ? malloc(room * sizeof(*path)) : NULL;
    DWORD count = path ? GetFinalPathNameByHandleW(handle, path, room, 0) : 0;

    if (count > 0 && count < room)
        return path;
    free(path);
    return NULL;
}

static bool is_below(const wchar_t *path, const wchar_t *folder)
{
    size_t size = wcslen(folder);

    while (size > 0 && folder[size - 1] == '\\')
        size--;
    return wcslen(path) > size && path[size] == '\\' &&
           CompareStringOrdinal(path, (int)size, folder, (int)size, TRUE) == CSTR_EQUAL;
}

static char *cut_at(char *text, size_t size)
{
    if (text && size < strlen(text))
        text[size] = '\0';
    return text;
}

/* While the file is open, no folder above it can be renamed or become a link. */
static tr_status check_below(const tr_file *file, size_t root_size, tr_error *err)
{
    char *root = strdup(file->path);
    wchar_t *native = cut_at(root, root_size) ? tr_path_native(root) : NULL;
    HANDLE folder = native ? CreateFileW(native, FILE_READ_ATTRIBUTES,
                                         FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                         NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL)
                           : INVALID_HANDLE_VALUE;
    wchar_t *above = folder != INVALID_HANDLE_VALUE ? final_path(folder) : NULL;
    wchar_t *path = final_path(file->handle);
    bool is_good = above && path && is_below(path, above);

    free(path);
    free(above);
    if (folder != INVALID_HANDLE_VALUE)
        CloseHandle(folder);
    free(native);
    free(root);
    return is_good ? TR_OK : refuse(file->path, "behind a link", err);
}

tr_status tr_file_open_below(tr_file **out, const char *path, size_t root_size, tr_file_mode mode,
                             tr_error *err)
{
    tr_file *file = calloc(1, sizeof(*file));
    tr_status status;

    if (!file || !(file->path = strdup(path))) {
        free(file);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", path);
    }
    file->handle = INVALID_HANDLE_VALUE;
    status = open_regular(file, mode, err);
    if (status == TR_OK && root_size > 0)
        status = check_below(file, root_size, err);
    if (status == TR_OK)
        *out = file;
    else
        tr_file_close(file);
    return status;
}

tr_status tr_file_open(tr_file **out, const char *path, tr_file_mode mode, tr_error *err)
{
    return tr_file_open_below(out, path, 0, mode, err);
}

/* Where the system cannot say where a file lies, what is said is believed. */
static tr_status check_exact(const tr_file *file, tr_error *err)
{
    wchar_t *native = tr_path_native(file->path);
    wchar_t *path = final_path(file->handle);
    bool is_good =
        !native || !path || CompareStringOrdinal(native, -1, path, -1, TRUE) == CSTR_EQUAL;

    free(path);
    free(native);
    return is_good ? TR_OK : refuse(file->path, "behind a link", err);
}

tr_status tr_file_open_absolute(tr_file **out, const char *path, tr_file_mode mode, tr_error *err)
{
    tr_file *file = NULL;
    tr_status status = tr_file_open(&file, path, mode, err);

    if (status == TR_OK)
        status = check_exact(file, err);
    if (status == TR_OK)
        *out = file;
    else
        tr_file_close(file);
    return status;
}

void tr_file_close(tr_file *file)
{
    if (!file)
        return;
    if (file->handle != INVALID_HANDLE_VALUE)
        CloseHandle(file->handle);
    free(file->path);
    free(file);
}

const char *tr_file_path(const tr_file *file)
{
    return file->path;
}

uint64_t tr_file_size(const tr_file *file)
{
    return joined(file->information.nFileSizeHigh, file->information.nFileSizeLow);
}

tr_file_identity tr_file_identity_of(const tr_file *file)
{
    return (tr_file_identity){
        .volume = file->information.dwVolumeSerialNumber,
        .number = { joined(file->information.nFileIndexHigh, file->information.nFileIndexLow), 0 }
    };
}

/* In units of 100 ns since 1970. */
static int64_t ticks_of(const tr_file *file)
{
    const int64_t epoch = 116444736000000000; /* since 1601 */

    return (int64_t)joined(file->information.ftLastWriteTime.dwHighDateTime,
                           file->information.ftLastWriteTime.dwLowDateTime) -
           epoch;
}

time_t tr_file_modified(const tr_file *file)
{
    const int64_t second = 10000000;
    const int64_t ticks = ticks_of(file);

    return ticks / second - (ticks % second < 0);
}

int64_t tr_file_stamp(const tr_file *file)
{
    const int64_t ticks = ticks_of(file);
    int64_t stamp;

    if (__builtin_mul_overflow(ticks, 100, &stamp))
        return ticks < 0 ? INT64_MIN : INT64_MAX;
    return stamp;
}

tr_status tr_file_read_some(const tr_file *file, void *buffer, size_t size, uint64_t offset,
                            size_t *got, tr_error *err)
{
    const size_t most = (size_t)1 << 30;
    size_t filled = 0;

    /* No file is that large; the system would call it a wrong offset, not the end. */
    if (offset > INT64_MAX || size > INT64_MAX - offset)
        size = 0;
    while (filled < size) {
        uint64_t at = offset + filled;
        /* With an offset of its own a read moves no position that others share. */
        OVERLAPPED place = { .Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32) };
        size_t wanted = size - filled < most ? size - filled : most;
        DWORD read = 0;

        if (!ReadFile(file->handle, (char *)buffer + filled, (DWORD)wanted, &read, &place)) {
            if (GetLastError() == ERROR_HANDLE_EOF)
                break;
            return cannot("read", file->path, GetLastError(), err);
        }
        if (read == 0)
            break;
        filled += read;
    }
    *got = filled;
    return TR_OK;
}

/*
 * By the handle, so that no other file can be caught. The folder cannot be
 * renamed while a file in it is open, so that the path leads to it.
 */
static tr_status rename_handle(const tr_file *file, const wchar_t *native, tr_error *err)
{
    size_t size = wcslen(native) * sizeof(*native);
    FILE_RENAME_INFO *request = calloc(1, sizeof(*request) + size);
    DWORD code = ERROR_NOT_ENOUGH_MEMORY;

    if (request) {
        request->ReplaceIfExists = FALSE;
        request->FileNameLength = (DWORD)size;
        memcpy(request->FileName, native, size);
        code = SetFileInformationByHandle(file->handle, FileRenameInfo, request,
                                          (DWORD)(sizeof(*request) + size))
                   ? 0
                   : GetLastError();
    }
    free(request);
    return code == 0 ? TR_OK : cannot("rename", file->path, code, err);
}

tr_status tr_file_rename(tr_file *file, const char *name, tr_error *err)
{
    size_t folder = tr_path_name(file->path);
    size_t size = folder + strlen(name) + 1;
    char *path = malloc(size);
    wchar_t *native = NULL;
    tr_status status;

    assert(!strpbrk(name, "\\/:"));
    if (!path)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to rename '%s'", file->path);
    memcpy(path, file->path, folder);
    strcpy(path + folder, name);
    native = tr_path_native(path);
    status = native ? rename_handle(file, native, err)
                    : cannot("rename", file->path, GetLastError(), err);
    free(native);
    if (status != TR_OK) {
        free(path);
        return status;
    }
    free(file->path);
    file->path = path;
    return TR_OK;
}

/* The file system's own log keeps names; no program can hurry it. */
tr_status tr_file_sync_name(const tr_file *file, tr_error *err)
{
    (void)file, (void)err;
    return TR_OK;
}

bool tr_file_is_beside(const tr_file *a, const tr_file *b)
{
    size_t size = tr_path_name(a->path);

    return size == tr_path_name(b->path) && memcmp(a->path, b->path, size) == 0;
}

/* GetFileAttributesW follows no link; what is open to nobody else exists as well. */
bool tr_file_exists(const char *path)
{
    wchar_t *native = tr_path_native(path);
    bool exists = native && (GetFileAttributesW(native) != INVALID_FILE_ATTRIBUTES ||
                             GetLastError() == ERROR_SHARING_VIOLATION);

    free(native);
    return exists;
}

void *tr_file_handle(const tr_file *file)
{
    return file->handle;
}
