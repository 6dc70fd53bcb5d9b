#include <stdlib.h>
#include <string.h>

#include "core/agent/installation.h"
#include "core/cli/change_log.h"
#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/question.h"
#include "core/cli/session.h"
#include "core/ini/signature_checks.h"
#include "core/report/checks.h"
#include "core/service/master_service.h"
#include "core/service/restart_change.h"

typedef enum verb { VERB_SHOW, VERB_RELAX, VERB_ENFORCE, VERB_UNKNOWN } verb;

/* One run, and what it is about. */
typedef struct checking {
    session *run;
    verb verb;
    char *ini;
    tr_journal *journal; /* NULL: there is none yet */
    tr_checks_report report;
} checking;

static verb verb_of(const settings *given)
{
    static const char *const words[] = { "show", "relax", "enforce" };

    if (given->paths.count == 0)
        return VERB_SHOW;
    for (int index = 0; given->paths.count == 1 && index < VERB_UNKNOWN; index++) {
        if (strcmp(given->paths.items[0], words[index]) == 0)
            return (verb)index;
    }
    return VERB_UNKNOWN;
}

/* What is wrong with the command itself; NULL if nothing. */
static const char *fault_of(const settings *given)
{
    const verb wanted = verb_of(given);

    if (wanted == VERB_UNKNOWN)
        return "what to do is said by one word: show, relax or enforce (see 'trustmend checks "
               "--help')";
    if (wanted == VERB_RELAX && !given->reason)
        return "to relax signature checks needs a reason: --reason TEXT, which the history keeps "
               "(see 'trustmend checks --help')";
    if (given->ini && given->installation)
        return "the file is named by --ini or by --installation, not both (see 'trustmend checks "
               "--help')";
    return NULL;
}

static void note_memory(checking *all, bool is_good)
{
    tr_error err;

    if (is_good)
        return;
    tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to write the report");
    session_fail(all->run, &err);
}

static void show_checks(checking *all, const tr_ini_document *document)
{
    tr_signature_checks checks;
    tr_error err;

    tr_signature_checks_of(&checks, document);
    for (size_t index = 0; index < TR_CHECK_SWITCH_COUNT; index++) {
        const tr_check_switch *check = &checks.items[index];
        tr_change *relaxing = NULL;

        if (tr_check_switch_find_relaxing(&relaxing, check, all->ini, document, all->journal,
                                          &err) != TR_OK)
            session_fail(all->run, &err);
        if (!tr_check_switch_is_well(check->state))
            all->run->has_fault = true;
        note_memory(all, tr_checks_report_check(&all->report, check, relaxing));
        tr_change_free(relaxing);
    }
    note_memory(all, tr_checks_report_end(&all->report, &checks, NULL, !all->run->has_failed));
}

static tr_status show(checking *all, tr_error *err)
{
    tr_ini_document *document = NULL;
    tr_status status;

    change_log_read(&all->journal, all->run);
    status = tr_setting_load(&document, all->ini, err);
    if (status == TR_OK)
        show_checks(all, document);
    tr_ini_document_free(document);
    return status;
}

static tr_service_outcome service_of(const checking *all, const tr_checks_plan *plan)
{
    if (!tr_master_service_reads(plan->path))
        return TR_SERVICE_NOT_HERE;
    return all->run->given->leaves_service ? TR_SERVICE_LEFT : TR_SERVICE_RESTARTED;
}

static void tell_plan(checking *all, const tr_checks_plan *plan, const tr_checks_report *report,
                      tr_service_outcome service, const char *backup)
{
    const bool is_complete = !all->run->has_failed;

    for (size_t index = 0; index < TR_CHECK_SWITCH_COUNT; index++)
        note_memory(all, tr_checks_report_step(report, plan, index));
    if (!tr_checks_plan_is_empty(plan) && (is_complete || service == TR_SERVICE_FAILED))
        note_memory(all, tr_checks_report_service(report, TR_MASTER_SERVICE, service));
    note_memory(
        all, tr_checks_report_end(report, is_complete ? &plan->after : NULL, backup, is_complete));
}

static tr_checks_goal goal_of(const checking *all)
{
    return all->verb == VERB_RELAX ? TR_CHECKS_RELAX : TR_CHECKS_ENFORCE;
}

static tr_status make_plan(tr_checks_plan **out, const checking *all, tr_error *err)
{
    return tr_checks_plan_make(out, all->ini, goal_of(all), all->journal, err);
}

/* Others may work while the user thinks, so that the plan may be out of date then. */
static tr_status ask_user(bool *is_agreed, checking *all, const tr_checks_plan *plan, tr_error *err)
{
    const tr_checks_report shown = { stdout, NULL, true, all->ini };
    tr_checks_plan *again = NULL;
    tr_status status;

    tr_journal_unlock(all->journal);
    tell_plan(all, plan, &shown, service_of(all, plan), NULL);
    *is_agreed = question_ask(all->verb == VERB_RELAX ? "Relax signature checks?"
                                                      : "Enforce signature checks?");
    if (!*is_agreed) {
        fputs("Nothing was changed.\n", stdout);
        all->run->has_fault = true;
        return TR_OK;
    }
    status = tr_journal_lock(all->journal, err);
    if (status == TR_OK)
        status = make_plan(&again, all, err);
    if (status == TR_OK && !tr_checks_plan_equal(plan, again))
        status = tr_error_set(err, TR_ERR_IO, 0,
                              "'%s' was changed by somebody else meanwhile; look at it again",
                              plan->path);
    tr_checks_plan_free(again);
    return status;
}

