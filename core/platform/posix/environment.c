#include "core/platform/environment.h"

#include <stdlib.h>
#include <string.h>

char *tr_environment_get(const char *name)
{
    const char *value = getenv(name);

    return value ? strdup(value) : NULL;
}
