/*
 * What one of Microsoft's trust lists says of one certificate.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "core/bytes.h"
#include "core/trust/thumbprint.h"

#define TR_TRUST_ID_MAX 64

/** Usages are SEQUENCEs of OIDs; size 0 where not said. */
typedef struct tr_trust_entry {
    unsigned char id[TR_TRUST_ID_MAX]; /* a thumbprint, or a digest of what its issuer signed */
    size_t id_size;
    unsigned char sha256[TR_SHA256_SIZE];
    bool has_sha256;
    bool is_disallowed;       /* not trusted at all */
    tr_bytes usages;          /* trusted for these only */
    bool is_disabled;         /* not trusted since disabled, for disabled_usages or any */
    time_t disabled;          /* 0: never was */
    tr_bytes disabled_usages; /* without is_disabled: never trusted for these */
    bool has_not_before;      /* issues nothing that is trusted since not_before */
    time_t not_before;
    tr_bytes not_before_usages; /* for these only */
} tr_trust_entry;

/**
 * Read an entry: the contents of a TrustedSubject, from which its usages are borrowed.
 *
 * @param entry  all zero but for is_disallowed, which is the list's to say
 * @return false if it breaks the format
 */
bool tr_trust_entry_read(tr_trust_entry *entry, tr_bytes subject);

/** Whether usages name an OID ("1.3.6.1.5.5.7.3.3"), or any usage. */
bool tr_trust_usages_name(tr_bytes usages, const char *oid);
