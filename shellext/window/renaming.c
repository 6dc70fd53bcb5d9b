#include "shellext/window/renaming.h"

#include <stdlib.h>
#include <string.h>

#include "core/batch/batch.h"
#include "core/change_kinds.h"
#include "core/journal/journal.h"
#include "core/platform/system_error.h"
#include "core/platform/user.h"
#include "core/restore/quarantine.h"
#include "core/restore/restore.h"
#include "shellext/window/elevated_renaming.h"
#include "shellext/window/reading.h"
#include "shellext/window/strings.h"
#include "shellext/window/trust.h"

typedef struct renaming {
    targets *all; /* NULL: changes are taken back */
    path_list anchors;
    char *state; /* NULL: the folder by default */
    bool is_plan;
    HWND window;
    made_changes changes; /* to be taken back */
    path_list denied;     /* what this process may not rename */
    job *work;            /* borrowed: the job that runs this */
    trust *by;
    tr_restore *restore;
} renaming;

static tr_status judge(void *context, void **result, const char *path, size_t root_size,
                       tr_error *err)
{
    const renaming *self = context;
    reading progress;
    const tr_verify_options verify = reading_begin(&progress, self->work, &self->by->options);
    const tr_renamed_options judging = { .verify = &verify, .is_for_change = !self->is_plan };
    tr_renamed_file *file = NULL;
    tr_status status;

    if (tr_renamed_file_is(path))
        status = tr_renamed_file_judge(&file, path, root_size, &judging, err);
    else
        status =
            tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                         "'%s' is not a renamed file: its name does not end in _invalid", path);
    reading_end(&progress);
    *result = file;
    return status;
}

static void add(void *context, const char *path, bool is_named, void *result)
{
    const renaming *self = context;
    tr_error err;

    (void)path, (void)is_named;
    if (tr_restore_add(self->restore, result, &err) == TR_OK)
        return;
    /* The journal cannot be written: what follows could not be done either. */
    job_fail(self->work, &err);
    job_stop(self->work);
}

/* Whether to keep a file for the elevated process; while files are renamed, of which one at a time
 * is told. */
static bool keep(renaming *self, const char *path, const tr_error *failure)
{
    return !self->is_plan && failure->status == TR_ERR_IO &&
           tr_system_error_is_denial(failure->code) && !tr_user_is_elevated() &&
           path_list_add(&self->denied, path);
}

static void fail(void *context, const char *path, const tr_error *failure)
{
    renaming *self = context;

    if (!keep(self, path, failure))
        job_hand_over(self->work, row_of_failure(path, failure));
}

static void tell(void *context, tr_renamed_file *file)
{
    renaming *self = context;

    if (keep(self, file->path, &file->failure))
        tr_renamed_file_free(file);
    else
        job_hand_over(self->work, row_of_renamed(self->by, file, self->is_plan));
}

static bool is_stopped(void *context)
{
    const renaming *self = context;

    return job_is_stopped(self->work);
}

static void go_through(renaming *self, const path_list *paths, tr_journal *journal)
{
    const tr_batch_tasks tasks = { .wants = tr_quarantine_leaves,
                                   .work = judge,
                                   .finish = add,
                                   .fail = fail,
                                   .is_stopped = is_stopped,
                                   .context = self };
    const tr_restore_options options = {
        .journal = journal, .verify = &self->by->options, .done = tell, .context = self
    };
    const char *const *items = (const char *const *)paths->items;
    bool is_complete;
    tr_error err;

    if (tr_restore_new(&self->restore, &options, &err) != TR_OK) {
        job_fail(self->work, &err);
        return;
    }
    job_expect(self->work, tr_batch_count(items, paths->count, &tasks));
    if (tr_batch_run(&is_complete, items, paths->count, &tasks, 0, &err) != TR_OK)
        job_fail(self->work, &err);
    if (tr_restore_finish(self->restore, &err) != TR_OK)
        job_fail(self->work, &err);
}

