/*
 * Restoring renamed files: one after the other in the order in which they come,
 * each through the journal.
 *
 * Rows of the journal are written for many files at a time: recorded and
 * durable before the first of them is renamed, and closed after the last. So
 * thousands are restored in a second, and a crash still leaves an entry for
 * each file that was touched.
 */
#pragma once

#include "core/error.h"
#include "core/journal/journal.h"
#include "core/restore/renamed_file.h"

/** Told of each file, in order, once it is done. Takes it. */
typedef void tr_restore_done(void *context, tr_renamed_file *file);

typedef struct tr_restore_options {
    tr_journal *journal;             /* borrowed; NULL: only say what would be done */
    const tr_verify_options *verify; /* borrowed */
    const char *reason;              /* for files without signature; NULL: none are taken */
    bool parks; /* where a name is taken, keep the newer good file, and park the other */
    tr_restore_done *done;
    void *context;
} tr_restore_options;

typedef struct tr_restore tr_restore;

tr_status tr_restore_new(tr_restore **out, const tr_restore_options *options, tr_error *err);

/**
 * Decide on a judged file, and do what is decided, now or before
 * tr_restore_finish ends. Takes file.
 *
 * @return TR_OK whatever became of the file; else that the journal cannot be written, and
 *         nothing further should be tried
 */
tr_status tr_restore_add(tr_restore *restore, tr_renamed_file *file, tr_error *err);

/** Do what is left, and free. NULL is fine. Returns as tr_restore_add. */
tr_status tr_restore_finish(tr_restore *restore, tr_error *err);
