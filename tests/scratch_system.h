/*
 * What scratch.c has of the system's own implementation.
 */
#pragma once

/** The folder's name: another one for each process. */
const char *scratch_folder(void);
