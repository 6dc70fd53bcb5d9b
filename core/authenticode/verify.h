/*
 * Judging a file: all its signatures, by Windows' rules and by strict ones,
 * with every reason, and what would change if the required certificates were
 * installed.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <openssl/x509.h>

#include "core/authenticode/digest.h"
#include "core/authenticode/source.h"
#include "core/authenticode/stamp.h"
#include "core/error.h"
#include "core/platform/file.h"
#include "core/trust/anchor_store.h"
#include "core/trust/chain.h"
#include "core/trust/finding.h"
#include "core/trust/trust_catalogue.h"
#include "core/trust/verdict.h"

/** Which signatures settle the file's verdict. */
typedef enum tr_signature_choice {
    TR_SIGNATURES_FIRST, /* the first one */
    TR_SIGNATURES_ANY,   /* the best one */
    TR_SIGNATURES_ALL    /* the worst one */
} tr_signature_choice;

/** By what files are judged. All borrowed; shared by threads. */
typedef struct tr_verify_options {
    const tr_anchor_store *store;
    const tr_trust_catalogue *catalogue; /* may be NULL: no what_if */
    bool has_time;
    time_t time; /* "now" for signatures without timestamp, if has_time */
    tr_signature_choice choice;
    unsigned threads; /* 2 if a second thread may help with one file, else 1 */
} tr_verify_options;

typedef enum tr_signature_source {
    TR_SOURCE_EMBEDDED,
    TR_SOURCE_NESTED,
    TR_SOURCE_CATALOG
} tr_signature_source;

/** One signature, judged. */
typedef struct tr_signature {
    tr_signature_source source;
    size_t parent;              /* index of the signature it is nested in; itself if none */
    tr_digest_algorithm digest; /* of the file, as the signature names it */
    tr_verdict verdict;         /* Windows' */
    tr_verdict strict;
    X509 *signer;               /* owned; NULL if not there */
    char *program;              /* what the signer calls it (SpcSpOpusInfo); owned; may be NULL */
    char *catalog;              /* path of the catalog file; owned; NULL if none */
    tr_stamp *stamps;           /* owned */
    size_t stamp_count;
    const tr_stamp *stamp;      /* the one that counts; NULL if none */
    tr_chain chain;
    time_t at;                  /* the time at which the chain was judged */
    tr_verdict what_if;         /* verdict with the catalogue's certificates supposed installed */
    tr_findings findings;       /* all of them: message, digest, stamps, chain */
} tr_signature;

/** A file, judged. */
typedef struct tr_verification {
    char *path;
    const char *format; /* word of the format; "unknown" */
    uint64_t size;
    tr_verdict verdict; /* Windows' */
    tr_verdict strict;
    tr_verdict what_if;          /* with the catalogue's missing certificates supposed installed */
    const tr_required **with;    /* those that make the difference; entries borrowed from the catalogue */
    size_t with_count;
    bool is_supposed;            /* what_if rests on names and key identifiers, not on bytes */
    tr_signature *signatures;
    size_t signature_count;
    size_t decisive;             /* index of the signature that settles the verdict, if there are any */
    tr_findings findings;        /* of the file itself */
    char *reason;                /* one or two sentences for a support person */
    char *remedy;                /* what to do; NULL if nothing is to be done */
} tr_verification;

/**
 * Judge a file that is open.
 *
 * @return TR_OK whatever the verdict; else what kept it from being looked at
 */
tr_status tr_verify(tr_verification **out, const tr_source *source,
                    const tr_verify_options *options, tr_error *err);

/** Open and judge a file. */
tr_status tr_verify_path(tr_verification **out, const char *path,
                         const tr_verify_options *options, tr_error *err);

void tr_verification_free(tr_verification *verification); /* NULL is fine */

/** "embedded", "nested" or "catalog". */
const char *tr_signature_source_word(tr_signature_source source);
