/* The command line: trustmend COMMAND [OPTIONS] [PATH...] */
#include <stdio.h>
#include <string.h>

#include <openssl/crypto.h>

#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/options.h"
#include "core/platform/console.h"
#include "core/platform/output.h"

static const command *const commands[] = {
    &check_command,   &verify_command,  &roots_command, &import_command,     &invalid_command,
    &restore_command, &checks_command,  &agent_command, &mismatched_command, &transfer_command,
    &logs_command,    &history_command, &undo_command,
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static const option *const options_without_command[] = { help_options, NULL };

/* Options have the same form in all commands, so that one of them may stand before the command. */
static const option *find_anywhere(const char *name, size_t size, char letter)
{
    const option *known = NULL;

    for (size_t index = 0; index < COMMAND_COUNT && !known; index++)
        known = options_find(commands[index]->options, name, size, letter);
    return known;
}

static bool takes_next(const char *argument)
{
    const option *known;

    if (argument[1] == '-')
        known = find_anywhere(argument + 2, strlen(argument + 2), 0);
    else
        known = argument[2] == '\0' ? find_anywhere(NULL, 0, argument[1]) : NULL;
    return known && option_takes_value(known);
}

/* Where the command's name stands; 0 if nowhere. */
static int find_command_word(int argc, char **argv)
{
    for (int index = 1; index < argc; index++) {
        if (argv[index][0] != '-' || argv[index][1] == '\0')
            return index;
        if (strcmp(argv[index], "--") == 0)
            return 0;
        if (takes_next(argv[index]))
            index++;
    }
    return 0;
}

static const command *find_command(const char *name)
{
    for (size_t index = 0; index < COMMAND_COUNT; index++) {
        if (strcmp(commands[index]->name, name) == 0)
            return commands[index];
    }
    return NULL;
}

static void print_exit_codes(void)
{
    fputs("\nExit code: 0 all is well, 1 something is not, 2 the command was wrong,\n"
          "3 something could not be looked at or done.\n",
          stdout);
}

static void print_help(void)
{
    fputs("Usage: trustmend COMMAND [OPTIONS] [PATH...]\n\n"
          "Finds out why signed files are not trusted on a machine, and mends it.\n\n"
          "Commands:\n",
          stdout);
    for (size_t index = 0; index < COMMAND_COUNT; index++)
        printf("  %-10s %s\n", commands[index]->name, commands[index]->summary);
    fputs("\nOptions:\n", stdout);
    options_print(stdout, options_without_command);
    fputs("\n'trustmend COMMAND --help' tells what a command takes.\n", stdout);
    print_exit_codes();
}

static void print_command_help(const command *chosen)
{
    printf("Usage: trustmend %s [OPTIONS]%s%s\n\n%s\nOptions:\n", chosen->name,
           *chosen->arguments ? " " : "", chosen->arguments, chosen->description);
    options_print(stdout, chosen->options);
    print_exit_codes();
}

static int end_output(void)
{
    tr_error err;

    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_WELL;
    tr_output_failure(NULL, &err);
    failure_print(err.message);
    return EXIT_FAILED;
}

static int refuse(const command *chosen, const char *message)
{
    tr_error err;

    tr_error_set(&err, TR_ERR_FORMAT, 0, "%s (see 'trustmend %s%s--help')", message,
                 chosen ? chosen->name : "", chosen ? " " : "");
    failure_print(err.message);
    return EXIT_WRONG;
}

static int check_paths(const command *chosen, const settings *given)
{
    bool takes_paths = *chosen->arguments != '\0';

    /* "[PATH...]" may be left out. */
    if (takes_paths && *chosen->arguments != '[' && given->paths.count == 0)
        return refuse(chosen, "no file or folder is named");
    if (!takes_paths && given->paths.count > 0)
        return refuse(chosen, "this command takes no files or folders");
    for (size_t index = 0; index < given->paths.count; index++) {
        if (given->paths.items[index][0] == '\0')
            return refuse(chosen, "a file is named by an empty text");
    }
    return EXIT_WELL;
}

/* Whoever watches standard input for its end would take what is to be read there. */
static int check_input(const command *chosen, const settings *given)
{
    bool reads = given->reads_password || (given->pasted && strcmp(given->pasted, "-") == 0);

    return given->stops_with_input && reads
               ? refuse(chosen, "--stop-with-input leaves nothing to be read from standard input")
               : EXIT_WELL;
}

static int run(const command *chosen, const settings *given)
{
    int code = EXIT_WELL;

    if (given->wants_version) {
        printf("trustmend %s\n", TRUSTMEND_VERSION);
        return end_output();
    }
    if (given->wants_help) {
        if (chosen)
            print_command_help(chosen);
        else
            print_help();
        return end_output();
    }
    if (!chosen)
        return refuse(NULL, "no command is given");
    code = check_paths(chosen, given);
    if (code == EXIT_WELL)
        code = check_input(chosen, given);
    return code == EXIT_WELL ? chosen->run(given) : code;
}

int main(int argc, char **argv)
{
    const command *chosen = NULL;
    settings given;
    tr_error err;
    int word;
    int code;

    tr_console_set_up(&argc, &argv);
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL); /* starts faster, and takes no orders */

    word = find_command_word(argc, argv);
    if (word > 0) {
        chosen = find_command(argv[word]);
        if (!chosen) {
            tr_error_set(&err, TR_ERR_FORMAT, 0, "unknown command '%s'", argv[word]);
            return refuse(NULL, err.message);
        }
    }
    if (options_parse(&given, chosen ? chosen->options : options_without_command, argc, argv, word,
                      &err) != TR_OK) {
        code = refuse(chosen, err.message);
    } else {
        given.command = chosen ? chosen->name : NULL;
        code = run(chosen, &given);
    }
    settings_free(&given);
    return code;
}
