#include "core/cli/change_log.h"

#include <stdlib.h>
#include <string.h>

#include "core/change_kinds.h"
#include "core/cli/failure.h"
#include "core/ini/signature_checks.h"
#include "core/platform/path.h"

static const tr_change_kind *kind_of(const char *word)
{
    const tr_change_kind *const *kind = tr_change_kinds;

    while (*kind && strcmp((*kind)->word, word) != 0)
        kind++;
    return *kind;
}

char *change_log_describe(const tr_change *change)
{
    const tr_change_kind *kind = kind_of(change->kind);
    tr_change described = *change;

    if (change->undoes != 0) { /* what it takes back is described, and that went the other way */
        described.before = change->after;
        described.after = change->before;
    }
    return kind ? kind->describe(&described) : strdup(change->path);
}

/* What is settled is good to know; what is not is for the user to look at. */
static void tell_recovered(void *context, const tr_change *change)
{
    session *run = context;
    char *what = change_log_describe(change);
    tr_error told;

    tr_error_set(&told, TR_OK, 0, "change %lld was interrupted (%s%s): %s", (long long)change->id,
                 change->undoes ? "taking back: " : "", what ? what : change->path,
                 change->note ? change->note : tr_change_state_word(change->state));
    free(what);
    progress_clear(&run->shown);
    failure_print(told.message);
    if (change->state == TR_CHANGE_OPEN || change->state == TR_CHANGE_UNCLEAR)
        run->has_failed = true;
}

static tr_journal_options options_of(session *run, tr_journal_mode mode)
{
    return (tr_journal_options){ .state = run->given->state,
                                 .mode = mode,
                                 .kinds = tr_change_kinds,
                                 .recovered = tell_recovered,
                                 .context = run,
                                 .run = &run->changes };
}

tr_status change_log_check_state(const session *run, const char *path, tr_error *err)
{
    char *file = NULL;
    char *state = NULL;
    tr_status status = TR_OK;

    if (run->given->state && tr_path_absolute(&file, path, NULL) == TR_OK &&
        tr_path_absolute(&state, run->given->state, NULL) == TR_OK)
        status = tr_checks_check_state(file, state, err);
    free(state);
    free(file);
    return status;
}

bool change_log_open(tr_journal **out, session *run)
{
    const tr_journal_options options = options_of(run, TR_JOURNAL_CHANGE);
    tr_journal *journal = NULL;
    tr_error err;
    tr_status status = tr_journal_open(&journal, &options, &err);

    if (status == TR_OK)
        status = tr_journal_lock(journal, &err);
    if (status != TR_OK) {
        tr_journal_close(journal);
        session_fail(run, &err);
        return false;
    }
    tr_journal_unlock(journal);
    *out = journal;
    return true;
}

bool change_log_read(tr_journal **out, session *run)
{
    const tr_journal_options options = options_of(run, TR_JOURNAL_READ);
    tr_error err;
    tr_status status;

    *out = NULL;
    status = tr_journal_open(out, &options, &err);
    if (status == TR_OK || status == TR_ERR_NOT_FOUND)
        return true;
    session_fail(run, &err);
    return false;
}
