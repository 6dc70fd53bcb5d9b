#include "core/report/csv_columns.h"

#include <stddef.h>
#include <string.h>

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* What a file's signatures are like: of several ones, side by side. */
#define VERIFICATION                                                                               \
    "format", "size", "verdict", "code", "name", "strict.verdict", "strict.code", "strict.name",   \
        "reason", "remedy", "message", "missing.subject", "missing.sha1", "missing.sha256",        \
        "missing.key_id", "missing.store", "missing.required_id", "what_if.verdict",               \
        "what_if.with", "what_if.supposed", "signatures.source", "signatures.digest",              \
        "signatures.verdict", "signatures.name", "signatures.signer.subject",                      \
        "signatures.signer.issuer", "signatures.signer.serial", "signatures.signer.sha1",          \
        "signatures.signer.sha256", "signatures.signer.not_before", "signatures.signer.not_after", \
        "signatures.timestamp.kind", "signatures.timestamp.time", "signatures.findings.id",        \
        "findings.id"

static const tr_csv_layout layouts[] = {
    { "check", LIST("finding", "overlooked", "plan", "mended", "file"),
      LIST("type", "when", "number", "id", "severity", "family", "subject", "key", "title", "cause",
           "evidence", "remedy", "command", "mendable", "count", "places.path", "places.path_bytes",
           "places.line", "places.text", "follows_from", "what", "why", "failed", "dry_run",
           "install", "fetch", "restore", "replace", "enforce", "change", "kind", "state", "text",
           "path", "path_bytes", "verdict", "message") },
    { "verify", LIST("file"), LIST("path", "path_bytes", VERIFICATION) },
    { "roots", LIST("required"),
      LIST("id", "status", "fault", "expired", "name", "subject", "issuer_id", "issuer_name",
           "serial", "sha1", "sha256", "key_id", "not_before", "not_after", "store", "profile",
           "purpose", "products", "since", "evidence", "values", "source", "note", "url",
           "explanation", "fetch", "limited", "files", "carried", "example", "installed_in.path",
           "installed_in.path_bytes", "installed_in.role", "look_alike.sha1",
           "look_alike.sha256") },
    { "roots", LIST("installed"),
      LIST("name", "subject", "issuer", "serial", "sha1", "sha256", "not_before", "not_after",
           "required_id", "key", "key_bits", "digest", "weak_key", "weak_digest", "expired",
           "age_days", "listing", "remark", "installed_in.path", "installed_in.path_bytes",
           "installed_in.role") },
    { "import", LIST("import"),
      LIST("id", "action", "reason", "pinned", "dry_run", "installed", "change", "name", "subject",
           "sha1", "sha256", "url", "store", "store_bytes", "from", "from_bytes") },
    { "invalid", LIST("renamed", "file"),
      LIST("type", "path", "path_bytes", "target", "target_bytes", "action", "target_state",
           "dry_run", "forced", "restored", "parked", "parked_as", "change", VERIFICATION) },
    { "restore", LIST("renamed", "file"),
      LIST("type", "path", "path_bytes", "target", "target_bytes", "action", "target_state",
           "dry_run", "forced", "restored", "parked", "parked_as", "change", VERIFICATION) },
    { "checks", LIST("check", "step", "service"),
      LIST("type", "path", "path_bytes", "check", "section", "key", "state", "line", "value",
           "relaxed.change", "relaxed.since", "relaxed.by", "relaxed.reason", "action", "dry_run",
           "done", "before", "after", "value_before", "value_after", "warning", "name",
           "outcome") },
    { "mismatched", LIST("agent"),
      LIST("line", "name", "address", "guid", "version", "date", "thumbprint", "fix", "command",
           "others.heading", "others.value") },
    { "transfer", LIST("transfer", "pasted", "run"),
      LIST("type", "server", "port", "ssl_port", "agent_port", "certificate", "domain", "command",
           "command_in_file", "program", "parts.switch", "parts.value", "remarks.severity",
           "remarks.position", "remarks.text", "remarks_left_out", "mended", "outcome", "before",
           "wanted", "after", "exit_code", "timed_out", "change") },
    { "logs", LIST("hit", "file"),
      LIST("type", "symptom", "family", "path", "path_bytes", "line", "time", "log", "text",
           "verdict", "message") },
    { "logs", LIST("symptom"),
      LIST("id", "family", "family_name", "title", "hits", "files", "first", "last", "cause",
           "action", "command", "evidence", "source", "note") },
    { "agent", LIST("installation", "agent-certificate", "other-certificate", "replacement"),
      LIST("type", "kind", "folder", "folder_bytes", "folder_source", "folder_there", "here",
           "facts.product.value", "facts.version.value", "facts.server.value",
           "facts.http_port.value", "facts.https_port.value", "facts.agent_port.value",
           "facts.guid.value", "facts.no_program_upgrade.value", "facts.allow_uninstall.value",
           "facts.no_password_protection.value", "services.name", "services.state", "path",
           "path_bytes", "state", "fault", "certificate.name", "certificate.subject",
           "certificate.issuer", "certificate.serial", "certificate.not_before",
           "certificate.not_after", "certificate.sha1", "certificate.sha256", "certificate.key",
           "certificate.key_bits", "certificate.family", "certificate.place",
           "server_certificate.name", "server_certificate.serial", "server_certificate.not_after",
           "server_certificate.sha1", "server_certificate.sha256", "server_certificate.place",
           "looked_in.place", "looked_in.failure", "former", "other_server", "server_expired",
           "server_not_yet_valid", "distrusted_in", "server_distrusted_in", "failure", "meaning",
           "remedy", "action", "dry_run", "done", "forced", "reason", "backup", "backup_bytes",
           "change") },
    { "history", LIST("change"),
      LIST("id", "run", "time", "closed", "who", "kind", "state", "path", "path_bytes", "before",
           "after", "backup", "reason", "note", "undoes", "undone_by", "text") },
    { "undo", LIST("undo"),
      LIST("id", "kind", "path", "path_bytes", "dry_run", "undone", "message", "text") },
};

bool tr_csv_layout_has(const tr_csv_layout *layout, const char *type)
{
    for (const char *const *known = layout->types; *known; known++) {
        if (strcmp(*known, type) == 0)
            return true;
    }
    return false;
}

const tr_csv_layout *tr_csv_layout_find(const char *command, const char *type)
{
    for (size_t index = 0; index < sizeof(layouts) / sizeof(layouts[0]); index++) {
        const tr_csv_layout *layout = &layouts[index];

        if (strcmp(layout->command, command) == 0 && (!type || tr_csv_layout_has(layout, type)))
            return layout;
    }
    return NULL;
}
