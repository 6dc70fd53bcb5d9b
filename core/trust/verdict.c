#include "core/trust/verdict.h"

#include <assert.h>
#include <stddef.h>

#include "core/words/words.h"

/* Values and names are those of winerror.h. */
static const struct {
    uint32_t code;
    const char *name;
    tr_verdict_class class;
} verdicts[TR_VERDICT_COUNT] = {
    [TR_TRUSTED] = { 0x00000000, "S_OK", TR_CLASS_TRUSTED },
    [TR_UNKNOWN_SUBJECT] = { 0x800B0003, "TRUST_E_SUBJECT_FORM_UNKNOWN", TR_CLASS_UNSUPPORTED },
    [TR_NO_SIGNATURE] = { 0x800B0100, "TRUST_E_NOSIGNATURE", TR_CLASS_UNSIGNED },
    [TR_MALFORMED_TABLE] = { 0x800B0100, "TRUST_E_NOSIGNATURE", TR_CLASS_MALFORMED },
    [TR_MALFORMED_MESSAGE] = { 0x8009310B, "CRYPT_E_ASN1_BADTAG", TR_CLASS_MALFORMED },
    [TR_UNKNOWN_ALGORITHM] = { 0x80090008, "NTE_BAD_ALGID", TR_CLASS_MALFORMED },
    [TR_BAD_DIGEST] = { 0x80096010, "TRUST_E_BAD_DIGEST", TR_CLASS_TAMPERED },
    [TR_NO_SIGNER] = { 0x80096002, "TRUST_E_NO_SIGNER_CERT", TR_CLASS_MALFORMED },
    [TR_BAD_SIGNATURE] = { 0x80096004, "TRUST_E_CERT_SIGNATURE", TR_CLASS_TAMPERED },
    [TR_BAD_COUNTER_SIGNER] = { 0x80096003, "TRUST_E_COUNTER_SIGNER", TR_CLASS_TAMPERED },
    [TR_BAD_TIMESTAMP] = { 0x80096005, "TRUST_E_TIME_STAMP", TR_CLASS_TAMPERED },
    [TR_BAD_CERT_SIGNATURE] = { 0x80096004, "TRUST_E_CERT_SIGNATURE", TR_CLASS_TAMPERED },
    [TR_DISTRUSTED] = { 0x800B0111, "TRUST_E_EXPLICIT_DISTRUST", TR_CLASS_UNTRUSTED },
    [TR_UNTRUSTED_ROOT] = { 0x800B0109, "CERT_E_UNTRUSTEDROOT", TR_CLASS_UNTRUSTED },
    [TR_INCOMPLETE_CHAIN] = { 0x800B010A, "CERT_E_CHAINING", TR_CLASS_UNTRUSTED },
    [TR_EXPIRED] = { 0x800B0101, "CERT_E_EXPIRED", TR_CLASS_UNTRUSTED },
    [TR_WRONG_USAGE] = { 0x800B0110, "CERT_E_WRONG_USAGE", TR_CLASS_UNTRUSTED },
    [TR_REVOKED] = { 0x800B010C, "CERT_E_REVOKED", TR_CLASS_UNTRUSTED },
    [TR_BAD_CONSTRAINTS] = { 0x80096019, "TRUST_E_BASIC_CONSTRAINTS", TR_CLASS_UNTRUSTED },
    [TR_BAD_NAME] = { 0x800B0114, "CERT_E_INVALID_NAME", TR_CLASS_UNTRUSTED },
    [TR_BAD_EXTENSION] = { 0x800B0105, "CERT_E_CRITICAL", TR_CLASS_UNTRUSTED },
    [TR_UNTRUSTED_TIMESTAMP] = { 0x80096005, "TRUST_E_TIME_STAMP", TR_CLASS_UNTRUSTED },
    [TR_WEAK_ALGORITHM] = { 0x80092026, "CRYPT_E_SECURITY_SETTINGS", TR_CLASS_UNTRUSTED },
    [TR_NOT_TRUSTED] = { 0x800B0004, "TRUST_E_SUBJECT_NOT_TRUSTED", TR_CLASS_UNTRUSTED },
};

tr_verdict tr_verdict_first(tr_verdict a, tr_verdict b)
{
    if (a == TR_TRUSTED)
        return b;
    return b == TR_TRUSTED || a < b ? a : b;
}

uint32_t tr_verdict_code(tr_verdict verdict)
{
    assert(verdict < TR_VERDICT_COUNT);
    return verdicts[verdict].code;
}

const char *tr_verdict_name(tr_verdict verdict)
{
    assert(verdict < TR_VERDICT_COUNT);
    return verdicts[verdict].name;
}

const char *tr_verdict_name_of_code(uint32_t code)
{
    for (size_t i = 0; i < TR_VERDICT_COUNT; i++) {
        if (verdicts[i].code == code)
            return verdicts[i].name;
    }
    return TR_WORDS("another code");
}

tr_verdict_class tr_verdict_class_of(tr_verdict verdict)
{
    assert(verdict < TR_VERDICT_COUNT);
    return verdicts[verdict].class;
}

const char *tr_verdict_word(tr_verdict verdict)
{
    static const char *const words[] = {
        [TR_CLASS_TRUSTED] = "trusted",     [TR_CLASS_UNTRUSTED] = "untrusted",
        [TR_CLASS_TAMPERED] = "tampered",   [TR_CLASS_UNSIGNED] = "unsigned",
        [TR_CLASS_MALFORMED] = "malformed", [TR_CLASS_UNSUPPORTED] = "unsupported",
    };

    return words[tr_verdict_class_of(verdict)];
}
