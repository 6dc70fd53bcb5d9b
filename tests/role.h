/* What the test program is when a test starts it once more, as another process. */
#pragma once

#include <stdbool.h>

/** Play the part that the command line names, if it does; *code is what to end with. */
bool role_run(int *code);
