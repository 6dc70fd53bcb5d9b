/*
 * What tells that a file is still the one that was changed: the digest of its
 * contents, and its number on its volume, which settles it where two files
 * have the same contents.
 *
 * Kept in the journal as text: "SHA-256 NUMBER", both in hexadecimal. Time
 * stamps are left out: a file that was only touched is still the same.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/error.h"
#include "core/platform/file.h"

#define TR_FILE_PROOF_DIGEST_SIZE 32
#define TR_FILE_PROOF_TEXT_SIZE   98 /* with the zero byte at its end */

typedef struct tr_file_proof {
    unsigned char digest[TR_FILE_PROOF_DIGEST_SIZE];
    uint64_t number[2];
} tr_file_proof;

/** Read a file that is open. */
tr_status tr_file_proof_of(tr_file_proof *out, const tr_file *file, tr_error *err);

/** What a path names, measured by a proof. */
typedef enum tr_file_likeness {
    TR_FILE_IS_MISSING,
    TR_FILE_IS_SAME,  /* the very file */
    TR_FILE_IS_EQUAL, /* its contents, but under another number: it was copied */
    TR_FILE_IS_OTHER  /* other contents, or no file at all */
} tr_file_likeness;

/** Compare what a path names with a proof. */
tr_status tr_file_proof_compare(tr_file_likeness *out, const char *path, const tr_file_proof *proof,
                                tr_error *err);

/** Whether both are of the same contents. */
bool tr_file_proof_equal(const tr_file_proof *a, const tr_file_proof *b);

void tr_file_proof_write(char out[TR_FILE_PROOF_TEXT_SIZE], const tr_file_proof *proof);

/**
 * Read a proof at the head of a text. Further ones may follow after a blank.
 *
 * @return what follows it; NULL if there is no proof
 */
const char *tr_file_proof_read(tr_file_proof *out, const char *text);
