#include "core/platform/machine.h"

#include <string.h>
#include <unistd.h>

char *tr_machine_name(void)
{
    char name[256] = "";

    if (gethostname(name, sizeof(name) - 1) != 0 || !*name)
        return strdup("unknown");
    return strdup(name);
}
