#include "shellext/execution.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/change_kinds.h"
#include "core/import/import_change.h"
#include "core/import/import_plan.h"
#include "core/platform/parallel.h"
#include "core/platform/system_error.h"
#include "core/restore/rename_change.h"
#include "core/restore/replace_change.h"
#include "core/restore/restore.h"
#include "core/trust/certificate.h"

static bool is_stopped(const tr_execution *how)
{
    return how->is_stopped && how->is_stopped(how->context);
}

static void tell(const tr_execution *how, uint32_t index, tr_outcome outcome, const char *text)
{
    how->told(how->context, &(tr_reply){ .outcome = outcome, .index = index, .text = text });
}

static tr_outcome outcome_of(const tr_error *failure)
{
    if (tr_system_error_is_denial(failure->code) && failure->status == TR_ERR_IO)
        return TR_OUTCOME_DENIED;
    return failure->status == TR_ERR_UNSUPPORTED ? TR_OUTCOME_REFUSED : TR_OUTCOME_FAILED;
}

static void tell_failure(const tr_execution *how, uint32_t index, const tr_error *failure)
{
    tell(how, index, outcome_of(failure), failure->message);
}

/* Files -----------------------------------------------------------------------------------------
 */

typedef struct restoring {
    const tr_execution *how;
    tr_renamed_options judging;
    tr_restore *restore;
    uint32_t *waiting; /* indices of files that restore has, in their order */
    uint32_t added;
    uint32_t told;
    bool has_failed; /* the journal cannot be written */
} restoring;

typedef struct file_item {
    const char *path;
    uint32_t index;
    tr_renamed_file *file; /* NULL: failure says why, or it is left */
    tr_error failure;
    bool is_left;
} file_item;

static void judge_file(void *context, void *what)
{
    const restoring *all = context;
    file_item *item = what;

    item->is_left = is_stopped(all->how);
    if (item->is_left)
        return;
    if (!tr_renamed_file_is(item->path)) {
        tr_error_set(&item->failure, TR_ERR_UNSUPPORTED, 0,
                     "'%s' is not a renamed file: its name does not end in _invalid", item->path);
        return;
    }
    if (tr_renamed_file_judge(&item->file, item->path, 0, &all->judging, &item->failure) != TR_OK)
        item->file = NULL;
}

static void give_up(restoring *all, const tr_error *failure)
{
    all->has_failed = true;
    tell_failure(all->how, TR_REPLY_END, failure);
}

static void hand_over(void *context, void *what)
{
    restoring *all = context;
    file_item *item = what;
    tr_error err;

    if (item->is_left || all->has_failed) {
        tell(all->how, item->index, TR_OUTCOME_LEFT, NULL);
        tr_renamed_file_free(item->file);
    } else if (!item->file) {
        tell_failure(all->how, item->index, &item->failure);
    } else {
        all->waiting[all->added++] = item->index;
        if (tr_restore_add(all->restore, item->file, &err) != TR_OK)
            give_up(all, &err);
    }
    free(item);
}

static tr_outcome outcome_of_file(const tr_renamed_file *file)
{
    if (file->failure.status != TR_OK)
        return outcome_of(&file->failure);
    return file->is_restored || file->is_parked ? TR_OUTCOME_DONE : TR_OUTCOME_REFUSED;
}

static const char *text_of_file(const tr_renamed_file *file)
{
    if (file->failure.status != TR_OK)
        return file->failure.message;
    return file->action == TR_RENAMED_REFUSE ? file->verification->reason : file->parked_as;
}

static void tell_file(void *context, tr_renamed_file *file)
{
    restoring *all = context;
    const tr_reply reply = { .outcome = outcome_of_file(file),
                             .index = all->waiting[all->told++],
                             .target_state = (uint32_t)file->target_state,
                             .change = file->change,
                             .text = text_of_file(file) };

    all->how->told(all->how->context, &reply);
    tr_renamed_file_free(file);
}

static void restore_each(restoring *all, const tr_request *request)
{
    const tr_parallel_tasks tasks = { judge_file, hand_over, all };
    tr_parallel *parallel = NULL;
    tr_request_item wanted;
    uint32_t index = 0;
    size_t at = 0;
    tr_error err;

    if (tr_parallel_start(&parallel, all->how->jobs, &tasks, &err) != TR_OK) {
        give_up(all, &err);
        return;
    }
    for (; tr_request_next(&wanted, request, &at); index++) {
        file_item *item = calloc(1, sizeof(*item));

        if (!item) {
            tell(all->how, index, TR_OUTCOME_LEFT, NULL);
            continue;
        }
        *item = (file_item){ .path = wanted.path, .index = index };
        tr_parallel_add(parallel, item);
    }
    tr_parallel_finish(parallel);
}

static bool restore_files(const tr_request *request, const tr_execution *how, tr_journal *journal)
{
    restoring all = { .how = how,
                      .judging = { .verify = how->verify, .is_for_change = true },
                      .waiting = calloc(request->count, sizeof(*all.waiting)) };
    const tr_restore_options options = { .journal = journal,
                                         .verify = how->verify,
                                         .parks = request->parks,
                                         .done = tell_file,
                                         .context = &all };
    tr_error err;

    if (!all.waiting)
        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to restore files");
    if (!all.waiting || tr_restore_new(&all.restore, &options, &err) != TR_OK) {
        give_up(&all, &err);
    } else {
        restore_each(&all, request);
        if (tr_restore_finish(all.restore, &err) != TR_OK && !all.has_failed)
            give_up(&all, &err);
    }
    free(all.waiting);
    return !all.has_failed;
}

