/*
 * An agent's certificate beside its server's: whether the agent takes commands
 * from its server, and if not, why.
 *
 * Of an agent, its OfcNTCer.dat is judged; of a server, the one that it hands
 * to agents, PCCSRV\Pccnt\Common\OfcNTCer.dat. It is compared with what is
 * known of the server's: a file that the user names; on the server itself the
 * store "OfficeScan NT", and for an agent there the server's file; the
 * server's share, if the user wants it asked. Nothing goes over a network
 * otherwise.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "core/agent/installation.h"
#include "core/agent/server_certificate.h"
#include "core/error.h"
#include "core/registry/registry.h"
#include "core/trust/anchor_store.h"

/** In the order in which they count. */
typedef enum tr_agent_certificate_state {
    TR_AGENT_CERTIFICATE_MISSING,
    TR_AGENT_CERTIFICATE_UNREADABLE, /* it is there, but the system lets nobody read it */
    TR_AGENT_CERTIFICATE_BROKEN,     /* not a certificate */
    TR_AGENT_CERTIFICATE_MISMATCHED, /* not the server's */
    TR_AGENT_CERTIFICATE_DISTRUSTED, /* in a store of distrusted certificates */
    TR_AGENT_CERTIFICATE_EXPIRED,
    TR_AGENT_CERTIFICATE_NOT_YET_VALID,
    TR_AGENT_CERTIFICATE_SERVER_UNKNOWN, /* nothing to compare it with */
    TR_AGENT_CERTIFICATE_MATCHES
} tr_agent_certificate_state;

/** "missing", "unreadable", "broken", "mismatched" and so on. */
const char *tr_agent_certificate_word(tr_agent_certificate_state state);

/** What the server's certificate was looked for in, and what came of it. */
typedef struct tr_certificate_look {
    char *place;
    bool is_found;
    char *failure; /* NULL: there just is none */
} tr_certificate_look;

#define TR_CERTIFICATE_LOOKS_MOST 4

typedef struct tr_agent_certificate {
    tr_agent_certificate_state state;
    tr_installation_kind kind;    /* whose file it is */
    char *path;                   /* of the OfcNTCer.dat, be it there or not */
    char *failure;                /* why it is unreadable, or broken */
    tr_server_certificate own;    /* certificate NULL: it has none */
    tr_server_certificate server; /* certificate NULL: it is not known */
    char *distrusted_in;          /* the store in which own is distrusted, or NULL */
    char *server_distrusted_in;
    bool is_server_expired;
    bool is_server_early; /* not yet valid */
    bool is_former;       /* own is in the server's store of those that it had before */
    bool is_other_server; /* the agent reports to a server of another name than that of this
                             machine, whose certificate it was compared with */
    tr_certificate_look looks[TR_CERTIFICATE_LOOKS_MOST];
    size_t look_count;
    tr_server_certificates others; /* of other families, from stores of the product's */
} tr_agent_certificate;

typedef struct tr_agent_certificate_question {
    const tr_installation *installation;
    const tr_installation *server; /* of the same machine; NULL: none */
    const char *server_file;       /* the user's; NULL: none */
    const tr_registry *registry;   /* of the machine; NULL: its stores are not looked into */
    const tr_anchor_store *store;  /* whose distrusted certificates count; NULL: none */
    time_t at;
} tr_agent_certificate_question;

/**
 * Judge the certificate of an installation. TR_OK whatever is found; a
 * server_file that cannot be read is an error.
 *
 * @param out  for tr_agent_certificate_clear; set on TR_OK only
 */
tr_status tr_agent_certificate_examine(tr_agent_certificate *out,
                                       const tr_agent_certificate_question *question,
                                       tr_error *err);

void tr_agent_certificate_clear(tr_agent_certificate *of);

/** What a state means, in a sentence or two for support staff. */
const char *tr_agent_certificate_meaning(const tr_agent_certificate *of);

/** What to do about it; NULL if there is nothing to be done. */
const char *tr_agent_certificate_remedy(const tr_agent_certificate *of);
