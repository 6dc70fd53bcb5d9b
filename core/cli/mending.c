#include "core/cli/mending.h"

#include <stdlib.h>
#include <string.h>

#include "core/agent/certificate_replacement.h"
#include "core/cli/change_log.h"
#include "core/cli/checkup_parts.h"
#include "core/cli/importing.h"
#include "core/cli/interrupt.h"
#include "core/cli/renaming.h"
#include "core/ini/signature_checks.h"
#include "core/platform/registry.h"
#include "core/service/master_service.h"
#include "core/service/restart_change.h"

/* Of a name with so many suffixes, each run takes one off. */
#define MOST_ROUNDS 16

/* Quiet runs within a run -----------------------------------------------------------------------
 */

static bool begin_quietly(session *out, session *run, const settings *given)
{
    const tr_report_options options = { .out = run->out,
                                        .is_strict = given->policy == 1,
                                        .is_quiet = true };
    tr_error err;

    *out =
        (session){ .given = given, .out = run->out, .shown = run->shown, .changes = run->changes };
    if (tr_report_new(&out->report, &options, &err) == TR_OK)
        return true;
    session_fail(run, &err);
    return false;
}

static void end_quietly(session *quiet, session *run)
{
    progress_clear(&quiet->shown);
    run->shown = quiet->shown;
    run->changes = quiet->changes;
    run->has_failed = run->has_failed || quiet->has_failed;
    run->is_incomplete = run->is_incomplete || quiet->is_incomplete;
    tr_report_free(quiet->report);
}

/* Certificates ----------------------------------------------------------------------------------
 */

static bool is_of(const tr_ailment *ailment, tr_ailment_id first, tr_ailment_id last)
{
    return ailment->is_mendable && ailment->kind >= tr_ailment_kind_of(first) &&
           ailment->kind <= tr_ailment_kind_of(last);
}

/* The ids of those that are to be installed; texts are borrowed. */
static text_list list_certificates(const tr_diagnosis *diagnosis)
{
    text_list list = { calloc(diagnosis->count + 1, sizeof(*list.items)), 0 };

    for (size_t index = 0; list.items && index < diagnosis->count; index++) {
        const tr_ailment *ailment = diagnosis->items[index];

        if (ailment->key && is_of(ailment, TR_AILMENT_CA_DISTRUSTED, TR_AILMENT_CA_MISSING))
            list.items[list.count++] = ailment->key;
    }
    return list;
}

/* Only a Windows that runs has stores of its own to install into. */
static bool has_store(const settings *given)
{
    if (!importing_target(given).is_system)
        return true;
    return !given->system_root && tr_machine_registry_exists();
}

static void install(tr_mending_plan *out, session *run, const tr_diagnosis *diagnosis, bool is_plan)
{
    text_list wanted = list_certificates(diagnosis);
    settings given = *run->given;
    session quiet;

    given.paths = wanted;
    given.wants_missing = false;
    given.files.count = 0;
    if (wanted.count > 0 && has_store(&given) && begin_quietly(&quiet, run, &given)) {
        importing_run(&quiet, is_plan, &out->installable);
        out->absent = (size_t)tr_report_counts_of(quiet.report)->imports[TR_IMPORT_FETCH];
        end_quietly(&quiet, run);
    } else {
        out->absent = wanted.count;
    }
    free(wanted.items);
}

/* Renamed files ---------------------------------------------------------------------------------
 */

static void restore_in(session *run, const text_list *folders)
{
    settings given = *run->given;
    uint64_t changes = 1;
    session quiet;

    given.paths = *folders;
    given.parks = true;
    for (int round = 0; round < MOST_ROUNDS && changes > 0 && !run->is_incomplete; round++) {
        if (!begin_quietly(&quiet, run, &given))
            return;
        renaming_go(&quiet, RENAMING_RESTORE, &changes);
        end_quietly(&quiet, run);
    }
}

/* The agents' certificate and the signature checks ----------------------------------------------
 */

static tr_status enforce(const char *ini, tr_journal *journal, tr_error *err)
{
    tr_checks_plan *plan = NULL;
    char *backup = NULL;
    tr_status status = tr_checks_plan_make(&plan, ini, TR_CHECKS_ENFORCE, journal, err);

    if (status == TR_OK && !tr_checks_plan_is_empty(plan)) {
        status = tr_checks_plan_carry_out(plan, &backup, journal, NULL, err);
        if (status == TR_OK && tr_master_service_reads(plan->path))
            status = tr_service_restart(TR_MASTER_SERVICE, journal, NULL, err);
    }
    tr_checks_plan_free(plan);
    free(backup);
    return status;
}

