#include "core/cli/importing.h"

#include <stdlib.h>
#include <string.h>

#include "core/cli/batch.h"
#include "core/cli/change_log.h"
#include "core/cli/interrupt.h"
#include "core/cli/needed.h"
#include "core/cli/trust_input.h"
#include "core/platform/state_folder.h"
#include "core/trust/certificate.h"

typedef struct importing {
    session *run;
    bool is_plan;
    trust_input input;
    needed list; /* what --missing is about */
    tr_import *items;
    size_t count;
    size_t installable;
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

static void seek(tr_import *import, const tr_required *required, const trust_input *input)
{
    tr_sought *sought = &import->sought;

    import->required = required;
    sought->has_sha1 = !required->lacks_sha1;
    sought->has_sha256 = required->has_sha256;
    sought->is_root = required->store == TR_REQUIRED_IN_ROOT;
    sought->subject = required->subject;
    sought->key_id = required->has_key_id ? required->key_id : NULL;
    memcpy(sought->thumbprint.sha1, required->sha1, TR_SHA1_SIZE);
    memcpy(sought->thumbprint.sha256, required->sha256, TR_SHA256_SIZE);
    import->is_pinned = sought->has_sha1 && input->catalogue &&
                        tr_trust_catalogue_find_sha1(input->catalogue, required->sha1) != NULL;
}

static const tr_required *find_sha256(const tr_trust_catalogue *catalogue,
                                      const unsigned char *sha256)
{
    for (size_t index = 0; index < tr_trust_catalogue_count(catalogue); index++) {
        const tr_required *required = tr_trust_catalogue_get(catalogue, index);

        if (required->has_sha256 && memcmp(required->sha256, sha256, TR_SHA256_SIZE) == 0)
            return required;
    }
    return NULL;
}

/* An id, or a thumbprint, of the catalogue's or not. */
static bool seek_named(tr_import *import, const char *name, const trust_input *input)
{
    const tr_required *required = tr_trust_catalogue_find(input->catalogue, name);
    tr_sought *sought = &import->sought;

    import->wanted = name;
    if (!required && tr_hex_parse(sought->thumbprint.sha1, TR_SHA1_SIZE, name)) {
        sought->has_sha1 = true;
        required = tr_trust_catalogue_find_sha1(input->catalogue, sought->thumbprint.sha1);
    } else if (!required && tr_hex_parse(sought->thumbprint.sha256, TR_SHA256_SIZE, name)) {
        sought->has_sha256 = true;
        required = find_sha256(input->catalogue, sought->thumbprint.sha256);
    }
    if (required)
        seek(import, required, input);
    return required || sought->has_sha1 || sought->has_sha256;
}

static bool seek_all_named(importing *all)
{
    const text_list *names = &all->run->given->paths;
    tr_error err;

    for (size_t index = 0; index < names->count; index++) {
        if (!seek_named(&all->items[all->count++], names->items[index], &all->input)) {
            tr_error_set(&err, TR_ERR_NOT_FOUND, 0,
                         "'%s' is neither an id of a required certificate nor a thumbprint",
                         names->items[index]);
            session_fail(all->run, &err);
            return false;
        }
    }
    return true;
}

static void seek_missing(importing *all)
{
    for (size_t index = 0; index < all->list.count; index++) {
        const tr_comparison_row *row = &all->list.rows[index];
        tr_import *import = &all->items[all->count];

        if (!tr_comparison_row_is_fault(row))
            continue;
        seek(import, row->required, &all->input);
        import->is_disabled = row->status == TR_REQUIRED_DISABLED;
        all->count++;
    }
}

/* What is wanted, as the command says it. */
static bool gather(importing *all)
{
    const settings *given = all->run->given;
    tr_error err;

    if (given->wants_missing && !needed_open(&all->list, all->run, &all->input, &given->files))
        return false;
    if (!given->wants_missing && !all->input.catalogue)
        return false;
    all->items = calloc(all->list.count + given->paths.count + 1, sizeof(*all->items));
    if (!all->items) {
        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to import certificates");
        session_fail(all->run, &err);
        return false;
    }
    if (!seek_all_named(all))
        return false;
    if (given->wants_missing)
        seek_missing(all);
    return true;
}

static void warn(void *context, const tr_error *failure)
{
    session_fail(context, failure);
}

static void search_list(importing *all, tr_certificate_search *search, const text_list *paths)
{
    tr_error err;

    for (size_t index = 0; index < paths->count && !interrupt_is_pending(); index++) {
        const char *path = paths->items[index];
        tr_status status = strcmp(path, "system") == 0
                               ? tr_certificate_search_system(search, &err)
                               : tr_certificate_search_path(search, path, &err);

        if (status != TR_OK)
            session_fail(all->run, &err);
    }
}

/* In what the user brings first, then in the files themselves, then in the machine's stores. */
static void search_all(importing *all, const tr_import_target *target)
{
    const settings *given = all->run->given;
    tr_sought *sought = calloc(all->count + 1, sizeof(*sought));
    tr_certificate_search search = { sought, all->count, warn, all->run };
    tr_error err;

    if (!sought) {
        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to look for certificates");
        session_fail(all->run, &err);
        return;
    }
    for (size_t index = 0; index < all->count; index++)
        sought[index] = all->items[index].sought;
    search_list(all, &search, &given->sources);
    search.warn = NULL;
    if (target->is_system && tr_certificate_search_system(&search, &err) != TR_OK)
        session_fail(all->run, &err);
    for (size_t index = 0; index < all->count; index++)
        all->items[index].sought = sought[index];
    free(sought);
}

static bool is_distrusted(const tr_import *import, const tr_anchor_store *store)
{
    const tr_anchor *anchor = NULL;
    tr_thumbprint thumbprint = import->sought.thumbprint;
    bool has_sha1 = import->sought.has_sha1;

    if (import->sought.found)
        has_sha1 = tr_thumbprint_of(&thumbprint, import->sought.found, NULL) == TR_OK;
    if (has_sha1)
        anchor = tr_anchor_store_find(store, thumbprint.sha1, NULL);
    return anchor && anchor->roles & TR_ROLE_DISTRUSTED;
}

static bool decide_all(importing *all, const tr_import_target *target)
{
    tr_error err;

    for (size_t index = 0; index < all->count; index++) {
        tr_import *import = &all->items[index];

        import->is_distrusted = is_distrusted(import, all->input.store);
        if (tr_import_decide(import, target, all->run->given->takes_unpinned, &err) != TR_OK) {
            session_fail(all->run, &err);
            return false;
        }
        all->installable += import->action == TR_IMPORT_INSTALL;
    }
    return true;
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
    if (journal && all->installable > 0 && !prepare_target(all, target, journal)) {
        all->run->is_incomplete = true;
        return;
    }
    for (size_t index = 0; index < all->count; index++) {
        tr_import *import = &all->items[index];

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
    for (size_t index = 0; index < all->count; index++)
        tr_import_clear(&all->items[index]);
    free(all->items);
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
        *installable = all.installable;
    free_all(&all);
}
