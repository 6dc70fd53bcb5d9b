#include "core/authenticode/stamp.h"

#include <stdlib.h>

#include "core/trust/certificate.h"
#include "core/words/words.h"

void tr_stamp_clear(tr_stamp *stamp)
{
    X509_free(stamp->signer);
    tr_chain_clear(&stamp->chain);
    tr_findings_clear(&stamp->findings);
    *stamp = (tr_stamp){ 0 };
}

const char *tr_stamp_kind_word(tr_stamp_kind kind)
{
    return kind == TR_STAMP_PKCS9 ? "pkcs9" : "rfc3161";
}

tr_status tr_stamp_fail(tr_stamp *stamp, const char *what, tr_error *err)
{
    bool is_old = stamp->kind == TR_STAMP_PKCS9;

    stamp->verdict = is_old ? TR_BAD_COUNTER_SIGNER : TR_BAD_TIMESTAMP;
    return tr_findings_add(&stamp->findings, is_old ? TR_F_BAD_COUNTER_SIGNER : TR_F_BAD_TIMESTAMP,
                           TR_FAULT, stamp->verdict, what, NULL, 0, err);
}

const char *tr_stamp_fault(tr_signature_check check)
{
    switch (check) {
    case TR_SIGNATURE_GOOD:
    case TR_SIGNATURE_GOOD_RAW_DIGEST:
        return NULL;
    case TR_SIGNATURE_WRONG_CONTENT:
        return TR_WORDS("it is the timestamp of another signature");
    case TR_SIGNATURE_WRONG_TYPE:
    case TR_SIGNATURE_MALFORMED:
        return TR_WORDS("it cannot be read");
    case TR_SIGNATURE_UNKNOWN_ALGORITHM:
        return TR_WORDS("it uses an algorithm that is not known here");
    case TR_SIGNATURE_WRONG:
        break;
    }
    return TR_WORDS("its own signature is wrong");
}

/* A stamp of an authority that is not trusted counts for nothing. */
static tr_status refuse_chain(tr_stamp *stamp, tr_language language, tr_error *err)
{
    tr_status status = TR_ERR_MEMORY;
    char *name = tr_certificate_common_name(stamp->signer);
    char *why = NULL;

    for (size_t i = 0; i < stamp->chain.findings.count && !why; i++) {
        const tr_finding *finding = &stamp->chain.findings.items[i];

        if (finding->severity == TR_FAULT && finding->verdict == stamp->chain.verdict)
            why = tr_finding_text_in(finding, language);
    }
    stamp->verdict = TR_UNTRUSTED_TIMESTAMP;
    if (name)
        status = tr_findings_add(&stamp->findings, TR_F_UNTRUSTED_TIMESTAMP, TR_FAULT,
                                 TR_UNTRUSTED_TIMESTAMP, name, why, 0, err);
    free(why);
    free(name);
    return status;
}

tr_status tr_stamp_judge_chain(tr_stamp *stamp, STACK_OF(X509) *certificates,
                               const tr_chain_rules *rules, tr_error *err)
{
    tr_chain_rules own = *rules;
    tr_status status;

    own.purpose =
        stamp->kind == TR_STAMP_PKCS9 ? TR_PURPOSE_COUNTER_SIGNING : TR_PURPOSE_TIMESTAMPING;
    own.at = stamp->time;
    status = tr_chain_build(&stamp->chain, stamp->signer, certificates, &own, err);
    if (status == TR_OK && stamp->chain.verdict != TR_TRUSTED)
        status = refuse_chain(stamp, rules->language, err);
    return status;
}
