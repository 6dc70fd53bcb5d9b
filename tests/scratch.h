/*
 * A folder of a test's own in the working directory, and what tests do to
 * files that core never does. Names are UTF-8, as in core/platform/file.h, and
 * below that folder.
 */
#pragma once

#include <stdbool.h>
#include <time.h>

/** Make the folder, empty. Call first, from set_up. */
void scratch_set_up(void);

/** Remove the folder and all in it. */
void scratch_tear_down(void);

/** The path of name, or of the folder itself if name is "". Stays valid for eight more calls. */
const char *scratch_path(const char *name);

/* Each gives false if the system does not do it, or not here. */
bool scratch_write(const char *name, const char *text);
bool scratch_make_folder(const char *name);
bool scratch_make_pipe(const char *name);
bool scratch_make_link(const char *name, const char *target);
bool scratch_make_folder_link(const char *name, const char *target);

/** Make a file or folder unreadable; false if we may read it all the same. */
bool scratch_forbid(const char *name);

/** Let everybody write to a folder. */
bool scratch_open_to_all(const char *name);

/** Give a file another name, replacing what has it. */
bool scratch_move(const char *from, const char *to);

bool scratch_set_time(const char *name, time_t modified);
time_t scratch_time(const char *name);

/** Whether a file is there and holds text. */
bool scratch_holds(const char *name, const char *text);
