/*
 * The journal as the commands use it: opened as the options say, and what an
 * interrupted run left behind is told.
 */
#pragma once

#include <stdbool.h>

#include "core/cli/session.h"
#include "core/journal/journal.h"

/**
 * Open the journal to make changes, and finish what an interrupted run left
 * open. Failures are told to the session.
 */
bool change_log_open(tr_journal **out, session *run);

/**
 * Whether the state folder that the user named may be made: before it is, as it
 * must not be there. path is of the file that is to be changed.
 */
tr_status change_log_check_state(const session *run, const char *path, tr_error *err);

/** Open it to be read. *out is NULL if there is none: nothing was changed yet. */
bool change_log_read(tr_journal **out, session *run);

/** What a change did, in one line, to free(); NULL when out of memory. */
char *change_log_describe(const tr_change *change);
