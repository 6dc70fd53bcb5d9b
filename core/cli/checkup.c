#include "core/cli/checkup.h"

#include <stdlib.h>
#include <string.h>

#include "core/agent/installation.h"
#include "core/authenticode/signable_name.h"
#include "core/check/command_text.h"
#include "core/check/diagnose.h"
#include "core/cli/batch.h"
#include "core/cli/change_log.h"
#include "core/cli/interrupt.h"
#include "core/cli/needed.h"
#include "core/cli/options.h"
#include "core/cli/trust_input.h"
#include "core/ini/signature_checks.h"
#include "core/platform/path.h"
#include "core/restore/quarantine.h"
#include "core/restore/restore.h"

typedef struct checkup {
    session *run;
    tr_diagnosis *diagnosis;
    trust_input input;
    tr_journal *journal; /* NULL: nothing was changed yet */
    tr_installations *installed;
    size_t installed_count; /* lists of them */
    text_list folders;      /* of all; texts are borrowed from installed */
    tr_verify_options verify;
    tr_renamed_options judging;
    tr_restore *plan; /* what restoring would do */
    tr_file_survey *survey;
    tr_mending_words words; /* texts are owned */
} checkup;

/* What is installed ---------------------------------------------------------------------------- */

static void fail(checkup *all, const char *what, const tr_error *failure)
{
    session_fail(all->run, failure);
    tr_diagnosis_fail(all->diagnosis, what, failure);
}

static bool find_in(checkup *all, const char *folder)
{
    const tr_installation_place place = { .folder = folder };
    tr_error err;

    if (tr_installations_find(&all->installed[all->installed_count], &place, &err) != TR_OK) {
        session_fail(all->run, &err);
        return false;
    }
    all->installed_count++;
    return true;
}

static bool find_all(checkup *all)
{
    const text_list *named = &all->run->given->installations;
    bool is_good = true;
    tr_error err;

    all->installed = calloc(named->count + 1, sizeof(*all->installed));
    if (!all->installed) {
        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to look for the product");
        session_fail(all->run, &err);
        return false;
    }
    for (size_t index = 0; index < named->count && is_good; index++)
        is_good = find_in(all, named->items[index]);
    return is_good && (named->count > 0 || find_in(all, NULL));
}

/* Calls look for each installation. */
static void for_each(checkup *all, void (*look)(checkup *all, const tr_installation *one))
{
    for (size_t list = 0; list < all->installed_count; list++) {
        for (size_t index = 0; index < all->installed[list].count; index++)
            look(all, &all->installed[list].items[index]);
    }
}

static size_t count_installations(const checkup *all)
{
    size_t count = 0;

    for (size_t list = 0; list < all->installed_count; list++)
        count += all->installed[list].count;
    return count;
}

static void note_folder(checkup *all, const tr_installation *one)
{
    tr_error err;

    if (one->has_folder) {
        all->folders.items[all->folders.count++] = one->folder;
        return;
    }
    tr_error_set(&err, TR_ERR_NOT_FOUND, 0, "the folder '%s', which %s names, is not there",
                 one->folder, one->folder_source ? one->folder_source : "the registry");
    fail(all, "the product's folder", &err);
}

static bool gather_folders(checkup *all)
{
    tr_error err;

    all->folders.items = calloc(count_installations(all) + 1, sizeof(*all->folders.items));
    if (!all->folders.items) {
        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to look at folders");
        session_fail(all->run, &err);
        return false;
    }
    for_each(all, note_folder);
    return true;
}

/* What commands are typed with ----------------------------------------------------------------- */

static char *write_folders(const checkup *all)
{
    char *text = strdup("");

    for (size_t index = 0; index < all->folders.count && text; index++) {
        char *word = tr_command_word(all->folders.items[index]);
        char *longer = word ? tr_command_text("%s %s", text, word) : NULL;

        free(word);
        free(text);
        text = longer;
    }
    return text;
}

static const char *server_of(const checkup *all)
{
    for (size_t list = 0; list < all->installed_count; list++) {
        const tr_installation *server =
            tr_installations_of(&all->installed[list], TR_INSTALLATION_SERVER);

        if (server)
            return server->folder;
    }
    return NULL;
}

static char *write_server(const checkup *all)
{
    const char *folder = all->run->given->installations.count > 0 ? server_of(all) : NULL;
    char *word = folder ? tr_command_word(folder) : NULL;
    char *text = word ? tr_command_text(" --installation %s", word) : strdup("");

    free(word);
    return text;
}

