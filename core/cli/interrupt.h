/*
 * Ctrl-C: a change in hand is finished; files that are not judged to their end are
 * left, and the report says so.
 */
#pragma once

#include <stdbool.h>

#include "core/error.h"

/** From now on, Ctrl-C is noted instead of ending the program. */
void interrupt_watch(void);

/** From now on, the end of standard input stops, too. TR_ERR_MEMORY if that cannot be watched. */
tr_status interrupt_watch_input(tr_error *err);

/** Stop as if by Ctrl-C. */
void interrupt_raise(void);

/** Whether to stop. May be asked on any thread. */
bool interrupt_is_pending(void);
