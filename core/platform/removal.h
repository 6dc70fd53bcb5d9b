/*
 * Removing a file or an empty folder for good.
 */
#pragma once

#include "core/error.h"

/** Remove a file, never a folder; durable on return. TR_ERR_NOT_FOUND if it is not there. */
tr_status tr_file_remove(const char *path, tr_error *err);

/** Remove a folder that is empty; of a link, the link. TR_ERR_NOT_FOUND if it is not there. */
tr_status tr_folder_remove(const char *path, tr_error *err);
