/*
 * The files and folders that the program is to go through: those of its command
 * line, and those of the selection, which its first worker reads.
 */
#pragma once

#include "core/error.h"
#include "shellext/window/path_list.h"

/** Shared by the window and its workers, of any number. */
typedef struct targets targets;

/**
 * @param paths          taken, and empty afterwards
 * @param has_selection  further ones come by standard input
 * @return NULL when out of memory
 */
targets *targets_new(path_list *paths, bool has_selection);
targets *targets_share(targets *all);
void targets_release(targets *all); /* NULL is fine */

/**
 * All paths, borrowed; waits until the selection is read.
 *
 * @return TR_OK, else what kept the selection from being read; *out is set to what came of it
 */
tr_status targets_get(const path_list **out, targets *all, tr_error *err);

/** How many selected items have no path, once targets_get was called. */
unsigned targets_left_out(const targets *all);
