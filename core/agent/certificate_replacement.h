/*
 * Giving an agent its server's certificate: the contents of its OfcNTCer.dat
 * become the certificate's DER, through the journal, so that it can be undone.
 *
 * An agent that runs protects its files. Then nothing is changed, and it is
 * said that the vendor's IpXfer is the way.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/agent/agent_certificate.h"
#include "core/error.h"
#include "core/journal/contents_change.h"
#include "core/journal/journal.h"

/** Whether the agent has another certificate than its server, or none. */
bool tr_agent_certificate_needs_replacement(const tr_agent_certificate *of);

/**
 * Whether the server's certificate may take the place of the agent's: TR_OK,
 * or TR_ERR_UNSUPPORTED with why not: it is expired, not yet valid,
 * distrusted, none of a server's, or perhaps another server's.
 */
tr_status tr_agent_certificate_check_replacement(const tr_agent_certificate *of, tr_error *err);

/**
 * Replace it, with the journal locked. Whether it may be is the caller's to ask;
 * a file that has become another one since it was judged stays, with TR_ERR_IO.
 *
 * @param reason  the user's, or NULL
 */
tr_status tr_agent_certificate_replace(tr_contents_changed *out, const tr_agent_certificate *of,
                                       tr_journal *journal, const char *reason, tr_error *err);
