/* Where the journal lies. */
#include <stdlib.h>
#include <string.h>

#include "core/journal/database.h"
#include "core/journal/open_journal.h"
#include "core/platform/directory.h"
#include "core/platform/path.h"
#include "core/platform/state_folder.h"
#include "core/platform/user.h"

static tr_status no_memory(tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open the journal");
}

static tr_status open_database(tr_journal *journal, const char *folder, tr_error *err)
{
    char *path = tr_path_join(folder, "journal.db");
    tr_status status;

    if (!path)
        return no_memory(err);
    status =
        tr_database_open(&journal->database, path, journal->options.mode == TR_JOURNAL_CHANGE, err);
    free(path);
    return status;
}

typedef tr_status check_folder(const char *path, tr_error *err);

/* In this folder, which is made if changes are to be recorded; check NULL: it is taken as it is. */
static tr_status open_in(tr_journal *journal, const char *folder, check_folder *check,
                         tr_error *err)
{
    const bool may_change = journal->options.mode == TR_JOURNAL_CHANGE;
    char *absolute = NULL;
    tr_status status = TR_OK;

    if (may_change)
        status = tr_state_folder_make(folder, err);
    else if (tr_path_kind_of(folder) != TR_PATH_FOLDER)
        status = tr_error_set(err, TR_ERR_NOT_FOUND, 0, "there is no journal in '%s'", folder);
    if (status == TR_OK && check)
        status = check(folder, err);
    if (status == TR_OK)
        status = tr_path_absolute(&absolute, folder, err);
    if (status == TR_OK)
        status = open_database(journal, absolute, err);
    if (status == TR_OK)
        journal->state = absolute;
    else
        free(absolute);
    return status;
}

/*
 * Whoever has an administrator's rights keeps the machine's history, and believes no other:
 * everybody may make a folder of that name on Windows. All others keep their own.
 */
tr_status tr_journal_open_state(tr_journal *journal, tr_error *err)
{
    const bool is_elevated = tr_user_is_elevated();
    char *folder;
    tr_status status;

    if (journal->options.state)
        return open_in(journal, journal->options.state, NULL, err);
    folder = is_elevated ? tr_state_folder_of_machine() : tr_state_folder_of_user();
    if (folder)
        status = open_in(journal, folder,
                         is_elevated ? tr_state_folder_check_machine : tr_state_folder_check, err);
    else
        status = no_memory(err);
    free(folder);
    return status;
}
