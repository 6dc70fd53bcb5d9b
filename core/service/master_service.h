/*
 * The product's server on this machine: its Master Service, and where its
 * ofcscan.ini lies.
 */
#pragma once

#include <stdbool.h>

#include "core/error.h"

/** The service manager's name of "Apex One Master Service", formerly "OfficeScan ...". */
#define TR_MASTER_SERVICE "ofcservice"

/**
 * Find the server's ofcscan.ini.
 *
 * @param out           to free()
 * @param installation  the server's folder, or its PCCSRV; NULL: of this machine
 * @return TR_ERR_NOT_FOUND if there is none
 */
tr_status tr_master_service_find_ini(char **out, const char *installation, tr_error *err);

/** Whether the Master Service of this machine runs, and reads this ofcscan.ini. */
bool tr_master_service_reads(const char *ini);
