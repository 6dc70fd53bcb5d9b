/*
 * Another program, run and waited for.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

typedef struct tr_process_result {
    bool is_timed_out;  /* it was ended, with all that it had started, because time was up */
    unsigned long code; /* it ended with; nothing if is_timed_out */
} tr_process_result;

/** Called with each piece of what it prints, to standard output or standard error. */
typedef void tr_process_output(void *context, const char *bytes, size_t size);

/**
 * Run a program without a window, with nothing on its standard input, and wait
 * until it has ended. What it has started is not waited for, and goes on.
 *
 * @param words    the path of the program, then its arguments; NULL at the end. On Windows
 *                 the program gets them by the rules of CommandLineToArgvW
 * @param seconds  it may take
 * @param output   may be NULL
 * @return TR_OK however it ended; else it could not be started
 */
tr_status tr_process_run(tr_process_result *out, const char *const *words, unsigned seconds,
                         tr_process_output *output, void *context, tr_error *err);
