/*
 * One file of the list: what was found of it, and the texts of its columns.
 *
 * A row is made by a worker, whole, and does not change once it is handed over.
 */
#pragma once

#include <stdbool.h>
#include <wchar.h>

#include "core/authenticode/verify.h"
#include "core/restore/renamed_file.h"
#include "shellext/window/trust.h"

typedef enum column {
    COLUMN_NAME,
    COLUMN_RESULT,
    COLUMN_SIGNER,
    COLUMN_STAMP, /* when it was signed */
    COLUMN_REASON,
    COLUMN_FOLDER,
    COLUMN_COUNT
} column;

/** What a row comes down to; also the index of its icon. */
typedef enum row_tone { TONE_GOOD, TONE_BAD, TONE_DOUBT, TONE_PLAIN, TONE_COUNT } row_tone;

typedef struct row {
    struct row *next;                    /* while it waits to be taken */
    char *path;                          /* as core has it */
    trust *judged_by;                    /* what the verification points into */
    const tr_verification *verification; /* NULL: it could not be looked at, failure says why */
    tr_verification *judged;             /* the owned one, of a file that is only judged */
    tr_renamed_file *renamed;            /* owned; of a renamed file: it has the verification */
    bool is_plan;                        /* of a renamed file: nothing was done yet */
    bool is_elevated;                    /* its change is of the machine's history */
    bool is_passed_over;                 /* cannot carry a signature, and was met in a folder */
    tr_error failure;
    row_tone tone;
    wchar_t *texts[COLUMN_COUNT]; /* owned */
} row;

/** All of these take what they are given, and are NULL when out of memory. */
row *row_of_verification(trust *judged_by, tr_verification *judged, bool is_passed_over);
row *row_of_renamed(trust *judged_by, tr_renamed_file *renamed, bool is_plan);
row *row_of_failure(const char *path, const tr_error *failure);
void row_free(row *which); /* NULL is fine */

/** The signature that settles the verdict; NULL if there is none. */
const tr_signature *row_signature(const row *which);
