/*
 * The certificates of a PFX (PKCS #12, RFC 7292), as Windows exports them.
 *
 * Only without a password, or with an empty one, and never a key: bags of
 * keys are passed over unread.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/bytes.h"
#include "core/error.h"

/** Whether bytes begin as a PFX does. */
bool tr_pfx_is(tr_bytes der);

/** Called with the bytes of each certificate, borrowed. */
typedef void tr_pfx_take(void *context, tr_bytes der);

/**
 * Visit the certificates.
 *
 * @param work  how many rounds of hashing may be spent on passwords; lowered by what was
 * @return TR_ERR_UNSUPPORTED if a password is needed, or too much work; TR_ERR_FORMAT. The
 *         message fits behind "cannot read 'x': "
 */
tr_status tr_pfx_walk(tr_bytes der, uint64_t *work, tr_pfx_take *take, void *context,
                      tr_error *err);
