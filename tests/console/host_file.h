/* The console as a console file has it: opening one, and saving what there is. */
#pragma once

#include <stdbool.h>

#include "tests/console/host.h"

/** Close what is open, and open a file; false, and why it cannot be. */
bool host_file_open(host *in, const wchar_t *path, const char **message);

/** Save all snap-ins with their states, and what each view shows. */
bool host_file_save(host *in, const wchar_t *path);

/** Whether something would be lost: one of the snap-ins says that it is dirty. */
bool host_file_is_dirty(const host *in);
