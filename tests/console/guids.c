/* Makes the GUIDs that libuuid has not. */
#include <initguid.h>

#include "snapin/mmc_guids.h"
