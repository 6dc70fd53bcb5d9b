/*
 * Removing a file for good.
 */
#pragma once

#include "core/error.h"

/** Remove a file, never a folder; durable on return. TR_ERR_NOT_FOUND if it is not there. */
tr_status tr_file_remove(const char *path, tr_error *err);
