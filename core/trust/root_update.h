/*
 * Whether Windows fetches roots by itself, when a chain needs one that
 * Microsoft's list of trusted roots names.
 */
#pragma once

#include "core/registry/registry.h"

typedef enum tr_root_update {
    TR_ROOT_UPDATE_NONE, /* this system does nothing of the kind */
    TR_ROOT_UPDATE_ON,
    TR_ROOT_UPDATE_REDIRECTED, /* on, but from a place of the organisation's own */
    TR_ROOT_UPDATE_OFF         /* by policy; the value stays when the policy is unlinked */
} tr_root_update;

/** What the Windows behind a registry does. A value that cannot be read is as if not there. */
tr_root_update tr_root_update_of(const tr_registry *registry);
