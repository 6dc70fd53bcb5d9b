#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "core/agent/pasted_command.h"
#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/session.h"
#include "core/cli/transfer_input.h"
#include "core/cli/transfer_run.h"
#include "core/platform/console.h"
#include "core/report/transfer.h"

/* More than a command may have, to tell that it is too long. */
#define READ_MOST (2 * TR_PASTED_LONGEST)

/*
 * A line that is typed or pasted at a terminal; else all there is, of which
 * more than a line is refused later. Not buffered: a password may be in it.
 */
static size_t read_pasted(char *out, size_t room)
{
    const bool is_line = tr_console_is_terminal(stdin);
    size_t size = 0;
    int byte;

    setvbuf(stdin, NULL, _IONBF, 0);
    while (size < room && (byte = getchar()) != EOF) {
        out[size++] = (char)byte;
        if (is_line && byte == '\n')
            break;
    }
    return size;
}

/* Before a report is opened, which keeps the arguments: a password may be in them, too. */
static tr_status read_command(tr_pasted_command **out, const settings *given, tr_error *err)
{
    char room[READ_MOST];
    size_t size;
    tr_status status;

    if (strcmp(given->pasted, "-") == 0) {
        size = read_pasted(room, sizeof(room));
        status = tr_pasted_command_read(out, room, size, err);
        OPENSSL_cleanse(room, sizeof(room));
        return status;
    }
    size = strlen(given->pasted);
    status = tr_pasted_command_read(out, given->pasted, size, err);
    OPENSSL_cleanse((char *)given->pasted, size);
    return status;
}

static tr_status make_command(session *run, const tr_transfer *values, tr_error *err)
{
    char *typed = NULL;
    char *in_file = NULL;
    tr_status status = tr_transfer_line(&typed, values, TR_COMMAND_TYPED, err);

    if (status == TR_OK)
        status = tr_transfer_line(&in_file, values, TR_COMMAND_IN_FILE, err);
    if (status == TR_OK)
        tr_transfer_report_command(run->report, values, typed, in_file);
    free(in_file);
    free(typed);
    return status;
}

static int report_pasted(const settings *given, const tr_pasted_command *pasted,
                         const tr_error *failure)
{
    session run;

    if (!session_open(&run, given))
        return EXIT_FAILED;
    if (pasted)
        tr_transfer_report_pasted(run.report, pasted);
    else
        session_fail(&run, failure);
    run.has_fault = pasted && pasted->fault_count > 0;
    tr_transfer_report_end(run.report, pasted ? pasted->fault_count : 0, pasted != NULL);
    return session_end(&run);
}

static int check(const settings *given)
{
    tr_pasted_command *pasted = NULL;
    tr_error err;
    int code;

    if (read_command(&pasted, given, &err) != TR_OK)
        pasted = NULL;
    code = report_pasted(given, pasted, &err);
    tr_pasted_command_free(pasted);
    return code;
}

static int make(const settings *given, const transfer_input *input)
{
    session run;
    tr_error err;
    tr_status status;

    if (!transfer_input_check(input, given))
        return EXIT_WRONG;
    if (!session_open(&run, given))
        return EXIT_FAILED;
    status = make_command(&run, &input->values, &err);
    if (status != TR_OK)
        session_fail(&run, &err);
    tr_transfer_report_end(run.report, 0, status == TR_OK);
    return session_end(&run);
}

/* What is wrong with the command itself; NULL if nothing. */
static const char *fault_of(const settings *given)
{
    if (given->pasted && given->wants_run)
        return "a pasted command is looked at, and not run: --check or --run (see 'trustmend "
               "transfer --help')";
    if (given->reads_password && !given->wants_run)
        return "a password is wanted for --run only; no command that is shown has one (see "
               "'trustmend transfer --help')";
    if (given->wants_run && !given->ipxfer)
        return "to run IpXfer needs its path: --ipxfer FILE (see 'trustmend transfer --help')";
    if (given->wants_run && !given->certificate)
        return "to run IpXfer needs the server's certificate, by which it is told whether it "
               "worked: --certificate FILE (see 'trustmend transfer --help')";
    if (given->wants_run && given->installation)
        return "IpXfer is run for the agent on this machine: --run or --installation (see "
               "'trustmend transfer --help')";
    return NULL;
}

static int transfer(const settings *given)
{
    const char *fault = fault_of(given);
    transfer_input input;
    tr_error err;
    int code;

    if (fault) {
        failure_print(fault);
        return EXIT_WRONG;
    }
    if (given->pasted)
        return check(given);
    if (transfer_input_take(&input, given, TR_INSTALLATION_AGENT, &err) == TR_OK) {
        code = given->wants_run ? transfer_run(given, &input) : make(given, &input);
    } else {
        failure_print(err.message);
        code = EXIT_FAILED;
    }
    transfer_input_clear(&input);
    return code;
}

static const option own_options[] = {
    { "installation", 0, OPTION_TEXT, offsetof(settings, installation), "DIR",
      "read what is not said from the agent, or server, in this folder (default: this machine's)" },
    { "check", 0, OPTION_TEXT, offsetof(settings, pasted), "TEXT",
      "say what is wrong with an IpXfer command that was pasted; '-': on standard input" },
    { "run", 0, OPTION_FLAG, offsetof(settings, wants_run), NULL,
      "run IpXfer for the agent on this machine, and look what has become of it" },
    { "password-stdin", 0, OPTION_FLAG, offsetof(settings, reads_password), NULL,
      "read the agent's unload password from standard input (on a terminal it is asked for)" },
    { "wait", 0, OPTION_NUMBER, offsetof(settings, seconds), "SECONDS",
      "how long IpXfer may take, and then again the agent (default: 120)" },
    { 0 },
};

const command transfer_command = {
    .name = "transfer",
    .arguments = "",
    .summary = "the IpXfer command that gives an agent its server's certificate anew",
    .description =
        "Writes the command of IpXfer, the vendor's Agent Mover, that tells an agent its server\n"
        "and gives it the server's certificate: for agents that hold a mismatched one, or that\n"
        "move to another server. The command is quoted for cmd.exe, and runs on the agent's\n"
        "machine. What no option says is read from the agent on this machine, or from the\n"
        "server.\n"
        "\n"
        "With --check, a command from an article or a mail is looked at instead: typographic\n"
        "dashes and quotes, switches that are unknown, given twice or without a value.\n"
        "\n"
        "With --run, IpXfer is run for the agent on this machine. Whether it worked is told by\n"
        "the agent's settings and certificate. The unload password is never shown or kept; while\n"
        "IpXfer runs, the list of processes shows it to anybody on this machine.\n",
    .options =
        (const option *const[]){ own_options, transfer_options, change_options, state_options,
                                 report_options, session_options, help_options, NULL },
    .run = transfer,
};
