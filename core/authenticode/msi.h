/*
 * Windows Installer packages, patches and transforms (MSI, MSP, MST), which
 * are compound files.
 *
 * The signature is the stream "\5DigitalSignature" of the root. The digest
 * runs over what "\5MsiDigitalSignatureEx" holds, if it is there, then over
 * all streams in the order of their names, each storage closed by its CLSID;
 * the two streams themselves are left out. MsiDigitalSignatureEx is a digest
 * of names, sizes and times, which Windows takes as it is, and the strict
 * verdict makes again.
 */
#pragma once

#include "core/authenticode/signed_file.h"

extern const tr_format tr_msi_format;
