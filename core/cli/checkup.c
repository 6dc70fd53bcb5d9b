#include "core/cli/checkup.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/cli/change_log.h"
#include "core/cli/checkup_parts.h"
#include "core/cli/needed.h"
#include "core/ini/signature_checks.h"
#include "core/trust/azure_signing.h"

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

/* What is left out is no cause of anything, and no file's fault either. */
static void note_full(checkup *all)
{
    tr_error err;

    if (!tr_needs_is_full(all->survey->needs))
        return;
    tr_error_set(&err, TR_ERR_UNSUPPORTED, 0,
                 "the files need more than %zu certificates: the rest is left out", TR_NEEDS_MAX);
    checkup_fail(all, "certificates that the product's files need", &err);
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
        checkup_fail(all, "required certificates", &err);
    }
    note_full(all);
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
        status = tr_signature_checks_reminder(&reminder, ini, all->journal,
                                              all->diagnosis->language, &err);
    if (status == TR_OK) {
        tr_signature_checks_of(&checks, document);
        tr_diagnose_checks(all->diagnosis, ini, &checks, reminder, &all->words);
    } else {
        checkup_fail(all, TR_WORDS("the server's signature checks"), &err);
    }
    tr_ini_document_free(document);
    free(reminder);
    free(ini);
}

tr_status checkup_examine(tr_agent_certificate *out, const checkup *all, const tr_installation *one,
                          tr_error *err)
{
    const settings *given = all->run->given;
    const tr_agent_certificate_question question = {
        .installation = one,
        .server = checkup_server(all),
        .server_file = given->server_certificate,
        .registry = one->is_here || given->system_root ? all->input.registry : NULL,
        .store = all->input.store,
        .at = given->at.is_given ? given->at.time : time(NULL),
    };

    return tr_agent_certificate_examine(out, &question, err);
}

static void diagnose_certificate(checkup *all, const tr_installation *one)
{
    tr_agent_certificate found;
    tr_error err;

    if (!one->has_folder)
        return;
    if (checkup_examine(&found, all, one, &err) != TR_OK) {
        checkup_fail(all, "the server's certificate", &err);
        return;
    }
    tr_diagnose_agent_certificate(all->diagnosis, &found, one->folder, &all->words);
    tr_agent_certificate_clear(&found);
}

static void diagnose_server_certificate(checkup *all, const tr_installation *one)
{
    if (one->kind == TR_INSTALLATION_SERVER)
        diagnose_certificate(all, one);
}

static void diagnose_agent_certificate(checkup *all, const tr_installation *one)
{
    if (one->kind == TR_INSTALLATION_AGENT)
        diagnose_certificate(all, one);
}

static void diagnose_windows(checkup *all)
{
    tr_azure_signing found;
    tr_error err;

    if (tr_azure_signing_look(&found, all->input.registry, &err) == TR_OK)
        tr_diagnose_windows(all->diagnosis, &found);
    else
        checkup_fail(all, "the version of Windows", &err);
}

static void diagnose_installation(checkup *all, const tr_installation *one)
{
    tr_error err;

    if (one->failure) {
        tr_error_set(&err, TR_ERR_IO, 0, "%s", one->failure);
        checkup_fail(all, "what is known of the product", &err);
    }
    all->has_foreign = all->has_foreign || !one->is_here;
    tr_diagnose_installation(all->diagnosis, one);
    if (one->kind == TR_INSTALLATION_AGENT && one->has_folder)
        tr_diagnose_upgrades(all->diagnosis, one);
}

/* The newest one that may have mended something: not one that relaxed a check, say. */
static bool take_newest(void *context, const tr_change *change)
{
    static const char *const kinds[] = { "import", "rename", "replace", "contents", "transfer" };
    checkup *all = context;
    size_t index = 0;

    while (index < sizeof(kinds) / sizeof(kinds[0]) && strcmp(kinds[index], change->kind) != 0)
        index++;
    if (index == sizeof(kinds) / sizeof(kinds[0]))
        return true;
    all->mended = change->recorded;
    return false;
}

static void read_journal(checkup *all)
{
    const tr_journal_filter standing = { .is_standing = true, .newest_first = true };
    tr_error err;

    if (!change_log_read(&all->journal, all->run)) {
        tr_error_set(&err, TR_ERR_IO, 0, "it cannot be read");
        tr_diagnosis_fail(all->diagnosis, TR_WORDS("the history of Trustmend's changes"), &err);
    }
    if (!all->journal)
        return;
    if (tr_journal_walk(all->journal, &standing, take_newest, all, &err) != TR_OK)
        checkup_fail(all, TR_WORDS("the history of Trustmend's changes"), &err);
}

static void diagnose_all(checkup *all)
{
    if (checkup_count(all) == 0)
        tr_diagnosis_overlook(all->diagnosis, TR_WORDS("the product"),
                              TR_WORDS("it is not installed on this machine; name its folders "
                                       "with --installation"));
    diagnose_windows(all);
    diagnose_trust(all);
    checkup_for_each(all, diagnose_checks);
    checkup_for_each(all, diagnose_server_certificate);
    checkup_for_each(all, diagnose_agent_certificate);
    for (size_t index = 0; index < all->run->given->mismatched.count; index++)
        tr_diagnose_mismatched(all->diagnosis, all->run->given->mismatched.items[index],
                               &all->words);
    checkup_for_each(all, diagnose_installation);
    if (all->has_foreign)
        tr_diagnosis_overlook(all->diagnosis, TR_WORDS("the product's services"),
                              TR_WORDS("whether they run: what was looked at is not this "
                                       "machine's"));
    checkup_search_logs(all);
    tr_diagnose_journal(all->diagnosis, all->journal, &all->words);
}

static void close_all(checkup *all)
{
    checkup_forget(all);
    checkup_free_words(all);
    tr_file_survey_free(all->survey);
    tr_journal_close(all->journal);
    trust_input_close(&all->input);
}

bool checkup_run(tr_diagnosis *diagnosis, session *run)
{
    checkup all = { .run = run, .diagnosis = diagnosis };
    tr_error err;
    const bool is_good = trust_input_open(&all.input, run) && checkup_find(&all) &&
                         checkup_write_words(&all) && checkup_survey(&all);

    if (is_good) {
        diagnosis->files = all.survey->files;
        read_journal(&all);
        diagnose_all(&all);
    }
    if (tr_diagnosis_status(diagnosis, &err) != TR_OK)
        session_fail(run, &err);
    close_all(&all);
    return is_good;
}
