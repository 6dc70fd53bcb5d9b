/*
 * What could not be looked at or done: one line on standard error.
 */
#pragma once

/** Print "trustmend: MESSAGE", safe for a terminal whatever names the message contains. */
void failure_print(const char *message);
