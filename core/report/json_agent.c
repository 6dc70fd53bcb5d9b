/* Installations and their certificates as records. */
#include <stdlib.h>

#include "core/report/json.h"
#include "core/report/json_agent.h"
#include "core/trust/certificate.h"
#include "core/trust/inventory.h"
#include "core/words/words.h"

static json_t *owned_text(char *text)
{
    json_t *value = text ? tr_json_text(text) : NULL;

    free(text);
    return value;
}

/* Add the members of part, which is taken, to *object; *object becomes NULL when out of memory. */
static void add(json_t **object, json_t *part)
{
    if (!*object || !part || json_object_update(*object, part) != 0) {
        json_decref(*object);
        *object = NULL;
    }
    json_decref(part);
}

static void add_path(json_t **object, const char *key, const char *key_bytes, const char *path)
{
    bool is_good = path ? tr_json_set_path(*object, key, key_bytes, path)
                        : *object && json_object_set_new(*object, key, json_null()) == 0;

    if (!is_good) {
        json_decref(*object);
        *object = NULL;
    }
}

static const char *kind_word(tr_installation_kind kind)
{
    return kind == TR_INSTALLATION_AGENT ? "agent" : "server";
}

static json_t *facts_of(const tr_installation *installation)
{
    json_t *facts = json_object();

    for (size_t index = 0; index < TR_FACT_COUNT; index++) {
        const tr_fact_value *value = &installation->facts[index];
        json_t *fact = value->text ? json_pack("{s:o, s:o}", "value", tr_json_text(value->text),
                                               "source", tr_json_text(value->source))
                                   : json_null();

        json_object_set_new(facts, tr_fact_word((tr_fact)index), fact);
    }
    return facts;
}

static const char *state_word(const tr_installed_service *service)
{
    static const char *const words[] = {
        [TR_SERVICE_MISSING] = "missing",
        [TR_SERVICE_STOPPED] = "stopped",
        [TR_SERVICE_RUNNING] = "running",
        [TR_SERVICE_CHANGING] = "changing",
    };

    return service->is_known ? words[service->state] : "unknown";
}

static json_t *services_of(const tr_installation *installation)
{
    json_t *services = json_array();

    for (size_t index = 0; index < installation->service_count; index++) {
        const tr_installed_service *service = &installation->services[index];

        json_array_append_new(services,
                              json_pack("{s:s, s:o, s:s, s:b}", "name", service->name, "title",
                                        tr_json_text(service->title), "state", state_word(service),
                                        "essential", service->is_essential));
    }
    return services;
}

void tr_json_installation(tr_report *report, const tr_installation *installation)
{
    json_t *object = json_pack("{s:s, s:s, s:o, s:b, s:b, s:o, s:o, s:o}", "type", "installation",
                               "kind", kind_word(installation->kind), "folder_source",
                               tr_json_text(installation->folder_source), "folder_there",
                               installation->has_folder, "here", installation->is_here, "facts",
                               facts_of(installation), "services", services_of(installation),
                               "failure", tr_json_text(installation->failure));

    add_path(&object, "folder", "folder_bytes", installation->folder);
    tr_records_write(report->options.records, object);
}

static json_t *certificate_of(const tr_server_certificate *of)
{
    const X509 *certificate = of->certificate;
    tr_anchor anchor = { .certificate = of->certificate };
    tr_inventory inventory;
    json_t *object;

    if (!certificate)
        return json_null();
    inventory = tr_inventory_of(&anchor, NULL, 0);
    object = json_pack("{s:o, s:o, s:o, s:s, s:s, s:s, s:o, s:o, s:o, s:i, s:s}", "name",
                       owned_text(tr_certificate_common_name(certificate)), "subject",
                       owned_text(tr_certificate_subject(certificate)), "issuer",
                       owned_text(tr_certificate_issuer(certificate)), "serial",
                       tr_certificate_serial(certificate).text, "not_before",
                       tr_time_text(tr_certificate_not_before(certificate)).text, "not_after",
                       tr_time_text(tr_certificate_not_after(certificate)).text, "sha1",
                       tr_json_hex(of->thumbprint.sha1, TR_SHA1_SIZE), "sha256",
                       tr_json_hex(of->thumbprint.sha256, TR_SHA256_SIZE), "key",
                       tr_json_text(inventory.key), "key_bits", inventory.key_bits, "family",
                       tr_certificate_family_word(of->family));
    add_path(&object, "place", "place_bytes", of->place);
    return object;
}

