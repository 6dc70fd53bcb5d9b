#include "core/cli/command.h"
#include "core/cli/renaming.h"

static int invalid(const settings *given)
{
    return renaming_run(given, RENAMING_LIST, NULL);
}

const command invalid_command = {
    .name = "invalid",
    .arguments = "[PATH...]",
    .summary = "list files renamed to NAME_invalid, and what restoring each would do",
    .description =
        "Lists the files that were renamed to NAME_invalid because their signature did not\n"
        "verify, judges each, and says what restoring it would do. Nothing is changed.\n"
        "\n"
        "Folders are searched with all below them; without any, those of the product's server\n"
        "on this machine are. That there is a renamed file is a fault, also if it can be\n"
        "restored.\n",
    .options = (const option *const[]){ installation_options, report_options, store_options,
                                        disk_options, judging_options, jobs_options,
                                        session_options, help_options, NULL },
    .run = invalid,
};
