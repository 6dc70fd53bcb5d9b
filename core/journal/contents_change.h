/*
 * The kind of change that gives a file other contents, or makes one where
 * there is none: "contents". Taking it back brings the old bytes and the old
 * time of modification, or removes the file that was made.
 *
 * In the journal, "before" and "after" say in words what the contents are
 * (before NULL: there was no file), backup is a copy of the old ones, and
 * proof has the digests of both and the time.
 */
#pragma once

#include <stdbool.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/journal/change_kind.h"
#include "core/journal/journal.h"

/** Its act wants the new contents (tr_bytes) as subject. */
extern const tr_change_kind tr_contents_change;

/** Larger files are refused. */
#define TR_CONTENTS_MOST_BYTES ((size_t)16 << 20)

/** A file, and what is to become of it. All is borrowed. */
typedef struct tr_new_contents {
    const char *path; /* absolute */
    tr_bytes bytes;
    const char *before; /* in words: what is in the file; unused if there is none */
    const char *after;
    const char *reason; /* the user's, or NULL */

    /* Whether the file holds what was judged: else somebody has changed it meanwhile, and it
       stays. data is NULL if there is no file. NULL: whatever it holds. */
    bool (*is_expected)(const void *context, tr_bytes now);
    const void *context;
} tr_new_contents;

/** What came of it. */
typedef struct tr_contents_changed {
    char *backup; /* path of the copy of the old contents, to free(); NULL: there was no file */
    int64_t change;
} tr_contents_changed;

/**
 * Give a file other contents, through the journal, which is locked.
 *
 * @return TR_ERR_EXISTS if it has them already. On failure the file is as before; the copy of its
 *         contents may stay in the state folder.
 */
tr_status tr_contents_make(tr_contents_changed *out, tr_journal *journal,
                           const tr_new_contents *wanted, tr_error *err);
