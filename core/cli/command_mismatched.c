#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/interrupt.h"
#include "core/cli/session.h"
#include "core/cli/transfer_input.h"
#include "core/report/mismatched.h"

/* Faults of a list that are told one by one. */
#define TOLD ((uint64_t)10)

typedef struct listing {
    session *run;
    const char *path;
    tr_mismatched_report *report;
    uint64_t faults;
} listing;

static void take_layout(void *context, const tr_agent_columns *columns, const char *encoding)
{
    listing *all = context;

    tr_mismatched_report_layout(all->report, columns, encoding);
}

static bool take_agent(void *context, const tr_listed_agent *agent)
{
    listing *all = context;

    tr_mismatched_report_agent(all->report, agent);
    all->run->is_incomplete = interrupt_is_pending();
    return !all->run->is_incomplete && tr_report_status(all->run->report, NULL) == TR_OK &&
           !ferror(all->run->out);
}

static void take_fault(void *context, uint64_t line, bool is_lost, const char *what)
{
    listing *all = context;
    tr_error err;

    tr_mismatched_report_fault(all->report, line, is_lost, what);
    all->run->has_failed = all->run->has_failed || is_lost;
    if (all->faults++ >= TOLD)
        return;
    tr_error_set(&err, TR_ERR_FORMAT, 0, "'%s', line %" PRIu64 ": %s%s", all->path, line, what,
                 is_lost ? ", and is passed over" : "");
    progress_clear(&all->run->shown);
    failure_print(err.message);
}

static void tell_rest(const listing *all)
{
    tr_error err;

    if (all->faults <= TOLD)
        return;
    tr_error_set(&err, TR_ERR_FORMAT, 0, "'%s': %" PRIu64 " more lines are like that", all->path,
                 all->faults - TOLD);
    failure_print(err.message);
}

static const tr_code_page *page_of(const settings *given)
{
    return given->encoding > 0 ? tr_code_page_get((size_t)given->encoding - 1) : NULL;
}

static void list(listing *all)
{
    const settings *given = all->run->given;
    const tr_mismatch_visitor visitor = { take_layout, take_agent, take_fault, all };
    tr_error err;
    tr_status status;

    if (given->wants_transfer)
        tr_mismatched_report_script(all->report);
    status = tr_mismatch_list_load(all->path, page_of(given), &visitor, &err);
    tell_rest(all);
    if (status != TR_OK && status != TR_ERR_CANCELLED)
        session_fail(all->run, &err);
    all->run->has_fault = tr_mismatched_report_count(all->report) > 0;
    tr_mismatched_report_end(all->report, status == TR_OK);
}

static int run_listing(const settings *given, const tr_transfer *values)
{
    session run;
    listing all = { .run = &run, .path = given->paths.items[0] };

    if (!session_open(&run, given))
        return EXIT_FAILED;
    all.report = tr_mismatched_report_new(run.report, all.path, values);
    if (all.report) {
        list(&all);
    } else {
        tr_error err;

        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to read '%s'", all.path);
        session_fail(&run, &err);
    }
    tr_mismatched_report_free(all.report);
    return session_end(&run);
}

/* What is wrong with the command itself; NULL if nothing. */
static const char *fault_of(const settings *given)
{
    if (given->paths.count > 1)
        return "one list is read at a time (see 'trustmend mismatched --help')";
    if (given->wants_transfer && given->format != TR_REPORT_TEXT)
        return "--transfer writes a .cmd file, and no other format (see 'trustmend mismatched "
               "--help')";
    return NULL;
}

/* Without a server the list is still worth reading, but no command can be made. */
static bool has_server(const settings *given, const transfer_input *input)
{
    return given->wants_transfer || given->server || given->port || given->ssl_port ||
           given->agent_port || tr_transfer_check(&input->values, NULL) == TR_OK;
}

static int mismatched(const settings *given)
{
    const char *fault = fault_of(given);
    transfer_input input;
    tr_error err;
    int code;

    if (fault) {
        failure_print(fault);
        return EXIT_WRONG;
    }
    if (transfer_input_take(&input, given, TR_INSTALLATION_SERVER, &err) != TR_OK) {
        failure_print(err.message);
        code = EXIT_FAILED;
    } else if (!has_server(given, &input)) {
        code = run_listing(given, NULL);
    } else if (!transfer_input_check(&input, given)) {
        code = EXIT_WRONG;
    } else {
        code = run_listing(given, &input.values);
    }
    transfer_input_clear(&input);
    return code;
}

static const option own_options[] = {
    { "transfer", 0, OPTION_FLAG, offsetof(settings, wants_transfer), NULL,
      "write a .cmd file that runs the IpXfer command on each of the machines" },
    { "encoding", 0, OPTION_CHOICE, offsetof(settings, encoding),
      "auto|windows-1252|windows-874|windows-1250|windows-1251|windows-1253|windows-1254|windows-"
      "1255|windows-1256|windows-1257|windows-1258",
      "what the list is written in, unless it begins with a byte order mark (auto: UTF-8, or else "
      "this machine's ANSI code page)" },
    { "installation", 0, OPTION_TEXT, offsetof(settings, installation), "DIR",
      "read what is not said from the server, or agent, in this folder (default: this machine's)" },
    { 0 },
};

const command mismatched_command = {
    .name = "mismatched",
    .arguments = "CSV",
    .summary = "read the list of agents with a mismatched server certificate",
    .description =
        "Reads the list that 'CertificateManager.exe -l CSV' writes on the server, and says of\n"
        "each agent what mends it: IpXfer on its machine, or to install it anew.\n"
        "\n"
        "The vendor does not say how that list is laid out. Encoding, separator and columns are\n"
        "told by what stands in the first rows; columns that are not recognised are kept. Server\n"
        "and ports for the command are read from the server on this machine, or given.\n",
    .options = (const option *const[]){ own_options, transfer_options, report_options,
                                        session_options, help_options, NULL },
    .run = mismatched,
};
