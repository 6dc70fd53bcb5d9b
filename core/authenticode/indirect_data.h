/*
 * SpcIndirectDataContent: what an Authenticode signature says of the file
 * ("Windows Authenticode Portable Executable Signature Format", 2008).
 */
#pragma once

#include <stdbool.h>

#include "core/authenticode/signed_data.h"
#include "core/authenticode/signed_file.h"

#define TR_OID_INDIRECT_DATA "1.3.6.1.4.1.311.2.1.4"

/**
 * Read what a message claims of its file. Its parts are borrowed from the message.
 *
 * The claimed digest keeps its own size, so that one of a wrong size is never
 * equal to the file's; bytes that do not fit into it are only in claim->octets.
 *
 * @return false if the content is no indirect data, or breaks its format
 */
bool tr_indirect_data_parse(tr_claim *out, const tr_signed_data *message);

/** The same of the contents of an SpcIndirectDataContent by itself. */
bool tr_indirect_data_read(tr_claim *out, tr_bytes contents);
