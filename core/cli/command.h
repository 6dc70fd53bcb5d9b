/*
 * The commands: each is a constant table of what it takes and does.
 */
#pragma once

#include "core/cli/options.h"
#include "core/cli/settings.h"

typedef struct command {
    const char *name;
    const char *arguments;   /* after the options: "PATH...", "[PATH...]"; "" if it takes none */
    const char *summary;     /* one line for the list of commands */
    const char *description; /* for its own help, with line ends */
    const option *const
        *options; /* groups, each ended by an option without name; NULL at the end */
    int (*run)(const settings *given);
} command;

/** Exit codes. */
enum {
    EXIT_WELL = 0,
    EXIT_FAULT = 1, /* something is untrusted, missing or not restored */
    EXIT_WRONG = 2, /* the command itself */
    EXIT_FAILED = 3 /* something could not be looked at or done */
};

extern const command check_command;
extern const command verify_command;
extern const command roots_command;
extern const command import_command;
extern const command invalid_command;
extern const command logs_command;
extern const command restore_command;
extern const command history_command;
extern const command undo_command;
extern const command checks_command;
extern const command mismatched_command;
extern const command transfer_command;
extern const command agent_command;
