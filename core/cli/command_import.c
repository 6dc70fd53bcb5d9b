#include <stdio.h>
#include <string.h>

#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/importing.h"
#include "core/cli/question.h"

static int import_run(const settings *given, bool is_plan, size_t *installable)
{
    session run;

    if (!session_open(&run, given))
        return EXIT_FAILED;
    importing_run(&run, is_plan, installable);
    return session_close(&run, is_plan ? TR_REPORT_ABOUT_IMPORT_PLAN : TR_REPORT_ABOUT_IMPORTED);
}

/* Show the plan, as text and on the terminal, and ask. */
static int ask_and_import(const settings *given)
{
    settings plan = *given;
    size_t installable = 0;
    char text[64];
    int code;

    plan.format = 0;
    plan.output = NULL;
    code = import_run(&plan, true, &installable);
    if (installable == 0)
        return code;
    snprintf(text, sizeof(text), "Install %zu %s?", installable,
             installable == 1 ? "certificate" : "certificates");
    if (!question_ask(text)) {
        fputs("Nothing was changed.\n", stdout);
        return EXIT_FAULT;
    }
    return import_run(given, false, NULL);
}

/* Hives are only ever read: what is missing on a disk is installed when its Windows runs. */
static int plan_for_disk(const settings *given)
{
    int code = import_run(given, true, NULL);

    if (!given->is_dry_run)
        failure_print("note: nothing was installed, as the registry of another system's disk is "
                      "only read: start that Windows, and run 'trustmend import' there, with the "
                      "certificates brought along (--from)");
    return code;
}

static const char *what_is_wrong(const settings *given)
{
    if (!given->wants_missing && given->paths.count == 0)
        return "say --missing, or name the certificates by id or thumbprint (see 'trustmend "
               "import --help')";
    if (!given->wants_missing && given->files.count > 0)
        return "option '--for' goes with '--missing' (see 'trustmend import --help')";
    if (given->system_root && given->store)
        return "option '--store' does not go with '--system-root', of which nothing is changed "
               "(see "
               "'trustmend import --help')";
    if (!given->system_root && !tr_machine_registry_exists() && importing_target(given).is_system)
        return "this system has no store of certificates to import into: name a folder with "
               "'--store' (see 'trustmend import --help')";
    return NULL;
}

static int import(const settings *given)
{
    const char *wrong = what_is_wrong(given);

    if (wrong) {
        failure_print(wrong);
        return EXIT_WRONG;
    }
    if (given->system_root)
        return plan_for_disk(given);
    if (given->is_dry_run)
        return import_run(given, true, NULL);
    if (question_is_due(given))
        return ask_and_import(given);
    return import_run(given, false, NULL);
}

static const option own_options[] = {
    { "missing", 0, OPTION_FLAG, offsetof(settings, wants_missing), NULL,
      "install all that 'trustmend roots' says are missing" },
    { "for", 0, OPTION_LIST, offsetof(settings, files), "PATH",
      "with --missing: what these files and folders really need, instead of the list; they are "
      "judged again afterwards" },
    { "profile", 0, OPTION_CHOICE, offsetof(settings, profile), "named|extended",
      "the certificates that the vendor's articles name (default), or also those seen in real "
      "files" },
    { 0 },
};

const command import_command = {
    .name = "import",
    .arguments = "[ID|THUMBPRINT...]",
    .summary = "install required certificates that are missing",
    .description =
        "Installs certificates that are missing, exactly those and no others: each is checked\n"
        "against the thumbprints of the list, put into the store it belongs in, and read back.\n"
        "'trustmend undo' takes it back.\n"
        "\n"
        "Of what --from names, only the wanted certificates are taken, whatever else is there;\n"
        "on Windows the machine's own stores are looked into, too. What is nowhere is listed,\n"
        "with where to fetch it on another machine.\n",
    .options = (const option *const[]){ own_options, source_options, change_options, state_options,
                                        report_options, store_options, disk_options, jobs_options,
                                        session_options, help_options, NULL },
    .run = import,
};
