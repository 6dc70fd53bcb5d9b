/*
 * MSIX and APPX packages and bundles, which are ZIP archives, and their
 * signature on its own (.p7x).
 *
 * The signature is the last file of the archive, AppxSignature.p7x: "PKCX" and
 * a message. It claims several digests: AXPC of all files before it as they
 * stand in the archive, AXCD of the directory as it was without it, AXCT of
 * [Content_Types].xml, AXBM of the block map and AXCI of the catalog file, if
 * there is one. The block map, which lists digests of all content, is held
 * against the content for the strict verdict.
 */
#pragma once

#include "core/authenticode/signed_file.h"

extern const tr_format tr_msix_format;
