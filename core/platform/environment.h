/*
 * Variables of the environment, as UTF-8.
 */
#pragma once

/** The value of a variable, to free(); NULL if it is not set, or when out of memory. */
char *tr_environment_get(const char *name);
