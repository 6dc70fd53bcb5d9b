#include "core/journal/journal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/journal/database.h"
#include "core/journal/open_journal.h"
#include "core/platform/path.h"
#include "core/platform/user.h"

tr_status tr_journal_open(tr_journal **out, const tr_journal_options *options, tr_error *err)
{
    tr_journal *journal = calloc(1, sizeof(*journal));
    tr_status status;

    if (!journal || !(journal->who = tr_user_name())) {
        free(journal);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open the journal");
    }
    journal->options = *options;
    status = tr_journal_open_state(journal, err);
    if (status == TR_OK)
        *out = journal;
    else
        tr_journal_close(journal);
    return status;
}

void tr_journal_close(tr_journal *journal)
{
    if (!journal)
        return;
    tr_journal_unlock(journal);
    sqlite3_close(journal->database);
    free(journal->state);
    free(journal->who);
    free(journal);
}

const char *tr_journal_state(const tr_journal *journal)
{
    return journal->state;
}

const tr_change_kind *tr_journal_kind(const tr_journal *journal, const char *word)
{
    const tr_change_kind *const *kind = journal->options.kinds;

    while (kind && *kind && strcmp((*kind)->word, word) != 0)
        kind++;
    return kind ? *kind : NULL;
}

tr_status tr_journal_lock(tr_journal *journal, tr_error *err)
{
    char *path = tr_path_join(journal->state, "lock");
    tr_status status;

    assert(!journal->lock && journal->options.mode == TR_JOURNAL_CHANGE);
    if (!path)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to lock the journal");
    status = tr_database_lock(&journal->lock, path, err);
    free(path);
    /* Once is enough: whoever dies from now on, or fails to close its own, is left to the next. */
    if (status == TR_OK && !journal->is_recovered) {
        status = tr_journal_recover(journal, err);
        if (status == TR_OK)
            journal->is_recovered = true;
        else
            tr_journal_unlock(journal);
    }
    return status;
}

void tr_journal_unlock(tr_journal *journal)
{
    sqlite3_close(journal->lock); /* which gives the lock back */
    journal->lock = NULL;
}

/* Do something in one transaction: all of it is durable on return, or nothing happened. */
typedef tr_status transact(tr_journal *journal, void *context, tr_error *err);

