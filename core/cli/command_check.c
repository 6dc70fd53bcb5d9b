#include "core/cli/checkup.h"
#include "core/cli/command.h"
#include "core/cli/session.h"
#include "core/report/diagnosis.h"

static void note_outcome(session *run, const tr_diagnosis *diagnosis)
{
    if (tr_diagnosis_count(diagnosis, TR_FAULT) + tr_diagnosis_count(diagnosis, TR_WARNING) > 0)
        run->has_fault = true;
    if (tr_diagnosis_has_failed(diagnosis))
        run->has_failed = true;
}

static void look(session *run, tr_diagnosis *diagnosis)
{
    if (!checkup_run(diagnosis, run))
        run->is_incomplete = true;
    note_outcome(run, diagnosis);
    progress_clear(&run->shown);
    tr_report_diagnosis(run->report, diagnosis, TR_DIAGNOSIS_NOW);
    tr_report_diagnosis_summary(run->report, diagnosis, !run->is_incomplete);
}

static int check(const settings *given)
{
    session run;
    tr_diagnosis *diagnosis = NULL;
    tr_error err;

    if (!session_open(&run, given))
        return EXIT_FAILED;
    if (tr_diagnosis_new(&diagnosis, &err) == TR_OK)
        look(&run, diagnosis);
    else
        session_fail(&run, &err);
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
        "Each finding says what it follows from, and which command mends it. Nothing is changed.\n",
    .options = (const option *const[]){ own_options, server_certificate_options, state_options,
                                        report_options, store_options, disk_options,
                                        judging_options, jobs_options, help_options, NULL },
    .run = check,
};
