/* What is allocated by CoTaskMemAlloc, and whether it was. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/** Begin, before COM is asked for anything. */
bool malloc_spy_start(void);

/** Whether this is the start of a living block of task memory. */
bool malloc_spy_owns(const void *block);

/** How many blocks live. */
size_t malloc_spy_count(void);
