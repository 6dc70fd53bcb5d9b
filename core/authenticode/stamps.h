/*
 * All timestamps of a signature: found among its unsigned attributes, judged,
 * and the one chosen that counts.
 */
#pragma once

#include "core/authenticode/signature.h"
#include "core/authenticode/signed_data.h"
#include "core/trust/chain.h"

/**
 * Fill stamps, stamp_count and stamp of a signature, and add the findings of
 * the stamp that counts and of unsigned attributes that are not known.
 *
 * The first stamp that is valid counts; if none is, the first one's faults do.
 */
tr_status tr_stamps_judge(tr_signature *signature, const tr_signed_data *message,
                          const tr_chain_rules *rules, tr_error *err);
