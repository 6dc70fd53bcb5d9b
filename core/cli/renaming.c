#include "core/cli/renaming.h"

#include <stdlib.h>

#include "core/agent/default_folders.h"
#include "core/cli/batch.h"
#include "core/cli/change_log.h"
#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/interrupt.h"
#include "core/cli/session.h"
#include "core/cli/trust_input.h"
#include "core/restore/quarantine.h"
#include "core/restore/renamed_file.h"
#include "core/restore/restore.h"

typedef struct renaming {
    session *run;
    renaming_mode mode;
    tr_verify_options verify;
    tr_renamed_options judging;
    tr_restore *restore;
    uint64_t changes;
} renaming;

static tr_status judge(void *context, void **result, const char *path, size_t root_size,
                       tr_error *err)
{
    const renaming *all = context;
    tr_renamed_file *file = NULL;
    tr_status status;

    if (!tr_renamed_file_is(path))
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "'%s' is not a renamed file: its name does not end in _invalid", path);
    status = tr_renamed_file_judge(&file, path, root_size, &all->judging, err);
    *result = file;
    return status;
}

/* The journal cannot be written: what follows could not be done either. */
static void give_up(session *run, const tr_error *failure)
{
    session_fail(run, failure);
    interrupt_raise();
}

static void add(void *context, const char *path, bool is_named, void *result)
{
    const renaming *all = context;
    tr_error err;

    (void)path, (void)is_named;
    if (tr_restore_add(all->restore, result, &err) != TR_OK)
        give_up(all->run, &err);
}

static bool is_change(const tr_renamed_file *file, renaming_mode mode)
{
    if (mode == RENAMING_RESTORE)
        return file->is_restored || file->is_parked;
    return file->action != TR_RENAMED_REFUSE && file->action != TR_RENAMED_TARGET_EXISTS;
}

static void tell(void *context, tr_renamed_file *file)
{
    renaming *all = context;
    session *run = all->run;
    uint64_t size = file->verification->size;

    progress_clear(&run->shown);
    if (file->failure.status != TR_OK)
        session_fail_path(run, file->path, &file->failure);
    else
        tr_report_renamed(run->report, file->path, file, all->mode != RENAMING_RESTORE);
    progress_add(&run->shown, size);
    if (is_change(file, all->mode))
        all->changes++;
    if (all->mode == RENAMING_LIST || !is_change(file, all->mode))
        run->has_fault = true;
    tr_renamed_file_free(file);
}

static bool start(renaming *all, tr_journal *journal)
{
    const settings *given = all->run->given;
    const tr_restore_options options = { .journal = journal,
                                         .verify = &all->verify,
                                         .reason = given->reason,
                                         .parks = given->parks,
                                         .done = tell,
                                         .context = all };
    tr_error err;

    all->judging = (tr_renamed_options){ .verify = &all->verify,
                                         .is_for_change = journal != NULL,
                                         .takes_unsigned = given->takes_unsigned };
    if (tr_restore_new(&all->restore, &options, &err) == TR_OK)
        return true;
    session_fail(all->run, &err);
    return false;
}

static void go_through(renaming *all, tr_journal *journal)
{
    const batch_tasks tasks = {
        .wants = tr_quarantine_leaves, .work = judge, .finish = add, .context = all
    };
    tr_error err;

    if (!start(all, journal))
        return;
    batch_run(all->run, &tasks, all->run->given->jobs);
    if (tr_restore_finish(all->restore, &err) != TR_OK)
        session_fail(all->run, &err);
}

void renaming_go(session *run, renaming_mode mode, uint64_t *changes)
{
    trust_input input;
    tr_journal *journal = NULL;
    renaming all = { .run = run, .mode = mode };

    if (trust_input_open(&input, run) &&
        (mode != RENAMING_RESTORE || change_log_open(&journal, run))) {
        all.verify = trust_input_options(&input, run->given, batch_threads(run));
        go_through(&all, journal);
    } else {
        run->is_incomplete = true;
    }
    tr_journal_close(journal);
    trust_input_close(&input);
    if (changes)
        *changes = all.changes;
}

static int run_on(const settings *given, renaming_mode mode, uint64_t *changes)
{
    session run;

    if (!session_open(&run, given))
        return EXIT_FAILED;
    renaming_go(&run, mode, changes);
    return session_close(&run, mode == RENAMING_RESTORE ? TR_REPORT_ABOUT_RESTORED
                                                        : TR_REPORT_ABOUT_PLAN);
}

int renaming_run(const settings *given, renaming_mode mode, uint64_t *changes)
{
    const tr_installation_place place = { given->installation, given->system_root };
    char *folders[TR_DEFAULT_FOLDER_COUNT];
    settings with_folders = *given;
    size_t count = 0;
    tr_error err;
    int code;

    if (changes)
        *changes = 0;
    if (given->paths.count > 0)
        return run_on(given, mode, changes);
    if (tr_default_folders_find(folders, &count, &place, &err) != TR_OK) {
        failure_print(err.message);
        return EXIT_FAILED;
    }
    with_folders.paths = (text_list){ (const char **)folders, count };
    code = run_on(&with_folders, mode, changes);
    while (count > 0)
        free(folders[--count]);
    return code;
}
