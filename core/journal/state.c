/* Where the journal lies. */
#include <stdlib.h>
#include <string.h>

#include "core/journal/database.h"
#include "core/journal/open_journal.h"
#include "core/platform/directory.h"
#include "core/platform/path.h"
#include "core/platform/state_folder.h"

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

/* In this folder, which is made if changes are to be recorded. */
static tr_status open_in(tr_journal *journal, const char *folder, bool is_default, tr_error *err)
{
    const bool may_change = journal->options.mode == TR_JOURNAL_CHANGE;
    char *absolute = NULL;
    tr_status status = TR_OK;

    if (may_change)
        status = tr_state_folder_make(folder, err);
    else if (tr_path_kind_of(folder) != TR_PATH_FOLDER)
        status = tr_error_set(err, TR_ERR_NOT_FOUND, 0, "there is no journal in '%s'", folder);
    if (status == TR_OK && is_default)
        status = tr_state_folder_check(folder, err);
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

tr_status tr_journal_open_state(tr_journal *journal, tr_error *err)
{
    char *machine;
    char *user = NULL;
    tr_status status;

    if (journal->options.state)
        return open_in(journal, journal->options.state, false, err);
    machine = tr_state_folder_of_machine();
    status = machine ? open_in(journal, machine, true, err) : no_memory(err);
    /* Not ours to write to, or nobody has yet: then it is the user's own. */
    if (status == TR_ERR_IO || status == TR_ERR_NOT_FOUND) {
        user = tr_state_folder_of_user();
        status = user ? open_in(journal, user, true, err) : no_memory(err);
    }
    free(machine);
    free(user);
    return status;
}
