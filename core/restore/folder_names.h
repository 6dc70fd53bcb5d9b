/*
 * The names in a folder, compared without case as Windows does, also on a
 * system that tells "X.DLL" from "x.dll": a disk from a Windows machine, say.
 *
 * Letters beyond ASCII are compared as they are. One folder is kept at a time,
 * which is enough for files that come folder by folder.
 */
#pragma once

#include "core/error.h"

typedef struct tr_folder_names tr_folder_names;

tr_status tr_folder_names_new(tr_folder_names **out, tr_error *err);
void tr_folder_names_free(tr_folder_names *names); /* NULL is fine */

/**
 * Find a name that is the same but for case.
 *
 * @param out   the other name, borrowed until the next call; NULL if there is none
 * @param path  of which the last part is looked for, and that itself does not count
 */
tr_status tr_folder_names_find(const char **out, tr_folder_names *names, const char *path,
                               tr_error *err);

/** Note that a file gets this path: so that the next one of the same name is told. */
tr_status tr_folder_names_add(tr_folder_names *names, const char *path, tr_error *err);