static void carry_out(checking *all, tr_checks_plan *plan)
{
    session *run = all->run;
    const char *reason = all->verb == VERB_RELAX ? run->given->reason : NULL;
    tr_service_outcome service = service_of(all, plan);
    char *backup = NULL;
    tr_error err;
    tr_status status = tr_checks_plan_carry_out(plan, &backup, all->journal, reason, &err);

    if (status == TR_OK && service == TR_SERVICE_RESTARTED && !tr_checks_plan_is_empty(plan)) {
        status = tr_service_restart(TR_MASTER_SERVICE, all->journal, reason, &err);
        if (status != TR_OK)
            service = TR_SERVICE_FAILED;
    } else if (status != TR_OK && service == TR_SERVICE_RESTARTED) {
        service = TR_SERVICE_LEFT;
    }
    if (status != TR_OK)
        session_fail(run, &err);
    tell_plan(all, plan, &all->report, service, backup);
    free(backup);
}

static void note_outcome(checking *all, const tr_checks_plan *plan)
{
    for (size_t index = 0; index < TR_CHECK_SWITCH_COUNT; index++) {
        if (all->verb == VERB_ENFORCE && !tr_check_switch_is_well(plan->after.items[index].state))
            all->run->has_fault = true;
    }
}

static tr_status change_planned(checking *all, tr_checks_plan *plan, tr_error *err)
{
    bool is_agreed = true;
    tr_status status = TR_OK;

    if (question_is_due(all->run->given) && !tr_checks_plan_is_empty(plan))
        status = ask_user(&is_agreed, all, plan, err);
    if (status == TR_OK && is_agreed) {
        carry_out(all, plan);
        note_outcome(all, plan);
    }
    return status;
}

static tr_status change(checking *all, tr_error *err)
{
    tr_checks_plan *plan = NULL;
    tr_status status = change_log_check_state(all->run, all->ini, err);

    if (status != TR_OK)
        return status;
    if (!change_log_open(&all->journal, all->run))
        return TR_OK; /* it has been told */
    status = tr_journal_lock(all->journal, err);
    if (status == TR_OK)
        status = make_plan(&plan, all, err);
    if (status == TR_OK)
        status = change_planned(all, plan, err);
    tr_checks_plan_free(plan);
    return status;
}

static tr_status plan_only(checking *all, tr_error *err)
{
    tr_checks_plan *plan = NULL;
    tr_status status;

    if (!change_log_read(&all->journal, all->run))
        return TR_OK;
    status = make_plan(&plan, all, err);
    if (status == TR_OK) {
        tell_plan(all, plan, &all->report, service_of(all, plan), NULL);
        note_outcome(all, plan);
    }
    tr_checks_plan_free(plan);
    return status;
}

static tr_status find_ini(char **out, const settings *given, tr_error *err)
{
    if (!given->ini)
        return tr_installation_find_server_ini(
            out, &(tr_installation_place){ given->installation, given->system_root }, err);
    *out = strdup(given->ini);
    return *out ? TR_OK : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a name");
}

static int checks(const settings *given)
{
    const char *fault = fault_of(given);
    session run;
    checking all = { .run = &run, .verb = verb_of(given) };
    tr_error err;
    tr_status status;

    if (fault) {
        failure_print(fault);
        return EXIT_WRONG;
    }
    if (!session_open(&run, given))
        return EXIT_FAILED;
    status = find_ini(&all.ini, given, &err);
    if (status == TR_OK) {
        all.report = (tr_checks_report){ run.out, run.records,
                                         given->is_dry_run && all.verb != VERB_SHOW, all.ini };
        if (all.verb == VERB_SHOW)
            status = show(&all, &err);
        else
            status = given->is_dry_run ? plan_only(&all, &err) : change(&all, &err);
    }
    if (status != TR_OK) {
        session_fail(&run, &err);
        if (run.records) {
            all.report.out = run.out;
            all.report.records = run.records;
            if (!all.report.path)
                all.report.path = given->installation ? given->installation : "";
            note_memory(&all, tr_checks_report_end(&all.report, NULL, NULL, false));
        }
    }
    tr_journal_close(all.journal);
    free(all.ini);
    return session_end(&run);
}

static const option own_options[] = {
    { "installation", 0, OPTION_TEXT, offsetof(settings, installation), "DIR",
      "the server's folder, or its PCCSRV (default: the server on this machine)" },
    { "ini", 0, OPTION_TEXT, offsetof(settings, ini), "FILE", "the server's ofcscan.ini itself" },
    { "reason", 0, OPTION_TEXT, offsetof(settings, reason), "TEXT",
      "why checks are relaxed, for the history" },
    { "no-restart", 0, OPTION_FLAG, offsetof(settings, leaves_service), NULL,
      "leave the Master Service as it is" },
    { 0 },
};

const command checks_command = {
    .name = "checks",
    .arguments = "[show|relax|enforce]",
    .summary = "show, relax or enforce the product's own signature checks (ofcscan.ini)",
    .description =
        "The server's ofcscan.ini has two switches: whether the server checks the signatures of\n"
        "files, and renames bad ones, and whether agents check them before they upgrade.\n"
        "\n"
        "'show' shows them (the default), with who relaxed them, when and why. 'relax' turns the\n"
        "checks off, which lowers security: a last resort, for as short as can be. 'enforce'\n"
        "turns them on again, and makes the lines what they were.\n"
        "\n"
        "Only these lines change; a copy of the file is kept first. The Master Service is\n"
        "restarted if it runs on this machine with this file.\n",
    .options = (const option *const[]){ own_options, disk_options, change_options, state_options,
                                        output_options, session_options, help_options, NULL },
    .run = checks,
};
