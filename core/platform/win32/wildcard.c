#include "core/platform/win32/wildcard.h"

#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "core/platform/directory.h"
#include "core/platform/win32/path.h"
#include "core/platform/win32/text.h"

static bool is_same(wchar_t a, wchar_t b)
{
    return CompareStringOrdinal(&a, 1, &b, 1, TRUE) == CSTR_EQUAL;
}

bool tr_wildcard_matches(const wchar_t *pattern, const wchar_t *name)
{
    const wchar_t *star = NULL;   /* the last * that was passed */
    const wchar_t *behind = NULL; /* where in name what follows it was tried last */

    if (wcscmp(pattern, L"*.*") == 0)
        return true;
    while (*name) {
        if (*pattern == '*') {
            star = ++pattern;
            behind = name;
        } else if (*pattern && (*pattern == '?' || is_same(*pattern, *name))) {
            pattern++;
            name++;
        } else if (star) { /* let it stand for one more */
            pattern = star;
            name = ++behind;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == 0;
}

typedef struct paths {
    char **paths;
    size_t count;
} paths;

/* The folder's part of pattern, with a name behind it. */
static bool add(paths *into, const char *pattern, const wchar_t *name)
{
    char **larger = realloc(into->paths, (into->count + 1) * sizeof(*larger));
    size_t folder = tr_path_name(pattern);
    char *narrow;
    char *path;

    if (!larger)
        return false;
    into->paths = larger;
    narrow = tr_text_to_utf8(name, wcslen(name));
    path = narrow ? malloc(folder + strlen(narrow) + 1) : NULL;
    if (path) {
        memcpy(path, pattern, folder);
        strcpy(path + folder, narrow);
        larger[into->count++] = path;
    }
    free(narrow);
    return path != NULL;
}

static bool is_dots(const wchar_t *name)
{
    return wcscmp(name, L".") == 0 || wcscmp(name, L"..") == 0;
}

static bool find(paths *into, const char *pattern, const wchar_t *native)
{
    const wchar_t *last = wcsrchr(native, '\\');
    WIN32_FIND_DATAW found;
    HANDLE search = last ? FindFirstFileW(native, &found) : INVALID_HANDLE_VALUE;
    bool is_found = true;

    if (search == INVALID_HANDLE_VALUE)
        return true;
    do {
        if (!is_dots(found.cFileName) && tr_wildcard_matches(last + 1, found.cFileName))
            is_found = add(into, pattern, found.cFileName);
    } while (is_found && FindNextFileW(search, &found));
    FindClose(search);
    return is_found;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool tr_wildcard_expand(size_t *count, const char *pattern, tr_wildcard_visit *visit, void *context)
{
    paths all = { 0 };
    wchar_t *native = tr_path_native(pattern);
    bool is_done = !native || find(&all, pattern, native);

    if (is_done && all.count > 0)
        qsort(all.paths, all.count, sizeof(all.paths[0]), compare);
    for (size_t index = 0; index < all.count; index++) {
        is_done = is_done && visit(context, all.paths[index]);
        free(all.paths[index]);
    }
    if (is_done)
        *count = all.count;
    free(all.paths);
    free(native);
    return is_done;
}
