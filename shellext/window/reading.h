/*
 * One file while it is judged: what was read of it counts for the job's progress
 * at once, and reading ends when the job is stopped.
 */
#pragma once

#include <stdint.h>

#include "core/authenticode/verify.h"
#include "shellext/window/job.h"

typedef struct reading {
    job *work; /* borrowed */
    tr_source_watch watch;
    uint64_t size; /* of the file; 0 until some of it was read */
    uint64_t read; /* of that, each byte counted once */
} reading;

/** Begin, and give the options to judge by; out must stay where it is until the end. */
tr_verify_options reading_begin(reading *out, job *work, const tr_verify_options *options);

/** The file is done, whatever became of it. */
void reading_end(reading *self);
