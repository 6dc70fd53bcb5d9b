#include "core/platform/registry.h"

#include <stddef.h>

char *tr_registry_text(const char *key, const char *value)
{
    (void)key, (void)value;
    return NULL;
}
