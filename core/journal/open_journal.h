/*
 * What a journal consists of while it is open; for core/journal only.
 */
#pragma once

#include <sqlite3.h>

#include "core/journal/journal.h"

struct tr_journal {
    tr_journal_options options;
    char *state;
    char *who;
    sqlite3 *database;
    sqlite3 *lock;     /* NULL: not locked */
    int64_t run;       /* if options name none; 0: nothing was recorded yet */
    bool is_recovered; /* what others left open was looked at */
};

/** Choose the state folder, make it if need be, and open the database in it. */
tr_status tr_journal_open_state(tr_journal *journal, tr_error *err);

/** Close what an interrupted run left open, and tell. Call with the journal locked. */
tr_status tr_journal_recover(tr_journal *journal, tr_error *err);

/** Whether a file in the folder of backups is called as backups are. */
bool tr_journal_is_backup(const char *name);

/** A growing list of copied changes. */
typedef struct change_list {
    tr_change **items;
    size_t count;
    size_t room;
} change_list;

/** A tr_journal_visit: adds a copy to the change_list that context is. Stops when out of memory. */
bool change_list_add(void *context, const tr_change *change);
void change_list_free(change_list *list);

/** Load the changes that a filter lets pass. */
tr_status change_list_load(change_list *out, const tr_journal *journal,
                           const tr_journal_filter *filter, tr_error *err);
