#include "core/trust/root_update.h"

#include <stdlib.h>

/* The policy of "Turn off Automatic Root Certificates Update". */
#define POLICY "SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\AuthRoot"
#define UPDATE "SOFTWARE\\Microsoft\\SystemCertificates\\AuthRoot\\AutoUpdate"

static bool is_switched_off(const tr_registry *registry)
{
    bool is_there = false;
    uint32_t value = 0;
    tr_status status = tr_registry_number(&is_there, &value, registry, TR_REGISTRY_64, POLICY,
                                          "DisableRootAutoUpdate", NULL);

    return status == TR_OK && is_there && value == 1;
}

static bool is_redirected(const tr_registry *registry)
{
    char *url = NULL;
    bool is_so =
        tr_registry_text(&url, registry, TR_REGISTRY_64, UPDATE, "RootDirUrl", NULL) == TR_OK &&
        url && *url;

    free(url);
    return is_so;
}

tr_root_update tr_root_update_of(const tr_registry *registry)
{
    if (!tr_registry_is_of_windows(registry))
        return TR_ROOT_UPDATE_NONE;
    if (is_switched_off(registry))
        return TR_ROOT_UPDATE_OFF;
    return is_redirected(registry) ? TR_ROOT_UPDATE_REDIRECTED : TR_ROOT_UPDATE_ON;
}
