/* What a snap-in says about itself, by a class of its own. */
#pragma once

#include "tests/console/snap_in.h"

/** Ask the class that the registry names for the snap-in; whether there is one. */
bool about_check(const snap_in *of);
