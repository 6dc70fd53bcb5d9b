/*
 * Carrying out a request: by the window itself where that is enough, else by
 * its elevated process.
 *
 * Nothing is taken on trust from whoever asks. Each file is judged here and
 * now, and what was judged is what is renamed; a certificate has to be one of
 * the catalogue's by its thumbprints; a change is taken back only if it is one
 * of this history, of the kinds that a request can make, and nothing else has
 * changed since. Every change goes through the journal.
 */
#pragma once

#include <stdbool.h>

#include "core/authenticode/verify.h"
#include "core/import/import.h"
#include "shellext/reply.h"
#include "shellext/request.h"

/** By what, where, and who is told. All borrowed. */
typedef struct tr_execution {
    const tr_verify_options *verify; /* with store and catalogue; not needed to undo */
    tr_import_target target;         /* of certificates */
    const char *state;               /* of the journal; NULL: as tr_journal_open chooses */
    unsigned jobs; /* files judged at a time; 0: as many as there are processors */

    /** Told of each item once, and at the end of the whole; on one thread at a time. */
    void (*told)(void *context, const tr_reply *reply);

    /** Whether to stop: what is not begun is left. Asked on any thread; may be NULL. */
    bool (*is_stopped)(void *context);
    void *context;
} tr_execution;

void tr_request_execute(const tr_request *request, const tr_execution *how);
