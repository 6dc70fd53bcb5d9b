#include "core/platform/user.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

char *tr_user_name(void)
{
    const struct passwd *entry = getpwuid(geteuid());
    char number[32];

    if (entry)
        return strdup(entry->pw_name);
    snprintf(number, sizeof(number), "%lu", (unsigned long)geteuid());
    return strdup(number);
}

bool tr_user_is_elevated(void)
{
    return geteuid() == 0;
}
