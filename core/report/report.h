/*
 * What Trustmend found, written for people (text) or handed on as records.
 *
 * A report goes to one stream, one call for each thing found, and ends with a
 * summary. It counts what it writes, so that summary and exit code agree with
 * the lines above them. Not for several threads at once.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "core/authenticode/verify.h"
#include "core/error.h"
#include "core/import/import.h"
#include "core/report/record.h"
#include "core/restore/renamed_file.h"
#include "core/trust/anchor_store.h"
#include "core/trust/azure_signing.h"
#include "core/trust/comparison.h"
#include "core/trust/trust_catalogue.h"
#include "core/words/language.h"

typedef struct tr_report_options {
    tr_records *records;  /* what is found goes there; NULL: as text to out; borrowed */
    FILE *out;            /* borrowed */
    const char *out_path; /* of a file, for messages; NULL for standard output; borrowed */
    bool is_terminal;     /* a person reads along, who sees standard error too */
    bool has_colour;
    int columns;          /* text is wrapped to that many; 0: it is not */
    bool is_verbose;      /* all there is to say, also of what is well */
    bool is_strict;       /* the strict verdict counts, not Windows' */
    bool is_quiet;        /* nothing is written; it is counted all the same */
    tr_language language; /* of reasons, remedies and findings */
} tr_report_options;

/** What was counted. */
typedef struct tr_report_counts {
    uint64_t files;    /* that were judged */
    uint64_t bytes;    /* of them */
    uint64_t failures; /* what could not be looked at or done */
    uint64_t verdicts[TR_CLASS_UNSUPPORTED + 1];
    uint64_t passed_over; /* of the unsupported ones: no fault */
    uint64_t required[TR_REQUIRED_MISSING + 1];
    uint64_t faults[TR_REQUIRED_MISSING + 1]; /* of them, those that are faults */
    uint64_t required_faults;                 /* all of these */
    uint64_t installed;
    uint64_t actions[TR_RENAMED_ACTION_COUNT];
    uint64_t restored;
    uint64_t imports[TR_IMPORT_ACTION_COUNT];
    uint64_t imported;
    uint64_t parked; /* renamed files that are out of the way of another one */
} tr_report_counts;

typedef struct tr_report tr_report;

tr_status tr_report_new(tr_report **out, const tr_report_options *options, tr_error *err);
void tr_report_free(tr_report *report); /* NULL is fine */

/** A file that was judged. */
void tr_report_file(tr_report *report, const tr_verification *verification);

/**
 * Whether a file is to be passed over: met in a folder, not of a kind that
 * carries signatures, and without a name that says it should be.
 *
 * @param is_named  it was given by its own name, and not met in a folder
 */
bool tr_report_passes_over(const tr_verification *verification, bool is_named);

/** A file that is passed over: counted, and no fault. */
void tr_report_passed_over(tr_report *report, const tr_verification *verification);

/** A file or folder that could not be looked at, or not be renamed. */
void tr_report_failure(tr_report *report, const char *path, const tr_error *failure);

/** Required certificates beside installed ones. */
void tr_report_comparison(tr_report *report, const tr_comparison_row *rows, size_t count);

/** Whether Windows accepts files signed by Azure Code Signing; no Windows is not told. */
void tr_report_azure_signing(tr_report *report, const tr_azure_signing *found);

/** All installed certificates of base->store, each with what requires it and what is to be said
 *  of it. catalogue may be NULL. */
void tr_report_installed(tr_report *report, const tr_comparison_base *base,
                         const tr_trust_catalogue *catalogue);

/** A renamed file. is_plan: it was only looked at what would be done. */
void tr_report_renamed(tr_report *report, const char *path, const tr_renamed_file *file,
                       bool is_plan);

/** A certificate that is, or would be, imported. */
void tr_report_import(tr_report *report, const tr_import *import, bool is_plan);

/** A file that was judged again after an import: counted only. */
void tr_report_judged_again(tr_report *report, const tr_verification *verification);

/** How a report ends. */
typedef enum tr_report_subject {
    TR_REPORT_ABOUT_FILES,
    TR_REPORT_ABOUT_REQUIRED,
    TR_REPORT_ABOUT_INSTALLED,
    TR_REPORT_ABOUT_PLAN,        /* renamed files, looked at */
    TR_REPORT_ABOUT_RESTORED,    /* renamed files, restored */
    TR_REPORT_ABOUT_IMPORT_PLAN, /* certificates, looked for */
    TR_REPORT_ABOUT_IMPORTED
} tr_report_subject;

/** The summary. is_complete: nothing was left out because the user said stop. */
void tr_report_summary(tr_report *report, tr_report_subject subject, bool is_complete);

/** Whether all could be written so far; else what kept it, in *err. */
tr_status tr_report_status(const tr_report *report, tr_error *err);

/** Hand all to the system, and say whether it took it. */
tr_status tr_report_flush(tr_report *report, tr_error *err);

const tr_report_counts *tr_report_counts_of(const tr_report *report);

/** The verdict that counts: Windows' or the strict one. */
tr_verdict tr_report_verdict(const tr_report *report, const tr_verification *verification);

/** Whether a link of a chain is not installed on this machine, and should be. */
bool tr_link_is_missing(const tr_chain *chain, const tr_link *link);
