/* Help: F1 on what is selected, and the help file that goes into the console's own. */
#pragma once

#include "tests/console/view.h"

/** Ask for both, as F1 and the Help menu do. */
void help_check(view *at);
