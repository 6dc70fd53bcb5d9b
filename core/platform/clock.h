/*
 * Time that only goes forward, to measure how long something takes.
 */
#pragma once

#include <stdint.h>

/** Milliseconds since some moment in the past. */
uint64_t tr_clock_milliseconds(void);

/** Do nothing for so long. */
void tr_clock_wait(unsigned milliseconds);
