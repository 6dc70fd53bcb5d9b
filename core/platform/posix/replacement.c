#include "core/platform/replacement.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "core/platform/system_error.h"

#define SUFFIX        ".trustmend-"
#define SUFFIX_DIGITS 8

typedef struct replacement {
    const char *path;
    const char *name;
    int folder;
    int old;         /* the file, for reading */
    struct stat was; /* what it was when it was opened */
    int new;
    char *new_name;          /* NULL: not made yet */
    const int64_t *modified; /* the time that it gets; NULL: now */
} replacement;

static tr_status cannot(const replacement *of, int code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status((unsigned long)code),
                               (unsigned long)code, "cannot replace '%s'", of->path);
}

static tr_status refuse(const replacement *of, const char *why, tr_error *err)
{
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "cannot replace '%s': %s", of->path, why);
}

static tr_status has_changed(const replacement *of, tr_error *err)
{
    return tr_error_set(err, TR_ERR_IO, 0,
                        "cannot replace '%s': somebody has written to it meanwhile", of->path);
}

/* The folder of a path, opened; -1 with errno. */
static int open_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int descriptor = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    int code = folder ? errno : ENOMEM;

    free(folder);
    errno = code;
    return descriptor;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static tr_status open_old(replacement *of, tr_error *err)
{
    of->folder = open_folder(of->path);
    if (of->folder < 0)
        return cannot(of, errno, err);
    of->old =
        openat(of->folder, of->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (of->old < 0 && errno == ELOOP)
        return refuse(of, "it is a link", err);
    if (of->old < 0 || fstat(of->old, &of->was) != 0)
        return cannot(of, errno, err);
    if (!S_ISREG(of->was.st_mode))
        return refuse(of, "it is not a file", err);
    if (of->was.st_nlink != 1)
        return refuse(of, "it has several names (hard links)", err);
    return TR_OK;
}

static tr_status compare_old(const replacement *of, tr_bytes expected, tr_error *err)
{
    unsigned char buffer[16384];
    size_t at = 0;
    ssize_t got;

    while ((got = pread(of->old, buffer, sizeof(buffer), (off_t)at)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannot(of, errno, err);
        if ((size_t)got > expected.size - at ||
            memcmp(buffer, expected.data + at, (size_t)got) != 0)
            return has_changed(of, err);
        at += (size_t)got;
    }
    return at == expected.size ? TR_OK : has_changed(of, err);
}

/* The lock tells a later run whether the file is still being made. */
static tr_status create_new(replacement *of, mode_t rights, tr_error *err)
{
    size_t size = strlen(of->name) + sizeof(SUFFIX) + SUFFIX_DIGITS;
    char *name = malloc(size);
    uint32_t number;

    if (!name)
        return cannot(of, ENOMEM, err);
    if (getentropy(&number, sizeof(number)) != 0) {
        int code = errno;

        free(name);
        return cannot(of, code, err);
    }
    snprintf(name, size, "%s" SUFFIX "%08" PRIx32, of->name, number);
    of->new =
        openat(of->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, rights);
    if (of->new < 0) {
        int code = errno;

        free(name);
        return cannot(of, code, err);
    }
    of->new_name = name;
    flock(of->new, LOCK_EX | LOCK_NB);
    return TR_OK;
}

/* Whether the new file has this attribute already, with this value. */
static bool has_attribute(int file, const char *name, const void *value, size_t size)
{
    char *now = malloc(size + 1);
    bool is_same = now && fgetxattr(file, name, now, size + 1) == (ssize_t)size &&
                   memcmp(now, value, size) == 0;

    free(now);
    return is_same;
}

/* Gives errno. */
static int copy_attribute(const replacement *of, const char *name)
{
    ssize_t size = fgetxattr(of->old, name, NULL, 0);
    char *value = NULL;
    int code = 0;

    if (size < 0)
        return errno;
    value = malloc((size_t)size + 1);
    if (!value)
        return ENOMEM;
    if (fgetxattr(of->old, name, value, (size_t)size) != size)
        code = errno;
    if (code == 0 && !has_attribute(of->new, name, value, (size_t)size) &&
        fsetxattr(of->new, name, value, (size_t)size, 0) != 0)
        code = errno;
    free(value);
    return code;
}

/* Access control lists are among them. Gives errno. */
static int copy_attributes(const replacement *of)
{
    ssize_t size = flistxattr(of->old, NULL, 0);
    char *names;
    int code = 0;

    if (size <= 0)
        return size == 0 || errno == ENOTSUP ? 0 : errno;
    names = malloc((size_t)size);
    if (!names)
        return ENOMEM;
    size = flistxattr(of->old, names, (size_t)size);
    if (size < 0)
        code = errno;
    for (ssize_t at = 0; at < size && code == 0; at += (ssize_t)strlen(names + at) + 1)
        code = copy_attribute(of, names + at);
    free(names);
    return code;
}

/* Gives errno. */
static int copy_rights(const replacement *of)
{
    struct stat now;

    if (fstat(of->new, &now) != 0)
        return errno;
    if ((now.st_uid != of->was.st_uid || now.st_gid != of->was.st_gid) &&
        fchown(of->new, of->was.st_uid, of->was.st_gid) != 0)
        return errno;
    if (fchmod(of->new, of->was.st_mode & 07777) != 0)
        return errno;
    return copy_attributes(of);
}

/* Gives errno. */
static int set_time(const replacement *of)
{
    const int64_t second = 1000000000;
    const int64_t rest = *of->modified % second;
    const struct timespec times[] = {
        { .tv_nsec = UTIME_OMIT },
        { .tv_sec = *of->modified / second - (rest < 0),
          .tv_nsec = rest < 0 ? rest + second : rest },
    };

    return futimens(of->new, times) == 0 ? 0 : errno;
}

/* Gives errno. */
static int write_new(const replacement *of, tr_bytes bytes)
{
    int code = 0;

    size_t written = 0;

    while (written < bytes.size) {
        ssize_t count = write(of->new, bytes.data + written, bytes.size - written);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno;
        written += (size_t)count;
    }
    if (of->modified)
        code = set_time(of);
    if (code == 0 && fsync(of->new) != 0)
        code = errno;
    return code;
}

static bool is_as_it_was(const struct stat *now, const struct stat *was)
{
    return now->st_dev == was->st_dev && now->st_ino == was->st_ino &&
           now->st_size == was->st_size && now->st_mtim.tv_sec == was->st_mtim.tv_sec &&
           now->st_mtim.tv_nsec == was->st_mtim.tv_nsec &&
           now->st_ctim.tv_sec == was->st_ctim.tv_sec &&
           now->st_ctim.tv_nsec == was->st_ctim.tv_nsec;
}

/* Both names must still be those of the files that were read and written. */
static tr_status swap(replacement *of, tr_error *err)
{
    struct stat now;
    struct stat made;
    struct stat named;

    if (fstatat(of->folder, of->name, &now, AT_SYMLINK_NOFOLLOW) != 0 ||
        fstat(of->new, &made) != 0 ||
        fstatat(of->folder, of->new_name, &named, AT_SYMLINK_NOFOLLOW) != 0)
        return cannot(of, errno, err);
    if (!is_as_it_was(&now, &of->was) || named.st_dev != made.st_dev || named.st_ino != made.st_ino)
        return has_changed(of, err);
    if (renameat(of->folder, of->new_name, of->folder, of->name) != 0)
        return cannot(of, errno, err);
    free(of->new_name);
    of->new_name = NULL;
    if (fsync(of->folder) != 0 && errno != EINVAL)
        return cannot(of, errno, err);
    return TR_OK;
}

static tr_status replace(replacement *of, tr_bytes expected, tr_bytes bytes, tr_error *err)
{
    tr_status status = open_old(of, err);
    int code = 0;

    if (status == TR_OK)
        status = compare_old(of, expected, err);
    if (status == TR_OK)
        status = create_new(of, 0600, err);
    if (status != TR_OK || !of->new_name)
        return status;
    code = copy_rights(of);
    if (code != 0)
        return tr_error_set_system(err, tr_system_error_status((unsigned long)code),
                                   (unsigned long)code,
                                   "cannot keep owner and access rights of '%s'", of->path);
    code = write_new(of, bytes);
    return code == 0 ? swap(of, err) : cannot(of, code, err);
}

static void close_all(replacement *of)
{
    if (of->new_name)
        unlinkat(of->folder, of->new_name, 0);
    free(of->new_name);
    if (of->new >= 0)
        close(of->new);
    if (of->old >= 0)
        close(of->old);
    if (of->folder >= 0)
        close(of->folder);
}

tr_status tr_file_replace(const char *path, tr_bytes expected, tr_bytes bytes,
                          const int64_t *modified, tr_error *err)
{
    replacement of = { .path = path,
                       .name = name_of(path),
                       .folder = -1,
                       .old = -1,
                       .new = -1,
                       .modified = modified };
    tr_status status;

    tr_file_replace_clean(path);
    status = replace(&of, expected, bytes, err);
    close_all(&of);
    return status;
}

static tr_status cannot_make(const replacement *of, int code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status((unsigned long)code),
                               (unsigned long)code, "cannot make '%s'", of->path);
}

/* Gives errno; EEXIST if the name is taken. Where the system renames no file so, it gets a second
   name, and loses the first one. */
static int take_free_name(replacement *of)
{
    int code = 0;

    assert(of->new_name);
    if (renameat2(of->folder, of->new_name, of->folder, of->name, RENAME_NOREPLACE) != 0)
        code = errno;
    if (code == EINVAL || code == ENOSYS || code == EOPNOTSUPP) {
        code = linkat(of->folder, of->new_name, of->folder, of->name, 0) == 0 ? 0 : errno;
        if (code == 0)
            unlinkat(of->folder, of->new_name, 0);
    }
    if (code == 0) {
        free(of->new_name);
        of->new_name = NULL;
    }
    return code;
}

tr_status tr_file_create(const char *path, tr_bytes bytes, tr_error *err)
{
    replacement of = { .path = path, .name = name_of(path), .old = -1, .new = -1 };
    tr_status status;
    int code;

    tr_file_replace_clean(path);
    of.folder = open_folder(path);
    if (of.folder < 0)
        return cannot_make(&of, errno, err);
    status = create_new(&of, 0666, err);
    if (status != TR_OK)
        goto done;
    code = write_new(&of, bytes);
    if (code == 0)
        code = take_free_name(&of);
    if (code == 0 && fsync(of.folder) != 0 && errno != EINVAL)
        code = errno;
    if (code != 0)
        status = cannot_make(&of, code, err);
done:
    close_all(&of);
    return status;
}

static bool is_left_over(const char *found, const char *name)
{
    size_t size = strlen(name);
    const char *digits = found + size + strlen(SUFFIX);

    return strncmp(found, name, size) == 0 && strncmp(found + size, SUFFIX, strlen(SUFFIX)) == 0 &&
           strlen(digits) == SUFFIX_DIGITS && strspn(digits, "0123456789abcdef") == SUFFIX_DIGITS;
}

static void remove_left_over(int folder, const char *name)
{
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat now;

    if (file < 0)
        return;
    if (fstat(file, &now) == 0 && S_ISREG(now.st_mode) && flock(file, LOCK_EX | LOCK_NB) == 0)
        unlinkat(folder, name, 0);
    close(file);
}

void tr_file_replace_clean(const char *path)
{
    int folder = open_folder(path);
    DIR *listing = folder >= 0 ? fdopendir(folder) : NULL;
    const struct dirent *entry;

    if (!listing) {
        if (folder >= 0)
            close(folder);
        return;
    }
    while ((entry = readdir(listing))) {
        if (is_left_over(entry->d_name, name_of(path)))
            remove_left_over(dirfd(listing), entry->d_name);
    }
    closedir(listing);
}
