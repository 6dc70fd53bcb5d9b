/*
 * SpcSpOpusInfo: what the signer calls the signed program. It is part of the
 * signed attributes, and says nothing that anybody has checked.
 */
#pragma once

#include "core/authenticode/signer_info.h"

/** The program's name in UTF-8 without control characters, to free(); NULL if there is none. */
char *tr_opus_info_program(const tr_signer_info *signer);
