/*
 * Cabinets ([MS-CAB]) with a signature behind them.
 *
 * The header's reserve area says where the signature stands. The digest runs
 * over the cabinet up to the signature, without what signing and splitting
 * write into the header: the checksum, the number in the set, and the reserve
 * area but for its last bytes.
 */
#pragma once

#include "core/authenticode/signed_file.h"

extern const tr_format tr_cab_format;
