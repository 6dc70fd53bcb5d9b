/*
 * PE32, PE32+ and EFI images ("Windows Authenticode Portable Executable
 * Signature Format", 2008; "PE Format").
 *
 * The digest runs over the file in file order, with three holes: the
 * checksum, the directory entry of the certificate table, and the table.
 */
#pragma once

#include "core/authenticode/signed_file.h"

extern const tr_format tr_pe_format;
