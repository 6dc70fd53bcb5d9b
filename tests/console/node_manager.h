/*
 * CLSID_NodeManager: what a snap-in creates to show a property sheet or a menu by
 * itself. The class is this program's own, registered while it runs.
 */
#pragma once

#include <windows.h>

/** Register the class for this process, and take it back. */
HRESULT node_manager_register(void);
void node_manager_revoke(void);

/** The provider by which the console itself shows sheets. */
struct sheet_provider *node_manager_own_sheets(void);

/** Check that snap-ins have let go of all that they created; what they keep is a breach. */
void node_manager_check(void);
