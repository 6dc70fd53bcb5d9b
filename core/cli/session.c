#include "core/cli/session.h"

#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/interrupt.h"
#include "core/platform/console.h"
#include "core/platform/output.h"

static tr_status open_records(session *run, tr_error *err)
{
    const settings *given = run->given;
    const tr_records_options options = {
        .format = (tr_report_format)given->format,
        .out = run->out,
        .out_path = given->output,
        .command = given->command,
        .arguments = given->arguments,
        .is_strict = given->policy == 1,
    };

    if (options.format == TR_REPORT_TEXT)
        return TR_OK;
    return tr_records_open(&run->records, &options, err);
}

static tr_status open_report(session *run, tr_error *err)
{
    const settings *given = run->given;
    bool is_terminal = !given->output && tr_console_is_terminal(stdout);
    tr_report_options options = {
        .records = run->records,
        .out = run->out,
        .out_path = given->output,
        .is_terminal = is_terminal,
        .has_colour = is_terminal && tr_console_has_colour(stdout),
        .columns = is_terminal ? tr_console_columns() : 0,
        .is_verbose = given->is_verbose,
        .is_strict = given->policy == 1,
        .language = (tr_language)given->language,
    };

    return tr_report_new(&run->report, &options, err);
}

static tr_status watch(const settings *given, tr_error *err)
{
    interrupt_watch();
    return given->stops_with_input ? interrupt_watch_input(err) : TR_OK;
}

bool session_open(session *out, const settings *given)
{
    session run = { .given = given, .out = stdout };
    tr_error err;

    if (given->output && tr_output_open(&run.out, given->output, &err) != TR_OK) {
        failure_print(err.message);
        return false;
    }
    if (open_records(&run, &err) != TR_OK || open_report(&run, &err) != TR_OK ||
        watch(given, &err) != TR_OK) {
        failure_print(err.message);
        tr_report_free(run.report);
        tr_records_close(run.records);
        if (given->output)
            fclose(run.out);
        return false;
    }
    progress_start(&run.shown);
    *out = run;
    return true;
}

void session_fail(session *run, const tr_error *failure)
{
    progress_clear(&run->shown);
    failure_print(failure->message);
    run->has_failed = true;
}

void session_note(session *run, const tr_error *note)
{
    progress_clear(&run->shown);
    failure_print(note->message);
}

void session_fail_path(session *run, const char *path, const tr_error *failure)
{
    session_fail(run, failure);
    tr_report_failure(run->report, path, failure);
}

static void close_output(session *run)
{
    tr_error err;
    tr_status status = run->records ? tr_records_end(run->records, &err) : TR_OK;

    if (tr_report_flush(run->report, &err) != TR_OK || status != TR_OK)
        session_fail(run, &err);
    if (!run->given->output)
        return;
    if (fclose(run->out) != 0) {
        tr_output_failure(run->given->output, &err);
        session_fail(run, &err);
    }
}

int session_end(session *run)
{
    progress_clear(&run->shown);
    close_output(run);
    tr_report_free(run->report);
    tr_records_close(run->records);
    if (run->has_failed || run->is_incomplete)
        return EXIT_FAILED;
    return run->has_fault ? EXIT_FAULT : EXIT_WELL;
}

int session_close(session *run, tr_report_subject subject)
{
    progress_clear(&run->shown);
    tr_report_summary(run->report, subject, !run->is_incomplete);
    return session_end(run);
}
