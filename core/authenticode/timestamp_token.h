/*
 * RFC 3161 timestamp tokens (in the attribute 1.3.6.1.4.1.311.3.3.1).
 */
#pragma once

#include "core/authenticode/signer_info.h"
#include "core/authenticode/stamp.h"

/**
 * Judge one token; its parameters are those of tr_counter_signature_judge.
 *
 * @param value  the attribute's value: a ContentInfo, whole element
 */
tr_status tr_timestamp_token_judge(tr_stamp *out, tr_bytes value, const tr_signer_info *signer,
                                   STACK_OF(X509) *certificates, const tr_chain_rules *rules,
                                   tr_error *err);
