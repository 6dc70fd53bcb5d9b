/*
 * The product's files, judged one after the other: what is kept of those that
 * are not well, and the certificates that all of them need.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/needs.h"
#include "core/authenticode/verify.h"
#include "core/error.h"
#include "core/restore/renamed_file.h"

/** A certificate that a signature passes through, as digests: little, as there are many files. */
typedef struct tr_survey_link {
    unsigned char sha1[TR_SHA1_SIZE]; /* its thumbprint; all zero: not known */
    unsigned char name[TR_SHA1_SIZE]; /* SHA-1 of its subject */
} tr_survey_link;

#define TR_SURVEY_LINKS_MOST (2 * TR_CHAIN_MAX)

/** A file that is renamed, or not trusted. */
typedef struct tr_surveyed_file {
    char *path;
    char *reason; /* why it is not trusted, in words */
    tr_verdict verdict;
    bool is_renamed;
    bool is_stacked; /* it was renamed more than once */
    tr_renamed_action action;
    tr_target_state target_state;
    tr_survey_link *links; /* of the signature that settles it, and of its timestamps */
    size_t link_count;
} tr_surveyed_file;

typedef struct tr_file_survey {
    tr_needs *needs;
    tr_surveyed_file *items;
    size_t count;
    uint64_t files; /* that were judged, those that are well too */
    uint64_t bytes;
} tr_file_survey;

tr_status tr_file_survey_new(tr_file_survey **out, tr_error *err);
void tr_file_survey_free(tr_file_survey *survey); /* NULL is fine */

/**
 * Add a file that was judged.
 *
 * @param renamed    NULL for one that was not renamed
 * @param is_strict  the strict verdict counts
 */
tr_status tr_file_survey_add(tr_file_survey *survey, const char *path,
                             const tr_verification *verification, const tr_renamed_file *renamed,
                             bool is_strict, tr_error *err);

/** Whether a file needs this certificate, or one of the same name. */
bool tr_surveyed_file_needs(const tr_surveyed_file *file, const tr_required *required);
