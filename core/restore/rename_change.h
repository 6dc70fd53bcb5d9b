/*
 * The kind of change that gives a file another name in its folder: "rename".
 *
 * In the journal, path is the file's path before, "before" and "after" are its
 * names, and proof is its tr_file_proof. Renamed files get their name back so,
 * and files that are parked theirs.
 */
#pragma once

#include "core/error.h"
#include "core/journal/change_kind.h"
#include "core/journal/file_proof.h"
#include "core/platform/file.h"

/** Its act wants the open file (TR_FILE_RENAME) as subject. */
extern const tr_change_kind tr_rename_change;

/** Whether a text from the journal is the name of a file, and leads to no other folder. */
bool tr_rename_is_name(const char *name);

/** The path of another name in the folder of a file, to free(); NULL when out of memory. */
char *tr_rename_beside(const char *path, const char *name);

/**
 * Give the file at path, which must still be the one of a proof, another name
 * in its folder. Not durable before tr_path_sync_folder.
 */
tr_status tr_rename_proven(const char *path, const char *name, const tr_file_proof *proof,
                           tr_error *err);

/** The sync of both kinds of rename. */
tr_status tr_rename_sync(const tr_change *change, tr_error *err);