static const option source_options[] = {
    { "from", 0, OPTION_LIST, offsetof(settings, sources), "PATH",
      "with --fix: take certificates from this file or folder, as 'trustmend import' does; may be "
      "given several times" },
    { "unpinned", 0, OPTION_FLAG, offsetof(settings, takes_unpinned), NULL,
      "with --fix: install also what the list of required certificates does not know" },
    { 0 },
};

static bool write_words(checkup *all)
{
    const settings *given = all->run->given;
    tr_mending_words *words = &all->words;
    const option *const stores[] = { store_options, NULL };
    const option *const judging[] = { judging_options, NULL };
    const option *const changing[] = { state_options, NULL };
    const option *const sources[] = { source_options, NULL };
    tr_error err;

    words->takes_unpinned = given->takes_unpinned;
    words->stores = options_write(stores, given);
    words->judging = options_write(judging, given);
    words->changing = options_write(changing, given);
    words->sources =
        given->sources.count > 0 ? options_write(sources, given) : strdup(" --from PATH");
    words->folders = write_folders(all);
    words->server = write_server(all);
    if (words->stores && words->judging && words->changing && words->sources && words->folders &&
        words->server)
        return true;
    tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to write commands");
    session_fail(all->run, &err);
    return false;
}

static void free_words(tr_mending_words *words)
{
    free((char *)words->stores);
    free((char *)words->judging);
    free((char *)words->changing);
    free((char *)words->sources);
    free((char *)words->folders);
    free((char *)words->server);
}

/* The product's files -------------------------------------------------------------------------- */

/* A file, judged; one of both. */
typedef struct judged {
    tr_renamed_file *renamed;
    tr_verification *verification;
} judged;

static bool wants(const char *path)
{
    char *absolute = NULL;
    bool is_wanted = tr_renamed_file_is(path) || tr_signable_name(path, strlen(path));

    if (is_wanted && tr_path_absolute(&absolute, path, NULL) == TR_OK)
        is_wanted = !tr_quarantine_holds(absolute);
    free(absolute);
    return is_wanted;
}

static tr_status judge(void *context, void **result, const char *path, size_t root_size,
                       tr_error *err)
{
    const checkup *all = context;
    judged *one = calloc(1, sizeof(*one));
    tr_status status;

    if (!one)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", path);
    if (tr_renamed_file_is(path))
        status = tr_renamed_file_judge(&one->renamed, path, root_size, &all->judging, err);
    else
        status = tr_verify_path(&one->verification, path, &all->verify, err);
    if (status != TR_OK) {
        free(one);
        one = NULL;
    }
    *result = one;
    return status;
}

static void survey(checkup *all, const char *path, const tr_verification *verification,
                   const tr_renamed_file *renamed)
{
    session *run = all->run;
    tr_error err;

    if (tr_file_survey_add(all->survey, path, verification, renamed, run->given->policy == 1,
                           &err) != TR_OK) {
        session_fail(run, &err);
        interrupt_raise();
    }
    tr_report_judged_again(run->report, verification);
    progress_add(&run->shown, verification->size);
}

static void take_planned(void *context, tr_renamed_file *file)
{
    checkup *all = context;

    if (file->failure.status != TR_OK)
        session_fail_path(all->run, file->path, &file->failure);
    survey(all, file->path, file->verification, file);
    tr_renamed_file_free(file);
}

static void finish(void *context, const char *path, bool is_named, void *result)
{
    checkup *all = context;
    judged *one = result;
    tr_error err;

    (void)is_named;
    if (one->renamed && tr_restore_add(all->plan, one->renamed, &err) != TR_OK) {
        session_fail(all->run, &err);
        interrupt_raise();
    } else if (one->verification) {
        survey(all, path, one->verification, NULL);
    }
    tr_verification_free(one->verification);
    free(one);
}

static void go_through(checkup *all)
{
    session *run = all->run;
    const settings *given = run->given;
    settings for_folders = *given;
    const batch_tasks tasks = { .wants = wants, .work = judge, .finish = finish, .context = all };
    tr_error err;

    for_folders.paths = all->folders;
    run->given = &for_folders;
    batch_run(run, &tasks, given->jobs);
    run->given = given;
    if (tr_restore_finish(all->plan, &err) != TR_OK)
        session_fail(run, &err);
    all->plan = NULL;
}

