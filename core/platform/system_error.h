/*
 * The system's own faults, in few plain words that are the same everywhere.
 */
#pragma once

#include "core/error.h"

/**
 * As tr_error_set, with ": " and what code (errno, or GetLastError() on
 * Windows) means added: "cannot read 'x.dll': permission denied".
 */
tr_status tr_error_set_system(tr_error *err, tr_status status, unsigned long code,
                              const char *format, ...)
    __attribute__((format(gnu_printf, 4, 5)));
