#include "core/agent/agent_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "core/agent/server_certificate.h"
#include "core/trust/certificate.h"

#define CERTIFICATE_NAME "OfcNTCer.dat"

#define PORT_TEXT 12
#define HEX_TEXT  (2 * TR_SHA1_SIZE + 1)

static void write_port(char out[PORT_TEXT], unsigned port)
{
    if (port == 0)
        strcpy(out, "-");
    else
        snprintf(out, PORT_TEXT, "%u", port);
}

static char *write_state(const char *server, const unsigned ports[3], const char *certificate)
{
    const size_t room = strlen(server) + strlen(certificate) + 128;
    char *text = malloc(room);
    char written[3][PORT_TEXT];

    for (size_t index = 0; index < 3; index++)
        write_port(written[index], ports[index]);
    if (text)
        snprintf(text, room, "server=%s port=%s ssl-port=%s agent-port=%s certificate=%s", server,
                 written[0], written[1], written[2], certificate);
    return text;
}

/* Of a file that may be missing, or anything. */
static tr_status thumbprint_of(char out[HEX_TEXT], const char *path, tr_error *err)
{
    tr_server_certificate certificate = { 0 };
    tr_status status = tr_server_certificate_load(&certificate, path, err);

    if (status == TR_OK)
        tr_hex(out, certificate.thumbprint.sha1, TR_SHA1_SIZE);
    tr_server_certificate_clear(&certificate);
    return status;
}

static tr_status own_thumbprint(char out[HEX_TEXT], const tr_installation *agent, tr_error *err)
{
    char *path = NULL;
    tr_status status = tr_installation_file(&path, agent, CERTIFICATE_NAME, err);

    if (status == TR_OK)
        status = thumbprint_of(out, path, err);
    free(path);
    if (status == TR_ERR_MEMORY)
        return status;
    if (status != TR_OK)
        strcpy(out, "-");
    return TR_OK;
}

static const char *server_of(const tr_installation *agent)
{
    const char *server = tr_installation_fact(agent, TR_FACT_SERVER);

    return server && !strchr(server, ' ') ? server : "-";
}

static tr_status no_memory(tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at the agent");
}

tr_status tr_agent_state_of(char **out, const tr_installation *agent, tr_error *err)
{
    const unsigned ports[] = { tr_installation_port(agent, TR_FACT_HTTP_PORT),
                               tr_installation_port(agent, TR_FACT_HTTPS_PORT),
                               tr_installation_port(agent, TR_FACT_AGENT_PORT) };
    char certificate[HEX_TEXT];
    tr_status status = own_thumbprint(certificate, agent, err);

    if (status != TR_OK)
        return status;
    *out = write_state(server_of(agent), ports, certificate);
    return *out ? TR_OK : no_memory(err);
}

/* What is told, if it can be seen to change. */
static unsigned after(const tr_installation *agent, tr_fact fact, unsigned told)
{
    const unsigned now = tr_installation_port(agent, fact);

    return now != 0 && told != 0 ? told : now;
}

tr_status tr_agent_state_after(char **out, const tr_installation *agent,
                               const tr_transfer *transfer, tr_error *err)
{
    const unsigned ports[] = { after(agent, TR_FACT_HTTP_PORT, transfer->port),
                               after(agent, TR_FACT_HTTPS_PORT, transfer->ssl_port),
                               after(agent, TR_FACT_AGENT_PORT, transfer->agent_port) };
    char certificate[HEX_TEXT];
    tr_status status = thumbprint_of(certificate, transfer->certificate, err);

    if (status != TR_OK)
        return status;
    *out = write_state(transfer->server, ports, certificate);
    return *out ? TR_OK : no_memory(err);
}

bool tr_agent_state_is(const char *state, const char *other)
{
    return OPENSSL_strcasecmp(state, other) == 0;
}

tr_status tr_agent_state_find(tr_installations *found, const tr_installation **agent, tr_error *err)
{
    const tr_installation_place here = { 0 };
    tr_status status = tr_installations_find(found, &here, err);

    if (status != TR_OK)
        return status;
    *agent = tr_installations_of(found, TR_INSTALLATION_AGENT);
    if (!*agent)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0, "there is no agent on this machine");
    return TR_OK;
}

size_t tr_agent_state_running(const tr_installation *agent)
{
    size_t count = 0;

    for (size_t index = 0; index < agent->service_count; index++)
        count += agent->services[index].state == TR_SERVICE_RUNNING;
    return count;
}
