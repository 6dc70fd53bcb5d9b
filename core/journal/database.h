/*
 * The journal's database file; for core/journal only.
 *
 * Whoever can write to the state folder can put any file there: it is checked
 * before it is believed, and nothing that it may contain is ever run.
 */
#pragma once

#include <stdbool.h>

#include <sqlite3.h>

#include "core/error.h"

/**
 * Open the database, for sqlite3_close(). With may_change, it is made if it is
 * not there, and the whole of it checked.
 *
 * @return TR_ERR_NOT_FOUND if there is none; TR_ERR_FORMAT if it is damaged or
 *         none of ours; TR_ERR_IO also if it should be written and cannot be
 */
tr_status tr_database_open(sqlite3 **out, const char *path, bool may_change, tr_error *err);

/**
 * Open a file that is nothing but a lock, for sqlite3_close(), and take it;
 * waits for whoever has it. The system gives it back should we be killed.
 */
tr_status tr_database_lock(sqlite3 **out, const char *path, tr_error *err);

/** Say what failed last; verb as in "cannot write to the journal". */
tr_status tr_database_failure(sqlite3 *database, const char *verb, tr_error *err);

/** Run a statement that gives nothing back. */
tr_status tr_database_run(sqlite3 *database, const char *statement, tr_error *err);
