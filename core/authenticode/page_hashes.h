/*
 * Page hashes: beside the digest of an image, a signature may name the digest
 * of each of its pages, which Windows checks when it loads a page (and
 * signtool with /ph). They are checked in the same pass as the digest.
 *
 * A page has 4096 bytes (8192 on Itanium and Alpha) whatever the image's
 * section alignment. Headers and each section's data are cut into pages; the
 * last one of each is filled up with zeros, and the headers' leave out what
 * the digest leaves out. The table ends with an entry of no digest.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/signed_file.h"
#include "core/authenticode/source.h"
#include "core/error.h"
#include "core/trust/finding.h"

/** The page hashes of one claim, being checked. */
typedef struct tr_page_check tr_page_check;

/**
 * Begin to check.
 *
 * @param out     NULL if the claim has no page hashes
 * @param claim   its value must outlive *out
 * @param source  the image, of which the headers are read
 * @return TR_OK also if the table is damaged: tr_page_check_finish tells
 */
tr_status tr_page_check_new(tr_page_check **out, const tr_claim *claim, const tr_source *source,
                            tr_error *err);
void tr_page_check_free(tr_page_check *check); /* NULL is fine */

/** The image's bytes at offset: in order, without those that the digest leaves out. */
tr_status tr_page_check_update(tr_page_check *check, uint64_t offset, const unsigned char *data,
                               size_t size, tr_error *err);

/** End, and add what was found wrong: warnings, because Windows' verdict does not depend on it. */
tr_status tr_page_check_finish(tr_page_check *check, tr_findings *findings, tr_error *err);
