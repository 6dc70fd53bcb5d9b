/*
 * The registry of a Windows on another disk: HKEY_LOCAL_MACHINE as its hives
 * have it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"
#include "core/platform/registry.h"

typedef struct tr_offline_registry tr_offline_registry;

/** @return TR_ERR_NOT_FOUND if there is no Windows on the disk */
tr_status tr_offline_registry_open(tr_offline_registry **out, const char *root, tr_error *err);
void tr_offline_registry_free(tr_offline_registry *registry); /* NULL is fine */

/** As tr_machine_registry_read, and as tr_machine_registry_walk. */
tr_status tr_offline_registry_read(unsigned char **out, size_t *size, uint32_t *type,
                                   tr_offline_registry *registry, bool is_wow, const char *key,
                                   const char *value, tr_error *err);
tr_status tr_offline_registry_walk(tr_offline_registry *registry, bool is_wow, const char *key,
                                   tr_registry_visit *visit, void *context, tr_error *err);

/** Where "C:\\Program Files\\x" lies on the disk, to free(); NULL: it does not. */
tr_status tr_offline_registry_locate(char **out, tr_offline_registry *registry, const char *path,
                                     tr_error *err);
