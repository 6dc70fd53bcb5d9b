#include "core/cli/transfer_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "core/agent/transfer_change.h"
#include "core/cli/change_log.h"
#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/question.h"
#include "core/cli/session.h"
#include "core/platform/console.h"
#include "core/report/transfer.h"

#define SECONDS 120

#define LONGEST_PASSWORD 256

/* A password, in memory that is wiped. */
typedef struct secret {
    char text[LONGEST_PASSWORD + 2]; /* to tell a longer one */
    size_t size;                     /* 0: there is none */
} secret;

/* Not buffered: nothing of it stays in memory of stdio's. */
static tr_status read_password(secret *out, tr_error *err)
{
    setvbuf(stdin, NULL, _IONBF, 0);
    out->size = fread(out->text, 1, sizeof(out->text), stdin);
    if (out->size > LONGEST_PASSWORD)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the password on standard input is too long");
    if (out->size > 0 && out->text[out->size - 1] == '\n')
        out->size--;
    if (out->size > 0 && out->text[out->size - 1] == '\r')
        out->size--;
    out->text[out->size] = '\0';
    return tr_transfer_check_password(out->text, out->size, err);
}

static tr_status ask_password(secret *out, tr_error *err)
{
    if (!tr_console_ask_secret(out->text, LONGEST_PASSWORD,
                               "The agent's unload password (nothing: none is needed): "))
        return tr_error_set(err, TR_ERR_IO, 0, "no password could be read");
    out->size = strlen(out->text);
    return out->size > 0 ? tr_transfer_check_password(out->text, out->size, err) : TR_OK;
}

static tr_status take_password(secret *out, const settings *given, tr_error *err)
{
    if (given->reads_password)
        return read_password(out, err);
    if (given->is_dry_run || !tr_console_is_terminal(stdin))
        return TR_OK;
    return ask_password(out, err);
}

/* Without a password, as it would be run. */
static bool agree(const settings *given, const transfer_input *input)
{
    char *line = NULL;

    if (!question_is_due(given))
        return true;
    if (tr_transfer_line(&line, &input->values, TR_COMMAND_TYPED, NULL) == TR_OK)
        printf("%s\n", line);
    free(line);
    if (question_ask("Run this for the agent on this machine?"))
        return true;
    fputs("Nothing was changed.\n", stdout);
    return false;
}

static tr_status carry_out(session *run, tr_transfer_run *transfer, tr_error *err)
{
    tr_journal *journal = NULL;
    tr_status status;

    if (!change_log_open(&journal, run))
        return TR_OK; /* it has been told */
    status = tr_journal_lock(journal, err);
    if (status == TR_OK)
        status = tr_transfer_carry_out(transfer, journal, err);
    tr_journal_close(journal);
    return status;
}

static int run_agreed(const settings *given, const transfer_input *input, const secret *password)
{
    const unsigned seconds = given->seconds > 0 ? given->seconds : SECONDS;
    session run;
    tr_transfer_run transfer = { .transfer = &input->values,
                                 .password = password->size > 0 ? password->text : NULL,
                                 .seconds = seconds,
                                 .settling = seconds };
    tr_error err;
    tr_status status;

    if (!session_open(&run, given))
        return EXIT_FAILED;
    status =
        given->is_dry_run ? tr_transfer_look(&transfer, &err) : carry_out(&run, &transfer, &err);
    if (status != TR_OK)
        session_fail(&run, &err);
    if (transfer.wanted)
        tr_transfer_report_run(run.report, &transfer, given->is_dry_run);
    tr_transfer_report_end(run.report, status != TR_OK, !run.has_failed);
    tr_transfer_run_clear(&transfer);
    return session_end(&run);
}

int transfer_run(const settings *given, const transfer_input *input)
{
    secret password = { .size = 0 };
    tr_error err;
    int code;

    if (!transfer_input_check(input, given))
        return EXIT_WRONG;
    if (!agree(given, input))
        return EXIT_FAULT;
    if (take_password(&password, given, &err) == TR_OK) {
        code = run_agreed(given, input, &password);
    } else {
        failure_print(err.message);
        code = EXIT_FAILED;
    }
    OPENSSL_cleanse(&password, sizeof(password));
    return code;
}