/* Certificates ----------------------------------------------------------------------------------
 */

static void install(tr_import *import, uint32_t index, const tr_execution *how, tr_journal *journal)
{
    tr_reply reply = { .outcome = TR_OUTCOME_REFUSED, .index = index, .text = import->reason };

    if (import->action == TR_IMPORT_UNPINNED)
        reply.text = "it is none of the required certificates";
    if (import->action == TR_IMPORT_INSTALL)
        tr_import_install(import, journal);
    if (import->action == TR_IMPORT_NOTHING)
        reply.outcome = TR_OUTCOME_NOTHING;
    if (import->is_installed)
        reply.outcome = TR_OUTCOME_DONE;
    reply.change = import->change;
    if (import->failure.status != TR_OK) {
        reply.outcome = outcome_of(&import->failure);
        reply.text = import->failure.message;
    }
    how->told(how->context, &reply);
}

static tr_status plan_one(tr_import_plan *plan, tr_bytes der, const tr_execution *how,
                          tr_error *err)
{
    X509 *certificate = NULL;
    tr_status status = tr_certificate_parse(&certificate, der, err);

    if (status == TR_OK)
        status = tr_import_plan_take(plan, certificate, err);
    if (status == TR_OK)
        status = tr_import_plan_decide(plan, how->verify->store, &how->target, false, err);
    X509_free(certificate);
    return status;
}

static void install_certificates(const tr_request *request, const tr_execution *how,
                                 tr_journal *journal)
{
    tr_import_plan plan = { .catalogue = how->verify->catalogue };
    tr_request_item wanted;
    uint32_t index = 0;
    size_t at = 0;
    tr_error err;

    for (; tr_request_next(&wanted, request, &at); index++) {
        if (is_stopped(how))
            tell(how, index, TR_OUTCOME_LEFT, NULL);
        else if (plan_one(&plan, wanted.certificate, how, &err) != TR_OK)
            tell_failure(how, index, &err);
        else
            install(&plan.items[0], index, how, journal);
        tr_import_plan_clear(&plan);
    }
}

/* Changes ---------------------------------------------------------------------------------------
 */

static bool take_change(void *context, const tr_change *change)
{
    *(tr_change **)context = tr_change_copy(change);
    return false;
}

/* What a request can do, a request can undo: settings and services are left to the command line. */
static bool is_ours(const tr_change *change)
{
    const tr_change_kind *const kinds[] = { &tr_rename_change, &tr_replace_change,
                                            &tr_import_change };

    for (size_t index = 0; index < sizeof(kinds) / sizeof(kinds[0]); index++) {
        if (strcmp(change->kind, kinds[index]->word) == 0)
            return true;
    }
    return false;
}

static tr_status undo(int64_t number, tr_journal *journal, tr_error *err)
{
    const tr_journal_filter filter = { .id = number };
    tr_change *change = NULL;
    tr_status status = tr_journal_walk(journal, &filter, take_change, &change, err);

    if (status == TR_OK && !change)
        status = tr_error_set(err, TR_ERR_NOT_FOUND, 0, "there is no change %" PRId64, number);
    else if (status == TR_OK && !is_ours(change))
        status = tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                              "change %" PRId64 " is none that the window makes", number);
    if (status == TR_OK)
        status = tr_change_undo(journal, change, err);
    tr_change_free(change);
    return status;
}

static void undo_changes(const tr_request *request, const tr_execution *how, tr_journal *journal)
{
    tr_request_item wanted;
    uint32_t index = 0;
    size_t at = 0;
    tr_error err;

    for (; tr_request_next(&wanted, request, &at); index++) {
        if (is_stopped(how))
            tell(how, index, TR_OUTCOME_LEFT, NULL);
        else if (undo(wanted.change, journal, &err) != TR_OK)
            tell_failure(how, index, &err);
        else
            tell(how, index, TR_OUTCOME_DONE, NULL);
    }
}

/* All of it -------------------------------------------------------------------------------------
 */

/* Restoring locks the journal itself, file by file; the others hold it. */
static bool execute_locked(const tr_request *request, const tr_execution *how, tr_journal *journal)
{
    tr_error err;

    if (tr_journal_lock(journal, &err) != TR_OK) {
        tell_failure(how, TR_REPLY_END, &err);
        return false;
    }
    if (request->action == TR_ACTION_INSTALL)
        install_certificates(request, how, journal);
    else
        undo_changes(request, how, journal);
    tr_journal_unlock(journal);
    return true;
}

void tr_request_execute(const tr_request *request, const tr_execution *how)
{
    const tr_journal_options options = { .state = how->state,
                                         .mode = TR_JOURNAL_CHANGE,
                                         .kinds = tr_change_kinds };
    tr_journal *journal = NULL;
    tr_error err;
    bool is_done;

    if (tr_journal_open(&journal, &options, &err) != TR_OK) {
        tell_failure(how, TR_REPLY_END, &err);
        return;
    }
    if (request->action == TR_ACTION_RESTORE)
        is_done = restore_files(request, how, journal);
    else
        is_done = execute_locked(request, how, journal);
    tr_journal_close(journal);
    if (is_done)
        tell(how, TR_REPLY_END, TR_OUTCOME_DONE, NULL);
}
