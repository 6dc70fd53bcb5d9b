#include <stdlib.h>
#include <string.h>

#include "core/agent/agent_certificate.h"
#include "core/agent/certificate_replacement.h"
#include "core/agent/installation.h"
#include "core/cli/change_log.h"
#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/question.h"
#include "core/cli/session.h"
#include "core/cli/trust_input.h"
#include "core/platform/console.h"
#include "core/report/agent.h"

/* One run: what is installed, and what its certificates are judged by. */
typedef struct agent_run {
    session *run;
    trust_input input;
    tr_installations installed;
    uint64_t certificates;
    uint64_t faults;
} agent_run;

typedef enum verb { VERB_SHOW, VERB_REPLACE, VERB_UNKNOWN } verb;

static verb verb_of(const settings *given)
{
    if (given->paths.count == 0)
        return VERB_SHOW;
    if (given->paths.count > 1)
        return VERB_UNKNOWN;
    if (strcmp(given->paths.items[0], "replace") == 0)
        return VERB_REPLACE;
    return strcmp(given->paths.items[0], "show") == 0 ? VERB_SHOW : VERB_UNKNOWN;
}

/* What is wrong with the command itself; NULL if nothing. */
static const char *fault_of(const settings *given)
{
    if (verb_of(given) == VERB_UNKNOWN)
        return "what to do is said by one word: show or replace; a folder is named with "
               "--installation (see 'trustmend agent --help')";
    if (given->takes_unfit && !given->reason)
        return "to use a certificate that is no good needs a reason: --reason TEXT, which the "
               "history keeps (see 'trustmend agent --help')";
    return NULL;
}

/* Add what is in a folder; NULL: on this machine or disk. */
static tr_status find_in(agent_run *all, const char *folder, tr_error *err)
{
    const tr_installation_place place = { folder, all->run->given->system_root };
    tr_installations found = { .count = 0 };
    tr_status status = tr_installations_find(&found, &place, err);

    if (status == TR_OK)
        status = tr_installations_join(&all->installed, &found, err);
    tr_installations_clear(&found);
    return status;
}

static tr_status find_installed(agent_run *all, tr_error *err)
{
    const settings *given = all->run->given;
    const text_list *named = &given->installations;
    tr_status status = named->count > 0 ? TR_OK : find_in(all, NULL, err);

    for (size_t index = 0; index < named->count && status == TR_OK; index++)
        status = find_in(all, named->items[index], err);
    if (status == TR_OK && all->installed.count == 0)
        status = tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                              "neither agent nor server is installed on this %s; name its folder "
                              "with --installation",
                              given->system_root ? "disk" : "machine");
    return status;
}

static tr_agent_certificate_question question_of(const agent_run *all, size_t index)
{
    const settings *given = all->run->given;
    const tr_installation *installation = &all->installed.items[index];

    return (tr_agent_certificate_question){
        .installation = installation,
        .server = tr_installations_of(&all->installed, TR_INSTALLATION_SERVER),
        .server_file = given->server_certificate,
        .registry = installation->is_here || given->system_root ? all->input.registry : NULL,
        .store = all->input.store,
        .at = given->at.is_given ? given->at.time : time(NULL),
    };
}

static void report_certificate(agent_run *all, const tr_agent_certificate *certificate)
{
    tr_report *report = all->run->report;

    tr_agent_report_certificate(report, certificate);
    for (size_t index = 0; index < certificate->others.count; index++)
        tr_agent_report_other(report, &certificate->others.items[index]);
    all->certificates++;
    if (tr_agent_report_is_fault(certificate)) {
        all->faults++;
        all->run->has_fault = true;
    }
    if (certificate->state == TR_AGENT_CERTIFICATE_UNREADABLE) {
        tr_error failure;

        tr_error_set(&failure, TR_ERR_IO, 0, "%s", certificate->failure);
        session_fail(all->run, &failure);
    }
}

static tr_status show_one(agent_run *all, size_t index, tr_error *err)
{
    const tr_agent_certificate_question question = question_of(all, index);
    tr_agent_certificate certificate;
    tr_status status;

    tr_agent_report_installation(all->run->report, &all->installed.items[index]);
    status = tr_agent_certificate_examine(&certificate, &question, err);
    if (status == TR_OK) {
        report_certificate(all, &certificate);
        tr_agent_certificate_clear(&certificate);
    }
    return status;
}

static void show(agent_run *all)
{
    tr_error err;
    tr_status status = find_installed(all, &err);

    for (size_t index = 0; status == TR_OK && index < all->installed.count; index++)
        status = show_one(all, index, &err);
    if (status != TR_OK)
        session_fail(all->run, &err);
}

/* Of a machine that has both, the agent. */
static tr_status find_agent(size_t *index, const agent_run *all, tr_error *err)
{
    for (*index = 0; *index < all->installed.count; (*index)++) {
        if (all->installed.items[*index].kind == TR_INSTALLATION_AGENT)
            return TR_OK;
    }
    return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                        "there is no agent, only a server; what it hands to its agents is written "
                        "by CertificateManager");
}

/* What is to be done, and whether it may be. */
static tr_agent_replacement plan(const settings *given, const tr_agent_certificate *certificate,
                                 tr_error *why)
{
    tr_agent_replacement planned = { .certificate = certificate, .is_plan = true };

    planned.is_needed =
        tr_agent_certificate_needs_replacement(certificate) || !certificate->server.certificate;
    if (planned.is_needed && tr_agent_certificate_check_replacement(certificate, why) != TR_OK) {
        planned.refusal = why->message;
        planned.is_forced = given->takes_unfit && certificate->server.certificate;
    }
    return planned;
}

