/*
 * The system's own faults, in few plain words that are the same everywhere.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

/**
 * As tr_error_set, with ": " and what code (errno, or GetLastError() on
 * Windows) means added: "cannot read 'x.dll': permission denied". Where both
 * do not fit, the words stay and the name is cut.
 */
tr_status tr_error_set_system(tr_error *err, tr_status status, unsigned long code,
                              const char *format, ...) __attribute__((format(gnu_printf, 4, 5)));

/** What a code means: our own words for the common ones, else the system's in English. */
const char *tr_system_error_words(char *buffer, size_t size, unsigned long code);

/** The status that tells a code best: not found, exists, memory, else TR_ERR_IO. */
tr_status tr_system_error_status(unsigned long code);

/** Whether a code says that this user may not do it, while another one perhaps may. */
bool tr_system_error_is_denial(unsigned long code);
