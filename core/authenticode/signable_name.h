/*
 * Names whose files ought to be signed, such as x.dll, so that a damaged one
 * is not taken for a text.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/** Whether a path of so many bytes ends like that of a program, or of another kind of file that
 *  carries signatures. */
bool tr_signable_name(const char *name, size_t size);
