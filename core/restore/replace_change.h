/*
 * The kind of change that puts a renamed file in the place of another one:
 * "replace". The other one, the target, gets a name of its own beside it, so
 * that nothing is lost, then the renamed file gets the target's name.
 *
 * In the journal, path is the renamed file's path, "before" and "after" are
 * its names, backup is the name that the target gets, and proof holds the
 * tr_file_proof of both, the renamed file's first.
 */
#pragma once

#include "core/journal/change_kind.h"

/** Its act wants the open renamed file (TR_FILE_RENAME) as subject. */
extern const tr_change_kind tr_replace_change;
