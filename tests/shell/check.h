/*
 * The rules that the shell client checks, each with an identifier, and the count
 * of how they fared.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/** Count a rule as kept or broken; what broke it is printed, unless breaches are being noted. */
bool check(const char *rule, bool holds, const char *format, ...)
    __attribute__((format(gnu_printf, 3, 4)));

/** What cannot be tested here is said, and counted. */
void check_skip(const char *rule, const char *reason);

/** From now on only note breaches, to see that a planted one is found. */
void check_note_breaches(void);

/** Whether a rule was broken since, and how many others were; then rules count again. */
bool check_noted(const char *rule, size_t *others);

/** Print the counts; 0 if all rules were kept. */
int check_finish(void);
