/* The system's handle of a file, for calls that want one. */
#pragma once

#include "core/platform/file.h"

/** A HANDLE, borrowed from the file. */
void *tr_file_handle(const tr_file *file);
