/* The state of a snap-in: saved, loaded and saved again it is the same. */
#pragma once

#include "tests/console/snap_in.h"

/** Look at the state of a snap-in, by another object of its class. */
void persistence_check(const snap_in *of);
