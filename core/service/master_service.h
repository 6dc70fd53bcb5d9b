/*
 * The product's server on this machine: its Master Service, and the
 * ofcscan.ini that this one reads.
 */
#pragma once

#include <stdbool.h>

/** The service manager's name of "Apex One Master Service", formerly "OfficeScan ...". */
#define TR_MASTER_SERVICE "ofcservice"

/** The ofcscan.ini that belongs to the service's program, to free(); NULL if there is none. */
char *tr_master_service_ini(void);

/** Whether the Master Service of this machine runs, and reads this ofcscan.ini. */
bool tr_master_service_reads(const char *ini);
