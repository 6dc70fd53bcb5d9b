#include "tests/scratch_registry.h"

bool scratch_registry_set_up(void)
{
    return false;
}

void scratch_registry_tear_down(void)
{
}

bool scratch_registry_text(bool is_32, const char *key, const char *name, const char *text)
{
    (void)is_32, (void)key, (void)name, (void)text;
    return false;
}

bool scratch_registry_number(bool is_32, const char *key, const char *name, uint32_t number)
{
    (void)is_32, (void)key, (void)name, (void)number;
    return false;
}
