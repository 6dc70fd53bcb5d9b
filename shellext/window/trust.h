/* What files are judged by: the machine's certificates, or those that were given, and the
 * catalogue of required ones. */
#pragma once

#include <windows.h>

#include "core/authenticode/verify.h"
#include "core/error.h"
#include "core/trust/anchor_store.h"
#include "core/trust/trust_catalogue.h"
#include "shellext/window/path_list.h"

/** Shared: what was judged points into it. */
typedef struct trust {
    volatile LONG references;
    tr_anchor_store *store;
    tr_trust_catalogue *catalogue;
    tr_verify_options options; /* borrows both */
} trust;

/**
 * Load all.
 *
 * @param anchors  files and folders of certificates; empty: the machine's own
 * @param language  of the sentences about files
 * @param threads  that may help with one file
 */
tr_status trust_open(trust **out, const path_list *anchors, tr_language language, unsigned threads,
                     tr_error *err);

/** One more that needs it; each gives it up by trust_release. */
trust *trust_share(trust *what);
void trust_release(trust *what); /* NULL is fine */
