/*
 * A regular file that is read, and may be renamed, through one handle: what
 * was judged is what is renamed.
 *
 * Paths are UTF-8. A name that the system does not keep as UTF-8 (or UTF-16)
 * passes through unchanged: raw bytes on POSIX, generalised UTF-8 (WTF-8) for
 * lone surrogates on Windows. On Windows both separators are taken, and long
 * paths (over 260 characters) work.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "core/error.h"

typedef struct tr_file tr_file;

/** Which file it is, whatever its name: volume and file number. */
typedef struct tr_file_identity {
    uint64_t volume;
    uint64_t number[2];
} tr_file_identity;

/** What a file is opened for. */
typedef enum tr_file_mode {
    TR_FILE_READ,  /* others may go on writing */
    TR_FILE_RENAME /* read and rename it; where the system can, nobody else writes meanwhile */
} tr_file_mode;

/**
 * Open a regular file. Never blocks: a FIFO, device or folder is refused with
 * TR_ERR_UNSUPPORTED, before anything is read. A symbolic link or junction as
 * the last part of the path is followed for TR_FILE_READ only; for
 * TR_FILE_RENAME it is refused.
 */
tr_status tr_file_open(tr_file **out, const char *path, tr_file_mode mode, tr_error *err);

/**
 * As tr_file_open, but of the folders in path, too, those behind the first root_size
 * bytes may be no links, nor become some meanwhile: a file outside of that folder is
 * never opened, nor renamed. With root_size 0, the whole path but its last part is
 * taken as it is.
 */
tr_status tr_file_open_below(tr_file **out, const char *path, size_t root_size, tr_file_mode mode,
                             tr_error *err);

/**
 * As tr_file_open, with a path that tr_path_absolute gave, some time ago: if a
 * folder in it is a link now, the file is refused.
 */
tr_status tr_file_open_absolute(tr_file **out, const char *path, tr_file_mode mode, tr_error *err);

void tr_file_close(tr_file *file); /* NULL is fine */

/** The path it was opened by; after a rename, the new one. Borrowed. */
const char *tr_file_path(const tr_file *file);

/** Size in bytes when it was opened. */
uint64_t tr_file_size(const tr_file *file);

tr_file_identity tr_file_identity_of(const tr_file *file);

/** Modification time when it was opened. */
time_t tr_file_modified(const tr_file *file);

/** The same in nanoseconds since 1970, as fine as the system keeps it; from 1678 to 2262. */
int64_t tr_file_stamp(const tr_file *file);

/**
 * Read exactly size bytes at offset. May be called from several threads at
 * once. A file that has become shorter is TR_ERR_IO.
 */
tr_status tr_file_read(const tr_file *file, void *buffer, size_t size, uint64_t offset,
                       tr_error *err);

/**
 * As tr_file_read, but the file may end before: *got is then less than size.
 */
tr_status tr_file_read_some(const tr_file *file, void *buffer, size_t size, uint64_t offset,
                            size_t *got, tr_error *err);

/**
 * Rename this very file (opened for TR_FILE_RENAME) within its folder.
 *
 * Atomic; never replaces: a name that is taken gives TR_ERR_EXISTS. Time
 * stamps stay. Where the system renames by name only, the identity is checked
 * afterwards, and the rename is taken back if another file was caught (if that
 * one's name is taken by then, it gets NAME_invalid). A file that was written
 * to since it was opened is not renamed: TR_ERR_IO.
 *
 * A crash may bring the old name back, until tr_file_sync_name.
 *
 * @param name  the new last part of the path, without separators
 */
tr_status tr_file_rename(tr_file *file, const char *name, tr_error *err);

/** Make the name durable that a file got by tr_file_rename, and all others in its folder. */
tr_status tr_file_sync_name(const tr_file *file, tr_error *err);

/** Whether both were found in the same folder, so that one tr_file_sync_name does for both. */
bool tr_file_is_beside(const tr_file *a, const tr_file *b);

/** Whether a name exists in any form: file, folder, or a link whose target does not. */
bool tr_file_exists(const char *path);

/** Whether two paths lead to one file. False also if either cannot be opened. */
bool tr_file_is_same(const char *a, const char *b);

/**
 * Load a whole small file: a certificate, a list, a catalogue.
 *
 * @param out    the bytes, the caller's to free(); a zero byte follows them
 * @param limit  a larger file is TR_ERR_UNSUPPORTED
 */
tr_status tr_file_load(unsigned char **out, size_t *size, const char *path, size_t limit,
                       tr_error *err);
