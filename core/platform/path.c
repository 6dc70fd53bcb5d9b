#include "core/platform/path.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/folder.h"

char *tr_path_join(const char *folder, const char *name)
{
    size_t folder_size = strlen(folder);
    size_t name_size = strlen(name) + 1;
    char separator = tr_folder_separator(folder);
    char *path = malloc(folder_size + 1 + name_size);

    if (!path)
        return NULL;
    memcpy(path, folder, folder_size);
    if (separator)
        path[folder_size++] = separator;
    memcpy(path + folder_size, name, name_size);
    return path;
}
