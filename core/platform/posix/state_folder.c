#include "core/platform/state_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/platform/path.h"
#include "core/platform/system_error.h"

#define PROGRAM_FOLDER "trustmend"

static tr_status cannot(const char *verb, const char *path, int code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status((unsigned long)code),
                               (unsigned long)code, "cannot %s '%s'", verb, path);
}

char *tr_state_folder_of_machine(void)
{
    return strdup("/var/lib/" PROGRAM_FOLDER);
}

/* By the XDG base directory specification, which ignores a relative path. */
char *tr_state_folder_of_user(void)
{
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");

    if (state && state[0] == '/')
        return tr_path_join(state, PROGRAM_FOLDER);
    if (!home || home[0] != '/') {
        const struct passwd *entry = getpwuid(geteuid());

        home = entry ? entry->pw_dir : NULL;
    }
    return home ? tr_path_join(home, ".local/state/" PROGRAM_FOLDER) : NULL;
}

/* Make the folder at the head of path that ends at end. Gives errno. */
static int make_one(char *path, size_t end)
{
    const char kept = path[end];
    int code;

    path[end] = '\0';
    code = mkdir(path, 0700) == 0 ? 0 : errno;
    path[end] = kept;
    return code;
}

tr_status tr_state_folder_make(const char *path, tr_error *err)
{
    char *part = strdup(path);
    size_t size = strlen(path);
    struct stat now;
    int code = 0;

    if (!part)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to make '%s'", path);
    if (stat(path, &now) != 0) {
        for (size_t end = 1; end <= size; end++) {
            if (part[end] == '/' || part[end] == '\0')
                code = make_one(part, end);
        }
        /* It is the last one that counts: those above it may be there, or not be ours. */
        if (code == EEXIST || (code != 0 && stat(path, &now) == 0))
            code = 0;
        if (code == 0 && stat(path, &now) != 0)
            code = errno;
    }
    free(part);
    if (code != 0)
        return cannot("make the folder", path, code, err);
    return S_ISDIR(now.st_mode) ? TR_OK : cannot("make the folder", path, EEXIST, err);
}

static tr_status check(const char *path, uid_t owner, tr_error *err)
{
    struct stat now;

    if (lstat(path, &now) != 0)
        return cannot("look at", path, errno, err);
    if (!S_ISDIR(now.st_mode))
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "'%s' is no folder", path);
    if (now.st_uid != 0 && now.st_uid != owner)
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "the folder '%s' belongs to another user, and is not to be trusted",
                            path);
    if (now.st_mode & (S_IWGRP | S_IWOTH))
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "others may write to the folder '%s', and it is not to be trusted",
                            path);
    return TR_OK;
}

tr_status tr_state_folder_check(const char *path, tr_error *err)
{
    return check(path, geteuid(), err);
}

tr_status tr_state_folder_check_machine(const char *path, tr_error *err)
{
    return check(path, 0, err);
}

/* Gives errno. */
static int write_all(int descriptor, tr_bytes bytes)
{
    size_t written = 0;

    while (written < bytes.size) {
        ssize_t count = write(descriptor, bytes.data + written, bytes.size - written);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno;
        written += (size_t)count;
    }
    return fsync(descriptor) == 0 ? 0 : errno;
}

/* A file without a name, in the folder of a path; -1 with errno. */
static int create_nameless(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int descriptor = folder ? open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600) : -1;
    int code = folder ? errno : ENOMEM;

    free(folder);
    errno = code;
    return descriptor;
}

/* Gives errno; EEXIST if the name is taken. */
static int give_name(int descriptor, const char *path)
{
    char link[32];

    snprintf(link, sizeof(link), "/proc/self/fd/%d", descriptor);
    return linkat(AT_FDCWD, link, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
}

/* Where a file cannot be without a name, a crash may leave a part of it. */
static int write_by_name(const char *path, tr_bytes bytes)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    int code;

    if (descriptor < 0)
        return errno;
    code = write_all(descriptor, bytes);
    if (close(descriptor) != 0 && code == 0)
        code = errno;
    if (code != 0)
        unlink(path);
    return code;
}

/* It gets its name when all is in it: after a crash it is there whole, or not. */
static int write_new(const char *path, tr_bytes bytes)
{
    int descriptor = create_nameless(path);
    int code;

    if (descriptor < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
        return write_by_name(path, bytes);
    if (descriptor < 0)
        return errno;
    code = write_all(descriptor, bytes);
    if (code == 0)
        code = give_name(descriptor, path);
    close(descriptor);
    return code;
}

tr_status tr_state_file_write(const char *path, tr_bytes bytes, tr_error *err)
{
    int code = write_new(path, bytes);
    tr_status status;

    if (code != 0)
        return cannot("write", path, code, err);
    status = tr_path_sync_folder(path, err);
    if (status != TR_OK)
        unlink(path);
    return status;
}
