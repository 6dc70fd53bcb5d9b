#include "core/platform/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/platform/system_error.h"

struct tr_folder {
    int descriptor; /* -1 while it rests */
    dev_t volume;
    ino_t number;
};

static const int folder_flags = O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

static tr_status cannot_list(const char *path, int code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status((unsigned long)code),
                               (unsigned long)code, "cannot list '%s'", path);
}

/* Open a resting folder again by the path it had; gives errno. */
static int wake(tr_folder *folder, const char *path, size_t path_size)
{
    struct stat now;
    char *own = strndup(path, path_size);
    int descriptor;
    int code;

    if (!own)
        return ENOMEM;
    descriptor = open(own, folder_flags);
    code = errno;
    free(own);
    if (descriptor < 0)
        return code;
    /* What has its name now may be another folder, outside the tree. */
    if (fstat(descriptor, &now) < 0 || now.st_dev != folder->volume ||
        now.st_ino != folder->number) {
        close(descriptor);
        return ENOENT;
    }
    folder->descriptor = descriptor;
    return 0;
}

tr_status tr_folder_open(tr_folder **out, tr_folder *parent, const char *path, const char *name,
                         tr_error *err)
{
    tr_folder *folder = malloc(sizeof(*folder));
    struct stat now;
    int code = 0;

    if (!folder)
        return cannot_list(path, ENOMEM, err);
    if (parent && parent->descriptor < 0)
        code = wake(parent, path, strlen(path) - strlen(name));
    if (code != 0) {
        free(folder);
        return cannot_list(path, code, err);
    }
    folder->descriptor = parent ? openat(parent->descriptor, name, folder_flags | O_NOFOLLOW)
                                : open(path, folder_flags);
    if (folder->descriptor < 0 || fstat(folder->descriptor, &now) < 0) {
        code = errno;
        tr_folder_close(folder);
        return cannot_list(path, code, err);
    }
    folder->volume = now.st_dev;
    folder->number = now.st_ino;
    *out = folder;
    return TR_OK;
}

/* The mode of an entry, which not every file system tells in the listing. */
static mode_t mode_of(const tr_folder *folder, const struct dirent *entry)
{
    struct stat now;

    if (entry->d_type != DT_UNKNOWN)
        return DTTOIF(entry->d_type);
    if (fstatat(folder->descriptor, entry->d_name, &now, AT_SYMLINK_NOFOLLOW) < 0)
        return 0;
    return now.st_mode;
}

tr_status tr_folder_list(const tr_folder *folder, const char *path, tr_folder_visit *visit,
                         void *context, tr_error *err)
{
    /* Of its own, not a dup: closedir closes it, and the two would share a position. */
    int descriptor = openat(folder->descriptor, ".", folder_flags);
    DIR *listing = descriptor < 0 ? NULL : fdopendir(descriptor);
    struct dirent *entry;
    int code = errno;

    if (!listing) {
        if (descriptor >= 0)
            close(descriptor);
        return cannot_list(path, code, err);
    }
    code = 0;
    while (code == 0 && (errno = 0, entry = readdir(listing))) {
        const char *name = entry->d_name;
        mode_t mode;

        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        mode = mode_of(folder, entry);
        if ((S_ISREG(mode) || S_ISDIR(mode)) && !visit(context, name, S_ISDIR(mode)))
            code = ENOMEM;
    }
    if (code == 0)
        code = errno;
    closedir(listing);
    return code == 0 ? TR_OK : cannot_list(path, code, err);
}

void tr_folder_rest(tr_folder *folder)
{
    if (folder->descriptor >= 0)
        close(folder->descriptor);
    folder->descriptor = -1;
}

void tr_folder_close(tr_folder *folder)
{
    if (!folder)
        return;
    tr_folder_rest(folder);
    free(folder);
}

char tr_folder_separator(const char *path)
{
    size_t size = strlen(path);

    return size > 0 && path[size - 1] == '/' ? 0 : '/';
}
