/*
 * A store that certificates are added to: one of the system's, such as
 * "LocalMachine\Root", or a folder, which keeps each certificate as a PEM file
 * that is named after its SHA-1 thumbprint.
 */
#pragma once

#include <stdbool.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/trust/thumbprint.h"

/** Whether a place is one of the system's stores. */
bool tr_certificate_store_is_system(const char *place);

/** What is there under a thumbprint. */
typedef enum tr_store_content {
    TR_STORE_HAS_NONE,
    TR_STORE_HAS_IT,
    TR_STORE_HAS_OTHER /* the same SHA-1, and another SHA-256; or a file that is no such thing */
} tr_store_content;

tr_status tr_certificate_store_look(tr_store_content *out, const char *place,
                                    const tr_thumbprint *thumbprint, tr_error *err);

/** Add a certificate; never replaces: TR_ERR_EXISTS. A folder is made if it is not there. */
tr_status tr_certificate_store_add(const char *place, tr_bytes der, tr_error *err);

/** Remove this very certificate. */
tr_status tr_certificate_store_remove(const char *place, const tr_thumbprint *thumbprint,
                                      tr_error *err);
