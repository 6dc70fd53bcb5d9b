/*
 * Which Windows a registry belongs to, and which updates it has.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/error.h"
#include "core/registry/registry.h"

typedef struct tr_windows_version {
    char product[96];  /* "Windows Server 2019 Standard"; "" if it is not known */
    uint32_t build;    /* 17763; 0: no Windows, or it does not say */
    uint32_t revision; /* of the build (UBR): what cumulative updates raise */
    bool has_revision; /* Windows before 10 need not have one */
} tr_windows_version;

tr_status tr_windows_version_read(tr_windows_version *out, const tr_registry *registry,
                                  tr_error *err);

/**
 * Whether an update is installed, by its number (5005625 for KB5005625). One
 * that came as a part of a later rollup is not found.
 */
tr_status tr_windows_has_update(bool *out, const tr_registry *registry, uint32_t number,
                                tr_error *err);
