/*
 * The registry of this machine, HKEY_LOCAL_MACHINE, read only. Systems other
 * than Windows have none: nothing is there.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

/** Whether this system is a Windows. */
bool tr_machine_registry_exists(void);

/**
 * Read a value as it is kept.
 *
 * @param out     its bytes, the caller's to free(), two zero bytes behind them; NULL: not there
 * @param type    REG_SZ (1) and so on
 * @param is_wow  as 32-bit programs see it
 */
tr_status tr_machine_registry_read(unsigned char **out, size_t *size, uint32_t *type, bool is_wow,
                                   const char *key, const char *value, tr_error *err);

/** Called for each name, borrowed. Returns false to stop. */
typedef bool tr_registry_visit(void *context, const char *name);

/** Visit the names of a key's subkeys. A key that is not there has none. */
tr_status tr_machine_registry_walk(bool is_wow, const char *key, tr_registry_visit *visit,
                                   void *context, tr_error *err);
