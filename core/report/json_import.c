#include <stdlib.h>

#include "core/report/json.h"
#include "core/trust/certificate.h"

static json_t *owned_text(char *text)
{
    json_t *value = text ? tr_json_text(text) : NULL;

    free(text);
    return value;
}

/* What is known of it: of its bytes, else of the catalogue. */
static json_t *certificate_of(const tr_import *import)
{
    const tr_required *required = import->required;
    const tr_sought *sought = &import->sought;
    X509 *found = sought->found;
    tr_thumbprint thumbprint = sought->thumbprint;
    bool has_both = found && tr_thumbprint_of(&thumbprint, found, NULL) == TR_OK;

    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o}", "name",
        found ? owned_text(tr_certificate_common_name(found))
              : tr_json_text(required ? required->common_name : import->wanted),
        "subject",
        found ? owned_text(tr_certificate_subject(found))
              : tr_json_text(required ? required->subject : NULL),
        "sha1", tr_json_hex(has_both || sought->has_sha1 ? thumbprint.sha1 : NULL, TR_SHA1_SIZE),
        "sha256",
        tr_json_hex(has_both || sought->has_sha256 ? thumbprint.sha256 : NULL, TR_SHA256_SIZE),
        "url", tr_json_text(required ? required->url : NULL));
}

void tr_json_import(tr_report *report, const tr_import *import, bool is_plan)
{
    const tr_required *required = import->required;
    json_t *object = json_pack("{s:s, s:o, s:s, s:o, s:b, s:b, s:b, s:o}", "type", "import", "id",
                               tr_json_text(required ? required->id : NULL), "action",
                               tr_import_action_word(import->action), "reason",
                               tr_json_text(import->reason), "pinned", import->is_pinned, "dry_run",
                               is_plan, "installed", import->is_installed, "change",
                               import->change > 0 ? json_integer(import->change) : json_null());
    json_t *certificate = certificate_of(import);
    bool is_good = certificate && json_object_update(object, certificate) == 0;

    if (is_good && import->place)
        is_good = tr_json_set_path(object, "store", "store_bytes", import->place);
    else if (is_good)
        is_good = json_object_set_new(object, "store", json_null()) == 0;
    if (is_good && import->sought.found_in)
        is_good = tr_json_set_path(object, "from", "from_bytes", import->sought.found_in);
    else if (is_good)
        is_good = json_object_set_new(object, "from", json_null()) == 0;
    json_decref(certificate);
    if (!is_good) {
        json_decref(object);
        object = NULL;
    }
    tr_records_write(report->options.records, object);
}
