#include "core/report/json.h"

#include <stdlib.h>

#include "core/trust/certificate.h"

/* Append to an array; takes value. An array that cannot take it is given up. */
static json_t *append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) == 0)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *findings_of(const tr_findings *first, const tr_findings *second,
                           tr_language language)
{
    const tr_findings *lists[] = { first, second };
    json_t *array = json_array();

    for (size_t list = 0; list < 2; list++) {
        for (size_t index = 0; lists[list] && index < lists[list]->count; index++) {
            const tr_finding *finding = &lists[list]->items[index];
            char *text = tr_finding_text_in(finding, language);

            array = append(array,
                           text ? json_pack("{s:s, s:s, s:o}", "id", tr_finding_word(finding->id),
                                            "severity", tr_severity_word(finding->severity), "text",
                                            tr_json_text(text))
                                : NULL);
            free(text);
        }
    }
    return array;
}

/* A text that is the caller's to free(). */
static json_t *owned_text(char *text)
{
    json_t *value = text ? tr_json_text(text) : NULL;

    free(text);
    return value;
}

static json_t *validity(time_t time, const X509 *certificate)
{
    /* 0 and -1 say that the times cannot be read. */
    if (tr_certificate_not_before(certificate) == 0 && tr_certificate_not_after(certificate) == -1)
        return json_null();
    return tr_json_time(time);
}

static json_t *certificate_of(const X509 *certificate)
{
    tr_thumbprint thumbprint;

    if (!certificate)
        return json_null();
    if (tr_thumbprint_of(&thumbprint, certificate, NULL) != TR_OK)
        return NULL;
    return json_pack("{s:o, s:o, s:s, s:o, s:o, s:o, s:o}", "subject",
                     owned_text(tr_certificate_subject(certificate)), "issuer",
                     owned_text(tr_certificate_issuer(certificate)), "serial",
                     tr_certificate_serial(certificate).text, "sha1",
                     tr_json_hex(thumbprint.sha1, TR_SHA1_SIZE), "sha256",
                     tr_json_hex(thumbprint.sha256, TR_SHA256_SIZE), "not_before",
                     validity(tr_certificate_not_before(certificate), certificate), "not_after",
                     validity(tr_certificate_not_after(certificate), certificate));
}

/* What is known of a link's identity: its own thumbprints, or the catalogue's. */
static void identify(const unsigned char **sha1, const unsigned char **sha256, const tr_link *link)
{
    *sha1 = *sha256 = NULL;
    if (link->certificate) {
        *sha1 = link->thumbprint.sha1;
        *sha256 = link->thumbprint.sha256;
    } else if (link->required) {
        *sha1 = link->required->sha1;
        *sha256 = link->required->has_sha256 ? link->required->sha256 : NULL;
    }
}

static json_t *required_id_of(const tr_link *link)
{
    return tr_json_text(link->required ? link->required->id : NULL);
}

static json_t *link_of(const tr_chain *chain, const tr_link *link)
{
    const unsigned char *sha1;
    const unsigned char *sha256;

    identify(&sha1, &sha256, link);
    return json_pack("{s:o, s:o, s:o, s:s, s:b, s:o}", "subject", tr_json_text(link->subject),
                     "sha1", tr_json_hex(sha1, TR_SHA1_SIZE), "sha256",
                     tr_json_hex(sha256, TR_SHA256_SIZE), "role", tr_link_role_word(link->role),
                     "missing", tr_link_is_missing(chain, link), "required_id",
                     required_id_of(link));
}

static json_t *chain_of(const tr_chain *chain)
{
    json_t *array = json_array();

    for (size_t index = 0; index < chain->count; index++)
        array = append(array, link_of(chain, &chain->links[index]));
    return array;
}

/* A chain's findings stand with the stamp's, as they say why it does not count. */
static json_t *stamp_of(const tr_stamp *stamp, tr_language language)
{
    json_t *object = json_pack("{s:s, s:o, s:s}", "kind", tr_stamp_kind_word(stamp->kind), "time",
                               stamp->has_time ? tr_json_time(stamp->time) : json_null(), "digest",
                               tr_digest_word(stamp->digest));
    json_t *rest = json_pack("{s:o, s:o, s:o}", "signer", certificate_of(stamp->signer), "chain",
                             chain_of(&stamp->chain), "findings",
                             findings_of(&stamp->findings, &stamp->chain.findings, language));
    json_t *verdict = tr_json_verdict(stamp->verdict);

    if (!verdict || !rest || json_object_update(object, verdict) != 0 ||
        json_object_update(object, rest) != 0) {
        json_decref(object);
        object = NULL;
    }
    json_decref(verdict);
    json_decref(rest);
    return object;
}

