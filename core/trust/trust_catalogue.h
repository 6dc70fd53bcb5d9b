/*
 * The trust catalogue: the certificates that the products need, each with its
 * evidence (resources/required-certificates.xml, valid against its XSD).
 *
 * Read through libxml2 without network, external entities or expansion beyond
 * bounds. A catalogue that breaks its schema is refused as a whole, with the
 * line and what is wrong there.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/trust/thumbprint.h"

/** Which certificates are asked for. */
typedef enum tr_profile {
    TR_PROFILE_NAMED,   /* those that the vendor's articles name */
    TR_PROFILE_EXTENDED /* also those seen in real files */
} tr_profile;

/** The store that a certificate belongs in. */
typedef enum tr_required_store { TR_REQUIRED_IN_ROOT, TR_REQUIRED_IN_CA } tr_required_store;

/**
 * A required certificate. All of it belongs to the catalogue. Texts not given
 * are NULL; id, common_name, purpose, evidence and source always are given.
 */
typedef struct tr_required {
    const char *id;          /* such as "verisign-class3-g5" */
    const char *common_name; /* subject CN */
    const char *subject;     /* whole subject as tr_name_text writes it, where known */
    const char *issuer_id;   /* id of its issuer; NULL for a root, or if the issuer is not listed */
    const char *serial;      /* lower-case hexadecimal without separators */
    unsigned char sha1[TR_SHA1_SIZE];
    bool lacks_sha1; /* it is not known; never so in a catalogue */
    unsigned char sha256[TR_SHA256_SIZE];
    bool has_sha256;
    unsigned char key_id[TR_SHA1_SIZE]; /* subject key identifier */
    bool has_key_id;
    time_t not_before; /* 0 if not known */
    time_t not_after;
    tr_required_store store;
    tr_profile profile;
    const char *purpose;  /* such as "code signing", "timestamp" */
    const char *products; /* products and versions that need it */
    const char *since;
    const char *evidence; /* of the need: found, observed, inferred, background */
    const char *values;   /* where the values are from: computed, cross-checked, found */
    const char *source;   /* where the need is documented */
    const char *note;     /* anything worth knowing; may be NULL */
    const char *url;      /* where to fetch it on another machine; may be NULL */
} tr_required;

typedef struct tr_trust_catalogue tr_trust_catalogue;

/**
 * Parse a catalogue. name is the file's, for messages.
 *
 * @return TR_ERR_FORMAT with the line and what is wrong there if it is not one
 */
tr_status tr_trust_catalogue_parse(tr_trust_catalogue **out, tr_bytes xml, const char *name,
                                   tr_error *err);

/** Load a catalogue from a file; path NULL for the one that ships inside the program. */
tr_status tr_trust_catalogue_load(tr_trust_catalogue **out, const char *path, tr_error *err);

void tr_trust_catalogue_free(tr_trust_catalogue *catalogue); /* NULL is fine */

size_t tr_trust_catalogue_count(const tr_trust_catalogue *catalogue);
const tr_required *tr_trust_catalogue_get(const tr_trust_catalogue *catalogue, size_t index);

/** By id; NULL if there is none. */
const tr_required *tr_trust_catalogue_find(const tr_trust_catalogue *catalogue, const char *id);

/** By SHA-1 thumbprint; NULL if there is none. */
const tr_required *tr_trust_catalogue_find_sha1(const tr_trust_catalogue *catalogue,
                                                const unsigned char *sha1);
