#include "core/platform/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/platform/system_error.h"

struct tr_file {
    int descriptor;
    int folder;       /* the folder it was found in, for a rename; else -1 */
    size_t name;      /* where in path the last part begins */
    struct stat stat; /* as it was opened, or renamed last */
    char *path;
};

static tr_status refuse(const char *path, mode_t mode, tr_error *err)
{
    const char *kind = "neither file nor folder";

    if (S_ISDIR(mode))
        kind = "a folder";
    else if (S_ISFIFO(mode))
        kind = "a pipe";
    else if (S_ISCHR(mode) || S_ISBLK(mode))
        kind = "a device";
    else if (S_ISSOCK(mode))
        kind = "a socket";
    else if (S_ISLNK(mode))
        kind = "a link";
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "'%s' is %s, not a file", path, kind);
}

static tr_status cannot(const char *verb, const char *path, int code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status((unsigned long)code),
                               (unsigned long)code, "cannot %s '%s'", verb, path);
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool is_unchanged(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec && a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
           a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/*
 * From an open folder down to the one that the parts before end lead to, none of which may be
 * a link. Takes folder; gives -1 with errno.
 */
static int descend(int folder, const char *parts, const char *end)
{
    while (folder >= 0 && parts < end) {
        size_t size = (size_t)((const char *)memchr(parts, '/', (size_t)(end - parts)) - parts);
        char *part = strndup(parts, size);
        int above = folder;
        int code;

        parts += size + 1;
        if (!part) {
            folder = -1;
            code = ENOMEM;
        } else if (size == 0 || strcmp(part, ".") == 0) {
            free(part);
            continue;
        } else if (strcmp(part, "..") == 0) {
            folder = -1;
            code = ELOOP;
        } else {
            folder = openat(above, part, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            code = errno;
        }
        free(part);
        close(above);
        errno = code;
    }
    return folder;
}

/*
 * The folder, so that later the file is renamed where it was found whatever becomes of the
 * path. Links are followed in the first root_size bytes only.
 */
static int open_folder(const char *path, size_t root_size, size_t name)
{
    int flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
    char *root;
    int descriptor;

    if (root_size == 0 || root_size > name)
        root_size = name;
    if (root_size == 0)
        return open(".", flags);
    root = strndup(path, root_size);
    if (!root)
        return -1;
    descriptor = open(root, flags);
    free(root);
    return descend(descriptor, path + root_size, path + name);
}

/*
 * Open path, or its last part in folder. A look comes first: opening alone can
 * rewind a tape, or end a program that waits at the other end of a pipe. What
 * it finds may be gone by then, so that the descriptor is looked at again.
 */
static tr_status open_regular(tr_file *file, tr_error *err)
{
    const bool is_held = file->folder >= 0;
    const int at = is_held ? file->folder : AT_FDCWD;
    const char *name = is_held ? file->path + file->name : file->path;
    const int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

    if (fstatat(at, name, &file->stat, is_held ? AT_SYMLINK_NOFOLLOW : 0) < 0)
        return cannot("read", file->path, errno, err);
    if (!S_ISREG(file->stat.st_mode))
        return refuse(file->path, file->stat.st_mode, err);
    file->descriptor = openat(at, name, is_held ? flags | O_NOFOLLOW : flags);
    if (file->descriptor < 0 && is_held && errno == ELOOP)
        return refuse(file->path, S_IFLNK, err);
    if (file->descriptor < 0 || fstat(file->descriptor, &file->stat) < 0)
        return cannot("read", file->path, errno, err);
    if (!S_ISREG(file->stat.st_mode))
        return refuse(file->path, file->stat.st_mode, err);
    return TR_OK;
}

tr_status tr_file_open_below(tr_file **out, const char *path, size_t root_size, tr_file_mode mode,
                             tr_error *err)
{
    const bool is_held = mode == TR_FILE_RENAME || root_size > 0;
    const char *slash = strrchr(path, '/');
    tr_file *file = calloc(1, sizeof(*file));
    tr_status status;

    if (!file || !(file->path = strdup(path))) {
        free(file);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", path);
    }
    file->descriptor = -1;
    file->folder = -1;
    file->name = slash ? (size_t)(slash + 1 - path) : 0;
    if (is_held && path[file->name] == '\0')
        status = cannot("read", path, ENOENT, err);
    else if (is_held && (file->folder = open_folder(path, root_size, file->name)) < 0)
        status = cannot("read", path, errno, err);
    else
        status = open_regular(file, err);

    if (status == TR_OK)
        *out = file;
    else
        tr_file_close(file);
    return status;
}

tr_status tr_file_open(tr_file **out, const char *path, tr_file_mode mode, tr_error *err)
{
    return tr_file_open_below(out, path, 0, mode, err);
}

tr_status tr_file_open_absolute(tr_file **out, const char *path, tr_file_mode mode, tr_error *err)
{
    return tr_file_open_below(out, path, path[0] == '/' ? 1 : 0, mode, err);
}

void tr_file_close(tr_file *file)
{
    if (!file)
        return;
    if (file->descriptor >= 0)
        close(file->descriptor);
    if (file->folder >= 0)
        close(file->folder);
    free(file->path);
    free(file);
}

const char *tr_file_path(const tr_file *file)
{
    return file->path;
}

uint64_t tr_file_size(const tr_file *file)
{
    return (uint64_t)file->stat.st_size;
}

tr_file_identity tr_file_identity_of(const tr_file *file)
{
    return (tr_file_identity){ .volume = file->stat.st_dev, .number = { file->stat.st_ino, 0 } };
}

time_t tr_file_modified(const tr_file *file)
{
    return file->stat.st_mtime;
}

int64_t tr_file_stamp(const tr_file *file)
{
    int64_t stamp;

    if (__builtin_mul_overflow((int64_t)file->stat.st_mtim.tv_sec, 1000000000, &stamp) ||
        __builtin_add_overflow(stamp, file->stat.st_mtim.tv_nsec, &stamp))
        return file->stat.st_mtime < 0 ? INT64_MIN : INT64_MAX;
    return stamp;
}

tr_status tr_file_read_some(const tr_file *file, void *buffer, size_t size, uint64_t offset,
                            size_t *got, tr_error *err)
{
    size_t filled = 0;

    /* No file is that large; the system would call it a wrong offset, not the end. */
    if (offset > INT64_MAX || size > INT64_MAX - offset)
        size = 0;
    while (filled < size) {
        ssize_t read = pread(file->descriptor, (char *)buffer + filled, size - filled,
                             (off_t)(offset + filled));

        if (read < 0 && errno == EINTR)
            continue;
        if (read < 0)
            return cannot("read", file->path, errno, err);
        if (read == 0)
            break;
        filled += (size_t)read;
    }
    *got = filled;
    return TR_OK;
}

static bool has_name(const tr_file *file, const char *name)
{
    struct stat now;

    return fstatat(file->folder, name, &now, AT_SYMLINK_NOFOLLOW) == 0 &&
           is_same(&now, &file->stat);
}

/*
 * Rename where the file system knows no rename that never replaces (NFS,
 * some of FUSE's): a second name never replaces either. A crash in between
 * leaves both. Gives errno.
 */
static int rename_by_link(const tr_file *file, const char *from, const char *to)
{
    if (linkat(file->folder, from, file->folder, to, 0) < 0)
        return errno == EPERM || errno == EMLINK ? EOPNOTSUPP : errno;
    /* If another file was caught, or has the old name now, that one keeps its name. */
    if (!has_name(file, from) || unlinkat(file->folder, from, 0) < 0) {
        int code = errno;

        unlinkat(file->folder, to, 0);
        return has_name(file, from) ? code : EBUSY;
    }
    return 0;
}

static int rename_no_replace(const tr_file *file, const char *from, const char *to)
{
    if (renameat2(file->folder, from, file->folder, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
        return errno;
    return rename_by_link(file, from, to);
}

/*
 * Whether the new name is the old one with more behind it, as that of a file
 * that is not to be trusted is.
 */
static bool is_extended(const char *from, const char *to)
{
    return strncmp(to, from, strlen(from)) == 0;
}

/*
 * Another file has the new name. It was caught by the rename, or put there
 * since: nobody can tell. It gets the old name, and if that is taken by now,
 * one that says that it is not to be trusted. A file whose new name already
 * says so keeps it: giving back could hand a good name to a file that never
 * had one.
 */
static void take_back(const tr_file *file, const char *caught, const char *from)
{
    char *name = is_extended(from, caught) ? NULL : strdup(from);

    while (name && rename_no_replace(file, caught, name) == EEXIST) {
        size_t size = strlen(name);
        char *longer = realloc(name, size + sizeof("_invalid"));

        if (!longer)
            break;
        memcpy(longer + size, "_invalid", sizeof("_invalid"));
        name = longer;
    }
    free(name);
}

/* The rename on disk, from checks before it to checks after it. */
static tr_status rename_checked(tr_file *file, const char *to, tr_error *err)
{
    const char *from = file->path + file->name;
    struct stat now;
    int code;

    if (fstat(file->descriptor, &now) < 0)
        return cannot("rename", file->path, errno, err);
    if (!is_unchanged(&now, &file->stat))
        return tr_error_set(err, TR_ERR_IO, 0, "cannot rename '%s': the file was changed meanwhile",
                            file->path);
    if (!has_name(file, from))
        return tr_error_set(err, TR_ERR_IO, 0, "cannot rename '%s': another file has its name now",
                            file->path);
    code = rename_no_replace(file, from, to);
    if (code == EOPNOTSUPP)
        return tr_error_set(err, TR_ERR_UNSUPPORTED, EOPNOTSUPP,
                            "cannot rename '%s': its file system may replace another file",
                            file->path);
    if (code != 0)
        return cannot("rename", file->path, code, err);
    if (!has_name(file, to)) {
        take_back(file, to, from);
        return tr_error_set(err, TR_ERR_IO, 0, "cannot rename '%s': another file has its name now",
                            file->path);
    }
    return TR_OK;
}

tr_status tr_file_rename(tr_file *file, const char *name, tr_error *err)
{
    size_t size = file->name + strlen(name) + 1;
    char *path = malloc(size);
    tr_status status;

    assert(file->folder >= 0 && !strchr(name, '/'));
    if (!path)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to rename '%s'", file->path);
    snprintf(path, size, "%.*s%s", (int)file->name, file->path, name);
    status = rename_checked(file, name, err);
    if (status != TR_OK) {
        free(path);
        return status;
    }
    free(file->path);
    file->path = path;
    fstat(file->descriptor, &file->stat); /* a rename alone changes st_ctim */
    return TR_OK;
}

/* EINVAL: the file system has nothing to make durable. */
tr_status tr_file_sync_name(const tr_file *file, tr_error *err)
{
    int folder = openat(file->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int code = folder < 0 ? errno : 0;

    if (folder >= 0 && fsync(folder) != 0 && errno != EINVAL)
        code = errno;
    if (folder >= 0)
        close(folder);
    return code == 0 ? TR_OK : cannot("make durable the name of", file->path, code, err);
}

bool tr_file_is_beside(const tr_file *a, const tr_file *b)
{
    struct stat of_a;
    struct stat of_b;

    return fstat(a->folder, &of_a) == 0 && fstat(b->folder, &of_b) == 0 && is_same(&of_a, &of_b);
}

bool tr_file_exists(const char *path)
{
    struct stat now;

    return lstat(path, &now) == 0;
}
