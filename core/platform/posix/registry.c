#include "core/platform/registry.h"

bool tr_machine_registry_exists(void)
{
    return false;
}

tr_status tr_machine_registry_read(unsigned char **out, size_t *size, uint32_t *type, bool is_wow,
                                   const char *key, const char *value, tr_error *err)
{
    (void)is_wow, (void)key, (void)value, (void)err;
    *out = NULL;
    *size = 0;
    *type = 0;
    return TR_OK;
}

tr_status tr_machine_registry_walk(bool is_wow, const char *key, tr_registry_visit *visit,
                                   void *context, tr_error *err)
{
    (void)is_wow, (void)key, (void)visit, (void)context, (void)err;
    return TR_OK;
}
