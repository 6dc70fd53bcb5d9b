#include "tests/scratch.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/scratch_system.h"

const char *scratch_folder(void)
{
    static char name[64];

    snprintf(name, sizeof(name), "scratch-posix-%ld", (long)getpid());
    return name;
}

static int remove_one(const char *path, const struct stat *now, int type, struct FTW *place)
{
    (void)now, (void)type, (void)place;
    return remove(path);
}

/* What was forbidden must be allowed first. */
static int allow_one(const char *path, const struct stat *now, int type, struct FTW *place)
{
    (void)now, (void)place;
    if (type == FTW_D || type == FTW_DNR)
        return chmod(path, 0700);
    return 0;
}

void scratch_tear_down(void)
{
    nftw(scratch_folder(), allow_one, 16, FTW_PHYS);
    nftw(scratch_folder(), remove_one, 16, FTW_PHYS | FTW_DEPTH);
}

void scratch_set_up(void)
{
    scratch_tear_down();
    mkdir(scratch_folder(), 0777);
}

bool scratch_write(const char *name, const char *text)
{
    FILE *file = fopen(scratch_path(name), "wb");
    bool is_written = file && fwrite(text, 1, strlen(text), file) == strlen(text);

    return file && fclose(file) == 0 && is_written;
}

bool scratch_make_folder(const char *name)
{
    return mkdir(scratch_path(name), 0777) == 0;
}

bool scratch_make_pipe(const char *name)
{
    return mkfifo(scratch_path(name), 0666) == 0;
}

bool scratch_make_link(const char *name, const char *target)
{
    return symlink(target, scratch_path(name)) == 0;
}

bool scratch_make_folder_link(const char *name, const char *target)
{
    return scratch_make_link(name, target);
}

bool scratch_forbid(const char *name)
{
    return chmod(scratch_path(name), 0) == 0 && access(scratch_path(name), R_OK) != 0;
}

bool scratch_open_to_all(const char *name)
{
    return chmod(scratch_path(name), 0777) == 0;
}

bool scratch_move(const char *from, const char *to)
{
    return rename(scratch_path(from), scratch_path(to)) == 0;
}

bool scratch_set_time(const char *name, time_t modified)
{
    struct timespec times[] = { { .tv_sec = modified }, { .tv_sec = modified } };

    return utimensat(AT_FDCWD, scratch_path(name), times, 0) == 0;
}

time_t scratch_time(const char *name)
{
    struct stat now;

    return stat(scratch_path(name), &now) == 0 ? now.st_mtime : -1;
}
