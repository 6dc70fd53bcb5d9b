#include <inttypes.h>
#include <stdio.h>

#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/question.h"
#include "core/cli/renaming.h"

/* Show the plan, as text and on the terminal, and ask. */
static int ask_and_restore(const settings *given)
{
    settings plan = *given;
    uint64_t changes = 0;
    char text[64];
    int code;

    plan.format = 0;
    plan.output = NULL;
    code = renaming_run(&plan, RENAMING_DRY_RUN, &changes);
    if (changes == 0)
        return code;
    snprintf(text, sizeof(text), "Rename %" PRIu64 " %s?", changes,
             changes == 1 ? "file" : "files");
    if (!question_ask(text)) {
        fputs("Nothing was changed.\n", stdout);
        return EXIT_FAULT;
    }
    return renaming_run(given, RENAMING_RESTORE, NULL);
}

static int restore(const settings *given)
{
    if (given->takes_unsigned && !given->reason) {
        failure_print("option '--even-unsigned' needs a reason: --reason TEXT, which the history "
                      "keeps (see 'trustmend restore --help')");
        return EXIT_WRONG;
    }
    if (given->is_dry_run)
        return renaming_run(given, RENAMING_DRY_RUN, NULL);
    if (question_is_due(given))
        return ask_and_restore(given);
    return renaming_run(given, RENAMING_RESTORE, NULL);
}

static const option own_options[] = {
    { "park", 0, OPTION_FLAG, offsetof(settings, parks), NULL,
      "where another file has the name, keep the newer good one, and give the other one the name "
      "NAME.parked-TIME" },
    { "even-unsigned", 0, OPTION_FLAG, offsetof(settings, takes_unsigned), NULL,
      "restore files without any signature too, which needs a reason" },
    { "reason", 0, OPTION_TEXT, offsetof(settings, reason), "TEXT",
      "why files without signature are to be restored, for the history" },
    { 0 },
};

const command restore_command = {
    .name = "restore",
    .arguments = "[PATH...]",
    .summary = "give files renamed to NAME_invalid their name back, if they are good",
    .description =
        "Judges the files that were renamed to NAME_invalid, and gives those their name\n"
        "back that are good. A file that is not trusted stays as it is, and no other file\n"
        "is ever overwritten. 'trustmend undo' takes it back.\n"
        "\n"
        "Folders are searched with all below them; without any, those of the product's server\n"
        "on this machine are. Of a name with several suffixes, such as x.dll_invalid_invalid,\n"
        "each run takes one off. Where another file has the name, both stay, and how they\n"
        "compare is said; --park settles it.\n",
    .options =
        (const option *const[]){ change_options, own_options, installation_options, state_options,
                                 report_options, store_options, disk_options, judging_options,
                                 jobs_options, session_options, help_options, NULL },
    .run = restore,
};
