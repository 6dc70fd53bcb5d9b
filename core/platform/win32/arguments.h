/*
 * The command line, which Windows hands over in one piece: split by the rules
 * that its own programs follow, without a loss, and with * and ? replaced.
 *
 * CommandLineToArgvW would split it as well, but brings all of the shell's DLLs
 * into a program that wants to start quickly, and forgets what was quoted.
 */
#pragma once

#include <stdbool.h>
#include <wchar.h>

/**
 * Split a command line.
 *
 * An argument without quotes that holds * or ? in its last part stands for the
 * files it means, or for itself if there are none.
 *
 * @param argv  UTF-8, with NULL behind the last; the caller's to free(), each and all
 * @return false when out of memory; nothing is set then
 */
bool tr_arguments_parse(int *argc, char ***argv, const wchar_t *line);
