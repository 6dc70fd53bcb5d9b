/*
 * Required certificates beside installed ones.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "core/error.h"
#include "core/trust/anchor_store.h"
#include "core/trust/trust_catalogue.h"

/** How a required certificate stands on this machine; the first that applies. */
typedef enum tr_required_status {
    TR_REQUIRED_INSTALLED,
    TR_REQUIRED_DISTRUSTED,  /* in the Disallowed store, which overrides all others */
    TR_REQUIRED_WRONG_STORE, /* a root among the intermediates, or the other way round */
    TR_REQUIRED_USER_ONLY,   /* for the current user only, which services do not see */
    TR_REQUIRED_LOOK_ALIKE,  /* another certificate of the same name is there instead */
    TR_REQUIRED_MISSING
} tr_required_status;

typedef struct tr_comparison_row {
    const tr_required *required; /* borrowed from the catalogue */
    tr_required_status status;
    const tr_anchor *installed; /* itself, or the look-alike; borrowed from the store; may be NULL */
    bool is_expired;            /* at the time of the comparison; an old one is needed all the same */
} tr_comparison_row;

/**
 * Compare. An intermediate that is missing is no fault: signatures carry
 * theirs.
 *
 * @param out  the rows in the catalogue's order, the caller's to free()
 */
tr_status tr_comparison_make(tr_comparison_row **out, size_t *count,
                             const tr_trust_catalogue *catalogue, const tr_anchor_store *store,
                             tr_profile profile, time_t now, tr_error *err);

/** "installed", "distrusted", "wrong-store", "user-only", "look-alike" or "missing". */
const char *tr_required_status_word(tr_required_status status);
