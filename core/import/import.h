/*
 * Installing certificates that are missing: exactly those, checked against
 * their thumbprints, each in the store it belongs in, through the journal.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/x509.h>

#include "core/error.h"
#include "core/import/certificate_search.h"
#include "core/journal/journal.h"
#include "core/trust/anchor_store.h"
#include "core/trust/comparison.h"
#include "core/trust/trust_catalogue.h"

/** What becomes of a certificate, or would. */
typedef enum tr_import_action {
    TR_IMPORT_INSTALL,  /* its bytes are there, and are what they should be */
    TR_IMPORT_NOTHING,  /* it is in its store already */
    TR_IMPORT_FETCH,    /* its bytes are nowhere: for the shopping list */
    TR_IMPORT_UNPINNED, /* the catalogue does not know it, and nobody said that this is meant */
    TR_IMPORT_REFUSE    /* installing would not help, or would harm; reason says why */
} tr_import_action;
#define TR_IMPORT_ACTION_COUNT (TR_IMPORT_REFUSE + 1)

typedef struct tr_import {
    const tr_required *required; /* borrowed; NULL: wanted by its thumbprint alone */
    const char *wanted;          /* as the user said it; NULL: it is among the missing; borrowed */
    tr_sought sought;            /* with its certificate, once found */
    bool is_pinned;              /* its thumbprints are the catalogue's */
    bool is_distrusted;          /* so that installing would not help */
    bool is_disabled;
    char *place; /* the store: "LocalMachine\\Root", or a folder; owned; NULL if not known */
    tr_import_action action;
    const char *reason; /* of a refusal, static; else NULL */
    bool is_installed;  /* done, and read back */
    int64_t change;     /* number in the history; 0: none */
    tr_error failure;   /* of installing */
} tr_import;

void tr_import_clear(tr_import *import);

/** Where certificates go: "LocalMachine", "CurrentUser", or a folder with "Root" and "CA" in it. */
typedef struct tr_import_target {
    const char *name;
    bool is_system;
    const tr_anchor_store *stores; /* of another system's disk, which is only looked at; or NULL */
} tr_import_target;

/**
 * Decide what becomes of a certificate, once it was looked for: sets place,
 * action and reason.
 *
 * @param takes_unpinned  those that the catalogue does not know are meant, too
 */
tr_status tr_import_decide(tr_import *import, const tr_import_target *target, bool takes_unpinned,
                           tr_error *err);

/**
 * Install a certificate whose action is TR_IMPORT_INSTALL; call with the
 * journal locked. Sets is_installed and change, or failure.
 */
void tr_import_install(tr_import *import, tr_journal *journal);

/** "install", "none", "fetch", "unpinned" or "refuse". */
const char *tr_import_action_word(tr_import_action action);
