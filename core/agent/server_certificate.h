/*
 * The certificate by which the product's server proves to its agents that a
 * command is from it, "OfficeScan Server NTSG": family B of the four that get
 * mixed up (docs/agent.md). The server has its private key in the store
 * "OfficeScan NT" of LocalMachine; agents keep the public part in OfcNTCer.dat.
 *
 * Its name in full is not published, only what is shown for it; so a
 * certificate that is none of the other families may be it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <openssl/x509.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/registry/registry.h"
#include "core/trust/thumbprint.h"

/** What a certificate is for, as far as it tells. */
typedef enum tr_certificate_family {
    TR_FAMILY_SERVER,    /* B: it is called NTSG */
    TR_FAMILY_UNSAID,    /* none of the others: it may be the server's */
    TR_FAMILY_SIGNING,   /* A: an authority, or one that signs programs */
    TR_FAMILY_AGENT_TLS, /* C: ofcsslagent, by which the agent's own port is encrypted */
    TR_FAMILY_WEB_HOST   /* D: a web server's, such as that of the console */
} tr_certificate_family;

tr_certificate_family tr_certificate_family_of(const X509 *certificate);

/** "server", "unsaid", "signing", "agent-tls" or "web-host". */
const char *tr_certificate_family_word(tr_certificate_family family);

/** A sentence that says what it is for and, if it is not the server's, that it is not the cause. */
const char *tr_certificate_family_meaning(tr_certificate_family family);

/** A certificate, and where it was found. */
typedef struct tr_server_certificate {
    X509 *certificate;
    tr_thumbprint thumbprint;
    tr_certificate_family family;
    char *place; /* a path, or "LocalMachine\\OfficeScan NT" */
} tr_server_certificate;

void tr_server_certificate_clear(tr_server_certificate *of); /* all zero is fine */

/** Read the bytes of an OfcNTCer.dat: DER, or PEM with one certificate. TR_ERR_FORMAT if neither.
 */
tr_status tr_server_certificate_parse(tr_server_certificate *out, tr_bytes bytes, const char *place,
                                      tr_error *err);

/** As tr_server_certificate_parse. TR_ERR_FORMAT also for a file that is far too large. */
tr_status tr_server_certificate_load(tr_server_certificate *out, const char *path, tr_error *err);

/** The stores of LocalMachine that the product makes. */
#define TR_SERVER_STORE         "OfficeScan NT"
#define TR_SERVER_STORE_EXPIRED "OfficeScan NT Expired"
#define TR_AGENT_TLS_STORE      "OfficeScan SSL Agent"

typedef struct tr_server_certificates {
    tr_server_certificate *items;
    size_t count;
} tr_server_certificates;

void tr_server_certificates_clear(tr_server_certificates *list); /* all zero is fine */

/** All of a store of LocalMachine. What cannot be read is passed over; no such store is empty. */
tr_status tr_server_certificates_load_store(tr_server_certificates *out,
                                            const tr_registry *registry, const char *store,
                                            tr_error *err);
