#include "core/platform/directory.h"

#include <string.h>
#include <sys/stat.h>

tr_path_kind tr_path_kind_of(const char *path)
{
    struct stat now;

    if (stat(path, &now) < 0)
        return TR_PATH_MISSING;
    if (S_ISREG(now.st_mode))
        return TR_PATH_FILE;
    return S_ISDIR(now.st_mode) ? TR_PATH_FOLDER : TR_PATH_OTHER;
}

size_t tr_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? (size_t)(slash + 1 - path) : 0;
}
