/*
 * The machine that this program runs on.
 */
#pragma once

/** Its name in the network, to free(); "unknown" if it has none. NULL when out of memory. */
char *tr_machine_name(void);
