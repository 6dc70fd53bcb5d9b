/*
 * What a DLL writes to the registry to be found, as a table: one row to a value.
 *
 * The same rows serve the whole machine (below HKEY_LOCAL_MACHINE) and one user
 * (below HKEY_CURRENT_USER). Removing takes away what the rows name and the keys
 * that are then empty, so that nothing tells that the DLL was ever registered;
 * what others wrote beside it stays.
 */
#pragma once

#include <windows.h>

#include "com/registration_row.h"

/** Write all rows below root, or, if one cannot be written, none. */
HRESULT registration_add(HKEY root, const registration_row *rows, size_t count);

/** Remove all rows; what is not there is no failure. The first failure is returned at the end. */
HRESULT registration_remove(HKEY root, const registration_row *rows, size_t count);
