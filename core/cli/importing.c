#include "core/cli/importing.h"

#include <string.h>

#include "core/cli/batch.h"
#include "core/cli/change_log.h"
#include "core/cli/interrupt.h"
#include "core/cli/needed.h"
#include "core/cli/trust_input.h"
#include "core/import/import_plan.h"
#include "core/platform/state_folder.h"

typedef struct importing {
    session *run;
    bool is_plan;
    trust_input input;
    needed list; /* what --missing is about */
    tr_import_plan plan;
} importing;

/* Judging files once more. */
typedef struct judging_again {
    session *run;
    tr_verify_options options;
} judging_again;

tr_import_target importing_target(const settings *given)
{
    const char *store = given->store;

    if (!store || strcmp(store, "machine") == 0)
        return (tr_import_target){ "LocalMachine", true, NULL };
    if (strcmp(store, "user") == 0)
        return (tr_import_target){ "CurrentUser", true, NULL };
    return (tr_import_target){ store, false, NULL };
}

static bool seek_all_named(importing *all)
{
    const text_list *names = &all->run->given->paths;
    tr_error err;

    for (size_t index = 0; index < names->count; index++) {
        if (tr_import_plan_seek_named(&all->plan, names->items[index], &err) != TR_OK) {
            session_fail(all->run, &err);
            return false;
        }
    }
    return true;
}

static bool seek_missing(importing *all)
{
    tr_error err;

    for (size_t index = 0; index < all->list.count; index++) {
        const tr_comparison_row *row = &all->list.rows[index];

        if (!tr_comparison_row_is_fault(row))
            continue;
        if (tr_import_plan_seek(&all->plan, row->required, row->status == TR_REQUIRED_DISABLED,
                                &err) != TR_OK) {
            session_fail(all->run, &err);
            return false;
        }
    }
    return true;
}

/* What is wanted, as the command says it. */
static bool gather(importing *all)
{
    const settings *given = all->run->given;

    all->plan.catalogue = all->input.catalogue;
    if (given->wants_missing && !needed_open(&all->list, all->run, &all->input, &given->files))
        return false;
    if (!given->wants_missing && !all->input.catalogue)
        return false;
    return seek_all_named(all) && (!given->wants_missing || seek_missing(all));
}

static void warn(void *context, const tr_error *failure)
{
    session_fail(context, failure);
}

/* In what the user brings first, then in the machine's stores. */
static void search_all(importing *all, const tr_import_target *target)
{
    const text_list *sources = &all->run->given->sources;
    tr_error err;

    for (size_t index = 0; index < sources->count && !interrupt_is_pending(); index++) {
        const char *path = sources->items[index];
        tr_status status = strcmp(path, "system") == 0
                               ? tr_import_plan_search_system(&all->plan, &err)
                               : tr_import_plan_search_path(&all->plan, path, warn, all->run, &err);

        if (status != TR_OK)
            session_fail(all->run, &err);
    }
    if (target->is_system && tr_import_plan_search_system(&all->plan, &err) != TR_OK)
        session_fail(all->run, &err);
}

static bool decide_all(importing *all, const tr_import_target *target)
{
    tr_error err;

    if (tr_import_plan_decide(&all->plan, all->input.store, target, all->run->given->takes_unpinned,
                              &err) == TR_OK)
        return true;
    session_fail(all->run, &err);
    return false;
}

static bool is_well(const tr_import *import, bool is_plan)
{
    return import->action == TR_IMPORT_NOTHING ||
           (import->action == TR_IMPORT_INSTALL && (is_plan || import->is_installed));
}

static void tell(importing *all, const tr_import *import)
{
    progress_clear(&all->run->shown);
    if (import->failure.status != TR_OK)
        session_fail(all->run, &import->failure);
    tr_report_import(all->run->report, import, all->is_plan);
    if (!is_well(import, all->is_plan))
        all->run->has_fault = true;
}

/* A folder is made as late as it is needed. */
static bool prepare_target(importing *all, const tr_import_target *target, tr_journal *journal)
{
    tr_error err;
    tr_status status = TR_OK;

    if (!target->is_system)
        status = tr_state_folder_make(target->name, &err);
    if (status == TR_OK)
        status = tr_journal_lock(journal, &err);
    if (status != TR_OK)
        session_fail(all->run, &err);
    return status == TR_OK;
}

static void install_all(importing *all, const tr_import_target *target, tr_journal *journal)
{
    if (journal && all->plan.installable > 0 && !prepare_target(all, target, journal)) {
        all->run->is_incomplete = true;
        return;
    }
    for (size_t index = 0; index < all->plan.count; index++) {
        tr_import *import = &all->plan.items[index];

        if (interrupt_is_pending()) {
            all->run->is_incomplete = true;
            break;
        }
        if (journal && import->action == TR_IMPORT_INSTALL)
            tr_import_install(import, journal);
        tell(all, import);
    }
    if (journal)
        tr_journal_unlock(journal);
}

static tr_status judge(void *context, void **result, const char *path, size_t root_size,
                       tr_error *err)
{
    tr_verification *verification = NULL;
    tr_status status =
        tr_verify_path(&verification, path, &((const judging_again *)context)->options, err);

    (void)root_size;
    *result = verification;
    return status;
}

static void count(void *context, const char *path, bool is_named, void *result)
{
    const judging_again *again = context;
    tr_verification *verification = result;

    (void)path, (void)is_named;
    tr_report_judged_again(again->run->report, verification);
    if (tr_report_verdict(again->run->report, verification) != TR_TRUSTED)
        again->run->has_fault = true;
    tr_verification_free(verification);
}

/* Whether it helped: the files are judged by the stores as they are now. */
static void judge_again(importing *all)
{
    const settings *given = all->run->given;
    settings for_files = *given;
    trust_input now;
    judging_again again = { .run = all->run };
    const batch_tasks tasks = { .work = judge, .finish = count, .context = &again };

    if (trust_input_open(&now, all->run)) {
        for_files.paths = given->files;
        all->run->given = &for_files;
        again.options = trust_input_options(&now, given, batch_threads(all->run));
        again.options.asks_windows = false;
        batch_run(all->run, &tasks, given->jobs);
        all->run->given = given;
    }
    trust_input_close(&now);
}

static void free_all(importing *all)
{
    tr_import_plan_clear(&all->plan);
    needed_close(&all->list);
    trust_input_close(&all->input);
}

void importing_run(session *run, bool is_plan, size_t *installable)
{
    const settings *given = run->given;
    tr_import_target target = importing_target(given);
    importing all = { .run = run, .is_plan = is_plan };
    tr_journal *journal = NULL;

    if (trust_input_open(&all.input, run) && gather(&all)) {
        if (given->system_root)
            target.stores = all.input.store;
        search_all(&all, &target);
        if (decide_all(&all, &target) && (is_plan || change_log_open(&journal, run)))
            install_all(&all, &target, journal);
        else
            run->is_incomplete = true;
        if (!is_plan && given->files.count > 0 && !run->is_incomplete)
            judge_again(&all);
    } else {
        run->is_incomplete = true;
    }
    tr_journal_close(journal);
    if (installable)
        *installable = all.plan.installable;
    free_all(&all);
}