static tr_status in_transaction(tr_journal *journal, transact *act, void *context, tr_error *err)
{
    tr_status status = tr_database_run(journal->database, "BEGIN IMMEDIATE", err);

    if (status != TR_OK)
        return status;
    status = act(journal, context, err);
    if (status == TR_OK)
        status = tr_database_run(journal->database, "COMMIT", err);
    if (status != TR_OK)
        sqlite3_exec(journal->database, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

static tr_status prepare(sqlite3_stmt **out, const tr_journal *journal, const char *text,
                         tr_error *err)
{
    if (sqlite3_prepare_v2(journal->database, text, -1, out, NULL) == SQLITE_OK)
        return TR_OK;
    return tr_database_failure(journal->database, "write to", err);
}

/* Run a statement that is bound, and make it ready for the next. */
static tr_status finish_step(const tr_journal *journal, sqlite3_stmt *statement, tr_error *err)
{
    tr_status status = TR_OK;

    if (sqlite3_step(statement) != SQLITE_DONE)
        status = tr_database_failure(journal->database, "write to", err);
    sqlite3_reset(statement);
    return status;
}

/* Some changes, for one transaction. */
typedef struct batch {
    tr_change *changes;             /* to be recorded */
    const tr_change *const_changes; /* to be closed */
    size_t count;
    int64_t run;
} batch;

static tr_status next_run(int64_t *out, const tr_journal *journal, tr_error *err)
{
    sqlite3_stmt *statement = NULL;
    tr_status status =
        prepare(&statement, journal, "SELECT coalesce(max(run), 0) + 1 FROM change", err);

    if (status == TR_OK && sqlite3_step(statement) != SQLITE_ROW)
        status = tr_database_failure(journal->database, "read", err);
    if (status == TR_OK)
        *out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return status;
}

static void bind_change(sqlite3_stmt *statement, const tr_change *change)
{
    const char *const texts[] = { change->kind,  change->path,   change->before, change->after,
                                  change->proof, change->backup, change->reason, change->who };
    const int count = sizeof(texts) / sizeof(texts[0]);

    for (int index = 0; index < count; index++)
        sqlite3_bind_text(statement, index + 1, texts[index], -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, count + 1, change->run);
    sqlite3_bind_int64(statement, count + 2, change->recorded);
    sqlite3_bind_int64(statement, count + 3, change->undoes);
}

static tr_status insert_all(tr_journal *journal, void *context, tr_error *err)
{
    static const char insert[] =
        "INSERT INTO change (kind, path, before, after, proof, backup, reason, who, run, recorded, "
        "undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    batch *all = context;
    const time_t now = time(NULL);
    sqlite3_stmt *statement = NULL;
    tr_status status = TR_OK;

    if (all->run == 0)
        status = next_run(&all->run, journal, err);
    if (status == TR_OK)
        status = prepare(&statement, journal, insert, err);
    for (size_t index = 0; index < all->count && status == TR_OK; index++) {
        tr_change *change = &all->changes[index];

        change->run = all->run;
        change->who = journal->who;
        change->recorded = now;
        change->closed = 0;
        change->undone_by = 0;
        change->state = TR_CHANGE_OPEN;
        bind_change(statement, change);
        status = finish_step(journal, statement, err);
        change->id = sqlite3_last_insert_rowid(journal->database);
    }
    sqlite3_finalize(statement);
    return status;
}

tr_status tr_journal_record(tr_journal *journal, tr_change *changes, size_t count, tr_error *err)
{
    int64_t *run = journal->options.run ? journal->options.run : &journal->run;
    batch all = { .changes = changes, .count = count, .run = *run };
    tr_status status;

    assert(journal->lock);
    status = in_transaction(journal, insert_all, &all, err);
    if (status == TR_OK)
        *run = all.run;
    return status;
}

static tr_status close_one(const tr_journal *journal, sqlite3_stmt *statement,
                           const tr_change *change, int64_t now, tr_error *err)
{
    sqlite3_bind_int64(statement, 1, change->id);
    sqlite3_bind_int(statement, 2, (int)change->state);
    sqlite3_bind_int64(statement, 3, now);
    sqlite3_bind_text(statement, 4, change->note, -1, SQLITE_STATIC);
    return finish_step(journal, statement, err);
}

static tr_status mark_undone(const tr_journal *journal, sqlite3_stmt *statement,
                             const tr_change *change, tr_error *err)
{
    sqlite3_bind_int64(statement, 1, change->undoes);
    sqlite3_bind_int64(statement, 2, change->id);
    return finish_step(journal, statement, err);
}

static tr_status close_all(tr_journal *journal, void *context, tr_error *err)
{
    const batch *all = context;
    const time_t now = time(NULL);
    sqlite3_stmt *close = NULL;
    sqlite3_stmt *mark = NULL;
    tr_status status = prepare(
        &close, journal, "UPDATE change SET state = ?2, closed = ?3, note = ?4 WHERE id = ?1", err);

    if (status == TR_OK)
        status = prepare(&mark, journal,
                         "UPDATE change SET state = 3, undone_by = ?2 WHERE id = ?1", err);
    for (size_t index = 0; index < all->count && status == TR_OK; index++) {
        const tr_change *change = &all->const_changes[index];

        if (change->state == TR_CHANGE_OPEN)
            continue;
        status = close_one(journal, close, change, now, err);
        if (status == TR_OK && change->undoes != 0 && change->state == TR_CHANGE_DONE)
            status = mark_undone(journal, mark, change, err);
    }
    sqlite3_finalize(close);
    sqlite3_finalize(mark);
    return status;
}

tr_status tr_journal_settle(tr_journal *journal, const tr_change *changes, size_t count,
                            tr_error *err)
{
    batch all = { .const_changes = changes, .count = count };

    assert(journal->lock);
    return in_transaction(journal, close_all, &all, err);
}
