/*
 * The journal: what Trustmend changes on a machine, made durable before it is
 * changed, closed after it was checked. What a run that was killed left open
 * is looked at by the next one, and told.
 *
 * One SQLite database, "journal.db" in the state folder, and beside it the
 * folder "backup" for copies of files, which only administrators and the owner
 * may read. A rollback journal that is truncated (journal_mode=TRUNCATE,
 * synchronous=FULL), not a write-ahead log: at rest the one file is all there
 * is, it may lie on a network drive or be read without the right to write, and
 * a commit is durable on Windows too, where the deletion of a file is not.
 *
 * Changes of several processes wait for each other. To make some:
 *
 *     tr_journal_lock      waits for its turn, and closes what others left open
 *       plan               what is there now, what it is to become; backups
 *       tr_change_make     record, act, look, close; or for many at once
 *                          tr_journal_record, act, look, tr_journal_settle
 *     tr_journal_unlock
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/journal/change.h"
#include "core/journal/change_kind.h"

typedef enum tr_journal_mode {
    TR_JOURNAL_READ,  /* history only: nothing is made, no lock is taken */
    TR_JOURNAL_CHANGE /* the state folder is made if it is not there */
} tr_journal_mode;

/** Told of each change that an interrupted run had left open, once it is closed. */
typedef void tr_journal_recovered(void *context, const tr_change *change);

typedef struct tr_journal_options {
    const char *state; /* the folder; NULL: the machine's, or the user's if that is not writable */
    tr_journal_mode mode;
    const tr_change_kind *const *kinds; /* all that are known, NULL at the end */
    tr_journal_recovered *recovered;    /* NULL: nobody wants to know */
    void *context;
    /**
     * The number of the run, which journals that one command opens one after the other share; 0
     * before the first change, by which it is set. NULL: what this journal records is a run.
     */
    int64_t *run;
} tr_journal_options;

/**
 * Open the journal. A database that is damaged, or none of ours, or made by a
 * newer Trustmend, is refused and left as it is: TR_ERR_FORMAT. To read where
 * there is none is TR_ERR_NOT_FOUND.
 */
tr_status tr_journal_open(tr_journal **out, const tr_journal_options *options, tr_error *err);

void tr_journal_close(tr_journal *journal); /* NULL is fine; unlocks */

/** The state folder that is in use. Borrowed. */
const char *tr_journal_state(const tr_journal *journal);

/** The kind of this word, or NULL. */
const tr_change_kind *tr_journal_kind(const tr_journal *journal, const char *word);

/**
 * Wait for other processes that make changes (for a minute at most), then
 * close what an interrupted run left open.
 */
tr_status tr_journal_lock(tr_journal *journal, tr_error *err);
void tr_journal_unlock(tr_journal *journal);

/**
 * Remove the journal, which is locked, and all of its backups: nothing in it can be undone any
 * more. Other files in its folder stay. It can only be closed afterwards. If it fails, what is left
 * can be removed once more.
 *
 * @param newest  the last change that the user agreed to forget
 * @return TR_ERR_EXISTS if there is a newer one; then nothing was removed
 */
tr_status tr_journal_forget(tr_journal *journal, int64_t newest, tr_error *err);

/**
 * Record changes that are about to be made; all or none. Durable on return,
 * and only then may they be made. Sets id, run, recorded and state of each.
 */
tr_status tr_journal_record(tr_journal *journal, tr_change *changes, size_t count, tr_error *err);

/**
 * Close recorded changes with their state and note; all or none. Those whose
 * state is open stay so. If it fails, the next run finds them open and looks
 * at them again.
 */
tr_status tr_journal_settle(tr_journal *journal, const tr_change *changes, size_t count,
                            tr_error *err);

/** Which changes are wanted. All zero: all, the oldest first. */
typedef struct tr_journal_filter {
    int64_t id;     /* this one only */
    int64_t run;    /* those of this run only */
    bool has_since; /* only those recorded since */
    time_t since;
    const char *kind; /* only of this kind */
    const char *path; /* only those of this path */
    bool is_standing; /* only those that are done, not taken back, and take back no other */
    bool is_open;     /* only those that are open */
    bool newest_first;
} tr_journal_filter;

/** Called for each change, which is borrowed. Returns false to stop. */
typedef bool tr_journal_visit(void *context, const tr_change *change);

tr_status tr_journal_walk(const tr_journal *journal, const tr_journal_filter *filter,
                          tr_journal_visit *visit, void *context, tr_error *err);

/**
 * Keep a copy of a file's bytes in the backup folder, durable on return.
 *
 * @param out   its name there, for tr_change.backup, to free()
 * @param name  last part of the path of what is kept; becomes a part of its name
 */
tr_status tr_journal_back_up(char **out, const tr_journal *journal, tr_bytes bytes,
                             const char *name, tr_error *err);

/** Load a copy from the backup folder; as tr_file_load. */
tr_status tr_journal_load_backup(unsigned char **out, size_t *size, const tr_journal *journal,
                                 const char *backup, size_t limit, tr_error *err);

/** Where a copy lies, to show it or to copy it further, to free(); NULL when out of memory. */
char *tr_journal_backup_path(const tr_journal *journal, const char *backup);
