#include "core/restore/quarantine.h"

#include <stddef.h>
#include <stdlib.h>

#include "core/platform/path.h"
#include "core/restore/renamed_file.h"

/* ASCII only: the names have no other letters, and locales must not matter. */
static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Both, as either may stand in a path from Windows. */
static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

/* Where path goes on behind a folder of this name; NULL if it begins with another one. */
static const char *behind(const char *path, const char *folder)
{
    while (*folder && lower(*path) == *folder)
        path++, folder++;
    return *folder == '\0' && is_separator(*path) ? path + 1 : NULL;
}

bool tr_quarantine_holds(const char *path)
{
    static const char *const pairs[][2] = { { "pccsrv", "virus" }, { "suspect", "backup" } };
    bool is_start = true;

    for (; *path; path++) {
        for (size_t index = 0; is_start && index < sizeof(pairs) / sizeof(pairs[0]); index++) {
            const char *inside = behind(path, pairs[index][0]);

            while (inside && is_separator(*inside))
                inside++;
            if (inside && behind(inside, pairs[index][1]))
                return true;
        }
        is_start = is_separator(*path);
    }
    return false;
}

bool tr_quarantine_leaves(const char *path)
{
    char *absolute = NULL;
    bool is_left = tr_renamed_file_is(path);

    if (is_left && tr_path_absolute(&absolute, path, NULL) == TR_OK)
        is_left = !tr_quarantine_holds(absolute);
    free(absolute);
    return is_left;
}
