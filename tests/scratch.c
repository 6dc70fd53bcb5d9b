#include "tests/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/file.h"
#include "tests/scratch_system.h"

const char *scratch_path(const char *name)
{
    static char paths[8][4096];
    static unsigned next;
    char *path = paths[next++ % 8];

    snprintf(path, sizeof(paths[0]), "%s%s%s", scratch_folder(), *name ? "/" : "", name);
    return path;
}

bool scratch_holds(const char *name, const char *text)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    bool holds;

    if (tr_file_load(&bytes, &size, scratch_path(name), 1 << 20, NULL) != TR_OK)
        return false;
    holds = size == strlen(text) && memcmp(bytes, text, size) == 0;
    free(bytes);
    return holds;
}
