#include <stdio.h>
#include <stdlib.h>

#include "core/cli/change_log.h"
#include "core/cli/checkup.h"
#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/mending.h"
#include "core/cli/question.h"
#include "core/cli/session.h"
#include "core/report/diagnosis.h"

static void note_outcome(session *run, const tr_diagnosis *diagnosis)
{
    if (tr_diagnosis_count(diagnosis, TR_FAULT) + tr_diagnosis_count(diagnosis, TR_WARNING) > 0)
        run->has_fault = true;
    if (tr_diagnosis_has_failed(diagnosis))
        run->has_failed = true;
}

/* Look, and say what was found. False if there is nothing to go on with. */
static bool look(tr_diagnosis **out, session *run, tr_diagnosis_time when)
{
    tr_error err;
    bool is_good = tr_diagnosis_new(out, (tr_language)run->given->language, &err) == TR_OK;

    if (!is_good) {
        session_fail(run, &err);
        return false;
    }
    is_good = checkup_run(*out, run);
    if (!is_good)
        run->is_incomplete = true;
    progress_clear(&run->shown);
    tr_report_diagnosis(run->report, *out, when);
    return is_good;
}

static void conclude(session *run, const tr_diagnosis *diagnosis)
{
    if (!diagnosis)
        return;
    note_outcome(run, diagnosis);
    tr_report_diagnosis_summary(run->report, diagnosis,
                                run->given->is_fix ? TR_DIAGNOSIS_AFTER : TR_DIAGNOSIS_NOW,
                                !run->is_incomplete);
}

/* The changes behind the last one that was there before. */
typedef struct listing {
    session *run;
    int64_t after;
    int64_t last;
} listing;

static bool take_last(void *context, const tr_change *change)
{
    listing *all = context;

    if (change->id > all->last)
        all->last = change->id;
    return true;
}

static bool tell_change(void *context, const tr_change *change)
{
    listing *all = context;
    char *what;

    if (change->id <= all->after)
        return true;
    what = change_log_describe(change);
    tr_report_mended(all->run->report, change, what);
    free(what);
    return true;
}

/* Numbers only grow: those of this run are behind the last one. */
static int64_t walk_changes(session *run, int64_t after, tr_journal_visit *visit)
{
    const tr_journal_filter all_of_them = { .id = 0 };
    listing all = { run, after, 0 };
    tr_journal *journal = NULL;
    tr_error err;

    if (change_log_read(&journal, run) && journal &&
        tr_journal_walk(journal, &all_of_them, visit, &all, &err) != TR_OK)
        session_fail(run, &err);
    tr_journal_close(journal);
    return all.last;
}

static bool is_agreed(session *run, const tr_mending_plan *plan)
{
    const settings *given = run->given;

    tr_report_mending_plan(run->report, plan, given->is_dry_run);
    if (given->is_dry_run || tr_mending_plan_is_empty(plan))
        return false;
    if (!question_is_due(given) || question_ask("Mend this?"))
        return true;
    fputs("Nothing was changed.\n", stdout);
    return false;
}

/* Mend, and look again. after is what is left; or what was there, if nothing was to be done. */
static void mend(session *run, tr_diagnosis **left)
{
    tr_diagnosis *before = *left;
    tr_mending_plan plan;
    int64_t last;

    mending_make_plan(&plan, run, before);
    progress_clear(&run->shown);
    if (!is_agreed(run, &plan))
        return;
    last = walk_changes(run, 0, take_last);
    mending_carry_out(run, before, &plan);
    progress_clear(&run->shown);
    walk_changes(run, last, tell_change);
    *left = NULL;
    look(left, run, TR_DIAGNOSIS_AFTER);
    tr_diagnosis_free(before);
}

static int check(const settings *given)
{
    session run;
    tr_diagnosis *diagnosis = NULL;

    if (given->enforces_checks && !given->is_fix) {
        failure_print("option '--enforce-checks' goes with '--fix' (see 'trustmend check --help')");
        return EXIT_WRONG;
    }
    if (!session_open(&run, given))
        return EXIT_FAILED;
    if (look(&diagnosis, &run, given->is_fix ? TR_DIAGNOSIS_BEFORE : TR_DIAGNOSIS_NOW) &&
        given->is_fix)
        mend(&run, &diagnosis);
    conclude(&run, diagnosis);
    tr_diagnosis_free(diagnosis);
    return session_end(&run);
}

static const option own_options[] = {
    { "installation", 0, OPTION_LIST, offsetof(settings, installations), "DIR",
      "the folder of an agent or a server (default: what is installed on this machine); may be "
      "given several times" },
    { "profile", 0, OPTION_CHOICE, offsetof(settings, profile), "named|extended",
      "the certificates that the vendor's articles name (default), or also those seen in real "
      "files" },
    { "fix", 0, OPTION_FLAG, offsetof(settings, is_fix), NULL,
      "mend what can be mended from here, after showing what that is, and check again" },
    { "enforce-checks", 0, OPTION_FLAG, offsetof(settings, enforces_checks), NULL,
      "with --fix: also switch the product's signature checks on again" },
    { "mismatched", 0, OPTION_LIST, offsetof(settings, mismatched), "CSV",
      "a list of agents that the server's 'CertificateManager.exe -l' wrote" },
    { "logs", 0, OPTION_LIST, offsetof(settings, logs), "PATH",
      "search these logs for known symptoms, too; may be given several times" },
    { "rules", 0, OPTION_LIST, offsetof(settings, rules), "FILE",
      "more rules for logs, as for 'trustmend logs'; may be given several times" },
    { 0 },
};

const command check_command = {
    .name = "check",
    .arguments = "",
    .summary = "find out what is wrong on this machine, in order of cause, and what mends it",
    .description =
        "Looks at everything at once: certificates that the product's files need, the files\n"
        "themselves, those that were renamed, its signature checks, the certificate by which\n"
        "agents know their server, its services and logs, and what was changed by Trustmend.\n"
        "Each finding says what it follows from, and which command mends it. Nothing is changed.\n"
        "\n"
        "With --fix, what can be mended from here is: certificates are installed, renamed files\n"
        "restored, and agents get their server's certificate. 'trustmend undo' takes it back.\n",
    .options = (const option *const[]){ own_options, source_options, server_certificate_options,
                                        change_options, state_options, report_options,
                                        store_options, disk_options, judging_options, jobs_options,
                                        session_options, help_options, NULL },
    .run = check,
};
