/*
 * Catalog files (.cat): a SignedData whose content is a certificate trust
 * list, of which each entry is a member, a file listed by its digest.
 *
 * A member's digest is the Authenticode digest of an image, the digest of all
 * bytes of any other file; SHA-1 in version 1, SHA-256 in version 2.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/authenticode/digest.h"
#include "core/authenticode/signed_data.h"
#include "core/authenticode/signed_file.h"
#include "core/bytes.h"

/** A trust list is a signed file of its own, which contains all that it signs. */
extern const tr_format tr_catalog_format;

/** Whether a message is a catalog file rather than another trust list. */
bool tr_catalog_file_is(const tr_signed_data *message);

/** The members of a catalog file, read one by one. */
typedef struct tr_catalog_reader {
    tr_bytes rest;  /* the entries that were not read yet */
    bool is_broken; /* reading ended at an entry that breaks the format */
} tr_catalog_reader;

/** Begin to read; false if the message is no catalog file, or its content is damaged. */
bool tr_catalog_reader_set_up(tr_catalog_reader *reader, const tr_signed_data *message);

/**
 * The next member that has a digest: what the catalog file claims of a file.
 * Borrowed from the message. False at the end.
 */
bool tr_catalog_reader_next(tr_claim *out, tr_catalog_reader *reader);

/** The member with this digest; false if there is none. */
bool tr_catalog_file_find(tr_claim *out, const tr_signed_data *message, const tr_digest *digest);
