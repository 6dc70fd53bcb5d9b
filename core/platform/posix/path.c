#include "core/platform/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/platform/directory.h"
#include "core/platform/system_error.h"

tr_status tr_path_absolute(char **out, const char *path, tr_error *err)
{
    size_t name = tr_path_name(path);
    char *folder = name ? strndup(path, name) : strdup(".");
    char *resolved = folder ? realpath(folder, NULL) : NULL;
    int code = folder ? errno : ENOMEM;

    free(folder);
    if (!resolved)
        return tr_error_set_system(err, tr_system_error_status((unsigned long)code),
                                   (unsigned long)code, "cannot look at '%s'", path);
    *out = path[name] ? tr_path_join(resolved, path + name) : strdup(resolved);
    free(resolved);
    return *out ? TR_OK : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", path);
}

/* EINVAL: the file system has nothing to make durable. */
tr_status tr_path_sync_folder(const char *path, tr_error *err)
{
    size_t name = tr_path_name(path);
    char *folder = name ? strndup(path, name) : strdup(".");
    int descriptor = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    int code = folder ? 0 : ENOMEM;

    if (folder && (descriptor < 0 || (fsync(descriptor) != 0 && errno != EINVAL)))
        code = errno;
    if (descriptor >= 0)
        close(descriptor);
    free(folder);
    if (code == 0)
        return TR_OK;
    return tr_error_set_system(err, TR_ERR_IO, (unsigned long)code,
                               "cannot make durable the name of '%s'", path);
}
