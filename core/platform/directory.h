/*
 * The files below a folder, in an order that does not depend on the system.
 *
 * Links and junctions met on the way are neither followed nor reported, so
 * that nothing outside the folder is touched. Names are sorted by their bytes
 * within each folder, a folder's files and sub-folders mixed.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

/** What a path names. */
typedef enum tr_path_kind {
    TR_PATH_MISSING,
    TR_PATH_FILE,
    TR_PATH_FOLDER,
    TR_PATH_OTHER /* pipe, device, socket */
} tr_path_kind;

/** What a path names, links followed; TR_PATH_MISSING also if it cannot be told. */
tr_path_kind tr_path_kind_of(const char *path);

/** Where the last part of a path begins. */
size_t tr_path_name(const char *path);

/**
 * Called for each regular file, and once, with failure set, for each folder
 * that cannot be read. Returns false to stop.
 *
 * @param path     the given folder's name with the rest added; borrowed
 * @param failure  NULL, or why path (a folder) was passed over
 */
typedef bool tr_directory_visit(void *context, const char *path, const tr_error *failure);

/**
 * Visit all files below a folder, however deep (without recursion, in memory
 * that grows with the depth and the largest folder only).
 *
 * @return TR_OK also when the visitor stopped or a folder was passed over;
 *         TR_ERR_MEMORY
 */
tr_status tr_directory_walk(const char *folder, tr_directory_visit *visit, void *context,
                            tr_error *err);
