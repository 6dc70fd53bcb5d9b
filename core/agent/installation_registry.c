/* What the registry says of an installation. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/agent/installation_facts.h"

#define AGENT_KEY  "SOFTWARE\\TrendMicro\\PC-cillinNTCorp\\CurrentVersion"
#define MISC_KEY   AGENT_KEY "\\Misc."
#define SERVER_KEY "SOFTWARE\\TrendMicro\\OfficeScan\\service\\Information"

/* Keys are read in this order, and whatever type a value has. */
static const struct {
    tr_fact fact;
    const char *key;
    const char *value;
} agent_values[] = {
    { TR_FACT_PRODUCT, MISC_KEY, "ProductName" },
    { TR_FACT_VERSION, MISC_KEY, "ProgramVer" },
    { TR_FACT_SERVER, AGENT_KEY, "Server" },
    { TR_FACT_HTTP_PORT, AGENT_KEY, "ServerPort" },
    { TR_FACT_HTTPS_PORT, AGENT_KEY, "ServerSSLPort" },
    { TR_FACT_AGENT_PORT, AGENT_KEY, "LocalServerPort" },
    { TR_FACT_GUID, AGENT_KEY, "GUID" },
    { TR_FACT_NO_UPGRADE, MISC_KEY, "NoProgramUpgrade" },
    { TR_FACT_UNINSTALL, MISC_KEY, "Allow Uninstall" },
    { TR_FACT_NO_PASSWORD, MISC_KEY, "NoPwdProtect" },
};

/* One view of a registry. */
typedef struct reading {
    const tr_registry *registry;
    tr_registry_view view;
} reading;

static void write_source(char *out, size_t room, const reading *from, const char *key,
                         const char *value)
{
    snprintf(out, room, "HKLM\\%s: %s (%s-bit view)", key, value,
             from->view == TR_REGISTRY_32 ? "32" : "64");
}

/* A text or a number, to free(); NULL: neither is there. */
static tr_status read_value(char **out, const reading *from, const char *key, const char *value,
                            tr_error *err)
{
    char digits[16];
    uint32_t number = 0;
    bool is_number = false;
    tr_status status = tr_registry_text(out, from->registry, from->view, key, value, err);

    if (status != TR_OK || *out)
        return status;
    status = tr_registry_number(&is_number, &number, from->registry, from->view, key, value, err);
    if (status != TR_OK || !is_number)
        return status;
    snprintf(digits, sizeof(digits), "%" PRIu32, number);
    *out = strdup(digits);
    return *out ? TR_OK : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read the registry");
}

static tr_status read_fact(tr_installation *out, tr_fact fact, const reading *from, const char *key,
                           const char *value, tr_error *err)
{
    char source[256];
    char *text = NULL;
    tr_status status = read_value(&text, from, key, value, err);

    write_source(source, sizeof(source), from, key, value);
    if (status == TR_OK && text)
        status = tr_installation_learn(out, fact, text, source, err);
    free(text);
    return status;
}

/* Where the folder is that a value names; it may be gone, but is kept by that name. */
static tr_status read_folder(tr_installation *out, const reading *from, const char *key,
                             const char *value, tr_error *err)
{
    char source[256];
    char *named = NULL;
    char *located = NULL;
    tr_status status = tr_registry_text(&named, from->registry, from->view, key, value, err);

    if (status == TR_OK && named && *named)
        status = tr_registry_locate(&located, from->registry, named, err);
    if (status == TR_OK && named && *named) {
        write_source(source, sizeof(source), from, key, value);
        out->folder = strdup(located ? located : named);
        out->folder_source = strdup(source);
        out->has_folder = located != NULL;
        if (!out->folder || !out->folder_source)
            status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read the registry");
    }
    free(located);
    free(named);
    return status;
}

tr_status tr_installation_read_registry(bool *is_there, tr_installation *out,
                                        tr_installation_kind kind, const tr_registry *registry,
                                        tr_registry_view view, tr_error *err)
{
    const bool is_agent = kind == TR_INSTALLATION_AGENT;
    const reading from = { registry, view };
    tr_installation found = { .kind = kind };
    tr_status status = read_folder(&found, &from, is_agent ? AGENT_KEY : SERVER_KEY,
                                   is_agent ? "Application Path" : "Local_Path", err);

    for (size_t index = 0;
         status == TR_OK && is_agent && index < sizeof(agent_values) / sizeof(agent_values[0]);
         index++)
        status = read_fact(&found, agent_values[index].fact, &from, agent_values[index].key,
                           agent_values[index].value, err);
    if (status != TR_OK) {
        tr_installation_clear(&found);
        return status;
    }
    /* Where neither is said, there are but remains of an agent. */
    *is_there = found.folder || found.facts[TR_FACT_SERVER].text;
    if (!*is_there)
        tr_installation_clear(&found);
    *out = found;
    return TR_OK;
}
