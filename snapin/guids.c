/* Makes the GUIDs of our classes, and those of the console that no library has. */
#include <initguid.h>

#include "snapin/classes.h"
#include "snapin/mmc_guids.h"
