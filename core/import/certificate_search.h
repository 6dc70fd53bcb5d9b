/*
 * Looking for certificates in what people bring: files and folders of
 * certificates, ZIP archives of them, signed files that carry them, and the
 * system's stores. Only those that are sought are kept.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <openssl/x509.h>

#include "core/error.h"
#include "core/trust/anchor_store.h"
#include "core/trust/thumbprint.h"

/** A certificate that is sought: by all of its thumbprints that are known. */
typedef struct tr_sought {
    tr_thumbprint thumbprint;
    bool has_sha1;
    bool has_sha256;
    bool is_root;                /* without thumbprint: it has to vouch for itself */
    const char *subject;         /* without thumbprint: this name alone, and the key's identifier */
    const unsigned char *key_id; /* 20 bytes; NULL if not known */
    X509 *found;                 /* owned; NULL: not yet */
    char *found_in;              /* the file; owned */
} tr_sought;

void tr_sought_clear(tr_sought *sought);

typedef struct tr_certificate_search {
    tr_sought *items; /* borrowed */
    size_t count;
    tr_anchor_warning *warn; /* told of what cannot be read, which is passed over */
    void *context;
} tr_certificate_search;

/**
 * Look into a file, or all files below a folder.
 *
 * An archive is read within bounds: of its files those up to 1 MiB, 64 MiB in
 * all. What is beyond is told.
 */
tr_status tr_certificate_search_path(tr_certificate_search *search, const char *path,
                                     tr_error *err);

/** Look into the system's stores, of this user and of the machine. */
tr_status tr_certificate_search_system(tr_certificate_search *search, tr_error *err);
