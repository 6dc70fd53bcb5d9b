/*
 * One signature of a file: its SignedData, what it claims of the file, its
 * timestamps and its chain, judged together.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <openssl/x509.h>

#include "core/authenticode/catalog_set.h"
#include "core/authenticode/digest.h"
#include "core/authenticode/signed_data.h"
#include "core/authenticode/signed_file.h"
#include "core/authenticode/stamp.h"
#include "core/error.h"
#include "core/trust/anchor_store.h"
#include "core/trust/chain.h"
#include "core/trust/finding.h"
#include "core/trust/trust_catalogue.h"
#include "core/trust/trust_list.h"
#include "core/trust/verdict.h"

/** The unsigned attribute that holds further signatures of the same file. */
#define TR_OID_NESTED_SIGNATURE "1.3.6.1.4.1.311.2.4.1"

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
    const tr_trust_list *trust_list;     /* Microsoft's; may be NULL */
    const tr_catalog_set *catalogs;      /* catalog files that may list the file; may be NULL */
    bool has_time;
    time_t time; /* "now" for signatures without timestamp, if has_time */
    tr_signature_choice choice;
    bool is_strict;    /* where only what is good is acted on: the strict verdict counts */
    bool asks_windows; /* also say where Windows' own verdict differs */
    const tr_source_watch *watch; /* of the file that is judged; may be NULL */
    unsigned threads;             /* 2 if a second thread may help with one file, else 1 */
    tr_language language;         /* of reasons, remedies and what findings quote */
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
    X509 *signer;     /* owned; NULL if not there */
    char *program;    /* what the signer calls it (SpcSpOpusInfo); owned; may be NULL */
    char *catalog;    /* path of the catalog file; owned; NULL if none */
    tr_stamp *stamps; /* owned */
    size_t stamp_count;
    const tr_stamp *stamp; /* the one that counts; NULL if none */
    tr_chain chain;
    time_t at;            /* the time at which the chain was judged */
    tr_verdict what_if;   /* verdict with the catalogue's certificates supposed installed */
    tr_findings findings; /* all of them: message, digest, stamps, chain */
} tr_signature;

/**
 * Judge one signature.
 *
 * @param out      source, parent, catalog and findings may be set by the caller; the rest is
 *                 filled here
 * @param message  the signature itself
 * @param claim    what it says of the file, answered; NULL if it contains all that it signs
 * @param suppose  what_if: the catalogue's certificates count as installed
 * @param work     what judging the file may still cost
 * @return TR_OK whatever the verdict; on failure *out still needs tr_signature_clear
 */
tr_status tr_signature_judge(tr_signature *out, const tr_signed_data *message,
                             const tr_claim *claim, const tr_verify_options *options, bool suppose,
                             tr_chain_work *work, tr_error *err);

void tr_signature_clear(tr_signature *signature);

/** "embedded", "nested" or "catalog". */
const char *tr_signature_source_word(tr_signature_source source);
