/*
 * Who runs this program.
 */
#pragma once

/**
 * The user's name, to free(): "DOMAIN\name" on Windows, "name" elsewhere, and a
 * number or an identifier if there is no name. NULL when out of memory.
 */
char *tr_user_name(void);
