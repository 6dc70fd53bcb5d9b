/*
 * Paths that are known by Windows' names, which have no case: found on any
 * system, such as on a disk from a Windows machine.
 */
#pragma once

#include <stdbool.h>

#include "core/error.h"

/** Whether two names are the same but for the case of ASCII letters. */
bool tr_name_equal(const char *a, const char *b);

/**
 * Find what a path below a folder names: as it is written, else in any letter
 * case (of ASCII). Of several, the first one in the order of bytes.
 *
 * @param out   to free()
 * @param path  names with '/' between them
 * @return TR_ERR_NOT_FOUND if it is not there, TR_ERR_IO if that cannot be told
 */
tr_status tr_path_search(char **out, const char *folder, const char *path, tr_error *err);