/* The one that counts; if none does, the first, whose verdict says why. */
static const tr_stamp *leading_stamp(const tr_signature *signature)
{
    if (signature->stamp)
        return signature->stamp;
    return signature->stamp_count > 0 ? &signature->stamps[0] : NULL;
}

static json_t *other_stamps_of(const tr_signature *signature, tr_language language)
{
    const tr_stamp *leading = leading_stamp(signature);
    json_t *array = json_array();

    for (size_t index = 0; index < signature->stamp_count; index++) {
        if (&signature->stamps[index] != leading)
            array = append(array, stamp_of(&signature->stamps[index], language));
    }
    return array;
}

static json_t *signature_of(const tr_signature *signature, size_t index, tr_language language)
{
    const tr_stamp *stamp = leading_stamp(signature);
    json_t *object = json_pack(
        "{s:I, s:s, s:o, s:s}", "index", (json_int_t)index, "source",
        tr_signature_source_word(signature->source), "parent",
        signature->parent == index ? json_null() : json_integer((json_int_t)signature->parent),
        "digest", tr_digest_word(signature->digest));
    json_t *verdict = tr_json_verdict(signature->verdict);
    json_t *rest = json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "strict",
        tr_json_verdict(signature->strict), "program", tr_json_text(signature->program), "catalog",
        tr_json_text(signature->catalog), "signer", certificate_of(signature->signer), "judged_at",
        tr_json_time(signature->at), "timestamp", stamp ? stamp_of(stamp, language) : json_null(),
        "other_timestamps", other_stamps_of(signature, language), "chain",
        chain_of(&signature->chain), "findings", findings_of(&signature->findings, NULL, language));

    if (!verdict || !rest || json_object_update(object, verdict) != 0 ||
        json_object_update(object, rest) != 0) {
        json_decref(object);
        object = NULL;
    }
    json_decref(verdict);
    json_decref(rest);
    return object;
}

static json_t *missing_of(const tr_verification *verification)
{
    json_t *array = json_array();

    for (size_t index = 0; index < verification->missing_count; index++) {
        const tr_missing *missing = &verification->missing[index];
        const tr_link *link = missing->link;
        const unsigned char *sha1;
        const unsigned char *sha256;

        identify(&sha1, &sha256, link);
        array = append(
            array, json_pack("{s:o, s:o, s:o, s:o, s:o, s:b, s:o}", "subject",
                             tr_json_text(link->subject), "sha1", tr_json_hex(sha1, TR_SHA1_SIZE),
                             "sha256", tr_json_hex(sha256, TR_SHA256_SIZE), "key_id",
                             tr_json_hex(link->has_key_id ? link->key_id : NULL, TR_SHA1_SIZE),
                             "store", tr_json_text(missing->store), "guess", missing->is_guess,
                             "required_id", required_id_of(link)));
    }
    return array;
}

static json_t *what_if_of(const tr_verification *verification)
{
    json_t *with = json_array();

    for (size_t index = 0; index < verification->with_count; index++)
        with = append(with, tr_json_text(verification->with[index]->id));
    return json_pack("{s:s, s:o, s:b}", "verdict", tr_verdict_word(verification->what_if), "with",
                     with, "supposed", verification->is_supposed);
}

static json_t *signatures_of(const tr_verification *verification)
{
    json_t *array = json_array();

    for (size_t index = 0; index < verification->signature_count; index++)
        array = append(
            array, signature_of(&verification->signatures[index], index, verification->language));
    return array;
}

bool tr_json_set_verification(json_t *object, const tr_verification *verification)
{
    json_t *head = json_pack("{s:s, s:I}", "format", verification->format, "size",
                             (json_int_t)verification->size);
    json_t *verdict = tr_json_verdict(verification->verdict);
    json_t *rest = json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "strict", tr_json_verdict(verification->strict),
        "reason", tr_json_text(verification->reason), "remedy", tr_json_text(verification->remedy),
        "missing", missing_of(verification), "what_if", what_if_of(verification), "signatures",
        signatures_of(verification), "findings",
        findings_of(&verification->findings, NULL, verification->language));
    bool is_set = head && verdict && rest && json_object_update(object, head) == 0 &&
                  json_object_update(object, verdict) == 0 && json_object_update(object, rest) == 0;

    json_decref(head);
    json_decref(verdict);
    json_decref(rest);
    return is_set;
}
