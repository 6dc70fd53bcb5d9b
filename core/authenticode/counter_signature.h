/*
 * PKCS #9 counter-signatures (1.2.840.113549.1.9.6, RFC 5652 section 11.4):
 * the older kind of Authenticode timestamp.
 *
 * VeriSign's and Symantec's services put a bare digest into the RSA block,
 * without DigestInfo; that is accepted for MD5 and SHA-1, and told.
 */
#pragma once

#include "core/authenticode/signer_info.h"
#include "core/authenticode/stamp.h"

/**
 * Judge one counter-signature.
 *
 * @param value         the attribute's value: a SignerInfo, whole element
 * @param signer        whose signature is counter-signed
 * @param certificates  of the message, where the stamp's own ones are too
 * @param rules         for the stamp's chain; purpose and time are set here
 * @return TR_OK whatever the verdict
 */
tr_status tr_counter_signature_judge(tr_stamp *out, tr_bytes value, const tr_signer_info *signer,
                                     STACK_OF(X509) *certificates, const tr_chain_rules *rules,
                                     tr_error *err);
