#include "core/cli/transfer_input.h"

#include <stdlib.h>
#include <string.h>

#include "core/cli/failure.h"

/* "14.0.9565" is 14; 0 for what is no version. */
static unsigned version_of(const char *text)
{
    char *end;
    unsigned long number;

    if (!text || *text < '1' || *text > '9')
        return 0;
    number = strtoul(text, &end, 10);
    return number <= 99 && (*end == '\0' || *end == '.') ? (unsigned)number : 0;
}

static void fill_port(unsigned *out, const tr_installation *from, tr_fact fact)
{
    if (*out == 0)
        *out = tr_installation_port(from, fact);
}

static void fill(tr_transfer *out, const tr_installation *from)
{
    if (!out->server)
        out->server = tr_installation_fact(from, TR_FACT_SERVER);
    fill_port(&out->port, from, TR_FACT_HTTP_PORT);
    fill_port(&out->ssl_port, from, TR_FACT_HTTPS_PORT);
    fill_port(&out->agent_port, from, TR_FACT_AGENT_PORT);
    if (out->version == 0 && from->kind == TR_INSTALLATION_AGENT)
        out->version = version_of(tr_installation_fact(from, TR_FACT_VERSION));
}

tr_status transfer_input_take(transfer_input *out, const settings *given, tr_installation_kind kind,
                              tr_error *err)
{
    const tr_installation_place place = { .folder = given->installation };
    const tr_installation_kind other =
        kind == TR_INSTALLATION_AGENT ? TR_INSTALLATION_SERVER : TR_INSTALLATION_AGENT;
    tr_status status;

    memset(out, 0, sizeof(*out));
    out->values = (tr_transfer){
        .program = given->ipxfer,
        .is_32_bit = given->is_32_bit,
        .version = version_of(given->agent_version),
        .server = given->server,
        .port = given->port,
        .ssl_port = given->ssl_port,
        .agent_port = given->agent_port,
        .certificate = given->certificate ? given->certificate : "OfcNTCer.dat",
        .domain = given->domain,
    };
    status = tr_installations_find(&out->found, &place, err);
    if (status != TR_OK)
        return status;
    out->installation = tr_installations_of(&out->found, kind);
    if (!out->installation)
        out->installation = tr_installations_of(&out->found, other);
    if (out->installation)
        fill(&out->values, out->installation);
    return TR_OK;
}

void transfer_input_clear(transfer_input *input)
{
    tr_installations_clear(&input->found);
}

bool transfer_input_check(const transfer_input *input, const settings *given)
{
    tr_error err;
    tr_error told;

    if (given->agent_version && version_of(given->agent_version) == 0)
        tr_error_set(&err, TR_ERR_FORMAT, 0, "'%s' is no version of an agent; one is such as 14.0",
                     given->agent_version);
    else if (tr_transfer_check(&input->values, &err) == TR_OK)
        return true;
    tr_error_set(&told, TR_ERR_FORMAT, 0, "%s (see 'trustmend %s --help')", err.message,
                 given->command);
    failure_print(told.message);
    return false;
}
