/*
 * Folders that hold malware samples, encrypted and renamed by the product:
 * PCCSRV\Virus on a server, SUSPECT\Backup on an agent, in any case of letters.
 * Nothing in them is ever given another name, whatever it is called.
 */
#pragma once

#include <stdbool.h>

/** Whether an absolute path leads through such a folder. */
bool tr_quarantine_holds(const char *path);

/**
 * Whether a file that is met in a folder is a renamed one to be looked at: what lies in
 * quarantine is passed over.
 */
bool tr_quarantine_leaves(const char *path);
