/*
 * The command line's surroundings: arguments and text in UTF-8, terminals.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/**
 * Make arguments UTF-8 and standard output fit for UTF-8 and unchanged line
 * ends. Call once, first in main. On Windows *argv is replaced by a copy that
 * lives as long as the process, in which *.dll has become the files it means.
 */
void tr_console_set_up(int *argc, char ***argv);

/** Whether a stream is a terminal that a person looks at. */
bool tr_console_is_terminal(FILE *stream);

/** Whether a stream shows colours: a terminal, and NO_COLOR is not set. */
bool tr_console_has_colour(FILE *stream);

/** Columns of the terminal; 80 if not known. */
int tr_console_columns(void);

/**
 * Call on_interrupt (async-signal-safe or on a thread of its own) on the first
 * Ctrl-C, instead of ending. A second one ends the program, should the first not get through.
 */
void tr_console_on_interrupt(void (*on_interrupt)(void));

/**
 * Call on_end, on a thread of its own, once standard input has ended; what stands in it is passed
 * over. A terminal does not end, as a person has Ctrl-C there. To be called once.
 *
 * @return false if there is no thread for it
 */
bool tr_console_on_input_end(void (*on_end)(void));

/**
 * Ask a person on the terminal for something that is not shown while it is
 * typed: one line of standard input, as UTF-8.
 *
 * @param out  room bytes, for the caller to wipe; longer lines are refused
 * @return false if nothing could be read, or too much
 */
bool tr_console_ask_secret(char *out, size_t room, const char *question);
