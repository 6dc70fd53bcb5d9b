/*
 * ZIP archives in which certificates are handed around.
 */
#pragma once

#include <stdbool.h>

#include "core/bytes.h"
#include "core/error.h"

/** Whether bytes begin as an archive does. */
bool tr_certificate_archive_is(tr_bytes bytes);

/** What to do with the bytes of each file, borrowed. Returns false to stop. */
typedef bool tr_archived_take(void *context, tr_bytes file);

/** Called for each file that cannot be read. */
typedef void tr_archived_warning(void *context, const tr_error *failure);

/**
 * Visit the files of an archive that are not far too large for certificates.
 * At most 64 MiB are unpacked.
 *
 * @param name  the archive's, for messages
 * @return TR_ERR_FORMAT if the archive is damaged as a whole, TR_ERR_MEMORY
 */
tr_status tr_certificate_archive_walk(tr_bytes bytes, const char *name, tr_archived_take *take,
                                      tr_archived_warning *warn, void *context, tr_error *err);
