/*
 * Words of commands that a person is shown, and types or pastes: in quotes
 * where this system's shell needs them. Names of folders are chosen by anybody,
 * those of a disk that is looked at by whoever had it.
 */
#pragma once

/** A path as one word, to free(); NULL when out of memory. */
char *tr_shell_word(const char *path);
