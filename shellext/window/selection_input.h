/* The selection that the menu writes into the program's standard input. */
#pragma once

#include "core/error.h"
#include "shellext/window/path_list.h"

/**
 * Read it to its end, which may take until the menu has written all.
 *
 * @param paths     gains the paths, also of a selection that broke off
 * @param left_out  how many selected items have no path; 0 if not told
 */
tr_status selection_input_read(path_list *paths, unsigned *left_out, tr_error *err);
