/*
 * Ctrl-C: a change in hand is finished; files that are not judged to their end are
 * left, and the report says so.
 */
#pragma once

#include <stdbool.h>

/** From now on, Ctrl-C is noted instead of ending the program. */
void interrupt_watch(void);

/** Stop as if by Ctrl-C. */
void interrupt_raise(void);

/** Whether to stop. May be asked on any thread. */
bool interrupt_is_pending(void);
