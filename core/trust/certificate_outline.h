/*
 * A certificate's outline: whether it is one, and whose, without OpenSSL's
 * reading of its key, which takes longer than all else.
 */
#pragma once

#include <stdbool.h>

#include "core/bytes.h"

/** Parts of a certificate, borrowed from its bytes; whole elements. */
typedef struct tr_certificate_outline {
    tr_bytes issuer;
    tr_bytes subject;
} tr_certificate_outline;

/**
 * Outline a certificate.
 *
 * @return false if der is anything but the strict DER of a certificate as RFC
 *         5280 has it: then tr_certificate_parse is to say what it is
 */
bool tr_certificate_outline_read(tr_certificate_outline *out, tr_bytes der);