static json_t *looks_of(const tr_agent_certificate *of)
{
    json_t *looks = json_array();

    for (size_t index = 0; index < of->look_count; index++) {
        const tr_certificate_look *look = &of->looks[index];

        json_array_append_new(looks, json_pack("{s:o, s:b, s:o}", "place",
                                               tr_json_text(look->place), "found", look->is_found,
                                               "failure", tr_json_text(look->failure)));
    }
    return looks;
}

void tr_json_agent_certificate(tr_report *report, const tr_agent_certificate *of)
{
    const tr_language language = report->options.language;
    const char *remedy = tr_agent_certificate_remedy(of);
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:b, s:o, s:o, s:o}", "type", "agent-certificate", "kind",
                  kind_word(of->kind), "state", tr_agent_certificate_word(of->state), "fault",
                  tr_agent_report_is_fault(of), "certificate", certificate_of(&of->own),
                  "server_certificate", certificate_of(&of->server), "looked_in", looks_of(of));

    add(&object, json_pack("{s:b, s:b, s:b, s:b}", "former", of->is_former, "other_server",
                           of->is_other_server, "server_expired", of->is_server_expired,
                           "server_not_yet_valid", of->is_server_early));
    add(&object,
        json_pack("{s:o, s:o, s:o, s:o, s:o}", "distrusted_in", tr_json_text(of->distrusted_in),
                  "server_distrusted_in", tr_json_text(of->server_distrusted_in), "failure",
                  tr_json_text(of->failure), "meaning",
                  tr_json_text(tr_words(language, tr_agent_certificate_meaning(of))), "remedy",
                  tr_json_text(remedy ? tr_words(language, remedy) : NULL)));
    add_path(&object, "path", "path_bytes", of->path);
    tr_records_write(report->options.records, object);
}

void tr_json_other_certificate(tr_report *report, const tr_server_certificate *other)
{
    tr_records_write(report->options.records,
                     json_pack("{s:s, s:o, s:s}", "type", "other-certificate", "certificate",
                               certificate_of(other), "meaning",
                               tr_certificate_family_meaning(other->family)));
}

void tr_json_agent_replacement(tr_report *report, const tr_agent_replacement *replacement)
{
    json_t *object =
        json_pack("{s:s, s:s, s:b, s:b, s:b, s:o, s:o}", "type", "replacement", "action",
                  !replacement->is_needed                           ? "none"
                  : replacement->refusal && !replacement->is_forced ? "refuse"
                                                                    : "replace",
                  "dry_run", replacement->is_plan, "done", replacement->is_done, "forced",
                  replacement->is_forced, "reason", tr_json_text(replacement->refusal), "change",
                  replacement->change > 0 ? json_integer(replacement->change) : json_null());

    add_path(&object, "path", "path_bytes", replacement->certificate->path);
    add_path(&object, "backup", "backup_bytes", replacement->backup);
    tr_records_write(report->options.records, object);
}

void tr_json_agent_end(tr_report *report, uint64_t certificates, uint64_t faults, bool is_complete)
{
    tr_records_write(report->options.records,
                     json_pack("{s:s, s:b, s:I, s:I}", "type", "summary", "complete", is_complete,
                               "certificates", (json_int_t)certificates, "faults",
                               (json_int_t)faults));
}
