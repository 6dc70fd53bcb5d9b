/*
 * What a console file says is to be looked at, which anybody may have made: what is taken comes
 * back as it was, and no value of it becomes an option of a command.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "snapin/rows/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool is_so)
{
    if (!is_so)
        abort();
}

static bool is_known_option(const char *word)
{
    static const char *const known[] = {
        "--system-root=",
        "--installation=",
        "--server-certificate=",
        "--mismatched=",
        "--store=",
        "--anchors=",
        "--intermediates=",
        "--disallowed=",
        "--trust-list=",
        "--catalogue=",
        "--from=",
        "--state=",
        "--at=",
    };

    for (size_t index = 0; index < sizeof(known) / sizeof(known[0]); index++) {
        if (strncmp(word, known[index], strlen(known[index])) == 0)
            return true;
    }
    return false;
}

static void check_arguments(const target *looked_at, target_command command)
{
    arguments words = { 0 };
    char *line;

    target_arguments(&words, looked_at, command);
    hold(!words.has_failed && strcmp(words.items[0], target_command_word(command)) == 0);
    for (size_t index = 1; index < words.count; index++)
        hold(words.items[index][0] != '-' || is_known_option(words.items[index]));
    line = arguments_command_line(&words, "trustmend.exe");
    hold(line && !strpbrk(line, "\r\n"));
    free(line);
    arguments_clear(&words);
}

static void check_writing(const target *looked_at)
{
    char *text = target_write(looked_at);
    target *again = NULL;

    hold(text && target_read(&again, text, strlen(text), NULL) == TR_OK);
    hold(target_equals(looked_at, again));
    target_free(again);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    target *looked_at = NULL;
    target *copy;

    if (target_read(&looked_at, (const char *)data, size, NULL) != TR_OK)
        return 0;
    check_writing(looked_at);
    for (int command = 0; command < TARGET_COMMAND_COUNT; command++)
        check_arguments(looked_at, (target_command)command);
    copy = target_copy(looked_at);
    hold(copy && target_equals(copy, looked_at));
    target_free(copy);
    target_free(looked_at);
    return 0;
}
