/*
 * A test that cannot run here says so, and is counted as skipped.
 */
#pragma once

/** Skip the rest of the test that is running, which must return at once. */
void skip(const char *reason);

/** How many tests were skipped so far. */
unsigned skip_count(void);
