#include "core/authenticode/stamps.h"

#include <stdlib.h>

#include "core/authenticode/counter_signature.h"
#include "core/authenticode/der.h"
#include "core/authenticode/timestamp_token.h"
#include "core/words/words.h"

#define OID_COUNTER_SIGNATURE "1.2.840.113549.1.9.6"
#define OID_TIMESTAMP_TOKEN   "1.3.6.1.4.1.311.3.3.1"

#define STAMPS_MAX 16

static tr_status add(tr_signature *signature, tr_finding_id id, tr_severity severity,
                     tr_verdict verdict, const char *subject, uint64_t amount, tr_error *err)
{
    return tr_findings_add(&signature->findings, id, severity, verdict, subject, NULL, amount, err);
}

static bool may_judge_another(const tr_signature *signature, const tr_chain_rules *rules)
{
    return signature->stamp_count < STAMPS_MAX &&
           tr_chain_work_take(rules->work ? &rules->work->checks : NULL);
}

/* One that is passed over might have been the valid one. */
static tr_status tell_rest(tr_signature *signature, tr_error *err)
{
    if (tr_findings_find(&signature->findings, TR_F_TOO_MANY_STAMPS))
        return TR_OK;
    return add(signature, TR_F_TOO_MANY_STAMPS, TR_WARNING, TR_NOT_TRUSTED, NULL,
               signature->stamp_count, err);
}

/* One stamp, judged and kept. */
static tr_status judge_stamp(tr_signature *signature, tr_bytes value, bool is_token,
                             const tr_signed_data *message, const tr_chain_rules *rules,
                             tr_error *err)
{
    tr_stamp *stamps = realloc(signature->stamps, (signature->stamp_count + 1) * sizeof(*stamps));
    tr_status status;

    if (!stamps)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a timestamp");
    signature->stamps = stamps;
    if (is_token)
        status = tr_timestamp_token_judge(&stamps[signature->stamp_count], value,
                                          &message->signers[0], message->certificates, rules, err);
    else
        status =
            tr_counter_signature_judge(&stamps[signature->stamp_count], value, &message->signers[0],
                                       message->certificates, rules, err);
    if (status == TR_OK)
        signature->stamp_count++;
    return status;
}

/* What an unsigned attribute holds that is no signature of any kind. */
static tr_status tell_attribute(tr_signature *signature, const tr_attribute *attribute,
                                tr_error *err)
{
    char oid[96];

    tr_der_oid_text(oid, sizeof(oid), attribute->oid);
    return add(signature, TR_F_UNKNOWN_ATTRIBUTE, TR_WARNING, TR_NOT_TRUSTED, oid,
               attribute->values.size, err);
}

static tr_status judge_attribute(tr_signature *signature, const tr_attribute *attribute,
                                 const tr_signed_data *message, const tr_chain_rules *rules,
                                 tr_error *err)
{
    bool is_token = tr_der_is_oid(attribute->oid, OID_TIMESTAMP_TOKEN);
    tr_bytes values = attribute->values;
    tr_status status = TR_OK;
    tr_der value;

    if (tr_der_is_oid(attribute->oid, TR_OID_NESTED_SIGNATURE))
        return TR_OK;
    if (!is_token && !tr_der_is_oid(attribute->oid, OID_COUNTER_SIGNATURE))
        return tell_attribute(signature, attribute, err);
    while (status == TR_OK && values.size > 0) {
        if (!may_judge_another(signature, rules))
            return tell_rest(signature, err);
        if (tr_der_next(&value, &values)) {
            status = judge_stamp(signature, value.whole, is_token, message, rules, err);
            continue;
        }
        /* A token may be BER, whose length only its own parser finds. */
        return is_token ? judge_stamp(signature, values, is_token, message, rules, err) : TR_OK;
    }
    return status;
}

/* The first stamp that is valid counts; if none is, the first one's faults do. */
static tr_status choose_stamp(tr_signature *signature, tr_error *err)
{
    tr_status status = TR_OK;

    signature->stamp = signature->stamp_count > 0 ? &signature->stamps[0] : NULL;
    for (size_t i = 0; i < signature->stamp_count; i++) {
        if (signature->stamps[i].verdict == TR_TRUSTED) {
            signature->stamp = &signature->stamps[i];
            break;
        }
    }
    if (signature->stamp_count > 1)
        status = add(signature, TR_F_OTHER_TIMESTAMP, TR_NOTE, TR_TRUSTED, NULL,
                     signature->stamp_count, err);
    if (status == TR_OK && signature->stamp)
        status = tr_findings_append(&signature->findings, &signature->stamp->findings, err);
    return status;
}

tr_status tr_stamps_judge(tr_signature *signature, const tr_signed_data *message,
                          const tr_chain_rules *rules, tr_error *err)
{
    tr_bytes rest = message->signers[0].unsigned_attributes;
    tr_status status = TR_OK;
    tr_attribute attribute;

    while (status == TR_OK && tr_attribute_next(&attribute, &rest))
        status = judge_attribute(signature, &attribute, message, rules, err);
    if (status == TR_OK && rest.size > 0)
        status = add(signature, TR_F_UNKNOWN_ATTRIBUTE, TR_WARNING, TR_NOT_TRUSTED,
                     TR_WORDS("not readable"), rest.size, err);
    return status == TR_OK ? choose_stamp(signature, err) : status;
}
