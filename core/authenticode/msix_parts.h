/*
 * The parts of a package that its signature has a digest of each.
 */
#pragma once

#include "core/authenticode/digest.h"
#include "core/authenticode/signed_file.h"
#include "core/authenticode/zip_archive.h"
#include "core/error.h"

/** Where in the archive the files are that matter; TR_ZIP_NONE if not there. */
typedef struct tr_msix_files {
    size_t signature;
    size_t content_types;
    size_t block_map;
    size_t catalog;
} tr_msix_files;

/**
 * Answer claims: is_true, and a finding for each part that is not what was
 * signed.
 */
tr_status tr_msix_parts_check(tr_claim **claims, size_t count, const tr_zip_archive *archive,
                              const tr_msix_files *files, unsigned threads, tr_error *err);
