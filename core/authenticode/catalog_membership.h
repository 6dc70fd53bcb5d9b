/*
 * Signatures that a file has by being listed in catalog files: added to its
 * examination, so that they are judged as its own would be.
 */
#pragma once

#include <stddef.h>

#include "core/authenticode/catalog_set.h"
#include "core/authenticode/examination.h"
#include "core/authenticode/signed_file.h"
#include "core/error.h"

/**
 * Add the signatures of all catalog files that list this file: those that
 * list its SHA-256 digest first, as Windows looks for them.
 *
 * @param catalogs  must outlive examination
 * @param threads   2 if a second thread may help
 */
tr_status tr_catalog_membership_examine(tr_examination *examination, tr_signed_file *file,
                                        const tr_catalog_set *catalogs, unsigned threads,
                                        tr_error *err);
