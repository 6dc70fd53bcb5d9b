/*
 * The words of a command for trustmend.exe, behind the program's own path.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/** { 0 } has no words. */
typedef struct arguments {
    char **items; /* UTF-8, owned; NULL behind the last one */
    size_t count;
    size_t room;
    bool has_failed; /* out of memory: what was added since is not there */
} arguments;

void arguments_add(arguments *out, const char *word);

/** Add "--name=value" as one word, so that no value can be taken for an option. */
void arguments_add_option(arguments *out, const char *name, const char *value);

void arguments_clear(arguments *words);

/**
 * The command line that CommandLineToArgvW splits into these words again.
 *
 * @param program  its path, without quotes
 * @return UTF-8, to free(); NULL when out of memory, or if arguments have failed
 */
char *arguments_command_line(const arguments *words, const char *program);
