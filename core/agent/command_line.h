/*
 * Command lines for Windows, as text that a person pastes or a .cmd file holds.
 *
 * Such a text is read twice: by cmd.exe, which knows & | < > ( ) ^ % and quotes,
 * and by the program, which splits what cmd.exe leaves by the rules of
 * CommandLineToArgvW, where backslashes before a quote count. An argument is
 * quoted for both. The rules of cmd.exe are those of its own help ("cmd /?")
 * and of long practice; delayed expansion, "cmd /v:on", is off unless somebody
 * turns it on, and then no quoting keeps an exclamation mark.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

/** Where a command line is to be read: percent signs are told apart by it. */
typedef enum tr_command_place {
    TR_COMMAND_TYPED,  /* at the prompt, or after "cmd /c" */
    TR_COMMAND_IN_FILE /* in a .cmd file */
} tr_command_place;

/**
 * Write a command line.
 *
 * @param out    one line without its end, to free()
 * @param words  the program, then its arguments: UTF-8
 * @return TR_ERR_FORMAT if a word holds what no command line can carry, or the program's
 *         path a quote; the message gives the word's number only, as it may be a secret
 */
tr_status tr_command_line_write(char **out, const char *const *words, size_t count,
                                tr_command_place place, tr_error *err);

/** Whether an argument can be carried: it holds no line end or other control character. */
bool tr_command_line_may_carry(const char *word);

/**
 * What the program at the other end would see, by CommandLineToArgvW's rules: the words of a
 * line, each to free(), and the array itself. The line is what cmd.exe leaves.
 */
tr_status tr_command_line_split(char ***out, size_t *count, const char *line, tr_error *err);

/** Free what tr_command_line_split gave, wiping it first. NULL is fine. */
void tr_command_line_free(char **words, size_t count);
