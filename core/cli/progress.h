/*
 * How far the work is, on standard error and on a terminal only: one line
 * that is written over, and gone when other lines are printed.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct progress {
    bool is_shown;  /* standard error is a terminal */
    int width;      /* of the line that stands there; 0 if none does */
    uint64_t start; /* of tr_clock_milliseconds */
    uint64_t shown; /* when it was written last */
    uint64_t files;
    uint64_t all_files; /* that there are to do; 0 if not known */
    uint64_t bytes;
} progress;

void progress_start(progress *out);

/** Take the line away, before anything else is printed. */
void progress_clear(progress *at);

/** Count a file, and show the line again if it is time to. */
void progress_add(progress *at, uint64_t bytes);
