/*
 * Which certificates are to be installed, and what would become of each: they
 * are named, looked for, and decided on. Nothing is changed.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/authenticode/verify.h"
#include "core/error.h"
#include "core/import/import.h"

/** { catalogue } is a plan without certificates. */
typedef struct tr_import_plan {
    const tr_trust_catalogue *catalogue; /* borrowed; NULL: nothing is pinned */
    tr_import *items;                    /* owned */
    size_t count;
    size_t capacity;
    size_t installable; /* how many would be installed, once it is decided */
} tr_import_plan;

void tr_import_plan_clear(tr_import_plan *plan);

/* What is wanted --------------------------------------------------------------------------------
 */

/** A certificate of a list, which is borrowed. */
tr_status tr_import_plan_seek(tr_import_plan *plan, const tr_required *required, bool is_disabled,
                              tr_error *err);

/** An id of the catalogue, or a thumbprint, of the catalogue's or not; the name is borrowed. */
tr_status tr_import_plan_seek_named(tr_import_plan *plan, const char *name, tr_error *err);

/** What a file is not trusted without, as far as the catalogue lists it; each once. */
tr_status tr_import_plan_seek_for(tr_import_plan *plan, const tr_verification *verification,
                                  tr_error *err);

/** A certificate whose bytes are there (a reference is taken); pinned if the catalogue lists it. */
tr_status tr_import_plan_take(tr_import_plan *plan, X509 *certificate, tr_error *err);

/* Where it is -----------------------------------------------------------------------------------
 */

/** Look into a file, or all files below a folder; what cannot be read there is told, if wanted. */
tr_status tr_import_plan_search_path(tr_import_plan *plan, const char *path,
                                     tr_anchor_warning *warn, void *context, tr_error *err);

/** Look into the system's stores. */
tr_status tr_import_plan_search_system(tr_import_plan *plan, tr_error *err);

/* What becomes of it ----------------------------------------------------------------------------
 */

/**
 * Decide on each, as tr_import_decide.
 *
 * @param store  the certificates that are there, distrusted ones among them
 */
tr_status tr_import_plan_decide(tr_import_plan *plan, const tr_anchor_store *store,
                                const tr_import_target *target, bool takes_unpinned, tr_error *err);
