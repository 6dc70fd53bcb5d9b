/*
 * Makes the GUIDs of our classes, and those of Windows that are used here: the
 * library that has these (libuuid) is one block, larger than the rest of the
 * DLL. What nobody uses the linker leaves out.
 */
#include <initguid.h>

#include <windows.h>
#include <shlobj.h>
#include <shlguid.h>

#include "shellext/menu/classes.h"
