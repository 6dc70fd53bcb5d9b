/*
 * A disk with Windows on it, mounted in a folder: its files by the names that
 * Windows has for them. What leads out of the disk, by links or "..", is not
 * there.
 */
#pragma once

#include <stdbool.h>

#include "core/error.h"

/**
 * Find a file or folder, in any letter case (of ASCII).
 *
 * @param out   its path, root's name with the rest added, to free(); NULL: not there
 * @param path  below root, with separators of either kind
 */
tr_status tr_system_disk_find(char **out, const char *root, const char *path, tr_error *err);

/** Find a hive of the system itself, "SOFTWARE" or "SYSTEM", as tr_system_disk_find. */
tr_status tr_system_disk_find_hive(char **out, const char *root, const char *name, tr_error *err);

/**
 * Called for each user who has a certain file, and, with failure set, where
 * that cannot be told. Returns false to stop.
 */
typedef bool tr_system_disk_visit(void *context, const char *user, const char *path,
                                  const tr_error *failure);

/** Visit a file in the folders of all users, such as "NTUSER.DAT", in the order of their names. */
tr_status tr_system_disk_walk_users(const char *root, const char *name, tr_system_disk_visit *visit,
                                    void *context, tr_error *err);
