#include "core/authenticode/examination.h"

#include <stdlib.h>

#include "core/authenticode/der.h"
#include "core/authenticode/indirect_data.h"
#include "core/authenticode/signer_info.h"
#include "core/trust/certificate.h"
#include "core/words/words.h"

#define ALIGNMENT 8 /* signatures are padded with zeros to a multiple of this */
#define HEX_HEAD  8 /* bytes of hidden data that a finding shows */

/*
 * Bytes behind a message's own end are padding if they are few and zero; else they hide something.
 * Where the message is all of the file they make it a file of another kind as well, such as a page
 * with scripts.
 */
static tr_status tell_padding(tr_examined *item, bool is_file, tr_bytes rest, tr_error *err)
{
    char head[2 * HEX_HEAD + 1];
    bool is_zero = true;

    for (size_t i = 0; i < rest.size && is_zero; i++)
        is_zero = rest.data[i] == 0;
    if (is_zero && rest.size < ALIGNMENT)
        return TR_OK;
    if (is_file)
        return tr_findings_add(&item->findings, TR_F_TRAILING_MESSAGE, TR_FAULT,
                               TR_MALFORMED_MESSAGE, NULL, NULL, rest.size, err);
    tr_hex(head, rest.data, rest.size < HEX_HEAD ? rest.size : HEX_HEAD);
    return tr_findings_add(&item->findings, TR_F_PADDING_IN_TABLE, TR_WARNING, TR_NOT_TRUSTED, head,
                           NULL, rest.size, err);
}

static tr_status tell_malformed(tr_examined *item, const char *what, tr_error *err)
{
    return tr_findings_add(&item->findings, TR_F_MALFORMED_MESSAGE, TR_FAULT, TR_MALFORMED_MESSAGE,
                           what, NULL, 0, err);
}

static tr_status examine(tr_examined *item, const tr_signed_file *file, tr_bytes bytes,
                         tr_error *err)
{
    tr_error why;
    size_t used;
    tr_status status = tr_signed_data_parse_shared(&item->message, bytes, &used, file->pool, &why);

    if (status == TR_ERR_FORMAT)
        return tell_malformed(item, why.message, err);
    if (status != TR_OK)
        return tr_error_set(err, status, why.code, "'%s': %s", file->source.name, why.message);
    item->has_claim = tr_indirect_data_parse(&item->claim, item->message);
    if (!item->has_claim && file->format && !file->format->is_self_contained)
        status = tell_malformed(item, TR_WORDS("it does not say which file it signs"), err);
    else if (!item->has_claim && !item->message->has_content)
        status = tell_malformed(item, TR_WORDS("it signs nothing"), err);
    if (status == TR_OK && used < bytes.size)
        status = tell_padding(item, file->is_message && item->source == TR_SOURCE_EMBEDDED,
                              (tr_bytes){ bytes.data + used, bytes.size - used }, err);
    return status;
}

/* What signs its own content has nothing else to bind a nested signature to it. */
static tr_status compare_content(tr_examined *item, const tr_signed_file *file,
                                 const tr_examined *outer, tr_error *err)
{
    if (!file->format || !file->format->is_self_contained || !item->message ||
        tr_bytes_equal(item->message->content, outer->message->content))
        return TR_OK;
    return tell_malformed(item, TR_WORDS("it signs other content than the one it is nested in"),
                          err);
}

static tr_status add(tr_examination *examination, const tr_signed_file *file, tr_bytes bytes,
                     tr_signature_source source, size_t parent, tr_error *err)
{
    tr_examined *item = &examination->items[examination->count];
    tr_status status;

    if (examination->count == TR_SIGNATURE_MAX || examination->rewritten > TR_MESSAGE_MAX) {
        examination->is_cut_off = true;
        return TR_OK;
    }
    item->source = source;
    item->parent = source == TR_SOURCE_NESTED ? parent : examination->count;
    examination->count++;
    status = examine(item, file, bytes, err);
    if (item->message && item->message->owned)
        examination->rewritten += item->message->der.size;
    if (status == TR_OK && source == TR_SOURCE_NESTED)
        status = compare_content(item, file, &examination->items[parent], err);
    return status;
}

/* The values of one attribute: signatures, of which the last may be BER. */
static tr_status add_values(tr_examination *examination, const tr_signed_file *file,
                            tr_bytes values, size_t parent, tr_error *err)
{
    tr_status status = TR_OK;
    tr_der value;

    while (status == TR_OK && tr_der_next(&value, &values))
        status = add(examination, file, value.whole, TR_SOURCE_NESTED, parent, err);
    if (status == TR_OK && values.size > 0)
        status = add(examination, file, values, TR_SOURCE_NESTED, parent, err);
    return status;
}

/* Those nested in one message are put behind all that are known so far; no recursion. */
static tr_status add_nested(tr_examination *examination, const tr_signed_file *file, size_t parent,
                            tr_error *err)
{
    const tr_signed_data *message = examination->items[parent].message;
    tr_status status = TR_OK;
    tr_attribute attribute;
    tr_bytes rest;

    if (!message || message->signer_count == 0)
        return TR_OK;
    rest = message->signers[0].unsigned_attributes;
    while (status == TR_OK && tr_attribute_next(&attribute, &rest)) {
        if (tr_der_is_oid(attribute.oid, TR_OID_NESTED_SIGNATURE))
            status = add_values(examination, file, attribute.values, parent, err);
    }
    return status;
}

static tr_status answer_claims(tr_examination *examination, tr_signed_file *file, unsigned threads,
                               tr_error *err)
{
    tr_claim *claims[TR_SIGNATURE_MAX];
    size_t count = 0;

    for (size_t i = 0; i < examination->count; i++) {
        if (examination->items[i].has_claim)
            claims[count++] = &examination->items[i].claim;
    }
    return tr_signed_file_check(file, claims, count, threads, err);
}

tr_status tr_examination_make(tr_examination **out, tr_signed_file *file, unsigned threads,
                              tr_error *err)
{
    tr_status status = TR_OK;
    tr_examination *examination = calloc(1, sizeof(*examination));

    if (!examination)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to judge '%s'", file->source.name);
    for (size_t i = 0; i < file->blob_count && status == TR_OK; i++) {
        status = add(examination, file, file->blobs[i].message, TR_SOURCE_EMBEDDED, 0, err);
        if (status == TR_OK)
            status = tr_findings_append(&examination->items[examination->count - 1].findings,
                                        &file->blobs[i].findings, err);
    }
    for (size_t i = 0; i < examination->count && status == TR_OK; i++)
        status = add_nested(examination, file, i, err);
    if (status == TR_OK)
        status = answer_claims(examination, file, threads, err);
    if (status == TR_OK)
        *out = examination;
    else
        tr_examination_free(examination);
    return status;
}

void tr_examination_free(tr_examination *examination)
{
    if (!examination)
        return;
    for (size_t i = 0; i < examination->count; i++) {
        tr_signed_data_free(examination->items[i].message);
        free(examination->items[i].owned);
        tr_findings_clear(&examination->items[i].claim.findings);
        tr_findings_clear(&examination->items[i].findings);
    }
    free(examination);
}
