#include "core/report/json.h"

#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"
#include "core/trust/inventory.h"

/* Where a certificate is installed; an empty array for none. */
static json_t *places_of(const tr_anchor *anchor)
{
    json_t *array = json_array();

    for (size_t index = 0; anchor && index < anchor->place_count; index++) {
        unsigned role = anchor->place_roles[index];
        const char *word = role & TR_ROLE_DISTRUSTED ? "distrusted"
                           : role & TR_ROLE_ANCHOR   ? "anchor"
                           : role & TR_ROLE_LISTED   ? "listed"
                                                     : "intermediate";
        json_t *place = json_object();

        if (!place || !tr_json_set_path(place, "path", "path_bytes", anchor->places[index]) ||
            json_object_set_new_nocheck(place, "role", json_string_nocheck(word)) != 0) {
            json_decref(place);
            place = NULL;
        }
        if (json_array_append_new(array, place) != 0) {
            json_decref(array);
            array = NULL;
        }
    }
    return array;
}

static json_t *look_alike_of(const tr_comparison_row *row)
{
    if (row->status != TR_REQUIRED_LOOK_ALIKE || !row->installed)
        return json_null();
    return json_pack("{s:o, s:o}", "sha1",
                     tr_json_hex(row->installed->thumbprint.sha1, TR_SHA1_SIZE), "sha256",
                     tr_json_hex(row->installed->thumbprint.sha256, TR_SHA256_SIZE));
}

/* Takes second. */
static json_t *joined(json_t *first, json_t *second)
{
    if (!second || json_object_update(first, second) != 0) {
        json_decref(first);
        first = NULL;
    }
    json_decref(second);
    return first;
}

static json_t *owned_text(char *text)
{
    json_t *value = text ? tr_json_text(text) : NULL;

    free(text);
    return value;
}

/* By name, as far as it is among the rows; a root issues itself. */
static json_t *issuer_of(const tr_comparison_row *rows, size_t count, const tr_required *required)
{
    if (!required->issuer_id)
        return required->store == TR_REQUIRED_IN_ROOT ? tr_json_text(required->common_name)
                                                      : json_null();
    for (size_t index = 0; index < count; index++) {
        if (strcmp(rows[index].required->id, required->issuer_id) == 0)
            return tr_json_text(rows[index].required->common_name);
    }
    return json_null();
}

static json_t *standing_of(const tr_comparison_row *row, tr_language language)
{
    return json_pack(
        "{s:o, s:s, s:o, s:I, s:b, s:o}", "explanation",
        owned_text(tr_comparison_row_explain(row, language)), "fetch", tr_fetch_word(row->fetch),
        "limited", row->limited ? tr_json_time(row->limited) : json_null(), "files",
        (json_int_t)row->files, "carried", row->is_carried, "example", tr_json_text(row->example));
}

static json_t *row_of(const tr_comparison_row *rows, size_t count, size_t index,
                      tr_language language)
{
    const tr_comparison_row *row = &rows[index];
    const tr_required *required = row->required;
    json_t *head =
        json_pack("{s:s, s:o, s:s, s:b, s:b, s:o, s:o, s:o, s:o, s:o}", "type", "required", "id",
                  tr_json_text(required->id), "status", tr_required_status_word(row->status),
                  "fault", tr_comparison_row_is_fault(row), "expired", row->is_expired, "name",
                  tr_json_text(required->common_name), "subject", tr_json_text(required->subject),
                  "issuer_id", tr_json_text(required->issuer_id), "issuer_name",
                  issuer_of(rows, count, required), "serial", tr_json_text(required->serial));
    json_t *identity = json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:s, s:s}", "sha1",
        tr_json_hex(required->lacks_sha1 ? NULL : required->sha1, TR_SHA1_SIZE), "sha256",
        tr_json_hex(required->has_sha256 ? required->sha256 : NULL, TR_SHA256_SIZE), "key_id",
        tr_json_hex(required->has_key_id ? required->key_id : NULL, TR_SHA1_SIZE), "not_before",
        required->not_before ? tr_json_time(required->not_before) : json_null(), "not_after",
        required->not_after ? tr_json_time(required->not_after) : json_null(), "store",
        required->store == TR_REQUIRED_IN_ROOT ? "Root" : "CA", "profile",
        required->profile == TR_PROFILE_NAMED ? "named" : "extended");
    json_t *rest = json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "purpose",
        tr_json_text(required->purpose), "products", tr_json_text(required->products), "since",
        tr_json_text(required->since), "evidence", tr_json_text(required->evidence), "values",
        tr_json_text(required->values), "source", tr_json_text(required->source), "note",
        tr_json_text(required->note), "url", tr_json_text(required->url), "installed_in",
        places_of(row->installed), "look_alike", look_alike_of(row));

    return joined(joined(joined(head, identity), rest), standing_of(row, language));
}

