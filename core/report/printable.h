/*
 * Text for a terminal: paths and names may be chosen by an attacker, and must
 * neither move the cursor, change colours, break lines, nor turn the reading
 * direction around ("Trojan Source", CVE-2021-42574).
 *
 * Control characters, invisible and direction marks become \x1b or \u202e;
 * bytes that are not UTF-8 become \xff. A backslash stays, as paths have many.
 */
#pragma once

#include <stddef.h>

/** A copy that is safe to print on one line, to free(); NULL when out of memory. */
char *tr_printable(const char *text);

/** The columns that a printable text takes up on a terminal. */
size_t tr_printable_width(const char *text);
