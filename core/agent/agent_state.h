/*
 * What IpXfer changes of an agent: its server, its ports, and the certificate
 * by which it knows its server. As a text, it is what the journal holds of a
 * transfer: "server=apex1 port=8080 ssl-port=4343 agent-port=21112
 * certificate=0123...". What is not known is "-".
 */
#pragma once

#include <stdbool.h>

#include "core/agent/installation.h"
#include "core/agent/transfer.h"
#include "core/error.h"

/** The agent as it is, to free(). */
tr_status tr_agent_state_of(char **out, const tr_installation *agent, tr_error *err);

/**
 * The agent as it is to be, to free(): with the values of a transfer, and the
 * certificate of the file that it names. Ports that are not known of the agent
 * now are left out, as nobody could see them change.
 */
tr_status tr_agent_state_after(char **out, const tr_installation *agent,
                               const tr_transfer *transfer, tr_error *err);

/** Whether both are the same; names of servers have no case. */
bool tr_agent_state_is(const char *state, const char *other);

/**
 * Look at the agent on this machine.
 *
 * @param found  for tr_installations_clear
 * @param agent  borrowed from found
 * @return TR_ERR_NOT_FOUND if there is none
 */
tr_status tr_agent_state_find(tr_installations *found, const tr_installation **agent,
                              tr_error *err);

/** How many services of an agent run. */
size_t tr_agent_state_running(const tr_installation *agent);
