#include "core/platform/removal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/platform/directory.h"
#include "core/platform/system_error.h"

/* The name is gone after a crash too, once its folder is written. */
static int sync_folder_of(const char *path)
{
    size_t size = tr_path_name(path);
    char *folder = size > 0 ? strndup(path, size) : strdup(".");
    int handle = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    int code = handle >= 0 && fsync(handle) == 0 ? 0 : errno;

    if (handle >= 0)
        close(handle);
    free(folder);
    return code;
}

static tr_status settle(const char *path, int result, tr_error *err)
{
    int code = result == 0 ? sync_folder_of(path) : errno;

    if (code == 0)
        return TR_OK;
    return tr_error_set_system(err, tr_system_error_status((unsigned long)code),
                               (unsigned long)code, "cannot remove '%s'", path);
}

tr_status tr_file_remove(const char *path, tr_error *err)
{
    return settle(path, unlink(path), err);
}

tr_status tr_folder_remove(const char *path, tr_error *err)
{
    return settle(path, rmdir(path), err);
}
