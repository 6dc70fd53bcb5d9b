/*
 * The block map of an MSIX package (AppxBlockMap.xml): digests of all its
 * files, by blocks of 64 KiB of their content.
 */
#pragma once

#include "core/authenticode/zip_archive.h"
#include "core/error.h"
#include "core/trust/finding.h"

/**
 * Hold each file of a package against its block map, and the other way round.
 *
 * @param findings   gains what does not match
 * @param map        index of the block map's own entry
 * @param is_bundle  the packages in a bundle are not in its block map
 */
tr_status tr_block_map_check(tr_findings *findings, const tr_zip_archive *archive, size_t map,
                             bool is_bundle, tr_error *err);
