/*
 * The certificates that the system itself trusts and distrusts.
 *
 * On Windows the system stores of LocalMachine and CurrentUser; elsewhere the
 * certificate bundle that the distribution maintains.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

/** What a system's store stands for. */
typedef enum tr_store_kind {
    TR_STORE_ROOT,       /* Root and AuthRoot: trust anchors */
    TR_STORE_CA,         /* intermediates */
    TR_STORE_DISALLOWED, /* explicitly distrusted */
    TR_STORE_PUBLISHER /* TrustedPublisher: Windows does not ask before it runs what they signed */
} tr_store_kind;

/**
 * Called for each certificate, which is borrowed. Returns false to stop.
 *
 * @param place  where it is installed: "LocalMachine\\Root", "CurrentUser\\CA" and so on, with
 *               "\\.GroupPolicy" or "\\.Enterprise" if it came that way; else a path. Borrowed
 */
typedef bool tr_trust_store_visit(void *context, tr_store_kind kind, const char *place,
                                  const unsigned char *der, size_t size);

/** Visit each certificate of the system's stores. A store that does not exist is empty. */
tr_status tr_trust_store_walk(tr_trust_store_visit *visit, void *context, tr_error *err);

/**
 * One certificate of a store of the system, "LocalMachine\\Root" or "CurrentUser\\CA".
 *
 * Only what is kept in the registry for that store itself counts, not what
 * Windows shows with it. Elsewhere, where programs do not install certificates
 * so, each is TR_ERR_UNSUPPORTED.
 *
 * @param out  its DER, the caller's to free(); TR_ERR_NOT_FOUND if it is not there
 */
tr_status tr_trust_store_load(unsigned char **out, size_t *size, const char *place,
                              const unsigned char *sha1, tr_error *err);

/** Add a certificate, durable on return; never replaces: TR_ERR_EXISTS. */
tr_status tr_trust_store_add(const char *place, const unsigned char *der, size_t size,
                             tr_error *err);

tr_status tr_trust_store_remove(const char *place, const unsigned char *sha1, tr_error *err);
