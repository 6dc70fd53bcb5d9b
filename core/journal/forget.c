#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/journal/journal.h"
#include "core/journal/open_journal.h"
#include "core/platform/directory.h"
#include "core/platform/path.h"
#include "core/platform/removal.h"

typedef tr_status remover(const char *path, tr_error *err);

/* What is not there need not be removed. */
static tr_status remove_by_name(const char *folder, const char *name, remover *act, tr_error *err)
{
    char *path = tr_path_join(folder, name);
    tr_status status;

    if (!path)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to remove '%s'", name);
    status = act(path, err);
    free(path);
    return status == TR_ERR_NOT_FOUND ? TR_OK : status;
}

typedef struct removal {
    size_t backup; /* where the names of backups begin in a path */
    tr_status status;
    tr_error *err;
} removal;

static bool is_backup(const removal *all, const char *path)
{
    const char *name = path + all->backup;

    return (strncmp(name, "backup/", 7) == 0 || strncmp(name, "backup\\", 7) == 0) &&
           tr_journal_is_backup(name + 7);
}

static bool remove_backup(void *context, const char *path, const tr_error *failure)
{
    removal *all = context;

    if (failure)
        all->status =
            tr_error_set(all->err, failure->status, failure->code, "%s", failure->message);
    else if (is_backup(all, path))
        all->status = tr_file_remove(path, all->err);
    return all->status == TR_OK;
}

/* From the state folder on, for a link is followed where a walk begins and nowhere else. */
static tr_status remove_backups(const char *state, tr_error *err)
{
    removal all = { .status = TR_OK, .err = err };
    char *folder = tr_path_join(state, "backup");
    tr_status status;

    if (!folder)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to remove the backups");
    all.backup = tr_path_name(folder);
    status = tr_directory_walk(state, remove_backup, &all, err);
    if (status == TR_OK)
        status = all.status;
    if (status == TR_OK)
        tr_folder_remove(folder, NULL); /* unless somebody keeps something else there */
    free(folder);
    return status;
}

static bool take_id(void *context, const tr_change *change)
{
    int64_t *id = context;

    *id = change->id;
    return false;
}

/* Nothing becomes newer while the journal is locked. */
static tr_status check_newest(const tr_journal *journal, int64_t newest, tr_error *err)
{
    const tr_journal_filter filter = { .newest_first = true };
    int64_t found = 0;
    tr_status status = tr_journal_walk(journal, &filter, take_id, &found, err);

    if (status == TR_OK && found > newest)
        status = tr_error_set(err, TR_ERR_EXISTS, 0,
                              "somebody made another change meanwhile; nothing was forgotten");
    return status;
}

/* The database after the backups: as long as it is there, all of this can be done again. */
tr_status tr_journal_forget(tr_journal *journal, int64_t newest, tr_error *err)
{
    tr_status status;

    assert(journal->lock);
    status = check_newest(journal, newest, err);
    if (status == TR_OK)
        status = remove_backups(journal->state, err);
    if (status != TR_OK)
        return status;
    sqlite3_close(journal->database);
    journal->database = NULL;
    status = remove_by_name(journal->state, "journal.db", tr_file_remove, err);
    if (status == TR_OK)
        status = remove_by_name(journal->state, "journal.db-journal", tr_file_remove, err);
    tr_journal_unlock(journal);
    if (status == TR_OK)
        status = remove_by_name(journal->state, "lock", tr_file_remove, err);
    if (status == TR_OK)
        tr_folder_remove(journal->state, NULL); /* unless somebody keeps something else there */
    return status;
}
