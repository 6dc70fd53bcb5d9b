/*
 * The script: one command a line, from a file or standard input. A word may be
 * quoted ("as this"), and what follows a # is a remark. A command says what it
 * has to say as lines of JSON, and last a line of the type "done".
 *
 * Lines are read on a thread of their own and come to the console's thread as
 * messages, so that a script goes on inside of a dialog that a command opened.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "tests/console/host.h"

#define SCRIPT_WORDS_MAX 64

typedef struct script_line {
    host *in;
    int number;
    int count; /* of words behind the command's */
    char *words[SCRIPT_WORDS_MAX];
    char *text; /* that the words are parts of */
    char *command;
} script_line;

typedef struct script_command {
    const char *name;
    int least; /* of words */
    int most;
    const char *usage;
    bool (*run)(script_line *line); /* false: it could not be done, as script_fail said */
} script_command;

/** Tables of commands, each ending with an empty row; every subject has its own file. */
extern const script_command tree_commands[];
extern const script_command list_commands[];
extern const script_command wait_commands[];
extern const script_command check_commands[];
extern const script_command console_commands[];
extern const script_command data_commands[];
extern const script_command dialog_commands[];
extern const script_command menu_commands[];
extern const script_command random_commands[];
extern const script_command sheet_commands[];

/** Say why a command could not be done; false. */
bool script_fail(const script_line *line, const char *format, ...)
    __attribute__((format(gnu_printf, 2, 3)));

/** Run a script to its end, with messages going on. The exit code so far. */
int script_run(host *in, FILE *from);

/** Run one line now, as the block of `rounds` does; false if it failed. */
bool script_run_line(host *in, const char *text, int number);

/** The commands, for people. */
void script_write_usage(void);

/** A number from a word; false if it is none. */
bool script_number(const char *word, int *out);