/* The files of settings that the findings name, each once. */
static void enforce_all(session *run, const tr_diagnosis *diagnosis, tr_journal *journal)
{
    const char *last = "";
    tr_error err;

    for (size_t index = 0; index < diagnosis->count; index++) {
        const tr_ailment *ailment = diagnosis->items[index];

        if (!is_of(ailment, TR_AILMENT_CHECK_RELAXED, TR_AILMENT_CHECK_UNCLEAR) ||
            ailment->place_count == 0 || strcmp(ailment->places[0].path, last) == 0)
            continue;
        last = ailment->places[0].path;
        if (change_log_check_state(run, last, &err) != TR_OK ||
            enforce(last, journal, &err) != TR_OK)
            session_fail(run, &err);
    }
}

static void replace_certificate(checkup *all, const tr_installation *one)
{
    tr_agent_certificate found;
    tr_contents_changed changed = { .backup = NULL };
    tr_error err;
    tr_status status = TR_OK;

    if (one->kind != TR_INSTALLATION_AGENT || !one->has_folder ||
        checkup_examine(&found, all, one, &err) != TR_OK)
        return; /* the check has told */
    if (tr_agent_certificate_needs_replacement(&found) &&
        tr_agent_certificate_check_replacement(&found, NULL) == TR_OK) {
        status = change_log_check_state(all->run, found.path, &err);
        if (status == TR_OK)
            status = tr_agent_certificate_replace(&changed, &found, all->journal, NULL, &err);
    }
    if (status != TR_OK)
        session_fail(all->run, &err);
    free(changed.backup);
    tr_agent_certificate_clear(&found);
}

static void settle(checkup *all, const tr_diagnosis *diagnosis, const tr_mending_plan *plan)
{
    tr_error err;

    if (!change_log_open(&all->journal, all->run))
        return;
    if (tr_journal_lock(all->journal, &err) != TR_OK) {
        session_fail(all->run, &err);
        return;
    }
    if (plan->agents > 0)
        checkup_for_each(all, replace_certificate);
    if (plan->checks > 0)
        enforce_all(all->run, diagnosis, all->journal);
    tr_journal_unlock(all->journal);
}

/* All of it -------------------------------------------------------------------------------------
 */

void mending_make_plan(tr_mending_plan *out, session *run, const tr_diagnosis *diagnosis)
{
    *out = (tr_mending_plan){ .installable = 0 };
    install(out, run, diagnosis, true);
    for (size_t index = 0; index < diagnosis->count; index++) {
        const tr_ailment *ailment = diagnosis->items[index];

        if (is_of(ailment, TR_AILMENT_RENAMED_GOOD, TR_AILMENT_RENAMED_TAKEN))
            out->renamed += ailment->count;
        else if (is_of(ailment, TR_AILMENT_AGENT_CERTIFICATE_MISSING,
                       TR_AILMENT_AGENT_CERTIFICATE_EXPIRED))
            out->agents++;
        else if (is_of(ailment, TR_AILMENT_CHECK_RELAXED, TR_AILMENT_CHECK_UNCLEAR))
            out->checks++;
    }
}

void mending_carry_out(session *run, const tr_diagnosis *diagnosis, const tr_mending_plan *plan)
{
    tr_mending_plan done = { .installable = 0 };
    tr_diagnosis *unheard = NULL; /* the check that follows says what is wrong */
    checkup all = { .run = run };
    tr_error err;

    if (tr_diagnosis_new(&unheard, TR_ENGLISH, &err) != TR_OK) {
        session_fail(run, &err);
        return;
    }
    all.diagnosis = unheard;
    if (plan->installable > 0)
        install(&done, run, diagnosis, false);
    if (trust_input_open(&all.input, run) && checkup_find(&all) && !run->is_incomplete) {
        if (plan->renamed > 0)
            restore_in(run, &all.folders);
        if (!run->is_incomplete && !interrupt_is_pending() && plan->agents + plan->checks > 0)
            settle(&all, diagnosis, plan);
    }
    checkup_forget(&all);
    tr_journal_close(all.journal);
    trust_input_close(&all.input);
    tr_diagnosis_free(unheard);
}
