#include "core/cli/command.h"
#include "core/cli/renaming.h"

static int restore(const settings *given)
{
    /* One after the other: of two files that want one name, always the same gets it. */
    return renaming_run(given, given->is_dry_run ? RENAMING_DRY_RUN : RENAMING_RESTORE, 1);
}

static const option own_options[] = {
    { "dry-run", 'n', OPTION_FLAG, offsetof(settings, is_dry_run), NULL,
      "say what would be done, and change nothing" },
    { 0 },
};

const command restore_command = {
    .name = "restore",
    .arguments = "PATH...",
    .summary = "give files renamed to NAME_invalid their name back, if they are good",
    .description =
        "Judges the files that were renamed to NAME_invalid, and gives those their name\n"
        "back that are good. A file that is not trusted stays as it is, and no other file\n"
        "is ever overwritten.\n"
        "\n"
        "Folders are searched with all below them. Of a name with several suffixes, such as\n"
        "x.dll_invalid_invalid, each run takes one off.\n",
    .options = (const option *const[]){ own_options, report_options, store_options, judging_options,
                                        help_options, NULL },
    .run = restore,
};