static bool look_at_files(checkup *all)
{
    const tr_restore_options options = {
        .verify = &all->verify, .parks = true, .done = take_planned, .context = all
    };
    tr_error err;
    tr_status status;

    all->verify = trust_input_options(&all->input, all->run->given, 1);
    all->verify.asks_windows = false;
    all->judging = (tr_renamed_options){ .verify = &all->verify };
    status = tr_file_survey_new(&all->survey, &err);
    if (status == TR_OK)
        status = tr_restore_new(&all->plan, &options, &err);
    if (status != TR_OK) {
        session_fail(all->run, &err);
        return false;
    }
    go_through(all);
    return true;
}

/* What follows --------------------------------------------------------------------------------- */

static tr_status compare(checkup *all, tr_compared *listed, tr_compared *wanted, tr_error *err)
{
    const settings *given = all->run->given;
    const tr_comparison_base base = needed_base(&all->input, given);
    tr_status status = TR_OK;

    if (all->input.catalogue)
        status = tr_comparison_make(&listed->rows, &listed->count, all->input.catalogue,
                                    (tr_profile)given->profile, &base, err);
    if (status == TR_OK)
        status = tr_needs_rows(&wanted->rows, &wanted->count, all->survey->needs, err);
    if (status == TR_OK)
        status = tr_comparison_fill(wanted->rows, wanted->count, &base, err);
    return status;
}

static void diagnose_trust(checkup *all)
{
    tr_compared listed = { NULL, 0 };
    tr_compared wanted = { NULL, 0 };
    tr_ca_causes causes;
    tr_error err;

    if (compare(all, &listed, &wanted, &err) == TR_OK) {
        tr_diagnose_certificates(&causes, all->diagnosis, &listed, &wanted, all->survey,
                                 &all->words);
        tr_diagnose_files(all->diagnosis, all->survey, &causes, &all->words);
        free(causes.items);
    } else {
        fail(all, "required certificates", &err);
    }
    free(wanted.rows);
    free(listed.rows);
}

static void diagnose_checks(checkup *all, const tr_installation *one)
{
    tr_ini_document *document = NULL;
    tr_signature_checks checks;
    char *reminder = NULL;
    char *ini = NULL;
    tr_error err;
    tr_status status;

    if (one->kind != TR_INSTALLATION_SERVER || !one->has_folder)
        return;
    status = tr_installation_file(&ini, one, "ofcscan.ini", &err);
    if (status == TR_OK)
        status = tr_setting_load(&document, ini, &err);
    if (status == TR_OK)
        status = tr_signature_checks_reminder(&reminder, ini, all->journal, &err);
    if (status == TR_OK) {
        tr_signature_checks_of(&checks, document);
        tr_diagnose_checks(all->diagnosis, ini, &checks, reminder, &all->words);
    } else {
        fail(all, "the server's signature checks", &err);
    }
    tr_ini_document_free(document);
    free(reminder);
    free(ini);
}

static void diagnose_installation(checkup *all, const tr_installation *one)
{
    tr_error err;

    if (one->failure) {
        tr_error_set(&err, TR_ERR_IO, 0, "%s", one->failure);
        fail(all, "what is known of the product", &err);
    }
    if (!one->is_here)
        tr_diagnosis_overlook(all->diagnosis, one->folder,
                              "whether its services run cannot be said: it is not this machine's");
    tr_diagnose_installation(all->diagnosis, one);
    if (one->kind == TR_INSTALLATION_AGENT && one->has_folder)
        tr_diagnose_upgrades(all->diagnosis, one);
}

static void diagnose_all(checkup *all)
{
    if (count_installations(all) == 0)
        tr_diagnosis_overlook(all->diagnosis, "the product",
                              "it is not installed on this machine; name its folders with "
                              "--installation");
    diagnose_trust(all);
    for_each(all, diagnose_checks);
    for_each(all, diagnose_installation);
    tr_diagnose_journal(all->diagnosis, all->journal, &all->words);
}

static void close_all(checkup *all)
{
    for (size_t list = 0; list < all->installed_count; list++)
        tr_installations_clear(&all->installed[list]);
    free(all->installed);
    free(all->folders.items);
    tr_file_survey_free(all->survey);
    tr_journal_close(all->journal);
    trust_input_close(&all->input);
    free_words(&all->words);
}

bool checkup_run(tr_diagnosis *diagnosis, session *run)
{
    checkup all = { .run = run, .diagnosis = diagnosis };
    tr_error err;
    const bool is_good = trust_input_open(&all.input, run) && find_all(&all) &&
                         gather_folders(&all) && write_words(&all) && look_at_files(&all);

    if (is_good) {
        change_log_read(&all.journal, run);
        diagnose_all(&all);
    }
    if (tr_diagnosis_status(diagnosis, &err) != TR_OK)
        session_fail(run, &err);
    close_all(&all);
    return is_good;
}