/* Open to make changes; what an interrupted run left open is finished first. */
static tr_status open_journal(tr_journal **out, const renaming *self, tr_error *err)
{
    const tr_journal_options options = { .state = self->state,
                                         .mode = TR_JOURNAL_CHANGE,
                                         .kinds = tr_change_kinds };
    tr_status status = tr_journal_open(out, &options, err);

    if (status == TR_OK)
        status = tr_journal_lock(*out, err);
    if (status == TR_OK)
        tr_journal_unlock(*out);
    return status;
}

static void run(job *work, void *context)
{
    renaming *self = context;
    const path_list *paths;
    tr_journal *journal = NULL;
    tr_status status;
    tr_error err;

    self->work = work;
    if (targets_get(&paths, self->all, &err) != TR_OK)
        job_fail(work, &err);
    status = trust_open(&self->by, &self->anchors, strings_language(), 1, &err);
    if (status == TR_OK && !self->is_plan)
        status = open_journal(&journal, self, &err);
    if (status == TR_OK)
        go_through(self, paths, journal);
    else
        job_fail(work, &err);
    tr_journal_close(journal);
    if (self->denied.count > 0)
        elevated_renaming_restore(work, self->window, self->by, &self->denied);
    trust_release(self->by);
}

static bool take_change(void *context, const tr_change *change)
{
    *(tr_change **)context = tr_change_copy(change);
    return false;
}

static tr_status undo_one(tr_journal *journal, int64_t number, tr_error *err)
{
    const tr_journal_filter filter = { .id = number };
    tr_change *change = NULL;
    tr_status status = tr_journal_walk(journal, &filter, take_change, &change, err);

    if (status == TR_OK && !change)
        status =
            tr_error_set(err, TR_ERR_NOT_FOUND, 0, "there is no change %lld", (long long)number);
    if (status == TR_OK)
        status = tr_change_undo(journal, change, err);
    tr_change_free(change);
    return status;
}

static void undo_all(renaming *self, tr_journal *journal)
{
    tr_error err;

    for (size_t left = self->changes.own_count; left > 0 && !job_is_stopped(self->work); left--) {
        if (undo_one(journal, self->changes.own[left - 1], &err) != TR_OK)
            job_fail(self->work, &err);
    }
}

static void undo_own(renaming *self)
{
    tr_journal *journal = NULL;
    tr_error err;

    if (open_journal(&journal, self, &err) != TR_OK || tr_journal_lock(journal, &err) != TR_OK) {
        job_fail(self->work, &err);
    } else {
        undo_all(self, journal);
        tr_journal_unlock(journal);
    }
    tr_journal_close(journal);
}

/* What was done last is taken back first. */
static void run_undo(job *work, void *context)
{
    renaming *self = context;
    const made_changes *changes = &self->changes;

    self->work = work;
    if (changes->elevated_count > 0)
        elevated_renaming_undo(work, self->window, changes->elevated, changes->elevated_count);
    if (changes->own_count > 0)
        undo_own(self);
}

static void free_renaming(void *context)
{
    renaming *self = context;

    targets_release(self->all);
    path_list_clear(&self->anchors);
    free(self->state);
    path_list_clear(&self->denied);
    free(self->changes.own);
    free(self->changes.elevated);
    free(self);
}

static renaming *make(HWND window, const arguments *given)
{
    renaming *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->window = window;
    if (given->state)
        self->state = strdup(given->state);
    if (path_list_copy(&self->anchors, &given->anchors) && (self->state || !given->state))
        return self;
    free_renaming(self);
    return NULL;
}

static job *start(HWND window, const arguments *given, targets *all, bool is_plan)
{
    renaming *self = make(window, given);
    const job_task task = { run, free_renaming, self };

    if (!self)
        return NULL;
    self->all = targets_share(all);
    self->is_plan = is_plan;
    return job_start(window, &task);
}

job *renaming_start_plan(HWND window, const arguments *given, targets *all)
{
    return start(window, given, all, true);
}

job *renaming_start_restoring(HWND window, const arguments *given, targets *all)
{
    return start(window, given, all, false);
}

job *renaming_start_undoing(HWND window, const arguments *given, const made_changes *changes)
{
    renaming *self = make(window, given);
    const job_task task = { run_undo, free_renaming, self };

    if (!self) {
        free(changes->own);
        free(changes->elevated);
        return NULL;
    }
    self->changes = *changes;
    return job_start(window, &task);
}
