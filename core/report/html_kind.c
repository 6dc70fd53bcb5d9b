#include "core/report/html_kind.h"

#include <string.h>

static const tr_html_kind kinds[] = {
    { "file", "Files", "File", "path", "", "reason message", "remedy", "", "", "",
      tr_html_state_of_file },
    { "renamed", "Renamed files", "File", "path", "", "reason", "remedy", "", "", "",
      tr_html_state_of_renamed },
    { "required", "Required certificates", "Certificate", "name subject id", "", "explanation note",
      "", "", "", "", tr_html_state_of_required },
    { "installed", "Installed certificates", "Certificate", "name subject", "", "", "", "", "", "",
      tr_html_state_of_installed },
    { "import", "Certificates to import", "Certificate", "name subject id", "", "reason", "", "",
      "", "", tr_html_state_of_import },
    { "finding", "Findings, in order of cause", "Finding", "title", "family when", "cause evidence",
      "remedy", "command", "number", "follows_from", tr_html_state_of_finding },
    { "finding before", "Findings before mending", "Finding", "title", "family", "cause evidence",
      "remedy", "command", "number", "follows_from", tr_html_state_of_finding },
    { "plan", "What there was to mend", "Plan", "", "", "", "", "", "", "", tr_html_state_of_any },
    { "mended", "What was mended", "Change", "text", "", "", "", "", "", "",
      tr_html_state_of_change },
    { "overlooked", "What was not looked at", "What", "what", "", "why", "", "", "", "",
      tr_html_state_of_overlooked },
    { "transfer", "Commands of IpXfer", "Server", "server", "", "", "", "command", "", "",
      tr_html_state_of_transfer },
    { "pasted", "Commands that were pasted", "Program", "program", "", "remarks", "", "mended", "",
      "", tr_html_state_of_pasted },
    { "symptom", "Symptoms", "Symptom", "title id", "id family", "cause note", "action", "command",
      "", "", tr_html_state_of_symptom },
    { "hit", "Where they were found", "File", "path", "line time symptom", "text", "", "", "", "",
      tr_html_state_of_hit },
    { "installation", "Installations of the product", "Folder", "folder kind", "kind", "failure",
      "", "", "", "", tr_html_state_of_installation },
    { "agent-certificate", "Certificates of agents", "File", "path", "kind", "meaning failure",
      "remedy", "", "", "", tr_html_state_of_certificate },
    { "other-certificate", "Other certificates", "Certificate", "meaning", "", "", "", "", "", "",
      tr_html_state_of_any },
    { "replacement", "Certificates to replace", "File", "path", "", "reason", "", "", "", "",
      tr_html_state_of_replacement },
    { "agent", "Agents", "Agent", "name address guid", "address version", "", "", "command", "", "",
      tr_html_state_of_agent },
    { "fault", "Odd lines of the list", "Line", "text", "line", "", "", "", "", "",
      tr_html_state_of_line },
    { "check", "Signature checks", "Check", "key", "", "warning", "", "", "", "",
      tr_html_state_of_any },
    { "step", "Changes of signature checks", "Check", "key", "", "warning", "", "", "", "",
      tr_html_state_of_step },
    { "service", "Services", "Service", "name", "", "", "", "", "", "", tr_html_state_of_any },
    { "change", "Changes", "Change", "text", "time who", "reason note", "", "", "", "",
      tr_html_state_of_change },
    { "undo", "Changes to take back", "Change", "text", "", "message", "", "", "", "",
      tr_html_state_of_undo },
    { "", "Other things", "What", "title path name subject machine id text", "family",
      "explanation reason message text evidence warning note", "remedy action advice", "command",
      "", "", tr_html_state_of_any },
};

/* Findings of before mending stand by themselves, for what is left is told again. */
static const char *type_of(const json_t *record)
{
    const char *type = json_string_value(json_object_get(record, "type"));
    const char *when = json_string_value(json_object_get(record, "when"));
    const bool is_past = when && strcmp(when, "before") == 0;

    return is_past && strcmp(type, "finding") == 0 ? "finding before" : type;
}

const tr_html_kind *tr_html_kind_of(const json_t *record)
{
    const char *type = type_of(record);
    const tr_html_kind *kind = kinds;

    while (*kind->type && strcmp(kind->type, type) != 0)
        kind++;
    return kind;
}

static bool has_word(const char *list, const char *word)
{
    size_t size = strlen(word);

    for (const char *at = list; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");

        if (length == size && strncmp(at, word, size) == 0)
            return true;
        at += length;
    }
    return false;
}

bool tr_html_kind_shows(const tr_html_kind *kind, const char *key)
{
    return strcmp(key, "type") == 0 || has_word(kind->subject, key) ||
           has_word(kind->addition, key) || has_word(kind->why, key) ||
           has_word(kind->remedy, key) || has_word(kind->commands, key) ||
           has_word(kind->number, key) || has_word(kind->causes, key);
}

const char *tr_html_title_of(const char *command)
{
    static const struct {
        const char *command;
        const char *title;
    } titles[] = {
        { "verify", "Signatures of files" },
        { "roots", "Required and installed certificates" },
        { "import", "Import of missing certificates" },
        { "invalid", "Renamed files" },
        { "restore", "Restoring renamed files" },
        { "checks", "The product's own signature checks" },
        { "history", "What Trustmend changed" },
        { "undo", "Changes taken back" },
        { "check", "Check of this machine" },
        { "agent", "The agent's certificate" },
        { "mismatched", "Mismatched agents" },
        { "transfer", "Moving an agent" },
        { "logs", "Known symptoms in logs" },
    };

    for (size_t index = 0; index < sizeof(titles) / sizeof(titles[0]); index++) {
        if (strcmp(titles[index].command, command) == 0)
            return titles[index].title;
    }
    return command;
}
