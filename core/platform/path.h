/*
 * Paths as the journal keeps them: good from any current folder.
 */
#pragma once

#include <stdbool.h>

#include "core/error.h"

/**
 * A path from the root, to free(), with the links of its folder resolved, but
 * not its last part. What it names need not exist, the folder must.
 */
tr_status tr_path_absolute(char **out, const char *path, tr_error *err);

/** A folder's path with a name in it, to free(); NULL when out of memory. */
char *tr_path_join(const char *folder, const char *name);

/** Make durable the names of all files in the folder of this one. */
tr_status tr_path_sync_folder(const char *path, tr_error *err);
