/*
 * Judging a file: all its signatures, by Windows' rules and by strict ones,
 * with every reason, and what would change if the required certificates were
 * installed.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/authenticode/signature.h"
#include "core/authenticode/source.h"
#include "core/error.h"
#include "core/trust/chain.h"
#include "core/trust/finding.h"
#include "core/trust/trust_catalogue.h"
#include "core/trust/verdict.h"

/** A certificate that is not installed here and keeps the file from being trusted. */
typedef struct tr_missing {
    const tr_link *link; /* borrowed from the signature's chain, or its stamp's */
    const char *store;   /* where it belongs: "Root" or "CA" */
    bool is_guess;       /* only its name is known, from which the store does not follow */
} tr_missing;

/** A file, judged. */
typedef struct tr_verification {
    char *path;
    const char *format; /* word of the format; "unknown" */
    uint64_t size;
    tr_verdict verdict; /* Windows' */
    tr_verdict strict;
    tr_missing *missing; /* of the decisive signature: what is not installed */
    size_t missing_count;
    tr_verdict what_if;       /* with the catalogue's missing certificates supposed installed */
    const tr_required **with; /* those that make the difference; borrowed from the catalogue */
    size_t with_count;
    bool is_supposed; /* what_if rests on names and key identifiers, not on bytes */
    tr_signature *signatures;
    size_t signature_count;
    size_t decisive;      /* index of the signature that settles the verdict, if there are any */
    tr_findings findings; /* of the file itself */
    tr_language language; /* of what follows, and of what findings quote */
    char *reason;         /* one or two sentences for a support person */
    char *remedy;         /* what to do; NULL if nothing is to be done */
} tr_verification;

/**
 * Judge a file that is open.
 *
 * @return TR_OK whatever the verdict; else what kept it from being looked at: TR_ERR_CANCELLED,
 *         where the options' watch wanted no more of it
 */
tr_status tr_verify(tr_verification **out, const tr_source *source,
                    const tr_verify_options *options, tr_error *err);

/** Open and judge a file. */
tr_status tr_verify_path(tr_verification **out, const char *path, const tr_verify_options *options,
                         tr_error *err);

void tr_verification_free(tr_verification *verification); /* NULL is fine */
