#include <stdlib.h>
#include <time.h>

#include "core/cli/command.h"
#include "core/cli/session.h"
#include "core/cli/trust_input.h"
#include "core/trust/comparison.h"

static void compare(session *run, const trust_input *input)
{
    const settings *given = run->given;
    time_t now = given->at.is_given ? given->at.time : time(NULL);
    tr_comparison_row *rows = NULL;
    size_t count;
    tr_error err;

    if (tr_comparison_make(&rows, &count, input->catalogue, input->store,
                           (tr_profile)given->profile, now, &err) != TR_OK) {
        session_fail(run, &err);
        run->is_incomplete = true;
        return;
    }
    tr_report_comparison(run->report, rows, count);
    run->has_fault = tr_report_counts_of(run->report)->required_faults > 0;
    free(rows);
}

static int roots(const settings *given)
{
    session run;
    trust_input input;

    if (!session_open(&run, given))
        return EXIT_FAILED;
    if (!trust_input_open(&input, &run))
        run.is_incomplete = true;
    else if (given->shows_installed)
        tr_report_installed(run.report, input.store, input.catalogue);
    else if (input.catalogue)
        compare(&run, &input);
    trust_input_close(&input);
    return session_close(&run, given->shows_installed ? TR_REPORT_ABOUT_INSTALLED
                                                      : TR_REPORT_ABOUT_REQUIRED);
}

static const option own_options[] = {
    { "profile", 0, OPTION_CHOICE, offsetof(settings, profile), "named|extended",
      "the certificates that the vendor's articles name (default), or also those seen in real "
      "files" },
    { "installed", 0, OPTION_FLAG, offsetof(settings, shows_installed), NULL,
      "list all installed certificates instead, each with what requires it" },
    { 0 },
};

const command roots_command = {
    .name = "roots",
    .arguments = "",
    .summary = "show required certificates beside installed ones",
    .description =
        "Shows the certificates that signatures of the product's files need, and whether\n"
        "and where each is installed on this machine.\n"
        "\n"
        "An intermediate certificate that is not installed is no fault: files carry theirs.\n",
    .options =
        (const option *const[]){ own_options, report_options, store_options, help_options, NULL },
    .run = roots,
};
