/*
 * Who runs this program.
 */
#pragma once

#include <stdbool.h>

/**
 * The user's name, to free(): "DOMAIN\name" on Windows, "name" elsewhere, and a
 * number or an identifier if there is no name. NULL when out of memory.
 */
char *tr_user_name(void);

/** Whether this process has an administrator's rights: on Windows those that were asked for. */
bool tr_user_is_elevated(void);
