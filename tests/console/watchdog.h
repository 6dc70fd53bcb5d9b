/*
 * Sees to it that the console comes to an end, whatever the snap-in does: a call
 * that does not return, a dialog that nobody answers, and a crash are breaches.
 */
#pragma once

#include <stdbool.h>

/** Begin. With a person at the screen dialogs are left to that person. */
void watchdog_start(unsigned limit_seconds, bool has_person);

/** Something new is being done: the text is what a report of a crash names. */
void watchdog_note(const char *what);

/** The console's thread goes on with messages; without that for long, it stands still. */
void watchdog_beat(void);

/** Write the summary, which is the last line; once only. */
void watchdog_finish(void);
