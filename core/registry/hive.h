/*
 * A registry hive: the file in which Windows keeps a part of the registry
 * (SOFTWARE, SYSTEM, each user's NTUSER.DAT). Read only, also its log is left
 * alone. Not for several threads at once.
 *
 * hivex would be the library for it, but neither it nor the iconv that it
 * needs can be had for the Windows build, it refuses a hive that was cut
 * short as a whole, and names its file in no Unicode there. The tests' hives
 * are written by it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

typedef struct tr_hive tr_hive;

/** A key of a hive, by value; good as long as the hive is open. */
typedef struct tr_hive_key {
    uint32_t subkeys; /* cells */
    uint32_t subkey_count;
    uint32_t values;
    uint32_t value_count;
} tr_hive_key;

tr_status tr_hive_open(tr_hive **out, const char *path, tr_error *err);
void tr_hive_close(tr_hive *hive); /* NULL is fine */

const char *tr_hive_path(const tr_hive *hive);

/** Whether Windows had not written all of it: its last changes are in its log alone. */
bool tr_hive_is_dirty(const tr_hive *hive);

/** Whether the file is shorter than it says, so that parts of it are missing. */
bool tr_hive_is_cut(const tr_hive *hive);

/** The key that all others are below. */
tr_status tr_hive_root(tr_hive_key *out, tr_hive *hive, tr_error *err);

/**
 * A key below another one, "Microsoft\\SystemCertificates"; ASCII letters are
 * compared without case.
 *
 * @param is_there  false: there is none; a key that cannot be read is TR_ERR_FORMAT
 */
tr_status tr_hive_find(bool *is_there, tr_hive_key *out, tr_hive *hive, const tr_hive_key *parent,
                       const char *name, tr_error *err);

/**
 * Called for each subkey, and, with failure set, for each that cannot be
 * read. Returns false to stop.
 */
typedef bool tr_hive_visit(void *context, const char *name, const tr_hive_key *key,
                           const tr_error *failure);

/** Visit the subkeys of a key. TR_OK also if some could not be read. */
tr_status tr_hive_walk(tr_hive *hive, const tr_hive_key *parent, tr_hive_visit *visit,
                       void *context, tr_error *err);

/**
 * Read a value.
 *
 * @param out   its bytes, the caller's to free(); NULL: not there
 * @param type  REG_SZ (1) and so on
 */
tr_status tr_hive_read(unsigned char **out, size_t *size, uint32_t *type, tr_hive *hive,
                       const tr_hive_key *key, const char *value, tr_error *err);
