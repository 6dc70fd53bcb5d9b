#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/needed.h"
#include "core/cli/session.h"
#include "core/cli/trust_input.h"
#include "core/registry/registry.h"
#include "core/trust/azure_signing.h"

/* What else but roots files signed by Azure Code Signing need. */
static void look_at_azure_signing(session *run, const tr_registry *registry)
{
    tr_azure_signing found;
    tr_error err;

    if (tr_azure_signing_look(&found, registry, &err) == TR_OK) {
        tr_report_azure_signing(run->report, &found);
        run->has_fault = run->has_fault || tr_azure_signing_is_fault(&found);
    } else {
        session_fail(run, &err);
    }
}

static void compare(session *run, const trust_input *input, const text_list *files)
{
    needed list;

    if (needed_open(&list, run, input, files)) {
        tr_report_comparison(run->report, list.rows, list.count);
        run->has_fault = tr_report_counts_of(run->report)->required_faults > 0;
        if (files->count == 0)
            look_at_azure_signing(run, input->registry);
    } else {
        run->is_incomplete = true;
    }
    needed_close(&list);
}

/* "--for a b" is about both; each list has room for all of argv. */
static text_list all_files(const settings *given)
{
    text_list files = given->files;

    for (size_t index = 0; index < given->paths.count; index++)
        files.items[files.count++] = given->paths.items[index];
    return files;
}

static int roots(const settings *given)
{
    session run;
    trust_input input;

    if (given->paths.count > 0 && given->files.count == 0) {
        failure_print("name files behind '--for', to see what they need (see 'trustmend roots "
                      "--help')");
        return EXIT_WRONG;
    }
    if (!session_open(&run, given))
        return EXIT_FAILED;
    if (!trust_input_open(&input, &run)) {
        run.is_incomplete = true;
    } else if (given->shows_installed) {
        const tr_comparison_base base = needed_base(&input, given);

        tr_report_installed(run.report, &base, input.catalogue);
    } else {
        const text_list files = all_files(given);

        compare(&run, &input, &files);
    }
    trust_input_close(&input);
    return session_close(&run, given->shows_installed ? TR_REPORT_ABOUT_INSTALLED
                                                      : TR_REPORT_ABOUT_REQUIRED);
}

static const option own_options[] = {
    { "profile", 0, OPTION_CHOICE, offsetof(settings, profile), "named|extended",
      "the certificates that the vendor's articles name (default), or also those seen in real "
      "files" },
    { "for", 0, OPTION_LIST, offsetof(settings, files), "PATH",
      "show what these files and folders really need instead, from their own chains and those of "
      "their timestamps" },
    { "installed", 0, OPTION_FLAG, offsetof(settings, shows_installed), NULL,
      "list all installed certificates instead, each with what requires it" },
    { 0 },
};

const command roots_command = {
    .name = "roots",
    .arguments = "[PATH...]",
    .summary = "show required certificates beside installed ones",
    .description =
        "Shows the certificates that signatures of the product's files need, and whether\n"
        "and where each is installed on this machine.\n"
        "\n"
        "An intermediate certificate that is not installed is no fault: files carry theirs.\n"
        "With --for, what the given files need is shown, which needs no list: a certificate\n"
        "that is in no store and in no file is known by its name only.\n",
    .options = (const option *const[]){ own_options, report_options, store_options, disk_options,
                                        jobs_options, session_options, help_options, NULL },
    .run = roots,
};
