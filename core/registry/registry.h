/*
 * Where the settings of a Windows are read: this machine's registry, or the
 * hives of another system's disk. Read only.
 *
 * Keys are named below HKEY_LOCAL_MACHINE, such as "SOFTWARE\\TrendMicro", in
 * UTF-8 and without regard to case. What is not there is no fault: it is told
 * by the out value.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"
#include "core/platform/registry.h"

typedef struct tr_registry tr_registry;

/** Whose view of HKEY_LOCAL_MACHINE\SOFTWARE: the 32-bit one is kept below Wow6432Node. */
typedef enum tr_registry_view { TR_REGISTRY_64, TR_REGISTRY_32 } tr_registry_view;

/**
 * Open a registry.
 *
 * @param system_root  the folder at which a disk with Windows is mounted; NULL: this machine,
 *                     which works everywhere, but where it is no Windows nothing is there
 */
tr_status tr_registry_open(tr_registry **out, const char *system_root, tr_error *err);
void tr_registry_free(tr_registry *registry); /* NULL is fine */

/** Whether a Windows stands behind it, be it here or on a disk. */
bool tr_registry_is_of_windows(const tr_registry *registry);

/**
 * A text (REG_SZ, REG_EXPAND_SZ), to free(). Names of the environment, such as
 * %SystemRoot%, stay as they are.
 *
 * @param out  NULL: not there, or no text
 */
tr_status tr_registry_text(char **out, const tr_registry *registry, tr_registry_view view,
                           const char *key, const char *value, tr_error *err);

/** A number (REG_DWORD). @param out  set if it is there */
tr_status tr_registry_number(bool *is_there, uint32_t *out, const tr_registry *registry,
                             tr_registry_view view, const char *key, const char *value,
                             tr_error *err);

/**
 * The bytes of a value, whatever its type.
 *
 * @param out  the caller's to free(); NULL: not there
 */
tr_status tr_registry_binary(unsigned char **out, size_t *size, const tr_registry *registry,
                             tr_registry_view view, const char *key, const char *value,
                             tr_error *err);

/** Visit the names of a key's subkeys, in any order. A key that is not there has none. */
tr_status tr_registry_walk(const tr_registry *registry, tr_registry_view view, const char *key,
                           tr_registry_visit *visit, void *context, tr_error *err);

/**
 * Where a file that the registry names ("C:\\Program Files\\x") can be read:
 * on a disk that is mounted elsewhere, there, whatever the case of its names.
 *
 * @param out  to free(); NULL: not there
 */
tr_status tr_registry_locate(char **out, const tr_registry *registry, const char *path,
                             tr_error *err);
