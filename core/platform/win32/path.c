#include "core/platform/win32/path.h"

#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "core/platform/win32/text.h"

static bool is_separator(wchar_t c)
{
    return c == '\\' || c == '/';
}

static bool is_letter(wchar_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "\\?\" and "\\.\": past all rules for paths. */
static bool is_device_path(const wchar_t *path)
{
    return is_separator(path[0]) && is_separator(path[1]) && (path[2] == '?' || path[2] == '.') &&
           is_separator(path[3]);
}

/* The absolute form of a short path that has no odd names in it; to free(). */
static wchar_t *absolute(const wchar_t *path)
{
    DWORD room = GetFullPathNameW(path, 0, NULL, NULL);
    wchar_t *full = room ? malloc(room * sizeof(*full)) : NULL;
    DWORD count = full ? GetFullPathNameW(path, room, full, NULL) : 0;

    if (full && count > 0 && count < room)
        return full;
    if (room && !full)
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    free(full);
    return NULL;
}

/*
 * What a path is relative to, and in *rest what follows: a share is absolute
 * ("\\server\share"), as is "C:\"; "C:" is that drive's current folder, "\"
 * the root of the current one.
 */
static wchar_t *base_of(const wchar_t *path, const wchar_t **rest)
{
    *rest = path;
    if (is_separator(path[0]) && is_separator(path[1])) {
        *rest = path + 2;
        return wcsdup(L"\\\\");
    }
    if (is_separator(path[0]))
        return absolute(L"\\");
    if (is_letter(path[0]) && path[1] == ':') {
        wchar_t drive[] = { path[0], ':', is_separator(path[2]) ? '\\' : '.', 0 };

        *rest = path + 2;
        return absolute(drive);
    }
    return absolute(L".");
}

/* Where a path begins to be free: "..", at most, goes back to here. */
static size_t root_size(const wchar_t *path)
{
    static const wchar_t share[] = L"\\\\?\\UNC\\";
    size_t size = wcslen(share);

    if (wcsncmp(path, share, size) != 0)
        return wcslen(L"\\\\?\\C:");
    for (int parts = 0; path[size] && (path[size] != '\\' || ++parts < 2);)
        size++;
    return size;
}

/* Add the parts of rest to path, which has room for them. */
static void add_parts(wchar_t *path, const wchar_t *rest)
{
    size_t size = wcslen(path);

    while (*rest) {
        size_t count = 0;

        while (rest[count] && !is_separator(rest[count]))
            count++;
        if (count == 2 && rest[0] == '.' && rest[1] == '.') {
            const wchar_t *last = wcsrchr(path, '\\');

            if ((size_t)(last - path) >= root_size(path))
                size = (size_t)(last - path);
        } else if (count > 1 || (count == 1 && rest[0] != '.')) {
            if (path[size - 1] != '\\')
                path[size++] = '\\';
            wmemcpy(path + size, rest, count);
            size += count;
        }
        path[size] = 0;
        rest += count + (rest[count] ? 1 : 0);
    }
}

/* \\?\C:\folder, or \\?\UNC\server\share\folder. */
static wchar_t *join(const wchar_t *base, const wchar_t *rest)
{
    const wchar_t *prefix = L"\\\\?\\";
    wchar_t *path;

    if (is_device_path(base)) { /* the current folder can be such a one */
        prefix = L"";
    } else if (base[0] == '\\' && base[1] == '\\') {
        prefix = L"\\\\?\\UNC\\";
        base += 2;
    }
    path = malloc((wcslen(prefix) + wcslen(base) + wcslen(rest) + 3) * sizeof(*path));
    if (!path) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    wcscpy(path, prefix);
    wcscat(path, base);
    add_parts(path, rest);
    /* A drive alone is the device that it lies on. */
    if (path[wcslen(path) - 1] == ':')
        wcscat(path, L"\\");
    return path;
}

wchar_t *tr_path_native(const char *path)
{
    wchar_t *wide = tr_text_to_utf16(path);
    const wchar_t *rest;
    wchar_t *base;
    wchar_t *native;

    if (!wide || is_device_path(wide))
        return wide;
    if (!*wide) { /* not the current folder */
        SetLastError(ERROR_PATH_NOT_FOUND);
        free(wide);
        return NULL;
    }
    base = base_of(wide, &rest);
    native = base ? join(base, rest) : NULL;
    free(base);
    free(wide);
    return native;
}

/* The tags behind which a file or folder itself lies, but stored in another way. */
bool tr_path_is_link(unsigned long reparse_tag)
{
    static const unsigned long in_place[] = {
        0xC0000004, /* HSM */
        0x80000006, /* HSM2 */
        0x80000007, /* SIS, single-instance storage */
        0x80000008, /* WIM */
        0x80000013, /* DEDUP */
        0x80000017, /* WOF, compressed by the system */
        0x80000018, /* WCI, containers */
        0x8000001E, /* STORAGE_SYNC */
        0x80000021, /* ONEDRIVE */
        0x9000001C, /* PROJFS */
    };

    if ((reparse_tag & 0xFFFF0FFF) == 0x9000001A) /* CLOUD, CLOUD_1 to CLOUD_F */
        return false;
    for (size_t index = 0; index < sizeof(in_place) / sizeof(in_place[0]); index++) {
        if (reparse_tag == in_place[index])
            return false;
    }
    return true;
}