static bool is_to_do(const tr_agent_replacement *planned)
{
    return planned->is_needed && (!planned->refusal || planned->is_forced);
}

static bool is_agreed(agent_run *all, const tr_agent_replacement *planned)
{
    const tr_report_options shown = { .out = stdout, .columns = tr_console_columns() };
    tr_report *report = NULL;
    tr_error err;

    if (!question_is_due(all->run->given))
        return true;
    if (tr_report_new(&report, &shown, &err) != TR_OK) {
        session_fail(all->run, &err);
        return false;
    }
    tr_agent_report_certificate(report, planned->certificate);
    tr_agent_report_replacement(report, planned);
    tr_report_free(report);
    if (question_ask("Replace the agent's certificate?"))
        return true;
    fputs("Nothing was changed.\n", stdout);
    all->run->has_fault = true;
    return false;
}

static void carry_out(agent_run *all, tr_agent_replacement *planned, tr_journal *journal)
{
    session *run = all->run;
    tr_contents_changed changed = { .backup = NULL };
    tr_error err;
    tr_status status = tr_journal_lock(journal, &err);

    planned->is_plan = false;
    if (status == TR_OK)
        status = tr_agent_certificate_replace(&changed, planned->certificate, journal,
                                              run->given->reason, &err);
    planned->is_done = status == TR_OK;
    planned->backup = changed.backup;
    planned->change = changed.change;
    if (status != TR_OK)
        session_fail(run, &err);
    tr_agent_report_replacement(run->report, planned);
    free(changed.backup);
    tr_journal_unlock(journal);
}

/* The journal is opened also if nothing is to be done, to end what was interrupted. */
static bool open_journal(tr_journal **out, agent_run *all, const tr_agent_certificate *certificate)
{
    tr_error err;

    if (change_log_check_state(all->run, certificate->path, &err) == TR_OK)
        return change_log_open(out, all->run);
    session_fail(all->run, &err);
    return false;
}

static void replace_one(agent_run *all, const tr_agent_certificate *certificate)
{
    const bool is_dry_run = all->run->given->is_dry_run;
    tr_journal *journal = NULL;
    tr_error why;
    tr_agent_replacement planned = plan(all->run->given, certificate, &why);

    if (!is_dry_run && !open_journal(&journal, all, certificate))
        return;
    if (!is_to_do(&planned) || is_dry_run)
        tr_agent_report_replacement(all->run->report, &planned);
    else if (is_agreed(all, &planned))
        carry_out(all, &planned, journal);
    if (planned.refusal && !planned.is_forced)
        all->run->has_fault = true;
    tr_journal_close(journal);
}

static void replace(agent_run *all)
{
    tr_agent_certificate certificate;
    tr_error err;
    size_t index = 0;
    tr_status status = find_installed(all, &err);

    if (status == TR_OK)
        status = find_agent(&index, all, &err);
    if (status == TR_OK) {
        const tr_agent_certificate_question question = question_of(all, index);

        status = tr_agent_certificate_examine(&certificate, &question, &err);
    }
    if (status != TR_OK) {
        session_fail(all->run, &err);
        return;
    }
    if (certificate.state == TR_AGENT_CERTIFICATE_UNREADABLE)
        report_certificate(all, &certificate);
    else
        replace_one(all, &certificate);
    tr_agent_certificate_clear(&certificate);
}

static int agent(const settings *given)
{
    const char *fault = fault_of(given);
    session run;
    agent_run all = { .run = &run };

    if (fault) {
        failure_print(fault);
        return EXIT_WRONG;
    }
    if (!session_open(&run, given))
        return EXIT_FAILED;
    if (trust_input_open(&all.input, &run)) {
        if (verb_of(given) == VERB_REPLACE)
            replace(&all);
        else
            show(&all);
    } else {
        run.is_incomplete = true;
    }
    tr_agent_report_end(run.report, all.certificates, all.faults, !run.has_failed);
    tr_installations_clear(&all.installed);
    trust_input_close(&all.input);
    return session_end(&run);
}

static const option own_options[] = {
    { "installation", 0, OPTION_LIST, offsetof(settings, installations), "DIR",
      "the folder of an agent or a server, or its PCCSRV (default: those on this machine); may be "
      "given several times" },
    { "even-unfit", 0, OPTION_FLAG, offsetof(settings, takes_unfit), NULL,
      "replace it also by one that has expired, is distrusted, or is not a server's; needs "
      "--reason" },
    { "reason", 0, OPTION_TEXT, offsetof(settings, reason), "TEXT", "why, for the history" },
    { "disallowed", 0, OPTION_LIST, offsetof(settings, disallowed), "PATH",
      "certificates that are distrusted" },
    { "at", 0, OPTION_TIME, offsetof(settings, at), "TIME",
      "take this as the present, such as 2024-05-31 or 2024-05-31T12:00:00Z" },
    { 0 },
};

const command agent_command = {
    .name = "agent",
    .arguments = "[show|replace]",
    .summary = "judge the agent's certificate of its server (OfcNTCer.dat), and replace it",
    .description =
        "An agent obeys its server only if it has the server's certificate, in the file\n"
        "OfcNTCer.dat. Shows the agents and servers on this machine, and each one's certificate\n"
        "beside the server's: that of --server-certificate; on the server itself, that of its\n"
        "store 'OfficeScan NT' and that of its folder. docs/agent.md says what each state means.\n"
        "\n"
        "'show' shows them (the default). 'replace' puts the server's certificate in the place of\n"
        "the agent's, if that is missing, damaged or another one. It can be undone.\n",
    .options = (const option *const[]){ own_options, disk_options, server_certificate_options,
                                        change_options, state_options, report_options,
                                        session_options, help_options, NULL },
    .run = agent,
};
