/* Makes the names of the console's interfaces, which no library of MinGW has. */
#include <initguid.h>

#include "snapin/mmc_guids.h"