void tr_json_comparison(tr_report *report, const tr_comparison_row *rows, size_t count)
{
    for (size_t index = 0; index < count; index++)
        tr_records_write(report->options.records,
                         row_of(rows, count, index, report->options.language));
}

static json_t *inventory_json(const tr_anchor *anchor, const tr_comparison_base *base)
{
    const tr_inventory inventory = tr_inventory_of(anchor, base->trust_list, base->now);

    return json_pack("{s:o, s:i, s:o, s:b, s:b, s:b, s:i, s:s, s:o}", "key",
                     tr_json_text(inventory.key), "key_bits", inventory.key_bits, "digest",
                     tr_json_text(inventory.digest), "weak_key", inventory.has_weak_key,
                     "weak_digest", inventory.has_weak_digest, "expired", inventory.is_expired,
                     "age_days", inventory.age_days, "listing", tr_listing_word(inventory.listing),
                     "remark", tr_json_text(tr_anchor_remark(anchor)));
}

static json_t *updates_of(const tr_azure_signing *found)
{
    json_t *array = json_array();

    for (size_t index = 0; found->update && index < 2; index++) {
        const unsigned number = found->update->numbers[index];

        if (number && json_array_append_new(array, json_sprintf("KB%u", number)) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *number_or_null(bool is_known, uint32_t number)
{
    return is_known ? json_integer(number) : json_null();
}

void tr_json_azure_signing(tr_report *report, const tr_azure_signing *found)
{
    const tr_windows_version *windows = &found->windows;
    const tr_azure_update *update = found->update;

    tr_records_write(
        report->options.records,
        json_pack("{s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "type", "azure-signing",
                  "support", tr_azure_support_word(found->support), "fault",
                  tr_azure_signing_is_fault(found), "windows", tr_json_text(windows->product),
                  "build", number_or_null(windows->build, windows->build), "revision",
                  number_or_null(windows->has_revision, windows->revision), "needed_revision",
                  number_or_null(update && update->revision, update ? update->revision : 0),
                  "updates", updates_of(found), "explanation",
                  owned_text(tr_azure_signing_explain(found, report->options.language)), "root_id",
                  TR_AZURE_ROOT_ID));
}

static json_t *anchor_of(const tr_anchor *anchor, const tr_comparison_base *base,
                         const tr_trust_catalogue *catalogue)
{
    const X509 *certificate = anchor->certificate;
    const tr_required *required =
        catalogue ? tr_trust_catalogue_find_sha1(catalogue, anchor->thumbprint.sha1) : NULL;
    json_t *head = json_pack("{s:s, s:o, s:o, s:o, s:s}", "type", "installed", "name",
                             owned_text(tr_certificate_common_name(certificate)), "subject",
                             owned_text(tr_certificate_subject(certificate)), "issuer",
                             owned_text(tr_certificate_issuer(certificate)), "serial",
                             tr_certificate_serial(certificate).text);
    json_t *rest =
        json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "sha1",
                  tr_json_hex(anchor->thumbprint.sha1, TR_SHA1_SIZE), "sha256",
                  tr_json_hex(anchor->thumbprint.sha256, TR_SHA256_SIZE), "not_before",
                  tr_json_time(tr_certificate_not_before(certificate)), "not_after",
                  tr_json_time(tr_certificate_not_after(certificate)), "required_id",
                  tr_json_text(required ? required->id : NULL), "installed_in", places_of(anchor));

    return joined(joined(head, rest), inventory_json(anchor, base));
}

void tr_json_installed(tr_report *report, const tr_comparison_base *base,
                       const tr_trust_catalogue *catalogue)
{
    for (size_t index = 0; index < tr_anchor_store_count(base->store); index++)
        tr_records_write(report->options.records,
                         anchor_of(tr_anchor_store_get(base->store, index), base, catalogue));
}
