/* Whether this process has an administrator's rights. */
#pragma once

#include <stdbool.h>

bool rights_are_elevated(void);
