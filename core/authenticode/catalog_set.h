/*
 * The catalog files that were given, indexed by the digests of their members.
 *
 * Loaded once, then only read, by any number of threads. Only digests are
 * kept: a catalog file's message is read again when a file turns out to be a
 * member, and is then judged like any other signature.
 */
#pragma once

#include <stddef.h>

#include "core/authenticode/digest.h"
#include "core/error.h"

typedef struct tr_catalog_set tr_catalog_set;

tr_status tr_catalog_set_new(tr_catalog_set **out, tr_error *err);
void tr_catalog_set_free(tr_catalog_set *set); /* NULL is fine */

/** What to do with a file of a folder that cannot be read: told, and passed over. May be NULL. */
typedef void tr_catalog_warning(void *context, const tr_error *failure);

/**
 * Add a catalog file, or all of them below a folder, where other files are
 * passed over in silence.
 *
 * @return TR_ERR_FORMAT if path names a file that is no catalog file
 */
tr_status tr_catalog_set_load(tr_catalog_set *set, const char *path, tr_catalog_warning *warn,
                              void *context, tr_error *err);

/** The algorithms by which members are listed, a bit 1 << algorithm for each. */
unsigned tr_catalog_set_algorithms(const tr_catalog_set *set);

/**
 * The path of a catalog file that lists this digest, in the order of loading;
 * borrowed, NULL if there are no more.
 *
 * @param index  0 for the first, 1 for the second and so on
 */
const char *tr_catalog_set_find(const tr_catalog_set *set, const tr_digest *digest, size_t index);
