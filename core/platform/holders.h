/*
 * Which programs have a file open, so that it cannot be renamed.
 */
#pragma once

#include <stdbool.h>

/** Whether a system code says that others hold the file. */
bool tr_holders_are_cause(unsigned long code);

/**
 * Names of the programs, such as "OfcService.exe (1234), notepad.exe (88)", to
 * free(); NULL if none is known. A service goes by its own name.
 */
char *tr_holders_of(const char *path);
