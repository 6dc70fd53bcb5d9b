/*
 * New contents for a file, all at once: whoever reads it finds the old ones or
 * the new ones, also after a crash.
 *
 * The new contents go into a file beside it, named NAME.trustmend-XXXXXXXX,
 * which then takes its place. Owner, access rights, attributes and the time of
 * creation stay; on POSIX extended attributes, too. Named streams do not.
 */
#pragma once

#include <stdint.h>

#include "core/bytes.h"
#include "core/error.h"

/**
 * Replace the contents of a file; durable on return.
 *
 * A link, and a file that has several names, is refused with
 * TR_ERR_UNSUPPORTED; so is one whose owner or rights cannot be kept. On
 * failure all is as before.
 *
 * @param expected  what the file must hold now, else it is TR_ERR_IO: somebody
 *                  has written to it since it was read
 * @param modified  the time of modification that it gets, as tr_file_stamp gives it; NULL: now
 */
tr_status tr_file_replace(const char *path, tr_bytes expected, tr_bytes bytes,
                          const int64_t *modified, tr_error *err);

/**
 * Make a file, with the rights that its folder gives; durable on return, and there whole or not
 * at all. Never replaces: TR_ERR_EXISTS.
 */
tr_status tr_file_create(const char *path, tr_bytes bytes, tr_error *err);

/** Remove what a run that was killed left beside a file; those above do so, too. */
void tr_file_replace_clean(const char *path);
